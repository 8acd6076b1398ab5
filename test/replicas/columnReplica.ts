import { columnMetas, docx, escape, html, oldHtml, page, type SiteWords } from './pageParts.ts'
import type { Publication } from './publications.ts'
import type { Answer, Replica } from './replicaServer.ts'

/** A column of a replica site; columns with longer paths lie below those with shorter ones. */
export interface ReplicaColumn {
  /** Folders below the site's 年报 column, without slashes at the ends: `2022n/jd`; empty for that column itself. */
  readonly path: string
  readonly name: string
  readonly publications: readonly Publication[]
}

/** How a list goes wrong where several vendors' lists do. */
export interface ListFaults {
  /** What answers for pages past the end. */
  readonly beyond: '404' | 'first' | 'home' | 'other'
  /** Pages declared beyond those that exist; negative declares fewer. */
  readonly extraPages: number
  /** A box of news beside the list. */
  readonly news: boolean
  /** Lists in GB18030 that call themselves gb2312. */
  readonly old: boolean
}

export const soundList: ListFaults = { beyond: '404', extraPages: 0, news: false, old: false }

/** A vendor that gives every column plain pages. */
export interface ColumnVendor {
  readonly words: SiteWords
  readonly columns: () => readonly ReplicaColumn[]
  readonly perPage: number
  readonly faults: ListFaults
  columnPath(column: ReplicaColumn): string
  /** Which page of a column with so many pages an address (path and query) is, from 1; null for other addresses. */
  pageNumber(address: string, column: ReplicaColumn, pages: number): number | null
  articlePath(publication: Publication, column: ReplicaColumn): string
  row(publication: Publication, column: ReplicaColumn, index: number): string
  list(rows: string): string
  pager(column: ReplicaColumn, number: number, pages: number, rows: number): string
  article(publication: Publication, column: ReplicaColumn): string
  /** Path of a publication's file. */
  filePath(publication: Publication, column: ReplicaColumn): string
}

interface Placed {
  readonly publication: Publication
  readonly column: ReplicaColumn
}

/** A site whose columns are pages in a tree, with the vendor's addresses and markup. */
export function columnReplica(vendor: ColumnVendor): Replica {
  const indexed = indexOf(vendor)
  return ({ url }) => {
    const address = url.pathname + url.search
    const { articles, files } = indexed()
    const article = articles.get(address)
    if (article !== undefined) return articleAnswer(vendor, article)
    const file = files.get(address)
    if (file !== undefined) return docx(file.publication)
    if (url.pathname === '/') return html(homePage(vendor))
    for (const column of vendor.columns()) {
      const pages = Math.max(1, Math.ceil(column.publications.length / vendor.perPage))
      const number = vendor.pageNumber(address, column, pages)
      if (number !== null) return pageAnswer(vendor, column, number, pages)
    }
    return null
  }
}

/** Articles and files by address, made again only when the site publishes. */
function indexOf(vendor: ColumnVendor): () => {
  readonly articles: ReadonlyMap<string, Placed>
  readonly files: ReadonlyMap<string, Placed>
} {
  let of: readonly ReplicaColumn[] | null = null
  let index = { articles: new Map<string, Placed>(), files: new Map<string, Placed>() }
  return () => {
    const now = vendor.columns()
    if (now === of) return index
    of = now
    const placed = now.flatMap((column) =>
      column.publications.map((publication) => ({ publication, column })),
    )
    index = {
      articles: new Map(placed.map((one) => [vendor.articlePath(one.publication, one.column), one])),
      files: new Map(
        placed
          .filter(({ publication }) => publication.attachment !== null)
          .map((one) => [vendor.filePath(one.publication, one.column), one]),
      ),
    }
    return index
  }
}

function pageAnswer(
  vendor: ColumnVendor,
  column: ReplicaColumn,
  number: number,
  pages: number,
): Answer | null {
  if (number <= pages) return listAnswer(vendor, column, number, pages)
  switch (vendor.faults.beyond) {
    case '404':
      return null
    case 'first':
      return listAnswer(vendor, column, 1, pages)
    case 'home':
      return html(homePage(vendor))
    case 'other':
      return html(otherColumn(vendor))
  }
}

function listAnswer(vendor: ColumnVendor, column: ReplicaColumn, number: number, pages: number): Answer {
  const { perPage, faults, words } = vendor
  const rows = column.publications
    .slice((number - 1) * perPage, number * perPage)
    .map((one, index) => vendor.row(one, column, index))
  const below = vendor
    .columns()
    .filter(
      ({ path }) => path !== column.path && path.startsWith(column.path === '' ? '' : `${column.path}/`),
    )
  const menu = below
    .filter(({ path }) => !below.some((other) => path !== other.path && path.startsWith(`${other.path}/`)))
    .map((one) => `<li><a href="${vendor.columnPath(one)}">${one.name}</a></li>`)
  const declared = pages + faults.extraPages
  const body = page(
    `<title>${column.name}-${words.site}</title>\n${columnMetas(words, column.name, column.path === '' ? '信息公开年报' : '')}`,
    `${top(vendor)}<div class="left"><ul class="menu">${menu.join('')}<li><a href="/zwgk/zfxxgkzn/">政府信息公开指南</a></li></ul></div>
<div class="right">${vendor.list(rows.join('\n'))}<div class="page">${vendor.pager(column, number, declared, column.publications.length)}</div></div>
${faults.news ? news : ''}<div class="foot">主办：${words.site}</div>`,
  )
  return faults.old ? oldHtml(body) : html(body)
}

const top = ({ words }: ColumnVendor): string =>
  `<div class="top"><a href="/">${words.site}</a> <a href="/zwgk/">政务公开</a> <a href="/zwgk/zfwj/">政府文件</a></div>`

const headlines = [
  '召开常务会议部署安全生产工作',
  '组织开展春节前走访慰问',
  '举办新春招聘会',
  '推进老旧小区改造',
]
const news = `<div class="hot"><h3>要闻</h3><ul class="hot">${headlines
  .map((one, index) => `<li><a href="/xwzx/202601/t20260120_90${index}0.html">${one}</a></li>`)
  .join('')}</ul></div>`

const homePage = (vendor: ColumnVendor): string =>
  page(`<title>${vendor.words.site}</title>`, `${top(vendor)}${news}<div class="foot">首页</div>`)

/** Articles of another column, at addresses that are articles to every vendor. */
const documents = [
  '/zwgk/zfwj/202201/t20220110_801.html',
  '/info/77/8021.htm',
  '/zwgk/zfwj/content/post_8031.html',
]
  .map((path) => `<li><a href="${path}">关于印发实施方案的通知</a></li>`)
  .join('')

const otherColumn = (vendor: ColumnVendor): string =>
  page(
    `<title>政府文件-${vendor.words.site}</title>\n${columnMetas(vendor.words, '政府文件', '政策文件')}`,
    `${top(vendor)}<ul>${documents}</ul>`,
  )

function articleAnswer(vendor: ColumnVendor, { publication, column }: Placed): Answer {
  const text = vendor.article(publication, column)
  return {
    ...(publication.charset === 'utf-8' ? html(text) : oldHtml(text)),
    lastModified: publication.published,
  }
}

/** A title as the list shows it. */
export function anchorTo(href: string, { listed }: Publication, inside = ''): string {
  const named = listed.attribute === null ? '' : ` title="${escape(listed.attribute)}"`
  return `<a href="${href}" target="_blank"${named}>${inside}${escape(listed.text)}</a>`
}

/** The year whose report a publication is, or beside which it stands. */
const yearOf = ({ report, published }: Publication): number =>
  report?.year ?? Number(published.slice(0, 4)) - 1

/** 街道、镇 and all others, as trees part them. */
const levelOf = ({ report }: Publication): string =>
  /(?:街道|镇|乡)$/u.test(report?.unit ?? '') ? 'jd' : 'bm'

const columnName = '政府信息公开年报'

/** Everything in the 年报 column itself. */
export const oneColumn = (publications: readonly Publication[]): readonly ReplicaColumn[] => [
  { path: '', name: columnName, publications },
]

/** A column for every year below an empty one; `slug` names its folder. */
export function yearColumns(
  publications: readonly Publication[],
  slug: (year: number) => string,
): readonly ReplicaColumn[] {
  const years = [...new Set(publications.map(yearOf))]
  return [
    { path: '', name: columnName, publications: [] },
    ...years.map((year) => ({
      path: slug(year),
      name: `${year}年`,
      publications: publications.filter((one) => yearOf(one) === year),
    })),
  ]
}

/** A column for every year, and below it one for 街道 and one for 部门. */
export function levelColumns(
  publications: readonly Publication[],
  slug: (year: number) => string,
  levels: { readonly jd: string; readonly bm: string },
): readonly ReplicaColumn[] {
  return yearColumns(publications, slug).flatMap((column) => {
    if (column.path === '') return [column]
    const parts = (['bm', 'jd'] as const).map((level) => ({
      path: `${column.path}/${levels[level]}`,
      name: level === 'jd' ? '街道' : '部门',
      publications: column.publications.filter((one) => levelOf(one) === level),
    }))
    return [{ ...column, publications: [] }, ...parts.filter((part) => part.publications.length > 0)]
  })
}

/** A column for every unit, whose path is the unit's number; the first also keeps everything that is no report. */
export function numberedColumns(
  units: Readonly<Record<string, number>>,
  publications: readonly Publication[],
  name = columnName,
): readonly ReplicaColumn[] {
  const [first] = Object.keys(units)
  return Object.entries(units).map(([unit, number]) => ({
    path: String(number),
    name,
    publications: publications.filter(({ report }) => (report?.unit ?? first) === unit),
  }))
}
