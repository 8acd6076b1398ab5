import { docx, html, page, type SiteWords } from './pageParts.ts'
import type { Publication } from './publications.ts'
import type { Answer, Replica } from './replicaServer.ts'

/** A category of the tree; `publications` are its own, without those below. */
export interface GkmlptCategory {
  readonly id: number
  readonly name: string
  readonly publications?: readonly Publication[]
  readonly jump?: string
  readonly children?: readonly GkmlptCategory[]
}

export interface GkmlptSite {
  readonly words: SiteWords
  /** Path before /gkmlpt. */
  readonly base: string
  readonly sid: () => number
  readonly tree: () => readonly GkmlptCategory[]
  readonly perPage?: number
  /** What the API says is the total, from what there is. */
  readonly total?: (rows: number) => number | string | null
  /** What answers for pages past the end. */
  readonly beyond?: 'empty' | 'first' | '404' | 'home'
  /** How the tree counts a category: alone, with all below it, or not at all. */
  readonly counts?: 'alone' | 'all' | 'none'
  /** Whether the list of a category holds those below it too. */
  readonly aggregates?: boolean
  /** Rows that are linked at the mobile twin of their article. */
  readonly mobile?: (publication: Publication) => boolean
  /** Where the reply puts its list. */
  readonly nested?: boolean
}

/** Guangdong's gkmlpt: a tree in a script, JSON for lists, and articles whose body stands in a script. */
export function gkmlptReplica(site: GkmlptSite): Replica {
  const root = `${site.base}/gkmlpt`
  return ({ url }) => {
    const { pathname, searchParams } = url
    if (pathname === `${root}/index`) return html(indexPage(site))
    if (pathname === '/')
      return html(page(`<title>${site.words.site}</title>`, '<a href="/gkmlpt/index">公开目录</a>'))
    if (!pathname.startsWith(`${root}/`) && !pathname.startsWith('/attachment/')) return null
    const nodes = site.tree().flatMap(all)
    const id = /\/api\/all\/(\d+)$/u.exec(pathname)?.[1]
    if (id !== undefined) {
      const node = nodes.find((one) => String(one.id) === id)
      const isOurs = searchParams.get('sid') === String(site.sid())
      return node === undefined || !isOurs ? null : listOf(site, node, Number(searchParams.get('page') ?? 1))
    }
    const publications = nodes.flatMap(({ publications: own = [] }) => own)
    const number = /\/m?post_(\d+)\.html$/u.exec(pathname)?.[1]
    const found = publications.find((one) => String(one.number) === number)
    if (found !== undefined) return html(articlePage(site, found))
    return docx(publications.find((one) => pathname === filePath(one)))
  }
}

const all = (node: GkmlptCategory): readonly GkmlptCategory[] => [node, ...(node.children ?? []).flatMap(all)]
const rowsOf = (node: GkmlptCategory): readonly Publication[] =>
  all(node).flatMap(({ publications = [] }) => publications)

/** A string as the platform's templates print it: JSON without what could end a script. */
const script = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&]/gu, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)
const quoted = (text: string): string => `'${text.replace(/[\\']/gu, '\\$&')}'`

function nodeOf(node: GkmlptCategory, counts: GkmlptSite['counts']): string {
  const rows = counts === 'all' ? rowsOf(node) : (node.publications ?? [])
  const children = (node.children ?? []).map((child) => nodeOf(child, counts)).join(', ')
  return `{id: ${node.id}, name: ${quoted(node.name)}, post_count: ${counts === 'none' ? 'null' : rows.length}, jump_url: ${quoted(node.jump ?? '')}, children: [${children}],}`
}

function indexPage({ words, base, sid, tree, counts }: GkmlptSite): string {
  const nodes = tree().map((node) => nodeOf(node, counts))
  return page(
    `<title>${words.site}政府信息公开平台</title>`,
    `<div id="app"></div>
<script>if (/mobile/i.test(navigator.userAgent)) location.href = '/m/index.html';</script>
<script>
  // 页面配置
  window._CONFIG = {
    HOST: window.location.host, BASE: '${base}',
    SID: '${sid()}',
    TREE: [${nodes.join(', ')}],
    onReady: function (app) { return {TREE: []}; },
  };
</script>
<script src="/gkmlpt/js/app.js"></script>`,
  )
}

const articleUrl = ({ words, base }: GkmlptSite, { number }: Publication, mobile: boolean): string =>
  `http://${words.host}${base}/gkmlpt/content/${Math.floor(number / 100_000)}/${Math.floor(number / 100)}/${mobile ? 'm' : ''}post_${number}.html`

const filePath = ({ number }: Publication): string =>
  `/attachment/0/7/${Math.floor(number / 100)}/${number}.docx`

function listOf(site: GkmlptSite, node: GkmlptCategory, number: number): Answer | null {
  const {
    perPage = 100,
    total = (rows: number): number => rows,
    mobile = () => false,
    beyond = 'empty',
    nested = false,
  } = site
  const rows = site.aggregates === true ? rowsOf(node) : (node.publications ?? [])
  const isBeyond = number > Math.max(1, Math.ceil(rows.length / perPage))
  if (isBeyond && beyond === '404') return null
  if (isBeyond && beyond === 'home')
    return html(page(`<title>${site.words.site}</title>`, '<a href="/">首页</a>'))
  const offset = isBeyond && beyond === 'first' ? 0 : (number - 1) * perPage
  const list = {
    classify: { id: node.id, name: node.name, post_count: nodeCount(site, node), jump_url: node.jump ?? '' },
    total: total(rows.length),
    offset,
    articles: rows.slice(offset, offset + perPage).map((one, index) => rowOf(site, one, mobile(one), index)),
  }
  return { type: 'application/json', body: JSON.stringify(nested ? { code: 0, data: list } : list) }
}

const nodeCount = ({ counts }: GkmlptSite, node: GkmlptCategory): number | null =>
  counts === 'none' ? null : counts === 'all' ? rowsOf(node).length : (node.publications ?? []).length

/** Times are words in some rows and seconds in others; addresses are whole, protocol-relative, or only in `post_url`. */
function rowOf(site: GkmlptSite, one: Publication, mobile: boolean, index: number): object {
  const url = articleUrl(site, one, mobile)
  const morning = `${one.published} 09:12:44`
  const seconds = Math.floor(Date.parse(`${one.published}T00:30:00+08:00`) / 1000)
  return {
    id: one.number,
    title: one.title,
    url: index % 3 === 2 ? '' : index % 3 === 1 ? url.replace('http:', '') : url,
    post_url: url,
    publisher: site.words.site,
    identifier: `007${one.number}/2023-00001`,
    document_number: '',
    date: one.published,
    create_time: seconds,
    display_publish_time: index % 2 === 0 ? morning : null,
    classify_main: 1,
    classify_main_name: '政府信息公开年报',
    type: 'normal',
    is_expired: 0,
    is_abolished: 0,
    attachment: [],
  }
}

function articlePage({ words }: GkmlptSite, one: Publication): string {
  const file =
    one.attachment === null ? [] : [{ id: one.number, name: one.attachment.name, url: filePath(one) }]
  const detail = {
    id: one.number,
    title: one.title,
    content: one.body(),
    publisher: words.site,
    display_publish_time: `${one.published} 09:12:44`,
    attachment: file,
  }
  return page(
    `<title>政府信息公开平台-${words.site}</title>`,
    `<div id="app"></div>
<script>if (/mobile/i.test(navigator.userAgent)) location.href = location.href.replace('/post_', '/mpost_');</script>
<script>window._CONFIG = { SID: '200001', DETAIL: ${script(detail)}, TREE: [] };</script>
<script src="/gkmlpt/js/app.js"></script>`,
  )
}
