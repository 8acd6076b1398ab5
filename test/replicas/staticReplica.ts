import { articleMetas, columnMetas, docx, escape, html, oldHtml, page, type SiteWords } from './pageParts.ts'
import type { Publication } from './publications.ts'
import type { Answer, Replica } from './replicaServer.ts'

export interface StaticSite {
  readonly words: SiteWords
  /** Path of the first list page: /html/public/zfxxgknb.html. */
  readonly list: string
  /** Folder of the articles: /html/4012. */
  readonly folder: string
  readonly publications: () => readonly Publication[]
  readonly perPage: number
  readonly markup: 'ul' | 'table' | 'div'
  /** How further pages are reached: a link, TRS's scripts counting from 0 or from 1, or not at all. */
  readonly paging: 'link' | 'script-from-0' | 'script-from-1' | 'misprinted-script' | 'plugin' | 'none'
  /** Newest articles beside the list, on every page. */
  readonly sideBlock?: boolean
  /** Rows declared beyond those that exist; null declares nothing. */
  readonly overstated: number | null
  /** Pages declared beyond those that exist, which are 404. */
  readonly missingPages?: number
}

/** A site of plain files: numbered list pages, articles that never change, ETags from the disk. */
export function staticReplica(site: StaticSite): Replica {
  const byPath = indexOf(site)
  return ({ url: { pathname } }) => {
    const found = byPath().get(pathname)
    if (found !== undefined) return articleAnswer(site, found)
    const pages = Math.max(1, Math.ceil(site.publications().length / site.perPage))
    for (let number = 1; number <= pages; number += 1) {
      if (pathname === pagePath(site, number)) return html(listPage(site, number, pages))
    }
    return docx(site.publications().find(({ hash }) => pathname === `${site.folder}/files/${hash}.docx`))
  }
}

/** Articles by path, made again only when the site publishes. */
function indexOf(site: StaticSite): () => ReadonlyMap<string, Publication> {
  let of: readonly Publication[] = []
  let index = new Map<string, Publication>()
  return () => {
    const now = site.publications()
    if (now !== of) index = new Map(now.map((one) => [articlePath(site, one), one]))
    of = now
    return index
  }
}

function pagePath({ list, paging }: StaticSite, number: number): string {
  if (number === 1) return list
  return list.replace(/\.html$/u, `_${paging === 'script-from-0' ? number - 1 : number}.html`)
}

const articlePath = ({ folder }: StaticSite, { number }: Publication): string => `${folder}/${number}.html`

function row(site: StaticSite, one: Publication): string {
  const { text, attribute } = one.listed
  const named = attribute === null ? '' : ` title="${escape(attribute)}"`
  const anchor = `<a href="${articlePath(site, one)}"${named}>${escape(text)}</a>`
  switch (site.markup) {
    case 'ul':
      return `<li>${anchor}<span>[${one.published}]</span></li>`
    case 'table':
      return `<tr><td>·</td><td>${anchor}</td><td>${one.published.replaceAll('-', '/')}</td></tr>`
    case 'div':
      return `<div class="item"><div class="t">${anchor}</div><div class="d">${one.published}</div></div>`
  }
}

const around = {
  ul: ['<ul class="news">', '</ul>'],
  table: ['<table>', '</table>'],
  div: ['<div>', '</div>'],
} as const

function listPage(site: StaticSite, number: number, pages: number): string {
  const all = site.publications()
  const rows = all.slice((number - 1) * site.perPage, number * site.perPage).map((one) => row(site, one))
  const [before, after] = around[site.markup]
  return page(
    `<title>政府信息公开年报-${site.words.site}</title>\n${columnMetas(site.words, '政府信息公开年报', '信息公开年报')}`,
    `<div class="nav"><a href="/">首页</a> <a href="/html/public/zfwj.html">政府文件</a> <a href="/html/public/czysjs.html">财政预算决算</a></div>
<div class="main">${before}${rows.join('\n')}${after}<div class="pages">${pager(site, number, pages)}</div></div>
${site.sideBlock === true ? `<div class="hot"><h3>最新公开</h3>${hot(site)}</div>` : ''}<div class="foot">主办：${site.words.site}</div>`,
  )
}

const hot = (site: StaticSite): string =>
  site
    .publications()
    .slice(0, 5)
    .map((one) => `<p><a href="${articlePath(site, one)}">${escape(one.title.slice(0, 9))}…</a></p>`)
    .join('')

function pager(site: StaticSite, number: number, pages: number): string {
  const total = site.overstated === null ? '' : `共${site.publications().length + site.overstated}条 `
  const declared = pages + (site.missingPages ?? 0)
  const file = site.list.split('/').at(-1)?.replace('.html', '') ?? ''
  switch (site.paging) {
    case 'none':
      return total
    case 'script-from-0':
      return `${total}<script>createPageHTML(${declared}, ${number - 1}, "${file}", "html");</script>`
    case 'misprinted-script':
      return `${total}<script>createPageHTML(${declared}, ${number}, "${file}", "html");</script>`
    case 'plugin':
      return `${total}<script>$(".pages").pagination("setPage", ${number}, ${declared});</script>`
    case 'script-from-1':
      return `${total}<script>createPageHTML('paging', ${declared}, ${number}, '${file}', 'html', ${site.publications().length});</script>`
    case 'link': {
      const next =
        number < declared ? `<a href="${pagePath(site, number + 1)}">下一页</a>` : '<span>下一页</span>'
      return `${total}第${number}页 共${declared}页 <a href="${site.list}">首页</a> ${next}`
    }
  }
}

function articleAnswer(site: StaticSite, publication: Publication): Answer {
  const { title, published, hash, attachment } = publication
  const file = attachment === null ? '' : `<p>附件：<a href="files/${hash}.docx">${attachment.name}</a></p>`
  const text = page(
    `<title>${title}</title>\n${articleMetas(site.words, publication)}`,
    `<h1>${title}</h1><div>发布时间：${published} 来源：${site.words.site} 点击：<script src="/count.js?id=${publication.number}"></script></div>
<div class="content">${publication.body()}${file}</div><div class="foot">主办：${site.words.site}</div>`,
  )
  const answer = publication.charset === 'utf-8' ? html(text) : oldHtml(text)
  return { ...answer, lastModified: published }
}
