import { createHash } from 'node:crypto'
import { articleMetas, columnMetas, docx, escape, footer, html, page, type SiteWords } from './pageParts.ts'
import type { Publication } from './publications.ts'
import type { Answer, Replica } from './replicaServer.ts'

export interface JpaasColumn {
  readonly words: SiteWords
  /** N of /col/colN/, or the folder of a column that has a name: /zfxxgk/yjjd/zfxxgknb. */
  readonly column: number | string
  readonly webId: number
  readonly tagId: string
  /** Changes with every redesign; requests with another one fail. */
  readonly tplSetId: () => string
  readonly publications: () => readonly Publication[]
  /** Most rows that the server gives at a time, whatever is asked. */
  readonly cap: number
  /** What parameters of another design get: an error, or a list without rows. */
  readonly stale?: 'error' | 'empty'
  /** Whether the page number counts; a broken one gives its first rows whatever is asked. */
  readonly pages?: boolean
  /** Rows declared beyond those that exist. */
  readonly overstated?: number
  /** Where attachments lie: beside the site, or on the province's object store. */
  readonly store: string | null
}

const API = '/api-gateway/jpaas-publish-server/front/page/build/unit'

/** 大汉 JPaaS: a static column page, its list behind the interface of the publishing server. */
export function jpaasReplica(site: JpaasColumn): Replica {
  return ({ url, headers, visit }) => {
    const { pathname, searchParams } = url
    if (pathname === `${folderOf(site)}/index.html`) return html(columnPage(site, visit))
    if (pathname === API && searchParams.get('webId') === String(site.webId)) {
      return headers['referer'] === undefined
        ? { status: 403, type: 'text/html', body: '' }
        : unit(site, searchParams)
    }
    const found = site.publications().find((one) => pathname === articlePath(site, one))
    if (found !== undefined) return html(articlePage(site, found, visit))
    return docx(site.publications().find((one) => pathname === filePath(site, one)))
  }
}

const folderOf = ({ column }: JpaasColumn): string =>
  typeof column === 'number' ? `/col/col${column}` : column

/** A column with a name is known to the interface by a hash, which only its page prints. */
const pageIdOf = ({ column }: JpaasColumn): string =>
  typeof column === 'number' ? String(column) : createHash('md5').update(column).digest('hex')

const articlePath = (site: JpaasColumn, { hash, published }: Publication): string =>
  `${folderOf(site)}/art/${published.slice(0, 4)}/art_${hash}.html`

export const storePath = (webId: number, hash: string): string =>
  `/jcms_files/jcms1/web${webId}/site/attach/0/${hash}.docx`

const filePath = ({ webId, store }: JpaasColumn, { hash, published }: Publication): string =>
  store === null
    ? `/cms_files/filemanager/${webId}/attach/${published.slice(0, 4)}1/${hash}.docx`
    : storePath(webId, hash)

/** The list's parameters as the page prints them: single quotes inside an attribute, paging as JSON inside that. */
function queryData(site: JpaasColumn, tagId: string): string {
  const paging = '{&quot;pageNo&quot;:1,&quot;pageSize&quot;:15}'
  return `{'webId':'${site.webId}','pageId':'${pageIdOf(site)}','parseType':'bulidstatic','pageType':'column','tagId':'${tagId}','tplSetId':'${site.tplSetId()}','editType':'null','paramJson':'${paging}'}`
}

function columnPage(site: JpaasColumn, visit: number): string {
  const block = (tagId: string): string =>
    `<div class="unit"><script type="text/javascript" src="/script/0/unitbuild.js" url="${API}" queryData="${queryData(site, tagId)}"></script></div>`
  return page(
    `<title>政府信息公开年报</title>\n${columnMetas(site.words, '政府信息公开年报', '信息公开年报')}`,
    `<div class="nav"><a href="/">首页</a></div>${block('当前栏目名称')}${block(site.tagId)}${footer(site.words, visit)}`,
  )
}

const json = (value: unknown): Answer => ({
  type: 'application/json;charset=UTF-8',
  body: JSON.stringify(value),
})

function unit(site: JpaasColumn, asked: URLSearchParams): Answer {
  const right: Record<string, string> = {
    pageId: pageIdOf(site),
    tplSetId: site.tplSetId(),
    parseType: 'bulidstatic',
    pageType: 'column',
  }
  if (Object.entries(right).some(([name, value]) => asked.get(name) !== value)) {
    if (site.stale === 'empty') return json({ success: true, code: '200', data: { html: '' } })
    return json({ success: false, code: '500', message: '模板解析失败', data: null })
  }
  if (asked.get('tagId') !== site.tagId)
    return json({ success: true, code: '200', data: { html: '<h2>政府信息公开年报</h2>' } })
  const { pageNo, pageSize } = JSON.parse(asked.get('paramJson') ?? '{}') as {
    pageNo?: number
    pageSize?: number
  }
  return json({
    success: true,
    code: '200',
    data: { html: rows(site, site.pages === false ? 1 : (pageNo ?? 1), Math.min(pageSize ?? 15, site.cap)) },
  })
}

function rows(site: JpaasColumn, pageNo: number, size: number): string {
  const all = site.publications()
  const items = all.slice((pageNo - 1) * size, pageNo * size).map((one) => {
    const named = one.listed.attribute === null ? '' : ` title="${escape(one.listed.attribute)}"`
    return `<li class="cf border-line"><a class="fl" target="_blank"${named} href="${articlePath(site, one)}">${escape(one.listed.text)}</a><span class="fr">${one.published}</span></li>`
  })
  const count = all.length + (site.overstated ?? 0)
  return `<ul class="list">${items.join('\n')}</ul><div class="page-box" count="${count}" pageNo="${pageNo}" pageSize="${size}"><a href="javascript:void(0)">上一页</a><a href="javascript:void(0)">下一页</a></div>`
}

function articlePage(site: JpaasColumn, publication: Publication, visit: number): string {
  const { title, published, attachment } = publication
  const store = site.store === null ? '' : `http://${site.store}`
  const file =
    attachment === null
      ? ''
      : `<p>附件：<a href="${store}${filePath(site, publication)}" title="${escape(attachment.name)}">${escape(attachment.name)}</a></p>`
  return page(
    `<title>${title}</title>\n${articleMetas(site.words, publication)}\n<meta name="MakeTime" content="${published} 09:43:18">`,
    `<div class="crumbs"><a href="/">首页</a> &gt; <a href="${folderOf(site)}/index.html">政府信息公开年报</a></div>
<h1>${title}</h1><div class="info">发布日期：${published} 浏览次数：${31 + visit}</div>
<meta name="ContentStart"/><div id="zoom">${publication.body()}${file}</div><meta name="ContentEnd"/>
${footer(site.words, visit)}`,
  )
}
