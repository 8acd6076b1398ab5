import { z } from 'zod'
import { articleMetas, docx, html, page, type SiteWords } from './pageParts.ts'
import type { Publication } from './publications.ts'
import type { Answer, Replica } from './replicaServer.ts'

export interface EpointSite {
  readonly words: SiteWords
  readonly project: string
  readonly siteGuid: () => string
  readonly category: string
  readonly publications: () => readonly Publication[]
  /** From which number pages are counted, and what 0 gives where that is 1. */
  readonly counting?: '0' | '1, and 0 is page 1' | '1, and 0 is empty' | '1, and 0 fails'
  /** What is called the total, or that none is told. */
  readonly total?: 'total' | 'count in digits' | 'none'
  /** Most rows that the server gives at a time. */
  readonly most?: number
  /** Rows said beyond those that there are. */
  readonly extra?: number
  readonly beyond?: 'empty' | 'last' | '404'
  /** Whether lists are handed on as text inside the JSON. */
  readonly textInside?: boolean
}

const Asked = z.strictObject({
  deptcode: z.string(),
  categorynum: z.string(),
  siteGuid: z.string(),
  pageIndex: z.int(),
  pageSize: z.int(),
})

/** 新点 Epoint: a script that tells the site's number, JSON posted for lists, ordinary pages for articles. */
export function epointReplica(site: EpointSite): Replica {
  const { words, project, siteGuid, publications } = site
  return ({ url, text, headers }) => {
    const { pathname } = url
    if (pathname === '/js/webBuilderCommon.js') {
      const body = `/* EWB-FRONT */\nvar siteInfo = {\n  projectName: '${project}', // 应用名\n  siteGuid: "${siteGuid()}",\n};\nfunction ajax(url) { return $.ajax({ url: siteInfo.projectName + url }) }`
      return { type: 'application/javascript', body }
    }
    if (pathname === `${project}/rest/lightfrontaction/getgovinfolist`) {
      const isJson = String(headers['content-type']).startsWith('application/json')
      const asked = isJson ? Asked.safeParse(JSON.parse(text)).data : undefined
      return asked?.siteGuid === siteGuid()
        ? listOf(site, asked)
        : { status: 500, type: 'text/html', body: 'error' }
    }
    if (pathname === '/govInfoPub/') return html(page('<title>公开</title>', '<div class="EWB-FRONT"></div>'))
    const found = publications().find((one) => pathname === articlePath(one))
    if (found !== undefined) return html(articlePage(words, found))
    return docx(publications().find((one) => pathname === filePath(one)))
  }
}

const articlePath = ({ hash, published }: Publication): string =>
  `/zwgk/003/003002/${published.replaceAll('-', '')}/${hash}.html`
const filePath = ({ hash }: Publication): string => `/EpointWebBuilder/WebbuilderMIS/attach/${hash}.docx`

/** Page of a request, from 0; null where the server makes an error of it. */
function pageOf({ counting = '0' }: EpointSite, index: number): number | 'none' | null {
  if (counting === '0') return index
  if (index > 0) return index - 1
  return counting === '1, and 0 fails' ? null : counting === '1, and 0 is empty' ? 'none' : 0
}

function listOf(
  site: EpointSite,
  { categorynum, deptcode, pageIndex, pageSize }: z.infer<typeof Asked>,
): Answer | null {
  const { total = 'total', extra = 0, beyond = 'empty', textInside = false, most = 50 } = site
  const all = categorynum === site.category && deptcode === '' ? site.publications() : []
  const size = Math.min(pageSize, most)
  const number = pageOf(site, pageIndex)
  if (number === null) return { status: 500, type: 'text/html', body: 'error' }
  const last = Math.max(0, Math.ceil(all.length / size) - 1)
  if (number !== 'none' && number > last && beyond === '404') return null
  const at = number === 'none' ? Infinity : beyond === 'last' ? Math.min(number, last) : number
  const rows = all.slice(at * size, (at + 1) * size).map((one, index) => rowOf(one, index))
  const totals = {
    total: { total: all.length + extra },
    'count in digits': { count: String(all.length + extra) },
    none: {},
  }
  const custom = { code: 1, text: '', ...totals[total], data: textInside ? JSON.stringify(rows) : rows }
  const body = { status: { code: '200', text: '' }, custom: textInside ? JSON.stringify(custom) : custom }
  return { type: 'application/json;charset=utf-8', body: JSON.stringify(body) }
}

/** Every other title is cut, with the whole beside it; addresses begin with a slash or do not. */
function rowOf(one: Publication, index: number): object {
  const path = articlePath(one)
  const titles =
    index % 2 === 0 ? { title: one.title } : { title: `${one.title.slice(0, 12)}...`, realtitle: one.title }
  return {
    infoid: one.hash,
    infourl: index % 3 === 0 ? path.slice(1) : path,
    infodate: one.published,
    ...titles,
  }
}

function articlePage(words: SiteWords, one: Publication): string {
  const file =
    one.attachment === null ? '' : `<p>附件：<a href="${filePath(one)}">${one.attachment.name}</a></p>`
  return page(
    `<title>${one.title}</title>\n${articleMetas(words, one)}`,
    `<div class="ewb-article"><h3>${one.title}</h3><div class="ewb-article-info">${one.body()}${file}</div></div>`,
  )
}
