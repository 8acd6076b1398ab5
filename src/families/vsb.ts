import { z } from 'zod'
import { load } from 'cheerio/slim'
import type { Link } from '../model/listing.ts'
import { folderOf, isFolderAddress, namesReport } from './articleAddress.ts'
import type { ColumnPage } from './columnPage.ts'
import { treeOptions, walkTree, type TreeStyle } from './columnTree.ts'
import type { Progress } from './columnWalk.ts'
import type { Family } from './family.ts'
import { baseOf, resolveLink } from './links.ts'
import { suggestTree } from './suggestTree.ts'

const Options = z.strictObject(treeOptions)
type Options = z.infer<typeof Options>

/** `/info/<tree>/<news>.htm`. */
const INFO = /\/info\/(\d+)\/(\d+)\.html?$/iu

/** The article's numbers, which its static and its dynamic address share; null for other addresses. */
function articleNumbers(url: string): { readonly tree: string; readonly news: string } | null {
  const { pathname, searchParams } = new URL(url)
  const [, tree, news] = INFO.exec(pathname) ?? []
  if (tree !== undefined && news !== undefined) return { tree, news }
  const [wbtreeid, wbnewsid] = [searchParams.get('wbtreeid'), searchParams.get('wbnewsid')]
  return wbtreeid === null || wbnewsid === null ? null : { tree: wbtreeid, news: wbnewsid }
}

const isArticle = (link: Link): boolean =>
  link.title !== '' && (articleNumbers(link.url) !== null || namesReport(link))

/** `/zwgk/nb.htm` and `/zwgk/nb/2021.htm` are columns; `/zwgk/nb/2.htm` is a page of the first. */
const isColumn = (url: string): boolean =>
  articleNumbers(url) === null &&
  !/\/\d{1,3}\.html?$/iu.test(new URL(url).pathname) &&
  (isFolderAddress(url) || /\.html?$/iu.test(new URL(url).pathname))

/** Highest number among the column's further pages that this page links. */
function highestLinked({ page }: ColumnPage, folder: string): number {
  const $ = load(page.text)
  const base = baseOf($, page.url)
  const numbers = $('a[href]')
    .toArray()
    .map((element) => resolveLink($(element).attr('href') ?? '', base))
    .map((url) => (url === null ? '' : new URL(url).pathname))
    .map((path) =>
      path.startsWith(folder) ? /^(\d{1,3})\.html?$/iu.exec(path.slice(folder.length))?.[1] : undefined,
    )
  return Math.max(0, ...numbers.map((digits) => Number(digits ?? 0)))
}

/**
 * Further pages are `<column>/<N>.htm` with N counted down: of T pages the second is T-1 and the last is 1. The page's own
 * link comes first; then every number below T, whatever their order; then the first above, because totals lie.
 * Where no total can be read, the numbers from 1 upwards are the same pages from the end.
 */
function nextPages({ first, last, found }: Progress): readonly string[] {
  const folder = folderOf(first.page.url)
  const at = (number: number): string => new URL(`${folder}${number}.htm`, first.page.url).href
  const linked = last.pager.next === null ? [] : [last.pager.next]
  if (!isColumn(first.page.url)) return linked // list.jsp: only its links know how it pages
  const linkedNumbers = Math.max(highestLinked(first, folder), highestLinked(last, folder))
  const declared = last.pager.pages ?? first.pager.pages
  if (declared === null && linkedNumbers === 0) return [...linked, at(found.length)]
  const pages = Math.max(declared ?? 0, linkedNumbers + 1)
  if (pages === 1) return linked
  const below = Array.from({ length: pages - 1 }, (_, index) => at(pages - 1 - index))
  const above = Array.from({ length: Math.max(1, found.length - pages + 1) }, (_, index) => at(pages + index))
  return [...linked, ...below, ...above]
}

const styleOf = ({ rows }: Options): TreeStyle => ({
  rows,
  isArticle,
  isColumn,
  addresses: nextPages,
  identity,
})

/** Static and dynamic address of one article: `/info/<tree>/<news>.htm`, `content.jsp?…wbtreeid=&wbnewsid=`. */
function identity(url: string): string {
  const numbers = articleNumbers(url)
  return numbers === null ? url : new URL(`/info/${numbers.tree}/${numbers.news}.htm`, url).href
}

/**
 * 博达 VSB (西宁城中区, 清水县; also many universities). Columns are `/<slug>.htm` (dynamic:
 * `list.jsp?urltype=tree.TreeTempUrl&wbtreeid=<tree>`, unverified), rows `li#line_u<k>_<n>` with a
 * relative `info/<tree>/<news>.htm`, the pager prints 共1432条 1/144. Further pages are numbered downwards, so the address of a
 * page shifts whenever the list grows. Attachments are `/system/_content/download.jsp?…` with the name only in the link's
 * words, or `showVsbpdfIframe("/__local/….pdf")`; some hosts want a Referer. Seen in public crawlers' code
 * and pages, none of it live; that the numbers 1 to T-1 are all further pages is inferred.
 */
export const vsb = {
  name: 'vsb',
  options: Options,
  detect: ({ url, text }) =>
    INFO.test(new URL(url).pathname) ||
    /vsb_content|v_news_content|p_pages|\/__local\/|_newscontent_fromname|id=["']?line_u\d+_\d+/u.test(text),
  suggest: (page) => suggestTree(page, isColumn),
  list: (options, tools) => walkTree(options, styleOf(options), tools),
  identity,
} satisfies Family<Options>
