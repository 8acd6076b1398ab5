import { load } from 'cheerio/slim'
import type { Page } from '../model/page.ts'
import type { ColumnPage } from './columnPage.ts'
import { isReportsOfPart } from './columnsBeside.ts'
import { dropElements } from './dropElements.ts'
import { resolveLink } from './links.ts'
import { lostInWords, type LostRow } from './rowsOfList.ts'
import { scriptedAddress } from './scriptedAddress.ts'
import { scriptedReports } from './scriptedReports.ts'
import { shortText } from './shortText.ts'
import { LEVEL, namesColumn, UNIT, YEAR, type SubColumn } from './subColumns.ts'

/** A column that a page shows: its name, and where it leads, if anybody can tell. */
interface ShownColumn {
  readonly name: string
  readonly url: string | null
}

/** Names of parts of one list: 街道（一）, 街道（二）. */
const PART = /\s*[（(【[]?(?:第?[一二三四五六七八九十\d]{1,2}(?:批|页|部分)?)[）)】\]]\s*$/u
const CURRENT = /^(?:on|cur|current|active|selected|hover|this)$|(?:^|-)(?:on|active|selected|current)$/iu
const CALL = /(?<!\bvoid)\s{0,9}\(\s{0,9}[^)\s]/u

/** Tabs and tree nodes that are named as a level, a year or a column of reports, and that only a script opens (页签). */
function scriptedColumns({ text, url: base }: Page): readonly ShownColumn[] {
  const $ = load(text)
  dropElements($, 'nav, header, footer')
  const shown = $('[onclick], [data-url], [data-href], a[href^="javascript:"]').toArray().slice(0, MOST)
  return shown.flatMap((element) => {
    const { class: names = '', onclick = '', href = '', ...others } = element.attribs
    const printed = others['data-url'] ?? others['data-href'] ?? ''
    const url = resolveLink(printed, base) ?? scriptedAddress(`${href} ${onclick}`, base)
    const name = (shortText($(element), 30) ?? '').replace(/\s/gu, '')
    const opens = url !== null || printed !== '' || CALL.test(onclick) || CALL.test(href)
    if (!opens || names.split(/\s+/u).some((one) => CURRENT.test(one))) return []
    const bare = name.replace(PART, '')
    return LEVEL.test(bare) || YEAR.test(bare) || isReportsOfPart(bare) ? [{ name, url }] : []
  })
}

/** A tree of all units of a district has fewer. */
const MOST = 2000

/**
 * Whether rows of a list already give what a column would: two reports of its year, its unit, or some of its level. A list often
 * shows everything and links the same by year and level.
 */
function isCovered(name: string, titles: readonly string[]): boolean {
  if (PART.test(name)) return false
  const count = (fits: (title: string) => boolean): number => titles.filter(fits).length
  const year = /20\d{2}/u.exec(name)?.[0]
  if (year !== undefined) return count((title) => title.includes(year)) >= 2
  if (name.includes('本级')) return titles.length > 0
  if (/街道|乡|镇|办事处/u.test(name)) return count((title) => /街道|乡|镇|办事处/u.test(title)) >= 3
  if (/部门|单位|局/u.test(name)) return count((title) => /局|委|办|院|中心/u.test(title)) >= 3
  return UNIT.test(name) && titles.some((title) => title.includes(name))
}

/** What is said of columns that nobody walks. */
function namedColumns(columns: readonly ShownColumn[], titles: readonly string[]): readonly string[] {
  const left = columns.filter(({ name }) => !isCovered(name, titles))
  const named = left.slice(0, NAMED).map(({ name, url }) => (url === null ? name : `${name} ${url}`))
  const more = left.length > NAMED ? ` and ${left.length - NAMED} more` : ''
  return left.length === 0 ? [] : [`columns that were not walked: ${named.join(', ')}${more}`]
}

const NAMED = 5

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
  const columns = [...named, ...scriptedColumns(page)].filter(
    ({ url }) => url === null || !(rows.has(url) || isListed(url)),
  )
  const reports = scriptedReports(page.text)
  return (titles, lost) => [
    ...namedColumns(columns, titles),
    ...reports(titles),
    ...lostInWords(lost, titles, isListed),
  ]
}
