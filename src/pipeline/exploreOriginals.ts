import type { CatalogReader } from '../archive/catalog/catalogReader.ts'
import type { Capture } from '../model/capture.ts'
import type { Library, OriginalFacts } from '../model/library.ts'
import { withheldOriginals, type Withheld } from '../model/withholding.ts'
import { boundedMemory } from './exploreMemory.ts'
import { conversionOf } from './exploreConversion.ts'
import { asRead, keptExtension, originalBytes, originalPreview, originalWords } from './exploreOriginal.ts'
import type { PicturesByPage } from './explorePictures.ts'
import { picturesOf } from './explorePictures.ts'
import type { ExploreReading } from './exploreReading.ts'
import type { ReportsAtHand } from './exploreReports.ts'

/** Where originals lie, and what is known of them. */
export interface OriginalsOrder {
  readonly folder: string
  readonly reader: Pick<CatalogReader, 'original'>
  readonly read: ReportsAtHand['read']
  readonly readOriginal: ExploreReading['original']
  readonly pictures: () => Promise<PicturesByPage>
  readonly withheldNow: () => Withheld
}

/** The part of the library that is of originals. */
export interface ExploreOriginals extends Pick<Library, 'original' | 'bytes' | 'words' | 'preview'> {
  /** What is withheld of it, whether it is here, and which pictures of it are shown. */
  readonly originalHere: (sha256: string) => Promise<string>
  readonly forget: () => void
}

/** Originals as they are at each question. */
export function exploreOriginals(order: OriginalsOrder): ExploreOriginals {
  const { folder, reader, read, withheldNow } = order
  const shown = async (rows: Parameters<typeof picturesOf>[0]): Promise<readonly Capture[]> =>
    picturesOf(rows, await order.pictures()).filter((picture) => withheldNow().of(picture) === null)
  const bytesOf = (original: OriginalFacts): Promise<Uint8Array> =>
    originalBytes(folder, original, order.readOriginal)
  const bytesRead = (original: OriginalFacts): Promise<Uint8Array> => bytesOf(asRead(original))
  return {
    async original(sha256): Promise<OriginalFacts | null> {
      const rows = reader.original(sha256)
      const [first] = rows
      if (first === undefined) return null
      const { site, media_type, url, captured, capture } = first
      const reports = await read(rows)
      return {
        ...{ sha256, site, media_type: media_type ?? 'application/octet-stream', url, captured, capture },
        extension: keptExtension(folder, site, sha256),
        withheld: withheldAs(sha256, withheldNow()),
        pictures: await shown(rows),
        conversion: conversionOf({ archive: folder, site }, sha256, reports, withheldNow()),
        reports,
      }
    },
    bytes: bytesOf,
    words: async (original) => originalWords(await bytesRead(original), original),
    preview: async (original) => originalPreview(await bytesRead(original), asRead(original)),
    async originalHere(sha256) {
      const rows = reader.original(sha256)
      const [first] = rows
      const pictured = (await shown(rows)).map((picture) => picture.sha256)
      const extension = first === undefined ? null : keptExtension(folder, first.site, sha256)
      return JSON.stringify([extension, withheldAs(sha256, withheldNow()), pictured])
    },
    forget: () => undefined,
  }
}

/** Originals whose pages are made one after the other: some are one site's, some several lanes'. */
const mostAtHand = 8

/** The same as of one moment: its pages, in two languages, ask for an original eight times, and have it read once. */
export function originalsAtHand(order: OriginalsOrder): ExploreOriginals {
  const now = exploreOriginals(order)
  const facts = boundedMemory(now.original, mostAtHand)
  const words = boundedMemory(async (sha256: string) => {
    const original = await facts.get(sha256)
    if (original === null) throw new Error(`${sha256}: its words are asked for, and no report names it`)
    return now.words(original)
  }, mostAtHand)
  return {
    ...now,
    original: facts.get,
    words: ({ sha256 }) => words.get(sha256),
    forget() {
      facts.forget()
      words.forget()
    },
  }
}

function withheldAs(sha256: string, withheld: Withheld): OriginalFacts['withheld'] {
  const decision = withheld.of({ sha256 })
  return decision === null ? null : (withheldOriginals({ ...withheld, list: [decision] })[0] ?? null)
}
