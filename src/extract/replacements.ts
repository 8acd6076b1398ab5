import type { Finding } from '../model/finding.ts'
import type { Original } from '../model/original.ts'
import { originalOf, type Reading, type ReadingOutcome } from './readOriginal.ts'

/** For the readings of one report: the finding that none of their addresses gives it any more, or null. */
export type Replaced = (readings: readonly Reading[]) => Finding | null

/**
 * Sees where the report that an address gave was replaced by something that is not this report (docs/decisions/0017): a stub, a
 * text without tables, the report of another unit. While any address still gives the report, it only moved.
 */
export function replacementsOf(outcomes: readonly ReadingOutcome[]): Replaced {
  const now = new Map<string, ReadingOutcome>()
  for (const outcome of outcomes) now.set(addressOf(originalOf(outcome)), outcome)
  return (readings) => {
    const successors = readings.map((reading) => ({
      reading,
      now: now.get(addressOf(reading.original)),
    }))
    const gone = successors.filter(({ reading, now }) => now !== undefined && !gives(now, reading))
    const [first] = gone
    if (first?.now === undefined || gone.length < successors.length) return null
    return { code: 'source-replaced', severity: 'warning', metrics: [], message: said(first.now) }
  }
}

const addressOf = ({ url, sha256 }: Original): string => url ?? sha256

/** Whether what an address shows now is the same report, perhaps in a later state. */
const gives = (now: ReadingOutcome, { id, original }: Reading): boolean =>
  now.kind === 'reading' && (now.reading.id === id || now.reading.original === original)

function said(now: ReadingOutcome): string {
  const { url, capture, captured } = originalOf(now)
  const what =
    now.kind === 'refused' ? `${now.refusal.code}: ${now.refusal.message}` : `it is ${now.reading.title}`
  return `since capture ${String(capture)} of ${captured?.slice(0, 10) ?? 'an unknown day'} its address gives this report no more (${String(url)}): ${what}`
}
