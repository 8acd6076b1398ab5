import {
  anchorTo,
  columnReplica,
  numberedColumns,
  soundList,
  type ListFaults,
  type ReplicaColumn,
} from './columnReplica.ts'
import { articleMetas, html, page, type SiteWords } from './pageParts.ts'
import type { Publication } from './publications.ts'
import type { Answer, Replica } from './replicaServer.ts'

export interface OpennessSite {
  readonly words: SiteWords
  /** How the host names its disclosure pages: OpennessContent and OpennessAnnualReport, or Xxgk…. */
  readonly kind: 'Openness' | 'Xxgk'
  /** Units by name with their numbers; the first also keeps everything that is no report. */
  readonly units: Readonly<Record<string, number>>
  readonly publications: () => readonly Publication[]
  readonly perPage: number
  /** Where pages name the other units: in links, in a script, or nowhere. */
  readonly tree?: 'links' | 'script' | 'none'
  readonly pager?: 'link' | 'none'
  /** What a page calls a column of reports; without it, by its right name. */
  readonly columnName?: string
  readonly faults?: Partial<ListFaults>
}

/** The maker of 亳州's and 宣城's portals: a route for every kind of page, lists that begin with the unit's number. */
export function opennessReplica(site: OpennessSite): Replica {
  const { words, kind, perPage } = site
  const columnPath = ({ path }: ReplicaColumn): string => `/${kind}AnnualReport/showList/${path}/page_1.html`
  const articlePath = ({ report, number }: Publication): string =>
    `/${kind}${report === null ? 'Content' : 'AnnualReport'}/show/${number}.html`
  let of: readonly Publication[] | null = null
  let columns: readonly ReplicaColumn[] = []
  const replica = columnReplica({
    words,
    columns: () => {
      const now = site.publications()
      if (now !== of) columns = numberedColumns(site.units, now, site.columnName)
      of = now
      return columns
    },
    perPage,
    faults: { ...soundList, ...site.faults },
    columnPath,
    pageNumber(address, column) {
      const folder = columnPath(column).replace('page_1.html', '')
      if (!address.startsWith(folder)) return null
      const digits = /^page_(\d+)\.html$/u.exec(address.slice(folder.length))?.[1]
      return digits === undefined ? null : Number(digits)
    },
    articlePath,
    row: (one) =>
      `<li>${anchorTo(articlePath(one), one)}<span class="right date">${one.published}</span></li>`,
    list: (rows) => `${treeOf(site)}<div class="m-ptlist"><ul>${rows}</ul></div>`,
    pager(column, number, pages) {
      const next = columnPath(column).replace('page_1', `page_${number + 1}`)
      return site.pager === 'none' || number >= pages ? '' : `<a class="page-link" href="${next}">下一页</a>`
    },
    article: (one) => articlePage(site, one),
    filePath,
  })
  const home = (): Answer => html(page(`<title>${words.site}</title>`, treeOf(site)))
  return (asked) => (asked.url.pathname === '/' && site.faults?.beyond !== 'home' ? home() : replica(asked))
}

const filePath = ({ hash }: Publication): string => `/attachment/${hash.slice(0, 2)}/${hash}.docx`

function treeOf({ tree = 'links', kind, units }: OpennessSite): string {
  const contents = (number: number): string => `/${kind}Content/showList/${number}/0/page_1.html`
  switch (tree) {
    case 'links':
      return `<ul class="tree">${Object.entries(units)
        .map(([unit, number]) => `<li><a href="${contents(number)}">${unit}</a></li>`)
        .join('')}</ul>`
    case 'script': {
      const nodes = Object.entries(units).map(([name, number]) => ({ name, url: contents(number) }))
      return `<div id="tree"></div><script>var zNodes = ${JSON.stringify(nodes).replaceAll('/', '\\/')};</script>`
    }
    case 'none':
      return '<a href="/News/showList/457/page_1.html">要闻</a>'
  }
}

function articlePage({ words }: OpennessSite, one: Publication): string {
  const attached =
    one.attachment === null ? '' : `<p>附件：<a href="${filePath(one)}">${one.attachment.name}</a></p>`
  return page(
    `<title>${one.title}_${words.site}</title>\n${articleMetas(words, one)}`,
    `<h1 class="title">${one.title}</h1><div class="info">发布日期：${one.published} 发布机构：${one.report?.unit ?? words.site}</div>
<div class="j-fontContent">${one.body()}${attached}</div>`,
  )
}
