import { describe, expect, onTestFinished, test } from 'vitest'
import { openFetch } from '../src/fetch/fetch.ts'
import { openFaultyServer, send } from './servers/faultyServer.ts'
import { hastyManners } from './running/hastyManners.ts'

const host = 'www.example.gov.cn'
const title = '小河街道2022年政府信息公开工作年度报告'
const menu = `<div class="nav">${'首页 政务公开 政府信息公开指南 政府信息公开制度 法定主动公开内容 政府信息公开年报 依申请公开 互动交流 政务服务 走进本区 新闻中心 公示公告 领导之窗 机构职能 政策文件 规划计划 统计信息 财政信息 人事信息 重大项目'
  .split(' ')
  .map((word, index) => `<a href="/c${index}/">${word}</a>`)
  .join(' ')
  .repeat(2)}</div>`
const foot =
  '<div>主办：某区人民政府 承办：某区人民政府办公室 网站标识码3301050001 浙ICP备05000000号 联系电话0571-88888888 地址：某区某路1号</div>'
const page = (body: string, of = title): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${of}</title></head><body>${menu}<div class="main">${body}</div>${foot}</body></html>`
const rows = Array.from(
  { length: 20 },
  (_, index) =>
    `<li><a href="/nb/${index}.html">${index}号街道2022年政府信息公开工作年度报告</a><span>2023-01-20</span></li>`,
).join('')

/** What becomes of an article page. */
async function codeOf(body: string): Promise<string> {
  const server = await openFaultyServer({ '/nb/1.html': send(body, {}, 200) })
  const fetcher = openFetch({ config: hastyManners, replicas: new Map([[host, server.origin]]) })
  onTestFinished(async () => {
    fetcher.close()
    await server.close()
  })
  const outcome = await fetcher.fetch({ url: `http://${host}/nb/1.html` }, { hosts: [host], expect: 'page' })
  return outcome.kind === 'refused' ? outcome.code : outcome.kind
}

describe('An article page without its article is no original', () => {
  test.each([
    ['its text was taken away', `<h1>${title}</h1><div id="zoom"><p>该信息已下线或不存在。</p></div>`],
    ['its text is still to come', `<h1>${title}</h1><div>正在加载中，请稍候……</div>`],
    [
      'the box of its text is empty, under what is known of it',
      `<h1>${title}</h1><div class="info">发布时间：2023-01-20 来源：某区 浏览次数：12</div><div id="zoom"></div><script src="/js/load.js"></script>`,
    ],
    [
      'its box is empty beside words of the page that nobody knows',
      `<h1>${title}</h1><p>您可以在窗口办理的事项一览</p><div class="TRS_Editor"><p>&nbsp;</p></div>`,
    ],
  ])('%s', async (_what, body) => {
    expect(await codeOf(page(body))).toBe('soft-404')
  })
})

describe('An article that says little is content all the same', () => {
  test.each([
    ['a sentence', `<h1>${title}</h1><div id="zoom"><p>本单位2022年度未收到政府信息公开申请。</p></div>`],
    [
      'a sentence where the vendor leaves its own box empty',
      `<div id="zoom"></div><div><p>${'本单位2022年度没有收到政府信息公开申请，也没有行政复议。'.repeat(2)}</p></div>`,
    ],
    ['a file', `<h1>${title}</h1><div id="zoom"><a href="/u/getfile?fid=7">年度报告</a></div>`],
    ['a scan', `<h1>${title}</h1><div id="zoom"><img src="/p/20230120_1.jpg"></div>`],
    ['a scan that a reader can enlarge', `<div id="zoom"><a href="/p/1.jpg"><img src="/p/1.jpg"></a></div>`],
    ['a frame', `<h1>${title}</h1><div id="zoom"><iframe src="/html/1.html"></iframe></div>`],
    [
      'a link that nobody closed before its text',
      `<a href="/top"><h1>${title}</h1><p>${'本单位2022年度没有收到政府信息公开申请，也没有行政复议。'.repeat(2)}</p>`,
    ],
  ])('%s', async (_what, body) => {
    expect(await codeOf(page(body))).toBe('admitted')
  })
})

describe('An article that leads to a list of the site is gone', () => {
  test.each([
    [
      'a list',
      page(`<ul>${rows}</ul><div>共20条 1/1 首页 上一页 下一页 尾页</div>`, '政府信息公开年报'),
      'soft-404',
    ],
    [
      'the article elsewhere',
      page(`<p>${'本单位2022年度没有收到政府信息公开申请。'.repeat(3)}</p>`),
      'admitted',
    ],
  ])('%s', async (_what, body, expected) => {
    const server = await openFaultyServer({
      '/nb/1.html': (response) => void response.writeHead(302, { location: '/nb/index.html' }).end(),
      '/nb/index.html': send(body, {}, 200),
    })
    const fetcher = openFetch({ config: hastyManners, replicas: new Map([[host, server.origin]]) })
    onTestFinished(async () => {
      fetcher.close()
      await server.close()
    })
    const outcome = await fetcher.fetch(
      { url: `http://${host}/nb/1.html` },
      { hosts: [host], expect: 'page' },
    )
    expect(outcome.kind === 'refused' ? outcome.code : outcome.kind).toBe(expected)
  })
})
