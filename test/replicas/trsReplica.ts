import { columnReplica, anchorTo, soundList, type ListFaults, type ReplicaColumn } from './columnReplica.ts'
import { articleMetas, page, type SiteWords } from './pageParts.ts'
import type { Publication } from './publications.ts'
import type { Replica } from './replicaServer.ts'

export interface TrsSite {
  readonly words: SiteWords
  /** Folder of the 年报 column: /zwgk/zfxxgknb/. */
  readonly folder: string
  readonly columns: () => readonly ReplicaColumn[]
  readonly perPage: number
  /** The three conventions of the vendor's paging script, variables in place of numbers, or a script nobody can read. */
  readonly paging: 'from-0' | 'from-1' | 'plugin' | 'variable' | 'unreadable'
  readonly extension?: 'html' | 'htm' | 'shtml'
  /** Where a page names its file: a link in the text, or only `var pdf=` in a script. */
  readonly files?: 'link' | 'script' | undefined
  readonly faults?: Partial<ListFaults>
}

/** 拓尔思 TRS WCM: a folder for every column, pages index_N, articles and files in folders of their month. */
export function trsReplica(site: TrsSite): Replica {
  const { words, folder, perPage, paging, extension = 'html' } = site
  const columnPath = ({ path }: ReplicaColumn): string => (path === '' ? folder : `${folder}${path}/`)
  const fileName = ({ published, number }: Publication): string =>
    `P0${published.replaceAll('-', '')}${number}.docx`
  const inMonth = (one: Publication, column: ReplicaColumn, name: string): string =>
    `${columnPath(column)}${monthOf(one)}/${name}`
  const base = paging === 'from-0' || paging === 'variable' || paging === 'unreadable' ? 1 : 0
  return columnReplica({
    words,
    columns: site.columns,
    perPage,
    faults: { ...soundList, ...site.faults },
    columnPath,
    pageNumber(pathname, column) {
      const rest = pathname.startsWith(columnPath(column)) ? pathname.slice(columnPath(column).length) : null
      if (rest === '' || rest === `index.${extension}`) return 1
      const digits = new RegExp(`^index_(\\d+)\\.${extension}$`, 'u').exec(rest ?? '')?.[1]
      const number = Number(digits) + base
      return digits === undefined || number < 2 ? null : number
    },
    articlePath: (one, column) => inMonth(one, column, articleName(one, extension)),
    row(one, _column, index) {
      const href = `./${monthOf(one)}/${articleName(one, extension)}`
      // the date's box stands before or after the link, and templates differ within one site
      return index % 2 === 0
        ? `<li>${anchorTo(href, one)}<span>${one.published}</span></li>`
        : `<li><span class='date'>${one.published}</span>${anchorTo(href, one, '<i>·</i>')}</li>`
    },
    list: (rows) => `<ul class="list">${rows}</ul>`,
    pager: (_column, number, pages, rows) => scripts[paging](pages, number, rows, extension),
    article(one) {
      const attached = one.attachment === null ? '' : fileMarkup(site, fileName(one), one.attachment.name)
      return page(
        `<title>${one.title}_${words.site}</title>\n${articleMetas(words, one)}`,
        `<h1>${one.title}</h1><div class="info">发布时间：${one.published} 来源：${words.site}</div>
<div class="TRS_Editor"><div class="Custom_UnionStyle">${one.body()}</div></div>${attached}`,
      )
    },
    filePath: (one, column) => inMonth(one, column, fileName(one)),
  })
}

const monthOf = ({ published }: Publication): string => published.slice(0, 7).replace('-', '')
const articleName = ({ published, number }: Publication, extension: string): string =>
  `t${published.replaceAll('-', '')}_${number}.${extension}`

function fileMarkup({ files }: TrsSite, file: string, name: string): string {
  return files === 'script'
    ? `<script>var pdf='./${file}'; if (pdf != '') { showFile(pdf) }</script>`
    : `<div class="fj">附件：<a href="./${file}" OLDSRC="/protect/${file}">${name}</a></div>`
}

type Script = (pages: number, number: number, rows: number, extension: string) => string

const scripts: Readonly<Record<TrsSite['paging'], Script>> = {
  'from-0': (pages, number, _rows, extension) =>
    `<script>createPageHTML(${pages}, ${number - 1}, "index", "${extension}");</script>`,
  'from-1': (pages, number, rows, extension) =>
    `<script>createPageHTML('paging', ${pages}, ${number}, 'index', '${extension}', ${rows});</script>`,
  plugin: (pages, number) => `<script>$(".page").pagination("setPage", ${number}, ${pages});</script>`,
  variable: (pages, number, _rows, extension) =>
    `<script>var currentPage = ${number - 1};//所在页从0开始
var countPage = ${pages}//共多少页
createPageHTML(countPage, currentPage, "index", "${extension}");</script>`,
  unreadable: () => '<script src="/images/page.js"></script><script>showPages("#page");</script>',
}
