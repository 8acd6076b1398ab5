import { anchorTo } from './columnReplica.ts'
import { articleMetas, columnMetas, docx, footer, html, oldHtml, page, type SiteWords } from './pageParts.ts'
import type { Publication } from './publications.ts'
import type { Answer, Replica } from './replicaServer.ts'

export interface TruecmsSite {
  readonly words: SiteWords
  /** Folder of the column: its page is `<folder>/<its last part>.html`. */
  readonly folder: string
  readonly publications: () => readonly Publication[]
  /** How many rows the page itself holds, and where. */
  readonly embedded: number
  readonly holder: 'initData' | 'datastore' | 'plain'
  /** Whether the page says how many rows there are, and whether replies do. */
  readonly printsTotal: boolean
  /** Numbers of rows that are answered; what others get. */
  readonly accepts: readonly number[]
  readonly refusal: 'empty' | 'missing'
  /** Most rows of one reply. */
  readonly cap?: number
  /** Steps by record, or by whole pages of `perpage`; a broken one not at all. */
  readonly paging: 'record' | 'page' | 'none'
  /** JSON in the callback, JSON alone, the result one level down, or bare XML. */
  readonly reply: 'jsonp' | 'json' | 'nested' | 'xml'
  /** A closed interface is 404. */
  readonly closed?: boolean
  readonly overstated?: number
  readonly old?: boolean
}

const INTERFACE = '/TrueCMS/messageController/getMessage.do'
const COLUMN_ID = '82e1eed4-ef97-4ba8-b3da-2299d731060c'

/** TrueCMS: the first rows in the page, the others from an interface that wants a Referer and few rows at a time. */
export function truecmsReplica(site: TruecmsSite): Replica {
  const send = site.old === true ? oldHtml : html
  return ({ url, headers, visit }) => {
    const { pathname, searchParams } = url
    if (pathname === columnPath(site)) return send(columnPage(site, visit))
    if (pathname === INTERFACE && searchParams.get('columnId') === COLUMN_ID && site.closed !== true)
      return String(headers['referer']).endsWith(columnPath(site)) ? answer(site, searchParams) : null
    const found = site.publications().find((one) => pathname === articlePath(site, one))
    if (found !== undefined) return send(articlePage(site, found))
    return docx(site.publications().find((one) => pathname === filePath(site, one)))
  }
}

export const columnPath = ({ folder }: Pick<TruecmsSite, 'folder'>): string =>
  `${folder}/${folder.split('/').at(-1) ?? ''}.html`

/** An id of the vendor's: a UUID. */
function articlePath({ folder }: TruecmsSite, { hash }: Publication): string {
  const id = [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20)]
  return `${folder}/content/${id.join('-')}.html`
}

const filePath = ({ folder }: TruecmsSite, { hash }: Publication): string => `${folder}/attach/${hash}.docx`

const row = (site: TruecmsSite, one: Publication): string => {
  const path = articlePath(site, one)
  const href = one.number % 2 === 0 ? path : path.slice(site.folder.length + 1)
  return `<li>${anchorTo(href, one)}<span>${one.published}</span></li>`
}

function columnPage(site: TruecmsSite, visit: number): string {
  const { words, embedded, holder } = site
  const all = site.publications()
  const total = all.length + (site.overstated ?? 0)
  const rows = all.slice(0, embedded).map((one) => row(site, one))
  const shown = {
    initData: `<div id="initData" style="display:none"><ul>${rows.join('\n')}</ul></div><ul class="hot"><li><a href="/xwzx/content/1.html">召开常务会议</a></li></ul>`,
    datastore: `<script type="text/xml"><datastore><recordset>${rows.map((one) => `<record><![CDATA[${one}]]></record>`).join('')}</recordset></datastore></script>`,
    plain: `<ul class="list">${rows.join('\n')}</ul>`,
  }[holder]
  return page(
    `<title>政府信息公开年报</title>\n${columnMetas(words, '政府信息公开年报', '信息公开年报')}`,
    `<div class="nav"><a href="/">首页</a></div>${shown}<div id="pagination"></div>
<script>jQuery('#pagination').jpage({ perPage:10, groupSize:3, ${site.printsTotal ? `totalRecord:${total},` : ''} proxyUrl:'${INTERFACE}', ajaxParam:{ columnId:'${COLUMN_ID}', contentTemplate:'' } });</script>${footer(words, visit)}`,
  )
}

function answer(site: TruecmsSite, asked: URLSearchParams): Answer | null {
  const number = (name: string): number => Number(asked.get(name))
  const size = number('perpage')
  const isAccepted = site.accepts.some((one) => size <= one)
  if (!isAccepted && site.refusal === 'missing') return null
  if (!isAccepted) return wrapped(site, '', asked)
  const record = number('startrecord') - 1
  const from = { record, page: Math.floor(record / size) * size, none: 0 }[site.paging]
  const all = site.publications()
  const rows = all.slice(from, from + Math.min(size, site.cap ?? size))
  const total = site.printsTotal ? `<totalrecord>${all.length + (site.overstated ?? 0)}</totalrecord>` : ''
  const records = rows.map((one) => `<record><![CDATA[${row(site, one)}]]></record>`)
  return wrapped(site, `<datastore>${total}<recordset>${records.join('')}</recordset></datastore>`, asked)
}

function wrapped({ reply }: TruecmsSite, result: string, asked: URLSearchParams): Answer {
  const bodies = {
    jsonp: `${asked.get('callback') ?? 'callback'}(${JSON.stringify({ result })});`,
    json: JSON.stringify({ success: true, result }),
    nested: JSON.stringify({ code: '0', data: { result } }),
    xml: result === '' ? '<datastore></datastore>' : result,
  }
  return { type: 'application/json; charset=utf-8', body: bodies[reply] }
}

function articlePage(site: TruecmsSite, one: Publication): string {
  const file =
    one.attachment === null ? '' : `<p>附件：<a href="${filePath(site, one)}">${one.attachment.name}</a></p>`
  return page(
    `<title>${one.title}</title>\n${articleMetas(site.words, one)}`,
    `<h1>${one.title}</h1><div>发布时间：${one.published}</div><div id="zoom">${one.body()}${file}</div>`,
  )
}
