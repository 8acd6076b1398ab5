import { articleMetas, columnMetas, docx, escape, footer, html, page, type SiteWords } from './pageParts.ts'
import type { Publication } from './publications.ts'
import type { Answer, Replica } from './replicaServer.ts'

export interface JpageColumn {
  readonly words: SiteWords
  /** N of /col/colN/, also in every article's URL. */
  readonly column: number
  readonly webId: number
  readonly unitId: number
  readonly publications: () => readonly Publication[]
  readonly perPage: number
  /** Display pages in a group; the page embeds the first group. */
  readonly groupSize: number
  /** What the proxy pages by: Zhejiang steps `startrecord`, Jiangsu honours only `page`, a broken one nothing. */
  readonly paging: 'startrecord' | 'page' | 'none'
  /** Whether replies carry the exact address of the next group. */
  readonly nextgroup: boolean
  /** Most rows of one reply. */
  readonly cap: number
}

const PROXY = '/module/web/jpage/dataproxy.jsp'

/** 大汉 jpage: the first group of records in the page, the rest from the proxy; attachments by way of downfile.jsp. */
export function jpageReplica(site: JpageColumn): Replica {
  return ({ url, form, visit }) => {
    const { pathname, searchParams } = url
    const asked = searchParams.size > 0 ? searchParams : form
    if (pathname === `/col/col${site.column}/index.html`) return html(columnPage(site, visit))
    if (pathname === PROXY && asked.get('columnid') === String(site.column)) return proxy(site, asked)
    const found = site.publications().find((one) => pathname === articlePath(site, one))
    if (found !== undefined) return html(articlePage(site, found, visit))
    return attachment(site, pathname, searchParams)
  }
}

function articlePath({ column }: JpageColumn, { published, number }: Publication): string {
  const [year = '', month = '', day = ''] = published.split('-')
  return `/art/${year}/${Number(month)}/${Number(day)}/art_${column}_${number}.html`
}

function attachment(site: JpageColumn, pathname: string, asked: URLSearchParams): Answer | null {
  const name = asked.get('filename') ?? ''
  if (
    pathname === '/module/download/downfile.jsp' &&
    site.publications().some(({ hash }) => name === `${hash}.docx`)
  ) {
    return { status: 302, type: 'text/html', body: '', headers: { location: `/attach/0/${name}` } }
  }
  return docx(site.publications().find(({ hash }) => pathname === `/attach/0/${hash}.docx`))
}

/** Three markups that Hanweb's record templates were seen with. */
function record(site: JpageColumn, one: Publication): string {
  const { text, attribute } = one.listed
  const href = articlePath(site, one)
  const named = attribute === null ? '' : `title='${escape(attribute)}' `
  const row = [
    `<li><a href="${href}" ${named}target="_blank">${escape(text)}</a><span>${one.published}</span></li>`,
    `<tr><td><a ${named}href='${href}'>${escape(text)}</a></td><td>[${one.published}]</td></tr>`,
    `<li><i>${one.published}</i><a ${named}href="${href}">${escape(text)}</a></li>`,
  ][one.number % 3]
  return `<record><![CDATA[${row ?? ''}]]></record>`
}

function nextGroup(site: JpageColumn, from: number): string {
  const pages = from / site.perPage + 1
  return site.nextgroup && from < site.publications().length
    ? `<nextgroup><![CDATA[<a href="./dataproxy.jsp?page=${pages}&appid=1&webid=${site.webId}&path=/&columnid=${site.column}&unitid=${site.unitId}&permissiontype=0&perpage=${site.perPage}&startrecord=${from + 1}&endrecord=${from + site.perPage * site.groupSize}"></a>]]></nextgroup>`
    : ''
}

function columnPage(site: JpageColumn, visit: number): string {
  const all = site.publications()
  const group = site.perPage * site.groupSize
  const records = all.slice(0, group).map((one) => record(site, one))
  return page(
    `<title>政府信息公开年报</title>\n${columnMetas(site.words, '政府信息公开年报', '信息公开年报')}`,
    `<div class="nav"><a href="/">首页</a></div>
<div id="${site.unitId}" class="default_pgContainer"></div>
<script type="text/xml"><datastore><recordset>${records.join('\n')}</recordset></datastore></script>
<script>
jQuery('#${site.unitId}').jpage({ dataBefore:'<ul>', dataAfter:'</ul>', perPage:${site.perPage}, groupSize:${site.groupSize}, totalRecord:${all.length}, openCookies:0,
 proxyUrl:'${PROXY}', ajaxParam:{ col:'1', appid:'1', webid:'${site.webId}', path:'/', columnid:'${site.column}', sourceContentType:'1', unitid:'${site.unitId}', webname:'${site.words.site}', permissiontype:'0' } });
</script>${footer(site.words, visit)}`,
  )
}

function proxy(site: JpageColumn, asked: URLSearchParams): Answer {
  const number = (name: string, otherwise: number): number => Number(asked.get(name) ?? otherwise)
  const size = Math.min(number('perpage', site.perPage), site.cap)
  const from = {
    startrecord: number('startrecord', 1) - 1,
    page: (number('page', 1) - 1) * size,
    none: 0,
  }[site.paging]
  const to =
    site.paging === 'startrecord' ? Math.min(number('endrecord', from + size), from + site.cap) : from + size
  const all = site.publications()
  const records = all.slice(from, to).map((one) => record(site, one))
  return {
    type: 'text/xml; charset=utf-8',
    body: `<datastore><totalrecord>${all.length}</totalrecord><totalpage>${Math.ceil(all.length / site.perPage)}</totalpage>${nextGroup(site, to)}<recordset>${records.join('\n')}</recordset></datastore>`,
  }
}

function articlePage(site: JpageColumn, publication: Publication, visit: number): string {
  const { title, published, hash } = publication
  const file =
    publication.attachment === null
      ? ''
      : `<p><a href="/module/download/downfile.jsp?classid=0&amp;filename=${hash}.docx&amp;showname=${encodeURIComponent(publication.attachment.name)}">点击下载</a></p>`
  return page(
    `<title>${title}</title>\n${articleMetas(site.words, publication)}`,
    `<table><tr><td class="title">${title}</td></tr></table>
<div>发布时间：<!--<$[发布时间]>begin-->${published}<!--<$[发布时间]>end--> 浏览次数：${17 + visit}</div>
<div id="zoom"><!--<$[信息内容]>begin-->${publication.body()}${file}<!--<$[信息内容]>end--></div>
${footer(site.words, visit)}`,
  )
}
