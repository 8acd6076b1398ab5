import { load } from 'cheerio/slim'
import type { Link } from '../model/listing.ts'
import type { Page } from '../model/page.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import { isBelow } from './articleAddress.ts'
import { columnName } from './column.ts'
import type { ListingTools, ReportAddress } from './family.ts'
import { fold, fullerTitle } from './links.ts'
import { boxedLinksIn, type BoxedLink } from './listLinks.ts'
import { pagerOf, type Pager } from './pager.ts'
import { otherRows, type LostRow } from './rowsOfList.ts'

/** Which links of a page are rows of its list. */
export interface RowRule {
  isArticle(link: Link): boolean
  /** As `Family.reportAt`: a box with such a link is never taken for news beside the list. */
  reportAt?(url: string): ReportAddress | null
  /** Whether an address is the vendor's for a column: never a row, whatever stands beside it. */
  isColumn?(url: string): boolean
  /** There when the site file says which addresses are articles: then nothing else is. */
  readonly strict?: boolean
  /** CSS selector of the rows, where a page holds other lists beside the one. */
  readonly rows?: string | undefined
}

/** One page of a column (栏目页) that plain HTML lists. */
export interface ColumnPage {
  readonly page: Page
  readonly name: string | null
  /** The page's `<title>` without numbers, which only say which page it is. */
  readonly heading: string
  /** Articles of the list, each once. */
  readonly links: readonly Link[]
  /** Rows that name a report and have no address to ask for. */
  readonly lost: readonly LostRow[]
  readonly pager: Pager
}

/** Asks for a page of a column and reads it. */
export async function readColumnPage(
  url: string,
  referer: string | null,
  rule: RowRule,
  tools: ListingTools,
): Promise<ColumnPage> {
  const page = await tools.get(referer === null ? { url } : { url, referer })
  const boxed = boxedLinksIn(page.text, page.url, rule.rows)
  const articles = boxed.links.filter(({ link }) => rule.isArticle(link))
  const list = rule.rows === undefined ? withoutSideBlocks(articles, page.url, rule) : articles
  const { rows, lost } = otherRows(boxed, list, page.url, rule)
  const all = new Set([...list, ...rows])
  return {
    page,
    name: columnName(page.text),
    heading: headingOf(page.text),
    links: onceEach(boxed.links.filter((one) => all.has(one))),
    lost,
    pager: pagerOf(page.text, page.url),
  }
}

/** Whether a page that was guessed at shows the same column as the first, and not another one or the home page. */
export function isSameColumn(first: ColumnPage, guess: ColumnPage): boolean {
  const named = first.name !== null && guess.name !== null
  const alike = named ? first.name === guess.name : first.heading === guess.heading
  const own = (page: ColumnPage): boolean => page.links.some(({ url }) => isBelow(url, first.page.url))
  return alike && (own(guess) || !own(first))
}

function headingOf(html: string): string {
  return fold(load(html)('title').first().text()).replace(/第?\s*\d+\s*页?|[\s_\-—|]/gu, '')
}

/**
 * Leaves out boxes of news beside the list, whose rows would hide a shortfall. A box stays when a title in it could be
 * an annual report's, or when it is the list: it holds something from the column's own folder, or, where nothing on
 * the page does, it is the longest.
 */
function withoutSideBlocks(boxed: readonly BoxedLink[], column: string, rule: RowRule): readonly BoxedLink[] {
  const boxes = new Map<number, BoxedLink[]>()
  for (const one of boxed) {
    const links = boxes.get(one.box)
    if (links === undefined) boxes.set(one.box, [one])
    else links.push(one) // copied for each, a page of one box would take a second
  }
  const longest = Math.max(...[...boxes.values()].map(({ length }) => length))
  const isOwn = ({ link }: BoxedLink): boolean => isBelow(link.url, column)
  const mayReport = ({ link }: BoxedLink): boolean =>
    parseReportTitle(link.title).kind !== 'trap' || (rule.reportAt?.(link.url) ?? null) !== null
  const isList = boxed.some(isOwn)
    ? (links: readonly BoxedLink[]) => links.some(isOwn)
    : (links: readonly BoxedLink[]) => links.length === longest
  const kept = new Set(
    [...boxes].flatMap(([box, links]) => (isList(links) || links.some(mayReport) ? [box] : [])),
  )
  return boxed.filter(({ box }) => kept.has(box))
}

/** Each article once, where it stands first, as it is named most fully: a picture, a side block may link it too. */
function onceEach(boxed: readonly BoxedLink[]): readonly Link[] {
  const byUrl = new Map<string, Link>()
  for (const { link } of boxed) {
    const known = byUrl.get(link.url)
    const title = known === undefined ? link.title : fullerTitle(known.title, link.title)
    byUrl.set(link.url, { url: link.url, title, date: known?.date ?? link.date })
  }
  return [...byUrl.values()]
}
