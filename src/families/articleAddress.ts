import type { Link } from '../model/listing.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import { leadsNowhere } from './deadLink.ts'

/** An article's address ends in an id (digits, hexadecimal, a UUID, t20240115_123, art_…, post_…) or carries one in its query. */
const ARTICLE =
  /\/(?:[a-z]*_?)?(?:\d{3,}|[0-9a-f]{24,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|t\d{8}_\d+|art_[\w-]+|c0\d_\d+|post_\d+|content)(?:_\w+)?(?:\.s?html?|\.jsp|\.aspx?|\.php|\/(?:index\.html)?)?(?:\?|$)|[?&](?:id|aid|articleid|wbnewsid|infoid)=\w+|\/aid\/\d+|action=detail|\/info\/\d+\/\d+\.htm/iu
/** Addresses with a number that are columns all the same: Hanweb's, those of one year, lists by their own word. */
const COLUMN = /\/col\/col\d+\/(?:index\.s?html?)?$|\/20\d{2}\/(?:index\.s?html?)?$|[?&]action=list/iu

/** Whether an address looks like that of an article: platforms differ, but their articles have ids. */
export function looksLikeArticle(url: string): boolean {
  return ARTICLE.test(url) && !COLUMN.test(url)
}

/** Whether an address is that of a list whatever its vendor: a folder, an index, a list by its own word. */
export function isListAddress(url: string): boolean {
  return isFolderAddress(url) || COLUMN.test(url) || /\/(?:index|list)[^/?]*$/iu.test(new URL(url).pathname)
}

/** Whether a title names a unit and a year, and the address no list: no report may be lost for its URL. */
export function namesReport({ url, title }: Link): boolean {
  const said = parseReportTitle(title)
  return (
    said.kind === 'report' &&
    said.unit !== null &&
    said.year !== null &&
    URL.canParse(url) &&
    !isListAddress(url)
  )
}

/** Whether a link leads to an article: by its address; where the address says nothing, by its title. */
export function isArticleLink(link: Link): boolean {
  return link.title !== '' && (leadsNowhere(link) || looksLikeArticle(link.url) || namesReport(link))
}

/** Folders and their index pages: columns, on the platforms that give every column a folder. */
export function isFolderAddress(url: string): boolean {
  return /\/(?:(?:index|list|default)(?:_\d+)?\.s?html?)?$/iu.test(new URL(url).pathname)
}

/** Whether an address may be that of a column, whatever its vendor: `/nb2025/` has a number and is one all the same. */
export function mayBeColumn(url: string): boolean {
  return isFolderAddress(url) || !looksLikeArticle(url)
}

/** Path below which a column's own pages lie: `/a/nb/`, `/a/nb/index.html` and `/a/nb.htm` all have `/a/nb/`. */
export function folderOf(url: string): string {
  const { pathname } = new URL(url)
  if (isFolderAddress(url)) return pathname.slice(0, pathname.lastIndexOf('/') + 1)
  return `${pathname.replace(/\.\w+$/u, '')}/`
}

/** Whether an address lies on the same host (`www.` does not count) below the folder of this column. */
export function isBelow(url: string, column: string): boolean {
  if (leadsNowhere({ url })) return false
  const [host, columnHost] = [url, column].map((one) => new URL(one).host.replace(/^www\./u, ''))
  return host === columnHost && new URL(url).pathname.startsWith(folderOf(column))
}
