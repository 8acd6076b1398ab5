import { encodeGb18030 } from '../documents/gb18030.ts'
import type { Publication } from './publications.ts'
import type { Answer } from './replicaServer.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

export interface SiteWords {
  readonly site: string
  readonly host: string
}

/** The tags of 国办发〔2017〕47号 on a column page. */
export const columnMetas = ({ site, host }: SiteWords, name: string, type: string): string =>
  `<meta name="SiteName" content="${site}">
<meta name="SiteDomain" content="${host}">
<meta name="SiteIDCode" content="0000000000">
<meta name="ColumnName" content="${name}">
<meta name="ColumnDescription" content="${name}">
<meta name="ColumnType" content="${type}">`

/** The tags of 国办发〔2017〕47号 on an article page. */
export const articleMetas = ({ site, host }: SiteWords, { title, published }: Publication): string =>
  `<meta name="SiteName" content="${site}">
<meta name="SiteDomain" content="${host}">
<meta name="ColumnName" content="政府信息公开年报">
<meta name="ColumnType" content="信息公开年报">
<meta name="ArticleTitle" content="${escape(title)}">
<meta name="PubDate" content="${published} 09:43">
<meta name="ContentSource" content="${site}">`

/** What stands around everything and changes on every visit. */
export const footer = ({ site }: SiteWords, visit: number): string =>
  `<div class="share"><a href="javascript:window.print()">打印</a> <a href="javascript:void(0)">微信分享</a><img src="/images/qrcode.png" alt="二维码"></div>
<div class="foot">主办：${site}办公室 <a href="/col/sitemap.html">网站地图</a> 您是第${4_218_000 + visit}位访客 访问量：${1063 + visit}</div>`

export function page(head: string, body: string): string {
  return `<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n${head}\n</head>\n<body>\n${body}\n</body>\n</html>\n`
}

export const html = (body: string): Answer => ({ type: 'text/html; charset=utf-8', body })

/** A page in GB18030 that calls itself gb2312, without a charset in its header, as old systems serve it. */
export const oldHtml = (body: string): Answer => ({
  type: 'text/html',
  body: encodeGb18030(
    body.replace(
      '<meta charset="utf-8">',
      '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">',
    ),
  ),
})

/** An attachment as a file on disk. */
export const docx = (publication: Publication | undefined): Answer | null =>
  publication?.attachment == null
    ? null
    : { type: DOCX, body: publication.attachment.bytes(), lastModified: publication.published }
