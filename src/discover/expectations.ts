import type { Alarm } from '../model/run.ts'
import type { CountsByYear, Expecting } from './discovery.ts'

/** 条例 (2019) §49: a government's own report is due by 31 March of the next year; departments earlier. */
function isDue(year: number, today: string): boolean {
  return today > `${year + 1}-03-31`
}

/**
 * What a site file expects against the reports that are archived of the site (`held`, by year of report;
 * docs/decisions/0013). Too few fails the site, too many warns. Only years that are due are judged too few, and none
 * before `expect.from`. `today` is an ISO date; `years` are those that were asked for, null for all.
 */
export function expectations(
  site: Expecting,
  held: CountsByYear,
  today: string,
  years: ReadonlySet<number> | null,
): readonly Alarm[] {
  const [least, most] = site.expect.perYear
  const alarms: Alarm[] = []
  for (let year = site.expect.from; year < Number(today.slice(0, 4)); year += 1) {
    const count = held[String(year)] ?? 0
    if (years?.has(year) === false) continue
    if (count > most) {
      const message = `${site.name}: ${count} reports for ${year}, at most ${most} expected`
      alarms.push({ code: 'too-many', endpoint: null, message, fails: false })
    } else if (count < least && isDue(year, today)) {
      const message = `${site.name}: ${count} reports for ${year}, at least ${least} expected`
      alarms.push({ code: 'too-few', endpoint: null, message, fails: true })
    }
  }
  return alarms
}
