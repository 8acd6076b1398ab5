import { columnReplica, anchorTo, soundList, type ListFaults, type ReplicaColumn } from './columnReplica.ts'
import { articleMetas, page, type SiteWords } from './pageParts.ts'
import type { Publication } from './publications.ts'
import type { Replica } from './replicaServer.ts'

export interface NfcmsSite {
  readonly words: SiteWords
  /** Folder of the 年报 column: /zwgkk/bmxxgkndbg/. */
  readonly folder: string
  readonly columns: () => readonly ReplicaColumn[]
  readonly perPage: number
  readonly pager: 'link' | 'total' | 'none'
  /** Rows that are linked at the mobile twin of their article. */
  readonly mobile?: (publication: Publication) => boolean
  readonly faults?: Partial<ListFaults>
}

/** Guangdong's NFCMS: articles <column>/content/post_<n>.html with mobile twins, pages index_2.html. */
export function nfcmsReplica(site: NfcmsSite): Replica {
  const { words, folder, perPage, mobile = () => false } = site
  const columnPath = ({ path }: ReplicaColumn): string => (path === '' ? folder : `${folder}${path}/`)
  const articlePath = (one: Publication, column: ReplicaColumn): string =>
    `${columnPath(column)}content/post_${one.number}.html`
  const filePath = ({ number }: Publication): string =>
    `/attachment/7/${Math.floor(number / 1000)}/${number}.docx`
  const replica = columnReplica({
    words,
    columns: site.columns,
    perPage,
    faults: { ...soundList, ...site.faults },
    columnPath,
    pageNumber(pathname, column) {
      const rest = pathname.startsWith(columnPath(column)) ? pathname.slice(columnPath(column).length) : null
      if (rest === '' || rest === 'index.html') return 1
      const digits = /^index_(\d+)\.html$/u.exec(rest ?? '')?.[1]
      return digits === undefined || Number(digits) < 2 ? null : Number(digits)
    },
    articlePath,
    row(one, column) {
      const path = articlePath(one, column)
      const href = `//${words.host}${mobile(one) ? path.replace('post_', 'mpost_') : path}`
      return `<li>${anchorTo(href, one)}<span class="time">${one.published}</span></li>`
    },
    list: (rows) => `<ul class="news_list">${rows}</ul>`,
    pager: (column, number, pages, rows) => pagerOf(site, columnPath(column), number, pages, rows),
    article: (one) => articlePage(site, one, filePath(one)),
    filePath,
  })
  return (asked) => {
    const twin = new URL(asked.url.href.replace('/content/mpost_', '/content/post_'))
    return replica({ ...asked, url: twin })
  }
}

function pagerOf({ pager }: NfcmsSite, base: string, number: number, pages: number, rows: number): string {
  const total = `<span>共${rows}条</span> <span>共${pages}页</span>`
  switch (pager) {
    case 'link':
      return number < pages
        ? `${total} <a class="next" href="${base}index_${number + 1}.html">下一页</a>`
        : total
    case 'total':
      return total
    case 'none':
      return ''
  }
}

function articlePage({ words }: NfcmsSite, one: Publication, file: string): string {
  const attached = one.attachment === null ? '' : `<p>附件：<a href="${file}">${one.attachment.name}</a></p>`
  return page(
    `<title>${one.title}-${words.site}</title>\n${articleMetas(words, one)}\n<meta name="ArticleId" content="${one.number}">`,
    `<script>window.NFCMS_SITE_ID = '200001'; window.NFCMS_POST_ID = '${one.number}';</script>
<h1>${one.title}</h1><div>来源：${words.site} 发布时间：${one.published}</div><div class="news_cont_d_wrap">${one.body()}${attached}</div>`,
  )
}
