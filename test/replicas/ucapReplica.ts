import { createHash } from 'node:crypto'
import { articleMetas, docx, footer, html, page, type SiteWords } from './pageParts.ts'
import type { Publication } from './publications.ts'
import type { Answer, Replica } from './replicaServer.ts'

export interface UcapSite {
  readonly words: SiteWords
  /** Code in the site's URLs: achengqu. */
  readonly site: string
  /** Code of the 年报 channel. */
  readonly channel: string
  /** How article files are named: c01_<n> (Harbin), 32 hexadecimal digits (尼勒克, 克拉玛依), a bare number (通州). */
  readonly names?: 'c01' | 'hex' | 'number'
  readonly publications: () => readonly Publication[]
  /** Most rows that one reply gives. */
  readonly cap: number
  /** Whether `_isAgg=true` gives what lies in the channels below. */
  readonly aggregates: boolean
  /** What an id that no channel has gets: 404, or a list without rows. */
  readonly unknown?: '404' | 'empty'
  /** Changes the channels' ids, as a migration does. */
  readonly generation: () => number
}

interface Channel {
  readonly channelId: string
  readonly channelName: string
  readonly displayName: string
  readonly channelCode: string
  readonly children: readonly Channel[]
}

/** 开普云 UCAP: a tree of channels, one for each year below 政府信息公开年报, and JSON to search them. */
export function ucapReplica(site: UcapSite): Replica {
  return ({ url, visit }) => {
    const { pathname, searchParams } = url
    if (pathname === '/common/getChannelList') return channelList(site, searchParams)
    const [, id] = /^\/common\/search\/([0-9a-f]{32})$/u.exec(pathname) ?? []
    if (id !== undefined) return search(site, id, searchParams)
    const found = site.publications().find((one) => articlePaths(site, one).includes(pathname))
    if (found !== undefined) return html(articlePage(site, found, visit))
    return docx(
      site
        .publications()
        .find((one) => articlePaths(site, one).some((path) => pathname === filePath(path, one))),
    )
  }
}

const yearOf = ({ published }: Publication): number => Number(published.slice(0, 4)) - 1

function channel(site: UcapSite, code: string, name: string, children: readonly Channel[] = []): Channel {
  const channelId = createHash('md5').update(`${site.generation()}:${site.site}:${code}`).digest('hex')
  return { channelId, channelName: name, displayName: name, channelCode: code, children }
}

const yearCode = (year: number): string => `c${111_300 + year - 2000}`

function tree(site: UcapSite): Channel {
  const years = [...new Set(site.publications().map(yearOf))].sort((one, other) => one - other)
  return channel(site, 'c111270', '政府信息公开', [
    channel(site, 'c111271', '政府信息公开指南'),
    channel(site, 'c111272', '政府信息公开制度'),
    channel(
      site,
      site.channel,
      '政府信息公开年报',
      years.map((year) => channel(site, yearCode(year), `${year}年`)),
    ),
  ])
}

const json = (value: unknown): Answer => ({
  type: 'application/json;charset=UTF-8',
  body: JSON.stringify(value),
})

const all = (channel: Channel): readonly Channel[] => [channel, ...channel.children.flatMap(all)]

function channelList(site: UcapSite, asked: URLSearchParams): Answer {
  if (asked.get('websiteCodeName') !== site.site) return json({ results: [] })
  const found = all(tree(site)).find(({ channelCode }) => channelCode === asked.get('channelCode'))
  return json({ code: 200, results: found ?? [] })
}

/** The address of an article, and the same below the channel's twin with a letter. */
function articlePaths(site: UcapSite, one: Publication): readonly [string, string] {
  const rest = `${one.published.slice(0, 7).replace('-', '')}/${articleName(site, one)}.shtml`
  return [`/${site.site}/${site.channel}/${rest}`, `/${site.site}/${site.channel}u/${rest}`]
}

function articleName({ names = 'c01' }: UcapSite, { number, hash }: Publication): string {
  return { c01: `c01_${number}`, hex: hash, number: String(number) }[names]
}

function search(site: UcapSite, id: string, asked: URLSearchParams): Answer {
  const found = all(tree(site)).find(({ channelId }) => channelId === id)
  if (found === undefined && site.unknown === 'empty')
    return json({ data: { total: 0, rows: 20, results: [] } })
  if (found === undefined) return { status: 404, type: 'text/html', body: 'no such channel' }
  const below = site.aggregates && asked.get('_isAgg') === 'true' ? all(found) : [found]
  const codes = new Set(below.map(({ channelCode }) => channelCode))
  const rows = site
    .publications()
    .flatMap((one) => (codes.has(yearCode(yearOf(one))) ? rowsOf(site, one) : []))
  const size = Math.min(Number(asked.get('_pageSize') ?? 20), site.cap)
  const from = (Number(asked.get('page') ?? 1) - 1) * size
  return json({ data: { total: rows.length, rows: size, results: rows.slice(from, from + size) } })
}

/** Every ninth article stands in two channels; addresses come root-relative, protocol-relative or whole. */
function rowsOf(site: UcapSite, one: Publication): readonly object[] {
  const [path, twin] = articlePaths(site, one)
  const url = [path, `//${site.words.host}${path}`, `http://${site.words.host}${path}`][one.number % 3]
  const row = {
    title: one.title,
    url,
    publishedTimeStr: `${one.published} 09:12:44`,
    channelCodeName: site.channel,
    channelName: `${yearOf(one)}年`,
    manuscriptId: one.number,
    content: null,
    memo: null,
  }
  return one.number % 9 === 0 && site.names !== 'number' ? [row, { ...row, url: twin }] : [row]
}

const filePath = (article: string, { hash }: Publication): string =>
  article.replace(/\/(?:c01_)?(\w+)\.shtml$/u, `/$1/files/${hash}.docx`)

function articlePage(site: UcapSite, publication: Publication, visit: number): string {
  const { title, published, number, hash, attachment } = publication
  const folder = articleName(site, publication).replace('c01_', '')
  const file =
    attachment === null ? '' : `<p>附件：<a href="${folder}/files/${hash}.docx">${attachment.name}</a></p>`
  return page(
    `<title>${title}</title>\n${articleMetas(site.words, publication)}`,
    `<div class="xl"><p>索引号：736916955/${published.slice(0, 4)}-${number}</p>
<h1><UCAPTITLE>${title}</UCAPTITLE></h1><p>日期:${published} 来源:${site.words.site} 访问量:${211 + visit} 字号:大 中 小</p>
<div id="UCAP-CONTENT"><UCAPCONTENT>${publication.body()}${file}</UCAPCONTENT></div></div>
${footer(site.words, visit)}`,
  )
}
