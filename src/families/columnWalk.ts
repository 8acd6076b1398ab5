import { NianbaoError } from '../errors.ts'
import type { Appetite, ListingPage } from '../model/listing.ts'
import { isSameColumn, readColumnPage, type ColumnPage, type RowRule } from './columnPage.ts'
import { MOST_PAGES, tooLong } from './endless.ts'
import type { ListingTools } from './family.ts'
import type { LostRow } from './rowsOfList.ts'
import { offeredAddresses, pageKey, promisedBy, toldBy } from './pagerOffer.ts'

/** How far the walk through a column has come. */
export interface Progress {
  readonly first: ColumnPage
  readonly last: ColumnPage
  /** Addresses that gave pages 1, 2, …, as they were asked for. */
  readonly found: readonly string[]
}

/** How a vendor lists a column: what its rows are, and where its next page may be. */
export interface ColumnStyle extends RowRule {
  /** Places of the next page, best first. Places that were asked already may be named again: they are passed over. */
  addresses(progress: Progress): readonly string[]
  /** One text for every address of the same article, as `Family.identity`: a row at its other address is no new row. */
  identity?(url: string): string
  /** Whether `addresses` press the page's own control, so that what is left of it at the end promises nothing. */
  readonly presses?: true
}

/** A column to walk through: its first page is at hand. */
export interface Column {
  /** Names the column for good. */
  readonly endpoint: string
  readonly name: string | null
  readonly first: ColumnPage
  /** There when its address was taken from memory, and the page that leads to it was not asked for. */
  readonly fromMemory?: true
  /** What else its first page shows of reports and nobody follows, in words, given the titles that were listed and the rows that were lost. */
  readonly unfollowed?: (titles: readonly string[], lost: readonly LostRow[]) => readonly string[]
}

/**
 * The pages of one column, each new row once. It ends when no place gives a page of this column with a new link;
 * whether too early, the totals tell.
 */
export async function* walkColumn(
  { endpoint, name, first, fromMemory, unfollowed }: Column,
  style: ColumnStyle,
  tools: ListingTools,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  const seen = new Set<string>()
  const titles: string[] = []
  const lost: LostRow[] = []
  const asked = new Set([endpoint, first.page.url])
  const countsRows = isRowTotal(first)
  let rows = 0
  let progress: Progress = { first, last: first, found: [endpoint] }
  for (let number = 1; ; number += 1) {
    if (number > MOST_PAGES) throw tooLong(endpoint, MOST_PAGES)
    const { page, links, pager } = progress.last
    // side blocks repeat on every page: only rows not seen before count towards the total
    const fresh = links.filter(({ url }) => !seen.has(identityOf(url, style)))
    for (const { url } of fresh) seen.add(identityOf(url, style))
    lost.push(...progress.last.lost)
    titles.push(...links.map(({ title }) => title))
    rows += fresh.length
    const declaredTotal = totalOf(progress, countsRows)
    const promised = promisesMore(progress, declaredTotal, rows, asked, style)
    const aside = unfollowed?.(titles, lost) ?? []
    const appetite = yield {
      endpoint,
      column: name,
      page: number,
      links: fresh,
      declaredTotal,
      declaredPages: pager.pages ?? first.pager.pages,
      more: promised !== false || aside.length > 0,
      unfollowed: typeof promised === 'string' ? [promised, ...aside] : aside,
      ...(fromMemory && { fromMemory }),
      response: { url: page.url, sha256: page.sha256 },
    }
    if (appetite === 'enough') return
    const next = await nextPage(progress, seen, asked, style, tools)
    if (next === null) return
    progress = next
  }
}

/**
 * Whether the total that the first page gives can be one of rows: one so small that the pages it declares could not be
 * needed counts something else (rows of a page, another block), and would hide missing pages.
 */
function isRowTotal({ pager, links }: ColumnPage): boolean {
  const total = pager.rows ?? pager.counted
  return total === null || total > ((pager.pages ?? 1) - 1) * links.length
}

/** The total of rows that a page declares: as printed, else as its pager's script is told, where that fits the rows. */
function totalOf({ first, last }: Progress, countsRows: boolean): number | null {
  const printed = countsRows ? (last.pager.rows ?? first.pager.counted) : null
  const { scripted } = first.pager
  if (printed !== null || scripted === null) return printed
  const shown = first.links.length
  const fits =
    shown <= scripted.rows && (scripted.size === null || shown >= Math.min(scripted.size, scripted.rows))
  return fits ? scripted.rows : null
}

/** Whether the page promises another: rows or pages not yet reached, a next link or a control (in words) that was not followed. */
function promisesMore(
  { first, last, found }: Progress,
  total: number | null,
  rows: number,
  asked: ReadonlySet<string>,
  { presses }: ColumnStyle,
): boolean | string {
  const { pages, next, controls } = last.pager
  if (total !== null && rows < total) return true
  if (pages !== null && total === null && found.length < pages) return true
  const known = new Set([...asked, first.page.url, last.page.url].map(pageKey))
  const isKnown = (url: string): boolean => known.has(pageKey(url))
  // a total that the rows pass counts something else; one that they reach is outweighed by what says more than `#`
  const told = total === null ? pages !== null : rows === total
  if (told) return presses === true ? false : (toldBy(controls, found.length, isKnown) ?? false)
  if (next !== null && !isKnown(next)) return true
  return presses === true ? false : (promisedBy(controls, found.length, isKnown) ?? false)
}

async function nextPage(
  progress: Progress,
  seen: ReadonlySet<string>,
  asked: Set<string>,
  style: ColumnStyle,
  tools: ListingTools,
): Promise<Progress | null> {
  const { first, last, found } = progress
  const self = pageKey(last.page.url)
  const offered = offeredAddresses(last.pager.controls, found.length).filter((url) => pageKey(url) !== self)
  for (const url of new Set([...style.addresses(progress), ...offered])) {
    if (asked.has(url)) continue
    asked.add(url)
    const page = await readIfThere(url, last.page.url, style, tools)
    if (!page?.links.some(({ url: row }) => !seen.has(identityOf(row, style)))) continue
    if (url === last.pager.next || offered.includes(url) || isSameColumn(first, page)) {
      return { first, last: page, found: [...found, url] }
    }
  }
  return null
}

const identityOf = (url: string, style: ColumnStyle): string => style.identity?.(url) ?? url

/** A page past the end is 404 or the home page; both end a list, and whether too early the totals tell. */
async function readIfThere(
  url: string,
  referer: string,
  style: ColumnStyle,
  tools: ListingTools,
): Promise<ColumnPage | null> {
  try {
    return await readColumnPage(url, referer, style, tools)
  } catch (error) {
    if (error instanceof NianbaoError && isAbsence(error)) return null
    throw error
  }
}

/** Whether the host says that there is no such page. */
export const isAbsence = ({ code }: NianbaoError): boolean => code === 'not-found' || code === 'soft-404'
