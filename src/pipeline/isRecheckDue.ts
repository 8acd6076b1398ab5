import type { FetchConfig } from '../model/config.ts'

const day = 86_400_000

/** What a recheck is judged by. Times are ISO 8601. */
export interface LastLook {
  readonly time: string
  /** Date of publication where known. */
  readonly published: string | null
}

/**
 * Whether a page or file is to be looked at again (DESIGN §8): in the season what is recent every few days, everything
 * else on a slow rota.
 */
export function isRecheckDue(look: LastLook, now: Date, rules: FetchConfig['recheck']): boolean {
  const age = (iso: string): number => (now.getTime() - Date.parse(iso)) / day
  const recent = age(look.published ?? look.time) <= rules.recentDays
  return age(look.time) >= (isSeason(now, rules) && recent ? rules.seasonDays : rules.otherwiseDays)
}

/** Whether it is the time of year in which reports are published. */
export const isSeason = (
  now: Date,
  { seasonMonths }: Pick<FetchConfig['recheck'], 'seasonMonths'>,
): boolean => seasonMonths.includes(now.getUTCMonth() + 1)

/** Whether this re-check sends no validators: every so many it does not, because ETags lie. */
export const isUnconditional = (rechecks: number, { unconditionalEvery }: FetchConfig['recheck']): boolean =>
  (rechecks + 1) % unconditionalEvery === 0
