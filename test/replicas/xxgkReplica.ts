import { anchorTo } from './columnReplica.ts'
import { columnMetas, docx, footer, html, oldHtml, page, type SiteWords, articleMetas } from './pageParts.ts'
import type { Publication } from './publications.ts'
import type { Answer, Replica } from './replicaServer.ts'

export interface XxgkSite {
  readonly words: SiteWords
  /** N of /col/colN/, also in the URL of every article of the column. */
  readonly column: number
  readonly name: string
  readonly publications: () => readonly Publication[]
  readonly perPage: number
  /** Box that the list is drawn into: `div<column>`, or another. */
  readonly divid?: string
  /** How the page gives the search's fields: in its call, in hidden inputs, or only in the address of its tree. */
  readonly printed: 'call' | 'inputs' | 'tree'
  /** How the reply prints its rows. */
  readonly markup: 'table' | 'list'
  /** What the reply says of its length. */
  readonly pager: 'total' | 'pages' | 'last-link' | 'none'
  /** Class of annual reports; the directory's search without it gives `others` too. */
  readonly classId: string
  /** Articles of other columns of the area. */
  readonly others?: readonly { readonly column: number; readonly title: string }[]
  /** Whether the directory has a tree that names the class. */
  readonly tree?: boolean
  /** What a page past the end is. */
  readonly beyond?: 'empty' | 'first' | 'home' | 'missing'
  /** Rows declared beyond those that exist (or short of them). */
  readonly overstated?: number
  readonly old?: boolean
}

interface Row {
  readonly path: string
  readonly anchor: (path: string) => string
  readonly date: string
  readonly index: string
}

const AREA = '01400022-0'
const JDID = '3096'

/** 大汉's 信息公开目录: a column page without rows, its list behind `search.jsp`, which wants POST and the page as Referer. */
export function xxgkReplica(site: XxgkSite): Replica {
  const send = site.old === true ? oldHtml : html
  return ({ url, form, headers, visit }) => {
    const { pathname, searchParams } = url
    if (pathname === columnPath(site)) return send(columnPage(site, visit))
    if (pathname === '/module/xxgk/tree.jsp') return site.tree === true ? html(treePage(site)) : null
    if (pathname === '/module/xxgk/search.jsp' && form.get('divid') === dividOf(site)) {
      const isAllowed =
        String(headers['referer']).includes(columnPath(site)) &&
        form.get('area') === AREA &&
        (form.get('jdid') === JDID || site.printed === 'tree')
      return isAllowed ? search(site, form, send) : { status: 404, type: 'text/html', body: 'error' }
    }
    const found = site.publications().find((one) => pathname === articlePath(site.column, one))
    if (found !== undefined) return send(articlePage(site, found, visit))
    const name = searchParams.get('filename') ?? ''
    if (pathname === '/module/download/downfile.jsp' && fileOf(site, `/attach/0/${name}`) !== undefined)
      return { status: 302, type: 'text/html', body: '', headers: { location: `/attach/0/${name}` } }
    return docx(fileOf(site, pathname))
  }
}

const dividOf = ({ divid, column }: XxgkSite): string => divid ?? `div${column}`
const columnPath = ({ column }: XxgkSite): string => `/col/col${column}/index.html`
const fileOf = (site: XxgkSite, path: string): Publication | undefined =>
  site.publications().find(({ hash }) => path === `/attach/0/${hash}.docx`)

function articlePath(column: number, { published, number }: Publication): string {
  const [year = '', month = '', day = ''] = published.split('-')
  return `/art/${year}/${Number(month)}/${Number(day)}/art_${column}_${number}.html`
}

function columnPage(site: XxgkSite, visit: number): string {
  const divid = dividOf(site)
  const shown = {
    call: `<script>function funclick(a,b){loadDynamic('/module/xxgk/search.jsp?infotypeId='+a+'&vc_title='+encodeURI(b)+'&area=${AREA}','${divid}','','','','${JDID}');}</script>`,
    inputs: `<form action="/module/xxgk/search.jsp" method="post"><input name="jdid" type="hidden" value="${JDID}"><input name=divid value='${divid}'><input type="hidden" value="${AREA}" name="area"></form>`,
    tree: `<iframe id="tree" src="/module/xxgk/tree.jsp?area=${AREA}&amp;divid=${divid}"></iframe>`,
  }[site.printed]
  return page(
    `<title>${site.name}</title>\n${columnMetas(site.words, site.name, '信息公开年报')}`,
    `<div class="nav"><a href="/">首页</a></div><div id="${divid}"></div>${shown}${footer(site.words, visit)}`,
  )
}

const treePage = ({ classId }: XxgkSite): string =>
  page(
    '<title>目录</title>',
    `<script>d.add(1,0,"<a href=\\"javascript:void(0)\\" onclick=\\"funclick(\\'D001\\',\\'1\\');\\">财政预决算</a>(12)");
d.add(2,0,"<a href=\\"javascript:void(0)\\" onclick=\\"funclick(\\'${classId}\\',\\'1\\');\\">政府信息公开年报</a>(40)");</script>`,
  )

/** Rows of the class; without one, of the whole area, two of the column's after each one of another column. */
function rowsOf(site: XxgkSite, infotypeId: string | null): readonly Row[] {
  const own = site.publications().map((one, index) => ({
    path: articlePath(site.column, one),
    anchor: (path: string) => anchorTo(path, one),
    date: one.published,
    index: `${AREA}/${one.published.slice(0, 4)}-${String(index).padStart(5, '0')}`,
  }))
  if (infotypeId === site.classId) return own
  const others = (site.others ?? []).map(({ column, title }, index) => ({
    path: `/art/2024/3/${1 + (index % 28)}/art_${column}_${4000 + index}.html`,
    anchor: (path: string) => `<a href="${path}" title="${title}">${title}</a>`,
    date: '2024-03-01',
    index: `${AREA}/2024-9${index}`,
  }))
  return others.length === 0
    ? own
    : Array.from({ length: Math.max(others.length, Math.ceil(own.length / 2)) }, (_, at) => [
        ...others.slice(at, at + 1),
        ...own.slice(2 * at, 2 * at + 2),
      ]).flat()
}

function search(site: XxgkSite, form: URLSearchParams, send: (body: string) => Answer): Answer | null {
  const { perPage, beyond = 'empty' } = site
  const rows = rowsOf(site, form.get('infotypeId'))
  const pages = Math.max(1, Math.ceil(rows.length / perPage))
  const asked = Number(form.get('currpage') ?? 1)
  if (asked > pages && beyond === 'missing') return null
  if (asked > pages && beyond === 'home') {
    const news = '<ul><li><a href="/art/2024/5/6/art_3_77.html">召开常务会议</a></li></ul>'
    return send(page(`<title>${site.words.site}</title>`, news))
  }
  const number = asked > pages && beyond === 'first' ? 1 : asked
  const shown = rows.slice((number - 1) * perPage, number * perPage)
  const list = site.markup === 'table' ? table(shown) : listed(shown)
  return send(`${list}${pagerOf(site, number, pages, rows.length + (site.overstated ?? 0))}`)
}

const table = (rows: readonly Row[]): string =>
  `<table class="tb_main" width="100%"><tr class="tr_main_title"><td>索引号</td><td>标题</td><td>发文日期</td></tr>${rows
    .map(
      ({ path, anchor, date, index }, at) =>
        `<tr class="tr_main_value_${at % 2 === 0 ? 'odd' : 'even'}"><td>${index}</td><td>${anchor(path).replace('<a ', '<a gkfs="主动公开" ')}</td><td>${date}</td></tr>`,
    )
    .join('\n')}</table>`

const listed = (rows: readonly Row[]): string =>
  `<div class="zfxxgk_list_con"><ul>${rows
    .map(({ path, anchor, date }) => `<li>${anchor(path)}<span>${date}</span></li>`)
    .join('\n')}</ul></div>`

function pagerOf({ pager }: XxgkSite, number: number, pages: number, total: number): string {
  const links = `<a href="javascript:goPage(${Math.min(number + 1, pages)})">下一页</a> <a href="javascript:goPage(${pages})">尾&nbsp;页</a>`
  return {
    total: `<table><tr><td align="right">共<span>${total}</span>条&nbsp;&nbsp;共${pages}页&nbsp; ${links}</td></tr></table>`,
    pages: `<table><tr><td align="right">&nbsp;&nbsp;共${pages}页&nbsp; ${links}</td></tr></table>`,
    'last-link': `<div class="page">${links}</div>`,
    none: '',
  }[pager]
}

/** Head table of the directory (索引号…): 发布机构 names the unit, whatever the site is called. */
function articlePage(site: XxgkSite, publication: Publication, visit: number): string {
  const { title, published, hash, report } = publication
  const file =
    publication.attachment === null
      ? ''
      : `<p><a href="/module/download/downfile.jsp?classid=0&amp;filename=${hash}.docx">${publication.attachment.name}</a></p>`
  return page(
    `<title>${title}</title>\n${articleMetas(site.words, publication)}`,
    `<table class="xxgk_head"><tr><td>索引号：</td><td>${AREA}/${published.slice(0, 4)}-1</td><td>组配分类：</td><td>政府信息公开年报</td></tr>
<tr><td>发布机构：</td><td>${report?.unit ?? site.words.site}</td><td>成文日期：</td><td>${published}</td></tr><tr><td>公开方式：</td><td>主动公开</td></tr></table>
<table><tr><td class="title">${title}</td></tr></table><div id="zoom"><!--<$[信息内容]>begin-->${publication.body()}${file}<!--<$[信息内容]>end--></div>
${footer(site.words, visit)}`,
  )
}
