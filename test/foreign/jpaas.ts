import { articlePage } from './article.ts'
import type { Handler } from './foreignServer.ts'
import { slice, type Row } from './holdings.ts'

export interface PagedLies {
  readonly total?: number
  /** Most rows that the server gives at a time. */
  readonly most?: number
  /** A page past the end is the last one again. */
  readonly repeats?: boolean
}

const path = '/col/col1229781441/index.html'
export const jpaasSource = (host: string): string => `family: 'hanweb-jpaas', column: 'http://${host}${path}'`

const hash = (number: number): string => number.toString(16).padStart(32, 'a')
const article = ({ number }: Row): string => `/col/col1229781441/art/2024/art_${hash(number)}.html`

const item = (row: Row): string =>
  `<LI class="cf"><SPAN class=fr>${row.date}</SPAN><A class="fl" href="${article(row)}" target=_blank>${row.shown}</A></LI>`

/** 大汉 JPaaS by platforms.md §1.4: the date before the link, capitals, only `paramJson` pages. */
export function jpaas(
  rows: readonly Row[],
  { total = rows.length, most = 100, repeats = false }: PagedLies = {},
): Handler {
  const pages = new Map(rows.map((row) => [article(row), articlePage(row)]))
  return (url) => {
    if (url.pathname === path)
      return `<html><head><meta name=ColumnName content=政府信息公开年报><title>年报</title></head><body><p>您所在的位置：首页</p><div url='/api-gateway/jpaas-publish-server/front/page/build/unit' queryData="{'webId':'2096','pageId':'1229781441','parseType':'bulidstatic','pageType':'column','tagId':'分页列表','tplSetId':'Zx9','editType':'null'}"></div></body></html>`
    if (url.pathname.endsWith('/front/page/build/unit')) {
      const { pageNo, pageSize } = JSON.parse(url.searchParams.get('paramJson') ?? '{}') as {
        pageNo: number
        pageSize: number
      }
      const size = Math.min(most, pageSize)
      const last = Math.ceil(rows.length / size)
      const given = slice(rows, repeats ? Math.min(pageNo, last) : pageNo, size)
      const html = `<ul>${given.map(item).join('')}</ul><div class=page count='${total}' pageNo='${pageNo}'><a href="#">下一页</a></div>`
      return {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ success: true, code: '200', data: { html } }),
      }
    }
    return pages.get(url.pathname) ?? null
  }
}
