import { columnReplica, anchorTo, soundList, type ListFaults, type ReplicaColumn } from './columnReplica.ts'
import { articleMetas, html, page, type SiteWords } from './pageParts.ts'
import type { Publication } from './publications.ts'
import type { Replica } from './replicaServer.ts'

export interface VsbSite {
  readonly words: SiteWords
  /** Address of the 年报 column without its `.htm`: /zwgk/zfxxgknb. */
  readonly slug: string
  /** Number of the column in the addresses of its articles. */
  readonly tree: number
  readonly owner: number
  /** The one column has only its dynamic address, `list.jsp?…wbtreeid=<tree>`. */
  readonly dynamic?: boolean
  readonly columns: () => readonly ReplicaColumn[]
  readonly perPage: number
  /** What the pager gives: total and a link, the total alone, numbered links alone, or nothing. */
  readonly pager: 'link' | 'total' | 'numbers' | 'none'
  /** How a page names its file: the vendor's download page, a frame, or a file kept in the database. */
  readonly files?: 'download' | 'frame' | 'virtual' | undefined
  /** Rows declared beyond those that exist. */
  readonly overstated?: number
  readonly faults?: Partial<ListFaults>
}

/** 博达 VSB: list pages counted downwards, articles /info/<tree>/<news>.htm, files only with a Referer. */
export function vsbReplica(site: VsbSite): Replica {
  const { words, slug, tree, perPage } = site
  const below = ({ path }: ReplicaColumn): string => (path === '' ? slug : `${slug}/${path}`)
  const columnPath = (column: ReplicaColumn): string =>
    site.dynamic === true ? dynamicPath(tree, 1) : `${below(column)}.htm`
  const faults = { ...soundList, ...site.faults }
  const articlePath = ({ number }: Publication): string => `/info/${tree}/${number}.htm`
  const filePath = (one: Publication): string => fileAddress(site, one)
  const pages = columnReplica({
    words,
    columns: site.columns,
    perPage,
    faults,
    columnPath,
    pageNumber(pathname, column, pageCount) {
      if (pathname === columnPath(column)) return 1
      if (site.dynamic === true) return dynamicNumber(pathname, tree)
      const digits = new RegExp(`^${below(column)}/(\\d{1,3})\\.htm$`, 'u').exec(pathname)?.[1]
      if (digits === undefined || Number(digits) === 0) return null
      const number = pageCount - Number(digits) + 1
      return number >= 2 ? number : pageCount + 1
    },
    articlePath,
    row(one, column, index) {
      const depth = columnPath(column).split('/').length - 2
      const anchor = anchorTo(`${'../'.repeat(depth)}${articlePath(one).slice(1)}`, one)
      return `<li id="line_u8_${index}"><span>${one.published}</span>${anchor}</li>`
    },
    list: (rows) => `<ul>${rows}</ul>`,
    pager: (column, number, count, rows) => pagerOf(site, below(column), number, count, rows),
    article: (one) => articlePage(site, one),
    filePath,
  })
  return (asked) => {
    const isFile = /download\.jsp$|virtual_attach_file|__local/u.test(asked.url.pathname)
    // without a Referer a page comes in the file's place, with 200
    if (isFile && asked.headers['referer'] === undefined)
      return html(page('<title>提示</title>', '<p>请从网站内下载</p>'))
    return pages(asked)
  }
}

const dynamicPath = (tree: number, number: number): string =>
  `/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=${tree}${number === 1 ? '' : `&PAGENUM=${number}`}`

function dynamicNumber(address: string, tree: number): number | null {
  const [before, digits] = address.split('&PAGENUM=')
  return before === dynamicPath(tree, 1) && digits !== undefined ? Number(digits) : null
}

function fileAddress({ files = 'download', owner }: VsbSite, { number, hash }: Publication): string {
  switch (files) {
    case 'download':
      return `/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=${owner}&wbfileid=${number}`
    case 'frame':
      return `/__local/${hash.slice(0, 1)}/${hash.slice(1, 3)}/${hash}.docx`
    case 'virtual':
      return `/virtual_attach_file.vsb?afc=${hash}&oid=${owner}&e=.docx`
  }
}

/** Further pages are numbered from the end: of T pages the second is T-1, the last is 1. */
function pagerOf(
  { pager, overstated = 0, dynamic, tree }: VsbSite,
  below: string,
  number: number,
  pages: number,
  rows: number,
): string {
  const at = (one: number): string =>
    dynamic === true ? dynamicPath(tree, one).replaceAll('&', '&amp;') : staticAt(one)
  const staticAt = (one: number): string => (one === 1 ? `${below}.htm` : `${below}/${pages - one + 1}.htm`)
  const total = `<span class="p_pages"><span class="p_t">共${rows + overstated}条</span><span class="p_t">${number}/${pages}</span></span>`
  const next =
    number < pages ? `<span class="p_next"><a href="${at(number + 1)}">下页</a></span>` : '<span>下页</span>'
  switch (pager) {
    case 'link':
      return `${total} ${next} <span class="p_last"><a href="${at(pages)}">尾页</a></span>`
    case 'total':
      return total
    case 'numbers':
      return Array.from(
        { length: pages },
        (_, index) => `<span class="p_no"><a href="${at(index + 1)}">${index + 1}</a></span>`,
      ).join('')
    case 'none':
      return ''
  }
}

function articlePage(site: VsbSite, one: Publication): string {
  return page(
    `<title>${one.title}-${site.words.site}</title>\n${articleMetas(site.words, one)}`,
    `<form name="_newscontent_fromname"><h1>${one.title}</h1><div>${one.published} 点击：[<script>_showDynClicks("wbnews", 1, ${one.number})</script>] 来源：${one.report?.unit ?? site.words.site}</div>
<div id="vsb_content_2"><div class="v_news_content">${one.body()}</div></div>${attached(site, one)}</form>`,
  )
}

function attached(site: VsbSite, one: Publication): string {
  if (one.attachment === null) return ''
  const address = fileAddress(site, one)
  return (site.files ?? 'download') === 'download'
    ? `<p>附件【<a href="${address.replaceAll('&', '&amp;')}" target="_blank">${one.attachment.name}</a>】已下载<span id="nattach${one.number}">12</span>次</p>`
    : `<script>showVsbpdfIframe("${address}","100%","600","0","","${one.hash}");</script>`
}
