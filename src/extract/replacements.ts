import type { Finding } from '../model/finding.ts'
import type { Original } from '../model/original.ts'
import { originalOf, type Reading, type ReadingOutcome } from './reading.ts'
import { unlinkedBy } from './unlinkedBy.ts'

/** What became of the addresses that once gave a report. */
export interface Replaced {
  /** Those (`sourceKey`) that give it no more. */
  readonly gone: ReadonlySet<string>
  /** By those: when they were first seen to give it no more. ISO 8601. */
  readonly since: ReadonlyMap<string, string | null>
  /** That none of them gives it any more; null while one does. */
  readonly finding: Finding | null
}

/** Names a source by its address, and one of several reports in an archive by its path there; a person's word about an address is no answer of it, and a lone file has none. */
export const sourceKey = ({ role, url, sha256, inside }: Original): string => {
  const address = role === 'import' || url === null ? sha256 : url
  return inside === undefined || inside.isOnly ? address : `${address} ${inside.path}`
}

/** Readings without those that lost every table which an earlier one of the same address had: a stub is no new edition. */
export function withoutEmptied(readings: readonly Reading[]): readonly Reading[] {
  return readings.filter(
    (reading, at) =>
      !isEmpty(reading) ||
      !readings.slice(0, at).some((before) => isSameSource(before, reading) && !isEmpty(before)),
  )
}

/**
 * Sees where the report that an address gave was replaced by something that is not this report (docs/decisions/0017): a stub, a
 * text without tables, the report of another unit; or where its page links the file no more. While any address still gives the
 * report, it only moved; what a person imported is no address. To be asked with the readings of one report, emptied ones left out.
 */
export function replacementsOf(
  outcomes: readonly ReadingOutcome[],
  names: (page: Original, address: string) => boolean,
): (readings: readonly Reading[]) => Replaced {
  const states = Map.groupBy(outcomes, (outcome) => sourceKey(originalOf(outcome)))
  const all = outcomes.map(originalOf)
  return (readings) => {
    const answered = readings.filter(({ original }) => original.role !== 'import')
    const keys = [...new Set(answered.map(({ original }) => sourceKey(original)))]
    const fates = keys.flatMap((key) => {
      const mine = answered.filter(({ original }) => sourceKey(original) === key)
      const fate = replacedBy(states.get(key) ?? [], mine) ?? unlinked(mine, all, names)
      return fate === null ? [] : [{ key, ...fate }]
    })
    const gone = new Set(fates.map(({ key }) => key))
    const since = new Map(fates.map(({ key, look }) => [key, look.captured]))
    const [first] = fates
    if (first === undefined || gone.size < keys.length) return { gone, since, finding: null }
    const message = said(first)
    return { gone, since, finding: { code: 'source-replaced', severity: 'warning', metrics: [], message } }
  }
}

/** The first look at which an address gave the report no more, and what it shows now, in words. */
interface Fate {
  readonly look: Original
  readonly what: string
}

/**
 * Since when an address is not the report any more, not even in a later state, and what it shows now, in words. The same bytes
 * count as the report also where another page leads to them and they are read as another unit there.
 */
function replacedBy(states: readonly ReadingOutcome[], readings: readonly Reading[]): Fate | null {
  const mine = new Set(readings.map(({ original }) => original.sha256))
  const after = states.slice(states.findLastIndex((state) => mine.has(originalOf(state).sha256)) + 1)
  const [first, now] = [after[0], after.at(-1)]
  if (first === undefined || now === undefined) return null
  return { look: originalOf(first), what: whatIs(now, readings) }
}

function whatIs(now: ReadingOutcome, [own]: readonly Reading[]): string {
  if (now.kind === 'refused') return `${now.refusal.code}: ${now.refusal.message}`
  const isEmptied = now.reading.id !== null && now.reading.id === own?.id
  return isEmptied ? 'it is a text without its tables' : `it is ${now.reading.title}`
}

function unlinked(
  readings: readonly Reading[],
  all: readonly Original[],
  names: (page: Original, address: string) => boolean,
): Fate | null {
  const look = unlinkedBy(
    readings.map(({ original }) => original),
    all,
    names,
  )
  return look && { look, what: `this page no longer links ${readings[0]?.original.name ?? 'the file'}` }
}

const said = ({ look: { url, capture, captured }, what }: Fate): string =>
  `since capture ${String(capture)} of ${captured?.slice(0, 10) ?? 'an unknown day'} its address gives this report no more (${String(url)}): ${what}`

const isEmpty = ({ figures }: Reading): boolean => Object.keys(figures).length === 0

const isSameSource = (a: Reading, b: Reading): boolean => sourceKey(a.original) === sourceKey(b.original)
