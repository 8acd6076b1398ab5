import type { Alarm } from '../model/run.ts'

/** What one night (夜间运行) saw of a site. */
export interface Night {
  /** ISO date. */
  readonly date: string
  /** Whether a listing was read to its end and held rows. */
  readonly saw: boolean
}

/** One bad night is weather; a week of them would be a hole in the record. */
const mostEmptyNights = 5

/** Whether older nights could change nothing any more. */
export const enoughNights = (nights: readonly Night[]): boolean =>
  nights.length > mostEmptyNights || nights.some(({ saw }) => saw)

/**
 * The alarm of a site of which several nights in a row saw nothing, whatever the reasons of each: refusals, a budget that never
 * reached it, empty or partial listings. `nights` newest first, tonight included, each date once; null while there was a better one.
 */
export function emptyNights(site: string, nights: readonly Night[]): Alarm | null {
  const seen = nights.findIndex(({ saw }) => saw)
  const empty = seen < 0 ? nights : nights.slice(0, seen)
  if (empty.length < mostEmptyNights) return null
  const last = seen < 0 ? 'none before them is recorded' : `the last good one was ${nights[seen]?.date ?? ''}`
  const message = `${site}: ${empty.length} nights in a row saw no whole listing with rows, since ${empty.at(-1)?.date ?? ''}; ${last}`
  return { code: 'nothing-listed', endpoint: null, message, fails: true }
}
