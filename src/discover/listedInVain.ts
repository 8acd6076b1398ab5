import type { Alarm } from '../model/run.ts'
import type { CountsByYear, Expecting } from './discovery.ts'

/** So few links of a year may all be slips of the site; each is named by itself all the same. */
const fewLinks = 3
/** Archived reports to listed links below which the links as a whole are not what they seem. */
const nearlyNone = 0.1

/** What the listings of a site promise (`listed`) and what the archive holds (`held`), both by year of report. */
export interface Promised {
  readonly site: Expecting
  readonly listed: CountsByYear
  readonly held: CountsByYear
  /** Links and files of the site that gave no report, by the code that says why. */
  readonly without: Readonly<Record<string, number>>
  /** Years that were asked for, null for all. */
  readonly years: ReadonlySet<number> | null
}

/**
 * Alarms (`too-few`) where links are listed as reports and (nearly) none of them is archived as one, whether the year is
 * due or not: pages behind a login, all of one error, a redesign of the articles. Years before `expect.from` only warn.
 */
export function listedInVain({ site, listed, held, without, years }: Promised): readonly Alarm[] {
  const asked = Object.entries(listed).filter(([year]) =>
    year === 'unknown' ? years === null : (years?.has(Number(year)) ?? true),
  )
  const alarm = (what: string, count: number, fails: boolean): Alarm => {
    const message = `${site.name}: ${what}, ${count} reports archived of them${reasons(without)}`
    return { code: 'too-few', endpoint: null, message, fails }
  }
  const alarms = asked.flatMap(([year, links]) => {
    const count = held[year] ?? 0
    if (year === 'unknown' || links < fewLinks || count > links * nearlyNone) return []
    return [alarm(`${links} links listed for ${year}`, count, Number(year) >= site.expect.from)]
  })
  const total = asked.reduce((sum, [, links]) => sum + links, 0)
  const nothing = Object.keys(held).every((year) => years?.has(Number(year)) === false)
  return alarms.length === 0 && total > 0 && nothing ? [alarm(`${total} links listed`, 0, true)] : alarms
}

function reasons(without: Promised['without']): string {
  const parts = Object.entries(without)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([code, count]) => `${count} ${code}`)
  return parts.length === 0 ? '' : ` (at the site in all: ${parts.join(', ')})`
}
