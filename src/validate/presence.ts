import type { Publication } from '../model/publication.ts'
import type { FiledReport } from './filedReport.ts'

/** Sites are rebuilt, and pages then bear the day of that (a report for 2021 dated March 2023 was seen: platforms, §0.4). */
const rebuiltAfterDays = 366
/** So many reports of one year with one date, and at least half of that year's, are a migration. */
const fewestOfOneDay = 5

type Presence = Pick<Publication, 'state' | 'looked' | 'reason'>

/**
 * Whether a filed report came in time. `late` is an accusation: it needs the page's date to be that of the report, and not that of
 * a site which was rebuilt, or of a page put up again after the report was signed.
 */
export function presenceOf(
  reports: readonly FiledReport[],
): (report: FiledReport, due: string | null) => Presence {
  const migrations = migrationDays(reports)
  return ({ year, published, signed, doubts }, due) => {
    if (published === null) return said('published', 'no date of publication is printed')
    const day = published.slice(0, 10)
    if (due === null || day <= due) return said('published', `published ${day}`)
    if (signed !== null && signed <= due)
      return said('published', `signed ${signed}, the page is dated ${day}; pages are put up again`)
    if (doubts.includes('year')) return said('published', `dated ${day}, and its year is in doubt`)
    const together = migrations.get(`${year} ${day}`)
    if (together !== undefined)
      return said(
        'published',
        `dated ${day} like ${together} reports of that year: the site was rebuilt then`,
      )
    const days = (Date.parse(day) - Date.parse(due)) / 86_400_000
    return days > rebuiltAfterDays
      ? said('published', `dated ${day}, so long after that the page was rebuilt rather than the report late`)
      : said('late', `published ${day}`)
  }
}

const said = (state: Publication['state'], reason: string): Presence => ({ state, looked: null, reason })

/** By year and day: how many reports of the year bear that one day, where they are too many for chance. */
function migrationDays(reports: readonly FiledReport[]): ReadonlyMap<string, number> {
  const dated = reports.filter(({ published }) => published !== null)
  const ofYear = Map.groupBy(dated, ({ year }) => year)
  const ofDay = Map.groupBy(dated, ({ year, published }) => `${year} ${published?.slice(0, 10) ?? ''}`)
  return new Map(
    [...ofDay].flatMap(([key, same]) => {
      const all = ofYear.get(same[0]?.year ?? 0)?.length ?? 0
      return same.length >= fewestOfOneDay && same.length * 2 >= all ? [[key, same.length] as const] : []
    }),
  )
}
