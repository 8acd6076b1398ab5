import { NianbaoError } from '../errors.ts'
import type { Appetite, ListingPage } from '../model/listing.ts'
import { isSameColumn, readColumnPage, type ColumnPage, type RowRule } from './columnPage.ts'
import { MOST_PAGES, tooLong } from './endless.ts'
import type { ListingTools } from './family.ts'

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
}

/** A column to walk through: its first page is at hand. */
export interface Column {
  /** Names the column for good. */
  readonly endpoint: string
  readonly name: string | null
  readonly first: ColumnPage
  /** There when its address was taken from memory, and the page that leads to it was not asked for. */
  readonly fromMemory?: true
}

/**
 * The pages of one column, each new row once. It ends when no place gives a page of this column with a new link;
 * whether too early, the totals tell.
 */
export async function* walkColumn(
  { endpoint, name, first, fromMemory }: Column,
  style: ColumnStyle,
  tools: ListingTools,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  const seen = new Set<string>()
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
    rows += fresh.length
    const declaredTotal = countsRows ? (pager.rows ?? first.pager.counted) : null
    const appetite = yield {
      endpoint,
      column: name,
      page: number,
      links: fresh,
      declaredTotal,
      declaredPages: pager.pages ?? first.pager.pages,
      more: promisesMore(progress, declaredTotal, rows, asked),
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

/** Whether the page promises another: rows or pages not yet reached, a next link that was not followed. */
function promisesMore(
  { last, found }: Progress,
  total: number | null,
  rows: number,
  asked: ReadonlySet<string>,
): boolean {
  const { pages, next } = last.pager
  if (total !== null) return rows < total
  if (pages !== null) return found.length < pages
  return next !== null && !asked.has(next)
}

async function nextPage(
  progress: Progress,
  seen: ReadonlySet<string>,
  asked: Set<string>,
  style: ColumnStyle,
  tools: ListingTools,
): Promise<Progress | null> {
  const { first, last, found } = progress
  for (const url of style.addresses(progress)) {
    if (asked.has(url)) continue
    asked.add(url)
    const page = await readIfThere(url, last.page.url, style, tools)
    if (!page?.links.some(({ url: row }) => !seen.has(identityOf(row, style)))) continue
    if (url === last.pager.next || isSameColumn(first, page)) {
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
