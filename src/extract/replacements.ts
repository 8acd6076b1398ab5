import type { Finding } from '../model/finding.ts'
import type { Original } from '../model/original.ts'
import { originalOf, type Reading, type ReadingOutcome } from './readOriginal.ts'
import { unlinkedBy } from './unlinkedBy.ts'

/** What became of the addresses that once gave a report. */
export interface Replaced {
  /** Those (`sourceKey`) that give it no more. */
  readonly gone: ReadonlySet<string>
  /** That none of them gives it any more; null while one does. */
  readonly finding: Finding | null
}

/** Names a source by its address; a person's word about an address is no answer of it, and a lone file has none. */
export const sourceKey = ({ role, url, sha256 }: Original): string =>
  role === 'import' || url === null ? sha256 : url

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
 * report, it only moved. To be asked with the readings of one report, emptied ones left out.
 */
export function replacementsOf(
  outcomes: readonly ReadingOutcome[],
): (readings: readonly Reading[]) => Replaced {
  const now = new Map<string, ReadingOutcome>()
  for (const outcome of outcomes) now.set(sourceKey(originalOf(outcome)), outcome)
  const all = outcomes.map(originalOf)
  return (readings) => {
    const keys = [...new Set(readings.map(({ original }) => sourceKey(original)))]
    const fates = keys.map((key) => {
      const mine = readings.filter(({ original }) => sourceKey(original) === key)
      return { key, words: replacedBy(now.get(key), mine) ?? unlinked(mine, all) }
    })
    const gone = new Set(fates.flatMap(({ key, words }) => (words === null ? [] : [key])))
    const message = gone.size === keys.length ? (fates[0]?.words ?? null) : null
    if (message === null) return { gone, finding: null }
    return { gone, finding: { code: 'source-replaced', severity: 'warning', metrics: [], message } }
  }
}

/**
 * What an address shows now, in words, where it is not the report any more, not even in a later state. The same bytes count as
 * the report also where another page leads to them and they are read as another unit there.
 */
function replacedBy(now: ReadingOutcome | undefined, readings: readonly Reading[]): string | null {
  if (now === undefined) return null
  const { sha256 } = originalOf(now)
  if (readings.some(({ original }) => original.sha256 === sha256)) return null
  const [first] = readings
  const isEmptied = now.kind === 'reading' && now.reading.id !== null && now.reading.id === first?.id
  if (isEmptied) return said(originalOf(now), 'it is a text without its tables')
  return said(
    originalOf(now),
    now.kind === 'refused' ? `${now.refusal.code}: ${now.refusal.message}` : `it is ${now.reading.title}`,
  )
}

function unlinked(readings: readonly Reading[], all: readonly Original[]): string | null {
  const page = unlinkedBy(
    readings.map(({ original }) => original),
    all,
  )
  return page && said(page, `this page no longer links ${readings[0]?.original.name ?? 'the file'}`)
}

const said = ({ url, capture, captured }: Original, what: string): string =>
  `since capture ${String(capture)} of ${captured?.slice(0, 10) ?? 'an unknown day'} its address gives this report no more (${String(url)}): ${what}`

const isEmpty = ({ figures }: Reading): boolean => Object.keys(figures).length === 0

const isSameSource = (a: Reading, b: Reading): boolean => sourceKey(a.original) === sourceKey(b.original)
