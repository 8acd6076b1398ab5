import { articlePage } from './article.ts'
import type { Handler } from './foreignServer.ts'
import { slice, type Row } from './holdings.ts'

export interface JpageLies {
  /** What it says the list has; the truth by default. */
  readonly total?: number
  /** Rows in the page itself. */
  readonly embedded?: number
  /** `page`: only `page` and `perpage` count; `startrecord`: only the records do. */
  readonly paging?: 'page' | 'startrecord'
  /** Most rows that the proxy gives at a time. */
  readonly most?: number
  /** A group past the end is the first one again. */
  readonly repeats?: boolean
}

const path = '/col/col1229550/index.html'
export const jpageSource = (host: string): string => `family: 'hanweb-jpage', column: 'http://${host}${path}'`

const article = ({ number, date }: Row): string => {
  const [year = '', month = '', day = ''] = date.split('-')
  return `/art/${year}/${Number(month)}/${Number(day)}/art_1229550_${number}.html`
}

/** Rows as tables, title before href, single quotes, no title at all where the list cuts nothing. */
const record = (row: Row): string =>
  `<record><![CDATA[<table><tr><td width=12>·</td><td><a ${row.shown === row.title ? '' : `title='${row.shown}' `}target='_blank' class=bt_link href='${article(row)}'>${row.shown}</a></td><td align=right>[${row.date}]</td></tr></table>]]></record>`

/** 大汉 jpage by platforms.md §1.2, on a host whose proxy lies as asked. */
export function jpage(rows: readonly Row[], lies: JpageLies = {}): Handler {
  const { total = rows.length, embedded = 12, paging = 'page', most = 100, repeats = false } = lies
  const pages = new Map(rows.map((row) => [article(row), articlePage(row)]))
  return (url) => {
    if (url.pathname === path) return columnPage(rows.slice(0, embedded), total)
    if (url.pathname === '/module/jpage/dataproxy.jsp') {
      const asked = (name: string): number => Number(url.searchParams.get(name) ?? 0)
      const size = Math.min(most, asked('perpage') || 15)
      const found =
        paging === 'page'
          ? slice(rows, asked('page') || 1, size)
          : rows.slice(
              asked('startrecord') - 1,
              Math.min(asked('endrecord'), asked('startrecord') - 1 + size),
            )
      const given = found.length === 0 && repeats ? slice(rows, 1, size) : found
      return `<?xml version='1.0' encoding='utf-8'?><datastore><totalrecord>${total}</totalrecord><totalpage>${Math.ceil(total / size)}</totalpage><recordset>${given.map(record).join('')}</recordset></datastore>`
    }
    return pages.get(url.pathname) ?? null
  }
}

const columnPage = (rows: readonly Row[], total: number): string =>
  `<html><head><meta content='政府信息公开年报' name='ColumnName'><title>年报</title></head><body><div id='55'>
<script type='text/xml'><datastore><recordset>${rows.map(record).join('\n')}</recordset></datastore></script>
<script>$('#55').jpage({perPage:4,groupSize:3,totalRecord:${total},proxyUrl:'/module/jpage/dataproxy.jsp',
ajaxParam:{col:1,appid:1,webid:2096,path:'/',columnid:1229550,sourceContentType:1,unitid:'55',webname:'拱墅区',permissiontype:0}});</script></div></body></html>`
