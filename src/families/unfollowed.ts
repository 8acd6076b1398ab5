import type { ColumnPage } from './columnPage.ts'
import { isReportsOfPart } from './columnsBeside.ts'
import { otherMakers } from './otherMakers.ts'
import { lostInWords, type LostRow } from './rowsOfList.ts'
import { PART, scriptedColumns, type ShownColumn } from './scriptedColumns.ts'
import { scriptedReports } from './scriptedReports.ts'
import { namesColumn, UNIT, type SubColumn } from './subColumns.ts'

/** Titles of the governments of a level (街道, 乡镇); names of districts hold these words too (镇海区). */
const STREET = /街道|办事处/u
const TOWN = /\p{Script=Han}[乡镇](?=人民政府|政府|信息|公开|年|20|[^\p{Script=Han}]|$)|苏木/u

/**
 * Whether rows of a list already give what a column would: two reports of its year (one, where no year has more; not a few left over of
 * another year, where the page marks the one that it shows), its unit, or some of its level. A list often shows everything and links the
 * same by year and level.
 */
function isCovered(
  { name, current }: Pick<ShownColumn, 'name' | 'current'>,
  titles: readonly string[],
): boolean {
  if (PART.test(name)) return false
  const count = (fits: (title: string) => boolean): number => titles.filter(fits).length
  const year = yearIn(name)
  if (year !== null) {
    const ofYear = (one: string): number => count((title) => title.includes(one))
    const most = Math.max(0, ...[...new Set(titles.flatMap((title) => yearIn(title) ?? []))].map(ofYear))
    const shown = yearIn(current ?? '')
    return (
      ofYear(year) >= Math.min(2, most) &&
      ofYear(year) > 0 &&
      (shown === null || ofYear(year) * 3 >= ofYear(shown))
    )
  }
  if (name.includes('本级')) return titles.length > 0
  const levels = [/街道?|办事处/u.test(name) ? STREET : null, /乡|镇/u.test(name) ? TOWN : null]
  if (levels.some((level) => level !== null))
    return count((title) => levels.some((level) => level?.test(title) === true)) >= 3
  if (/部门|单位|局/u.test(name)) return count((title) => /局|委|办|院|中心/u.test(title)) >= 3
  return UNIT.test(name) && titles.some((title) => title.includes(name))
}

const yearIn = (text: string): string | null => /20\d{2}/u.exec(text)?.[0] ?? null

/** What is said of columns that nobody walks. */
function namedColumns(columns: readonly ShownColumn[], titles: readonly string[]): readonly string[] {
  const left = columns.filter((column) => !isCovered(column, titles))
  const named = left.slice(0, NAMED).map(({ name, url }) => (url === null ? name : `${name} ${url}`))
  const more = left.length > NAMED ? ` and ${left.length - NAMED} more` : ''
  return left.length === 0 ? [] : [`columns that were not walked: ${named.join(', ')}${more}`]
}

const NAMED = 5

/** Each column once, by its address or its name: a tab and what it is wrapped in are one. */
function onceEach(columns: readonly ShownColumn[]): readonly ShownColumn[] {
  const byKey = new Map<string, ShownColumn>()
  for (const one of columns) if (!byKey.has(one.url ?? one.name)) byKey.set(one.url ?? one.name, one)
  return [...byKey.values()]
}

/**
 * What a column page shows of reports and nobody follows, in words, given the titles of its rows: those of the `linked` columns that say
 * which reports they hold, tabs that only a script opens, titles that stand in a script. `isListed` tells addresses that are followed.
 */
export function unfollowedIn(
  { page, links }: ColumnPage,
  linked: readonly SubColumn[],
  isListed: (url: string) => boolean,
): (titles: readonly string[], lost: readonly LostRow[]) => readonly string[] {
  const rows = new Set(links.map(({ url }) => url))
  const named = linked.filter(({ name, url }) => namesColumn(name, url) || isReportsOfPart(name))
  const columns = onceEach([
    ...named.map((one) => ({ ...one, current: null })),
    ...scriptedColumns(page),
  ]).filter(({ url }) => url === null || !(rows.has(url) || isListed(url)))
  const reports = scriptedReports(page.text)
  const others = otherMakers(page)
  return (titles, lost) => [
    ...namedColumns(columns, titles),
    ...reports(titles),
    ...others(titles),
    ...lostInWords(lost, titles, isListed),
  ]
}
