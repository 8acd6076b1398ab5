import { articleMetas, columnMetas, docx, footer, html, page, type SiteWords } from './pageParts.ts'
import type { Publication } from './publications.ts'
import type { Answer, Replica } from './replicaServer.ts'

export interface BrowserSite {
  readonly words: SiteWords
  readonly publications: () => readonly Publication[]
  readonly perPage: number
  /** Rows that the list says it has besides those that are there; may be negative. */
  readonly overstated?: number
  /** What the page's script does besides. */
  readonly mischief?: string
}

const TYPE = 'zfxxgknb'
const LIST = '/ZhengWuGongKaiZhuYe'
const ARTICLE = '/ZhengWuGongKaiXiangQing'
const API = '/prod-api/article/list'

const filePath = ({ number, hash }: Publication): string =>
  `/prod-api/profile/upload/2025/01/20/${hash}_${number}.docx`

/** A site of one shell for every route: scripts fill its lists from JSON, a button shows the next page; articles are plain pages. */
export function browserReplica(site: BrowserSite): Replica {
  const { words, publications } = site
  return ({ url, visit }) => {
    const id = Number(url.searchParams.get('id'))
    const one = publications().find(({ number }) => number === id)
    const file = publications().find((each) => filePath(each) === url.pathname)
    if (file !== undefined) return docx(file)
    switch (url.pathname) {
      case '/':
      case LIST:
        return html(shellPage(words))
      case '/static/app.css':
        return { type: 'text/css', body: '#app{display:block}' }
      case '/static/app.js':
        return { type: 'text/javascript; charset=utf-8', body: script + (site.mischief ?? '') }
      case API:
        return rows(site, url.searchParams)
      case ARTICLE:
        return one === undefined ? null : html(articlePage(words, one, visit))
      default:
        return null
    }
  }
}

const shellPage = (words: SiteWords): string =>
  page(
    `<title>政务公开</title>\n${columnMetas(words, '政府信息公开年报', '信息公开年报')}\n<link rel="stylesheet" href="/static/app.css">`,
    '<div id="app"></div><script src="/static/app.js"></script>',
  )

function rows({ publications, perPage, overstated = 0 }: BrowserSite, query: URLSearchParams): Answer {
  const all = query.get('type') === TYPE ? publications() : []
  const number = Number(query.get('pageNum'))
  const shown = all.slice((number - 1) * perPage, number * perPage).map((one) => ({
    id: one.number,
    title: one.listed.text,
    fullTitle: one.listed.attribute,
    publishTime: `${one.published} 09:43:00`,
  }))
  const body = JSON.stringify({ code: 200, total: all.length + overstated, rows: shown })
  return { type: 'application/json;charset=UTF-8', body }
}

/** As a bundle of a Vue application does it, less the bundle. */
const script = `
const app = document.getElementById('app')
const state = { page: 1, total: 0, rows: [] }
const size = () => state.rows.length
function draw() {
  app.innerHTML = '<div class="menu"><a href="/">首页</a> <a href="${LIST}?type=zcwj">政策文件</a></div>' +
    '<div class="content"><ul class="list"></ul><div class="el-pagination"><span>共' + state.total + '条</span><button class="btn-next">下一页</button></div></div>'
  const list = app.querySelector('.list')
  for (const row of state.rows) {
    const item = document.createElement('li')
    const link = document.createElement('a')
    link.href = '${ARTICLE}?id=' + row.id
    link.textContent = row.title
    if (row.fullTitle) link.title = row.fullTitle
    const date = document.createElement('span')
    date.textContent = row.publishTime.slice(0, 10)
    item.append(link, date)
    list.append(item)
  }
  const next = app.querySelector('.btn-next')
  next.disabled = state.last
  next.onclick = () => load(state.page + 1)
}
async function load(page) {
  const type = new URLSearchParams(location.search).get('type')
  const answer = await fetch('${API}?type=' + type + '&pageNum=' + page).then((response) => response.json())
  state.last = answer.rows.length === 0 || (page > 1 && answer.rows.length < size())
  if (answer.rows.length > 0) Object.assign(state, { page, total: answer.total, rows: answer.rows })
  draw()
}
load(1)
`

const articlePage = (words: SiteWords, one: Publication, visit: number): string =>
  page(
    `<title>${one.title}-${words.site}</title>\n${articleMetas(words, one)}`,
    `<h1>${one.title}</h1><div>发布时间：${one.published} 来源：${words.site}</div><div class="article-content">${one.body()}${
      one.attachment === null
        ? ''
        : `<p>附件：<a href="${filePath(one)}" download="${one.attachment.name}">${one.attachment.name}</a></p>`
    }</div>${footer(words, visit)}`,
  )
