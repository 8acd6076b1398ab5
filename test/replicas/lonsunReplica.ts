import {
  anchorTo,
  columnReplica,
  numberedColumns,
  soundList,
  type ListFaults,
  type ReplicaColumn,
} from './columnReplica.ts'
import { articleMetas, page, type SiteWords } from './pageParts.ts'
import type { Publication } from './publications.ts'
import type { Replica } from './replicaServer.ts'

export interface LonsunSite {
  readonly words: SiteWords
  /** Units by name with their numbers, in the order of the tree; the first also keeps everything that is no report. */
  readonly units: Readonly<Record<string, number>>
  readonly publications: () => readonly Publication[]
  readonly perPage: number
  /** Where reports stand: in the unit's path with a query, or as articles. */
  readonly reports: 'query' | 'article'
  /** Where a page names the other units: in links, in a script, or nowhere. */
  readonly tree?: 'links' | 'script' | 'none'
  readonly pager?: 'script' | 'none'
  /** What the page calls a column of reports; without it, by its right name. */
  readonly columnName?: string
  readonly faults?: Partial<ListFaults>
}

/** 龙讯 Lonsun: one path per unit, its query says which list or article; further pages by `pageIndex`. */
export function lonsunReplica(site: LonsunSite): Replica {
  const columnPath = ({ path }: ReplicaColumn): string =>
    `/public/column/${path}?type=3&action=list&nav=4&isNianbao=1`
  let of: readonly Publication[] | null = null
  let columns: readonly ReplicaColumn[] = []
  return columnReplica({
    words: site.words,
    columns: () => {
      const now = site.publications()
      if (now !== of) columns = numberedColumns(site.units, now, site.columnName)
      of = now
      return columns
    },
    perPage: site.perPage,
    faults: { ...soundList, ...site.faults },
    columnPath,
    pageNumber(address, { path }) {
      const url = new URL(address, 'http://replica')
      const query = url.searchParams
      const isList = query.get('type') === '3' && query.get('action') === 'list'
      return url.pathname === `/public/column/${path}` && isList ? Number(query.get('pageIndex') ?? 1) : null
    },
    articlePath: (one, column) => articlePath(site, one, column),
    row(one, column) {
      const href = articlePath(site, one, column).replaceAll('&', '&amp;')
      const anchor = anchorTo(`http://${site.words.host}${href}`, one).replace('<a ', '<a class="title" ')
      return `<li class="clearfix">${anchor}<span class="date">${one.published}</span></li>`
    },
    list: (rows) => `${treeOf(site)}<ul class="clearfix xxgk_nav_list">${rows || '暂无相关信息'}</ul>`,
    pager: ({ path }, number, pages) => pagerOf(site, path, number, pages),
    article: (one) => articlePage(site, one),
    filePath,
  })
}

function articlePath({ reports }: LonsunSite, one: Publication, { path }: ReplicaColumn): string {
  if (reports === 'article' || one.report === null) return `/public/${path}/${one.number}.html`
  return `/public/column/${path}?type=3&action=detail&nav=3&title=${one.report.year}`
}

const filePath = ({ number, hash }: Publication): string =>
  `/group6/M00/0${number % 10}/1A/${hash.slice(0, 24)}.docx`

function treeOf({ tree = 'links', units, words }: LonsunSite): string {
  const section = (number: number): string => `/public/column/${number}?type=4&action=list`
  switch (tree) {
    case 'links':
      return `<ul class="tree">${Object.entries(units)
        .map(([unit, number]) => `<li><a href="${section(number).replace('&', '&amp;')}">${unit}</a></li>`)
        .join('')}</ul>`
    case 'script': {
      const nodes = Object.entries(units).map(([name, number]) => ({ name, uri: section(number) }))
      return `<div id="tree"></div><script>var organs = ${JSON.stringify(nodes).replaceAll('/', '\\/')};</script>`
    }
    case 'none':
      return `<a href="http://www.${words.host.split('.').slice(-3).join('.')}:8080/public/column/1?type=2">上级</a>`
  }
}

function pagerOf({ pager = 'script' }: LonsunSite, unit: string, number: number, pages: number): string {
  if (pager === 'none') return ''
  return `<div id="page_public_info"></div><script>Ls.pagination("#page_public_info", function (pageIndex, $this) { Ls.ajax({ url: '/site/label/8888', data: { organId: ${unit}, pageIndex: pageIndex } }); }, { currPage: (${number - 1}+1), pageCount: ${pages}, link: '' });</script>`
}

function articlePage({ words }: LonsunSite, one: Publication): string {
  const attached =
    one.attachment === null ? '' : `<p>附件：<a href="${filePath(one)}">${one.attachment.name}</a></p>`
  return page(
    `<title>${one.title}_${words.site}</title>\n${articleMetas(words, one)}`,
    `<div class="wzy_position"><a href="/">首页</a> &gt; 信息公开 &gt; ${one.report?.unit ?? words.site}</div>
<h1 class="newstitle">${one.title}</h1><div class="wzfbxx">发布时间：${one.published} 来源：${words.site}</div>
<div class="wzcon j-fontContent">${one.body()}${attached}</div>`,
  )
}
