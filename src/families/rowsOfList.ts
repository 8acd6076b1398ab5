import { parseReportTitle } from '../model/reportTitle.ts'
import { isListAddress } from './articleAddress.ts'
import type { Place } from './boxes.ts'
import { isCompanion } from './companions.ts'
import { leadsNowhere } from './deadLink.ts'
import type { BoxedLink, BoxedPage } from './listLinks.ts'
import { pageKey } from './pagerOffer.ts'
import { isFile, LEVEL, UNIT, YEAR } from './subColumns.ts'

/** A row that names a report and that nobody can ask for by what the page prints. */
export interface LostRow {
  readonly title: string
  /** Where it leads, when it has an address that is a column's or the page's own. */
  readonly url: string | null
}

/** What else a page holds of a list beside the rows that are known by their addresses. */
interface Others {
  readonly rows: readonly BoxedLink[]
  readonly lost: readonly LostRow[]
}

/**
 * The rows of a list (列表里的其他行) whose addresses do not look like those of articles, given those that do. In the list's own box
 * every link that is wrapped as its rows are is one, and every other that names a unit or a report; elsewhere on the page
 * documents that name whose report they are. What cannot be asked for is lost, and named. `isColumn`: the vendor's, beside what is one
 * everywhere; `strict`: the site file says which addresses count.
 */
export function otherRows(
  { links, pressed }: BoxedPage,
  list: readonly BoxedLink[],
  page: string,
  { isColumn, strict }: { isColumn?: ((url: string) => boolean) | undefined; strict?: boolean | undefined },
): Others {
  const boxes = new Set(list.map(({ box }) => box))
  const wraps = new Set(list.map(wrapKey))
  const taken = new Set(list.map(({ row }) => row))
  const urls = new Set(list.map(({ link }) => link.url))
  const titles = new Set(list.map(({ link }) => link.title))
  const rows: BoxedLink[] = []
  const lost: LostRow[] = []
  for (const one of links) {
    const { url, title } = one.link
    if (title === '' || urls.has(url) || leadsNowhere(one.link)) continue
    const isOwn = boxes.has(one.box)
    const mayBeRow = !isListAddress(url) && pageKey(url) !== pageKey(page) && isColumn?.(url) !== true
    const isRow =
      (isOwn && wraps.has(wrapKey(one)) && !taken.has(one.row) && isTitle(title)) ||
      (isOwn && namesRow(title)) ||
      (isFile(url) && namesReportOf(title))
    if (mayBeRow && isRow && strict !== true) rows.push(one)
    else if (namesWhole(title) && !titles.has(title)) lost.push({ title, url })
  }
  const named = new Set(rows.map(({ row }) => row))
  for (const one of pressed) {
    const isFree = !taken.has(one.row) && !named.has(one.row) && !titles.has(one.title)
    if (isFree && boxes.has(one.box) && namesRow(one.title)) lost.push({ title: one.title, url: null })
  }
  return { rows, lost }
}

const wrapKey = ({ box, wrap }: Place): string => `${box} ${wrap}`

/** Not a number, an arrow, a word of a pager, or a second link to the article beside it. */
const isTitle = (title: string): boolean =>
  /\p{Script=Han}{2}|[A-Za-z]{4}/u.test(title) &&
  !PAGER.test(title) &&
  !YEAR.test(title) &&
  !LEVEL.test(title)
const PAGER =
  /^(?:[首上下前后尾末]一?[页頁]|最后一?[页頁]|第?\d+[页頁]|更多|more|next|last|prev(?:ious)?|first|返回.{0,4}|上一级)$/iu

/** Whether a title is a unit's alone, or that of a report: what a row of a list of reports says. */
function namesRow(title: string): boolean {
  if (!isTitle(title) || isCompanion(title)) return false
  const said = parseReportTitle(title)
  return (
    said.kind === 'unclear' ||
    namesReportOf(title) ||
    (said.kind === 'trap' && said.reason === 'unrelated' && UNIT.test(title))
  )
}

/** Whether a title says whose report it is. */
function namesReportOf(title: string): boolean {
  const said = parseReportTitle(title)
  return said.kind === 'report' && said.unit !== null
}

/** Whether a title names the report of a unit and a year. */
function namesWhole(title: string): boolean {
  const said = parseReportTitle(title)
  return said.kind === 'report' && said.unit !== null && said.year !== null
}

/** What is said of rows that are lost; `isListed`: addresses that are followed all the same. */
export function lostInWords(
  lost: readonly LostRow[],
  titles: readonly string[],
  isListed: (url: string) => boolean,
): readonly string[] {
  const listed = new Set(titles)
  const left = new Set(
    lost.flatMap(({ title, url }) => (listed.has(title) || (url !== null && isListed(url)) ? [] : [title])),
  )
  const [first] = left
  return first === undefined ? [] : [`${left.size} rows without an address to ask for, ${first} the first`]
}
