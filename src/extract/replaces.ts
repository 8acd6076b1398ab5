import type { ListLook, Original } from '../model/original.ts'
import { namesAddress } from './namesAddress.ts'
import type { Reading } from './reading.ts'

/** What a run found of the sources of a report. */
export interface Night {
  /** Its last capture. */
  readonly until: number
  /** ISO 8601, of its first one; null for a lone file. */
  readonly time: string | null
  /** Sources that gave the report no more then, and since when. */
  readonly gone: ReadonlySet<string>
  readonly since: ReadonlyMap<string, string | null>
}

/** What the pages and lists of a bundle say of where its originals stood. */
export interface Standing {
  /** Sources (`sourceKey`) that give the report no more. */
  readonly gone: ReadonlySet<string>
  /** When the source of a reading was first seen to give it no more; null where it still does. */
  readonly goneSince: (reading: Reading) => string | null
  /** The same at the end of each run that brought something, the oldest first. Costly where there are many. */
  readonly nights: () => readonly Night[]
  /** Whether that was known when `later` was captured. */
  readonly isGoneBy: (reading: Reading, later: Reading) => boolean
  /** Looks at pages, in ledger order. */
  readonly pages: readonly Original[]
  /** Looks at the lists that led to them, in ledger order. */
  readonly lists: readonly ListLook[]
}

/**
 * Whether a source that is new takes the place of the one that spoke (docs/decisions/0035): it calls itself a correction; the old
 * one was gone when it came; a page or list that linked the old one links it instead; or it came later to such a page or list, or is
 * dated later on another page, with no fewer figures, and contradicts the old one. What a person imported neither replaces nor
 * is replaced.
 */
export function replaces(later: Reading, old: Reading, standing: Standing): boolean {
  if (later.original.role === 'import' || old.original.role === 'import') return false
  if (later.corrects !== old.corrects) return later.corrects
  if (later.trapped || (sizeOf(later) === 0 && sizeOf(old) > 0)) return false
  if (standing.isGoneBy(old, later)) return true
  const came = howItCame(later, old, standing)
  if (came === 'instead') return true
  if (sizeOf(later) < Math.max(1, sizeOf(old))) return false
  return came === 'beside' ? contradicts(later, old) : isDatedLater(later, old)
}

/** Whether a page or list that already linked the old source came to link the later one, and dropped the old one for it; null where none says. */
function howItCame(later: Reading, old: Reading, { pages, lists }: Standing): 'instead' | 'beside' | null {
  const [from, to] = [old, later].map(pageOf)
  if (from == null || to == null) return null
  if (from === to) return onPage(later, old, pages)
  const looks = lists.filter(({ bytes }) => namesAddress(bytes, to))
  const [first] = looks
  if (first === undefined) return null
  const before = lists.some(
    ({ list, capture, bytes }) => list === first.list && capture < first.capture && namesAddress(bytes, from),
  )
  if (!before) return null
  return namesAddress(first.bytes, from) ? 'beside' : 'instead'
}

function onPage(later: Reading, old: Reading, pages: readonly Original[]): 'instead' | 'beside' | null {
  const until = later.original.capture ?? 0
  const looks = pages.filter(({ url, capture }) => url === pageOf(later) && (capture ?? 0) < until)
  if (later.original.role === 'page') return looks.length > 0 ? 'beside' : null
  const address = later.original.url ?? ''
  const first = looks.findIndex(({ bytes }) => namesAddress(bytes, address))
  const [before, now] = [looks[first - 1], looks[first]]
  if (before === undefined || now === undefined) return null
  if (old.original.role === 'page') return 'beside'
  const from = old.original.url ?? ''
  if (!namesAddress(before.bytes, from)) return null
  return namesAddress(now.bytes, from) ? 'beside' : 'instead'
}

const contradicts = (later: Reading, old: Reading): boolean =>
  Object.keys(later.figures).some(
    (metric) => metric in old.figures && old.figures[metric] !== later.figures[metric],
  )

const isDatedLater = (later: Reading, old: Reading): boolean =>
  later.published !== null &&
  old.published !== null &&
  later.published > old.published &&
  pageOf(later) !== pageOf(old)

const pageOf = ({ original }: Reading): string | null => original.parentUrl ?? original.url

const sizeOf = ({ figures }: Reading): number => Object.keys(figures).length
