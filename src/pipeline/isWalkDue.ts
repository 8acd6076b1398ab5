import { createHash } from 'node:crypto'
import type { FetchConfig } from '../model/config.ts'
import { isSeason } from './isRecheckDue.ts'

const day = 86_400_000

/**
 * Whether a listing is to be read from end to end again, whatever its first page shows (DESIGN §8): once in a turn of some days,
 * and never twice in it. Each name has its own day of the turn, so that the walks of a site do not all fall on one night; a
 * night that was missed is made up for by the next. `walked` is the ISO date of the last time, null when that is not known.
 */
export function isWalkDue(
  name: string,
  walked: string | null,
  now: Date,
  rules: FetchConfig['recheck'],
): boolean {
  if (walked === null) return true
  const days = isSeason(now, rules) ? rules.seasonDays : rules.listingDays
  const own = createHash('sha256').update(name).digest().readUInt32BE() % days
  const turnOf = (time: number): number => Math.floor((Math.floor(time / day) + own) / days)
  return turnOf(now.getTime()) !== turnOf(Date.parse(walked))
}
