import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import type { Appetite, Link, ListingPage } from '../model/listing.ts'
import type { Page } from '../model/page.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import { columnName } from './column.ts'
import type { Family, ListingTools } from './family.ts'
import { leadsNowhere } from './deadLink.ts'
import { fullerTitle, linksIn } from './links.ts'
import { pagerOf, type Pager } from './pager.ts'

const Options = z.strictObject({
  /** URL of the first page. */
  list: z.url({ protocol: /^https?$/u }),
  /** Further pages, resolved against `list`: `{n}` is the page's number from 2, `{n-1}` one less (`index_{n-1}.html`). */
  pages: z
    .string()
    .regex(/\{n(?:-1)?\}/u, 'must contain {n} or {n-1}')
    .optional(),
  /** Regular expression that the URL of an article matches; without it, URLs that look like articles count. */
  article: z.string().refine(isRegExp, 'must be a regular expression').optional(),
  /** CSS selector of the rows, where a page holds other lists beside the one. */
  rows: z.string().min(1).optional(),
})
type Options = z.infer<typeof Options>

function isRegExp(source: string): boolean {
  try {
    new RegExp(source, 'u')
    return true
  } catch {
    return false
  }
}

/** An article's address ends in an id (digits, hexadecimal, t20240115_123, art_…, post_…) or carries one in its query. */
const ARTICLE =
  /\/(?:[a-z]*_?)?(?:\d{3,}|[0-9a-f]{24,}|t\d{8}_\d+|art_[\w-]+|c0\d_\d+|post_\d+|content)(?:_\w+)?(?:\.s?html?|\.jsp|\.aspx?|\.php|\/(?:index\.html)?)?(?:\?|$)|[?&](?:id|aid|articleid|wbnewsid|infoid)=\w+|\/aid\/\d+|action=detail|\/info\/\d+\/\d+\.htm/iu
/** Addresses with a number that are columns all the same: Hanweb's, those of one year, lists by their own word. */
const COLUMN = /\/col\/col\d+\/(?:index\.s?html?)?$|\/20\d{2}\/(?:index\.s?html?)?$|[?&]action=list/iu

/** Whether an address looks like that of an article: platforms differ, but their articles have ids. */
function looksLikeArticle(url: string): boolean {
  return ARTICLE.test(url) && !COLUMN.test(url)
}

/** A page or file of its own, not a folder or a list. */
const FILE = /\/(?!index|list)[^/?]+\.(?:s?html?|jsp|aspx?|php|pdf|docx?|wps|xlsx?|ofd)(?:\?|$)/iu

/** By its address; where the address says nothing, by a title that names a unit and a year: no report may be lost for its URL. */
function isArticle({ url, title }: Link, { article }: Options): boolean {
  if (title === '') return false
  if (leadsNowhere({ url })) return true
  if (article !== undefined) return new RegExp(article, 'u').test(url)
  if (looksLikeArticle(url)) return true
  const said = parseReportTitle(title)
  return said.kind === 'report' && said.unit !== null && said.year !== null && FILE.test(url)
}

/** No site was seen with more pages of annual reports; a loop that finds ever new links is a trap, not a list. */
const MOST_PAGES = 500

interface ListPage {
  readonly page: Page
  readonly links: readonly Link[]
  readonly pager: Pager
}

async function read(
  url: string,
  referer: string | null,
  options: Options,
  tools: ListingTools,
): Promise<ListPage> {
  const page = await tools.get(referer === null ? { url } : { url, referer })
  const links = linksIn(page.text, page.url, options.rows).filter((link) => isArticle(link, options))
  return { page, links: onceEach(links), pager: pagerOf(page.text, page.url) }
}

/** Each article once, where it stands first, as it is named most fully: a picture, a side block may link it too. */
function onceEach(links: readonly Link[]): readonly Link[] {
  const byUrl = new Map<string, Link>()
  for (const link of links) {
    const known = byUrl.get(link.url)
    const title = known === undefined ? link.title : fullerTitle(known.title, link.title)
    byUrl.set(link.url, { url: link.url, title, date: known?.date ?? link.date })
  }
  return [...byUrl.values()]
}

/** Where page `number` may be, best first. */
function addresses(
  number: number,
  last: ListPage,
  template: string | null,
  options: Options,
): readonly string[] {
  const fill = (pattern: string): string =>
    new URL(pattern.replace('{n-1}', String(number - 1)).replace('{n}', String(number)), options.list).href
  const pattern = options.pages ?? template
  if (pattern !== null) return [fill(pattern)]
  if (last.pager.next !== null) return [last.pager.next]
  const { pages, templates } = last.pager
  return pages !== null && number > pages ? [] : templates.map(fill)
}

/** A page past the end is 404 or the home page; both end a list, and whether too early the totals tell. */
async function readIfThere(
  url: string,
  referer: string,
  options: Options,
  tools: ListingTools,
): Promise<ListPage | null> {
  try {
    return await read(url, referer, options, tools)
  } catch (error) {
    if (error instanceof NianbaoError && (error.code === 'not-found' || error.code === 'soft-404'))
      return null
    throw error
  }
}

interface Step {
  readonly read: ListPage
  readonly template: string | null
}

/** The next page that gives a new link, and the template that led there when it was a guess. */
async function step(
  number: number,
  last: Step,
  seen: ReadonlySet<string>,
  options: Options,
  tools: ListingTools,
): Promise<Step | null> {
  for (const url of addresses(number, last.read, last.template, options)) {
    const found = await readIfThere(url, last.read.page.url, options, tools)
    if (!(found?.links.some((link) => !seen.has(link.url)) ?? false) || found === null) continue
    const guess = last.read.pager.templates.find((pattern) => url.endsWith(suffix(pattern, number)))
    return { read: found, template: last.template ?? guess ?? null }
  }
  return null
}

function suffix(pattern: string, number: number): string {
  return `/${pattern.replace('{n-1}', String(number - 1)).replace('{n}', String(number))}`
}

/** Whether the page promises another: a next link, a total of pages or rows not yet reached. */
function promisesMore(pager: Pager, number: number, rows: number): boolean {
  if (pager.rows !== null) return rows < pager.rows
  if (pager.pages !== null) return number < pager.pages
  return pager.next !== null
}

async function* list(
  options: Options,
  tools: ListingTools,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  let at: Step = { read: await read(options.list, null, options, tools), template: null }
  if (at.read.links.length === 0) {
    throw new NianbaoError('layout-changed', `${options.list}: no link that looks like an article`)
  }
  const column = columnName(at.read.page.text)
  const seen = new Set<string>()
  let rows = 0
  for (let number = 1; number <= MOST_PAGES; number += 1) {
    const { page, links, pager } = at.read
    // side blocks repeat on every page: only rows not seen before count towards the total
    const fresh = number === 1 ? links : links.filter(({ url }) => !seen.has(url))
    for (const { url } of fresh) seen.add(url)
    rows += fresh.length
    const appetite = yield {
      endpoint: options.list,
      column,
      page: number,
      links: fresh,
      declaredTotal: pager.rows,
      more: promisesMore(pager, number, rows),
      response: { url: page.url, sha256: page.sha256 },
    }
    if (appetite === 'enough') return
    const next = await step(number + 1, at, seen, options, tools)
    if (next === null) return
    at = next
  }
}

/**
 * Static list pages of any maker: rows of links with dates (ul, table, dl, div), further pages behind 下一页, by number
 * (`pages`), or by the paging script of 拓尔思 TRS (`createPageHTML`, which counts from 0 or from 1: the file that
 * exists and gives new links is right). Totals are taken where printed (共N条, 共N页); they can lie, so a list also
 * ends at a 404 or at a page without a new link, and is then partial.
 */
export const staticList = {
  name: 'static-list',
  options: Options,
  detect: (page) => linksIn(page.text, page.url).some(({ url }) => looksLikeArticle(url)),
  list,
} satisfies Family<Options>
