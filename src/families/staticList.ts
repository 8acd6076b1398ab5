import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import type { Appetite, ListingPage } from '../model/listing.ts'
import { isArticleLink, looksLikeArticle, mayBeColumn } from './articleAddress.ts'
import type { ColumnPage } from './columnPage.ts'
import { columnsBeside } from './columnsBeside.ts'
import { walkColumn, type Column, type ColumnStyle, type Progress } from './columnWalk.ts'
import { leadsNowhere } from './deadLink.ts'
import type { Family, ListingTools } from './family.ts'
import { openColumn } from './framedColumn.ts'
import { linksIn } from './listLinks.ts'
import { numberedAddress, pageAddresses } from './pageAddresses.ts'
import { pageKey } from './pagerOffer.ts'
import { isReportColumn, subColumnsOf } from './subColumns.ts'
import { unfollowedIn } from './unfollowed.ts'

const Options = z.strictObject({
  /** URL of the first page. */
  list: z.url({ protocol: /^https?$/u }),
  /** Further pages, resolved against the first: `{n}` is the page's number from 2, `{n-1}` one less (`index_{n-1}.html`). */
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

function styleOf({ article, rows, pages }: Options): ColumnStyle {
  return {
    rows,
    strict: article !== undefined,
    isArticle: (link) =>
      article === undefined
        ? isArticleLink(link)
        : link.title !== '' && (leadsNowhere(link) || new RegExp(article, 'u').test(link.url)),
    addresses: (progress) =>
      pages === undefined
        ? pageAddresses(progress, templatesOf(progress))
        : [numberedAddress(pages, progress.found.length + 1, progress.first.page.url)],
  }
}

/** By the page's own script; where it is of another make, by the usual names, which real answers prove or not. */
function templatesOf({ first }: Progress): readonly string[] {
  const { pager, page } = first
  if (pager.templates.length > 0) return pager.templates
  const turns = pager.controls.some(
    ({ kind, works }) => kind !== 'first' && kind !== 'previous' && works !== 'address',
  )
  return turns || pager.scripted !== null ? usualTemplates(page.url) : []
}

/** `index_1.html` or `index_2.html` beside an index, `list_1.html` or `list_2.html` beside a `list.html`. */
function usualTemplates(url: string): readonly string[] {
  const [, name = 'index', extension = 'html'] = /\/([\w-]+)\.(s?html?)$/iu.exec(new URL(url).pathname) ?? []
  return new URL(url).search === '' ? [`${name}_{n-1}.${extension}`, `${name}_{n}.${extension}`] : []
}

async function* list(
  options: Options,
  tools: ListingTools,
): AsyncGenerator<ListingPage, void, Appetite | undefined> {
  const style = styleOf(options)
  const { first, beside, left } = await openColumn(
    { url: options.list, referer: null, known: [] },
    style,
    tools,
  )
  if (first.links.length === 0) {
    throw new NianbaoError('layout-changed', `${options.list}: no link that looks like an article`)
  }
  const others = leftIn(first, tools)
  const unfollowed: typeof others = (titles, lost) => [...others(titles, lost), ...left]
  yield* walkColumn({ endpoint: options.list, name: first.name, first, unfollowed }, style, tools)
  for (const one of beside) {
    const column = { endpoint: one.url, name: one.first.name, first: one.first }
    yield* walkColumn({ ...column, unfollowed: leftIn(one.first, tools) }, style, tools)
  }
}

/** Such a list is one column alone: others that the page links are the business of other sources. */
function leftIn(first: ColumnPage, { elsewhere }: ListingTools): NonNullable<Column['unfollowed']> {
  const { page, name } = first
  const above = { inReports: isReportColumn(name, page.url), depth: 0 }
  const linked = [...subColumnsOf(page, above, mayBeColumn), ...columnsBeside(page, mayBeColumn)]
  const listed = new Set((elsewhere ?? []).map(pageKey))
  return unfollowedIn(first, linked, (url) => listed.has(pageKey(url)))
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
  suggest: ({ url }) => ({ options: { list: url }, guessed: {} }),
  list,
} satisfies Family<Options>
