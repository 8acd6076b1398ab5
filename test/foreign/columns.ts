import { articlePage, homePage } from './article.ts'
import { encodeGb18030 } from '../documents/gb18030.ts'
import type { Handler, Said } from './foreignServer.ts'
import { slice, type Row } from './holdings.ts'

export interface ColumnLies {
  /** Pages that the pager declares; the truth by default. */
  readonly pages?: number
  /** Rows that the pager declares, where it prints them. */
  readonly total?: number
  /** What a page past the end is: 404, page 1 again, or the home page. */
  readonly beyond?: 'gone' | 'first' | 'home'
  readonly gb18030?: boolean
}

const perPage = 10

/** How one vendor writes its column. */
interface Vendor {
  /** Path of page `page` of `pages`. */
  readonly path: (page: number, pages: number) => string
  readonly article: (row: Row) => string
  readonly list: (rows: readonly Row[], href: (row: Row) => string) => string
  readonly pager: (page: number, pages: number, total: number) => string
}

/** A host with a column of plain pages, lying as asked. */
function columns(vendor: Vendor, rows: readonly Row[], lies: ColumnLies): Handler {
  const real = Math.ceil(rows.length / perPage)
  const { pages: declared = real, total = rows.length, beyond = 'gone', gb18030 = false } = lies
  const said = (html: string): Said =>
    gb18030
      ? { headers: { 'content-type': 'text/html' }, body: encodeGb18030(html.replaceAll('utf-8', 'gb2312')) }
      : html
  const column = (page: number): string =>
    `<!DOCTYPE html><html><head><meta charset=utf-8><meta content="政府信息公开年报" name="ColumnName"><title>政府信息公开年报-拱墅区</title></head><body>
<div class=left><a href="/zwgk/zn/">政府信息公开指南</a><a href="/zwgk/zd/">政府信息公开制度</a></div>
<div class="right_list">${vendor.list(slice(rows, page, perPage), vendor.article)}</div>${vendor.pager(page, declared, total)}</body></html>`
  const pages = new Map(Array.from({ length: real }, (_, at) => [vendor.path(at + 1, real), at + 1]))
  const articles = new Map(rows.map((row) => [vendor.article(row), row]))
  const first = vendor.path(1, real)
  return ({ pathname }) => {
    const page = pages.get(pathname)
    if (page !== undefined) return said(column(page))
    const row = articles.get(pathname)
    if (row !== undefined) return said(articlePage(row))
    if (!pathname.startsWith(first.replace(/(?:index)?\.?\w*$/u, '')) || beyond === 'gone') return null
    return said(beyond === 'first' ? column(1) : homePage)
  }
}

const next = (href: string | null): string =>
  href === null ? '<span>下一页</span>' : `<a class=next HREF='${href}'>下一页</a>`

/** 拓尔思 TRS by platforms.md §4, its three conventions: 0-based files, 1-based files, the plugin. Rows in a definition list. */
export const trs =
  (convention: 0 | 1 | 2) =>
  (rows: readonly Row[], lies: ColumnLies = {}): Handler =>
    columns(
      {
        path: (page) => `/zwgk/gknb/${page === 1 ? '' : `index_${convention === 0 ? page - 1 : page}.html`}`,
        article: ({ number }) => `/zwgk/gknb/202401/t20240115_${number}.html`,
        list: (some) =>
          `<dl>${some.map(({ number, shown, date }) => `<dd><em>${date}</em><a href='./202401/t20240115_${number}.html' target=_blank>${shown}</a></dd>`).join('')}</dl>`,
        pager: (page, pages) =>
          convention === 0
            ? `<script language=JavaScript>createPageHTML(${pages}, ${page - 1}, "index", "html");</script>`
            : convention === 1
              ? `<script>createPageHTML('fy', ${pages}, ${page}, 'index', 'html', ${perPage});</script>`
              : `<script>$("#fy").pagination("setPage", ${page}, ${pages});</script>`,
      },
      rows,
      lies,
    )

/** 博达 VSB by platforms.md §3: pages counted down, relative addresses, dates in the cell before. */
export const vsb = (rows: readonly Row[], lies: ColumnLies = {}): Handler =>
  columns(
    {
      path: (page, pages) => (page === 1 ? '/zwgk/gknb.htm' : `/zwgk/gknb/${pages - page + 1}.htm`),
      article: ({ number }) => `/info/4236/${number}.htm`,
      list: (some, href) =>
        `<table>${some.map((row, at) => `<tr id="line_u9_${at}"><td>${row.date}</td><td><a class="c9" href="${href(row)}">${row.shown}</a></td></tr>`).join('')}</table>`,
      pager: (page, pages, total) =>
        `<div class=pb_sys><span class="p_t">共${total}条</span> <span class="p_pages">${page}/${pages}</span> ${next(page < pages ? `/zwgk/gknb/${pages - page}.htm` : null)}</div>`,
    },
    rows,
    lies,
  )

/** NFCMS by platforms.md §5.2; every second row links the mobile twin of its article too. */
export const nfcms = (rows: readonly Row[], lies: ColumnLies = {}): Handler =>
  columns(
    {
      path: (page) => `/zwgk/gknb/${page === 1 ? 'index' : `index_${page}`}.html`,
      article: ({ number }) => `/zwgk/gknb/content/post_${number}.html`,
      list: (some, href) =>
        `<ul>${some
          .map((row, at) => {
            const twin = at % 2 === 0 ? ` <a href="${href(row).replace('post_', 'mpost_')}">手机版</a>` : ''
            return `<li><span>${row.date}</span><a href="${href(row)}">${row.shown}</a>${twin}</li>`
          })
          .join('')}</ul>`,
      pager: (page, pages) => next(page < pages ? `index_${page + 1}.html` : null),
    },
    rows,
    lies,
  )

/** A maker that nobody knows: rows of boxes, the date above the link, page numbers without a next link's word. */
export const unknownMaker = (rows: readonly Row[], lies: ColumnLies = {}): Handler =>
  columns(
    {
      path: (page) => `/html/public/nb${page === 1 ? '' : `_${page}`}.html`,
      article: ({ number }) => `/html/5501/20${number}.html`,
      list: (some, href) =>
        some
          .map(
            (row) =>
              `<div class='row'><p class="d">${row.date}</p><p><a href="${href(row)}">${row.shown}</a></p></div>`,
          )
          .join('\n'),
      pager: (page, pages, total) =>
        `<p>共${total}条 ${next(page < pages ? `nb_${page + 1}.html` : null)}</p>`,
    },
    rows,
    lies,
  )

export const trsSource = (host: string): string => `family: 'trs', list: 'http://${host}/zwgk/gknb/'`
export const vsbSource = (host: string): string => `family: 'vsb', list: 'http://${host}/zwgk/gknb.htm'`
export const nfcmsSource = (host: string): string =>
  `family: 'nfcms', list: 'http://${host}/zwgk/gknb/index.html'`
export const unknownSource = (host: string): string =>
  `family: 'static-list', list: 'http://${host}/html/public/nb.html'`
