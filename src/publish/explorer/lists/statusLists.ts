import type { Library } from '../../../model/library.ts'
import { mostRows, type ListFile } from './listFile.ts'

/** What is said of sites (`kind`: alarm, waiting, unread, unverified), all of it; null for more than a file takes. */
export async function notesList(library: Library): Promise<ListFile | null> {
  const names = new Map((await library.coveredSites()).map(({ site, name }) => [site, name]))
  const kinds = ['alarm', 'waiting', 'unread', 'unverified'] as const
  const found = await Promise.all(kinds.map((kind) => library.siteNotes(kind, mostRows + 1)))
  const notes = found.flatMap(({ notes: ofKind }) => ofKind)
  if (notes.length > mostRows) return null
  return {
    columns: ['kind', 'site', 'name', 'what', 'words'],
    rows: notes.map(({ kind, site, what, words }) => [kind, site, names.get(site) ?? null, what, words]),
  }
}

/** Originals that are withheld: since when, by whom and why. */
export async function withheldList(library: Library): Promise<ListFile> {
  const { withheld } = await library.collection()
  return {
    columns: ['sha256', 'since', 'by', 'reason'],
    rows: withheld.map(({ sha256, since, by, reason }) => [sha256, since, by, reason]),
  }
}
