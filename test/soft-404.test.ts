import { describe, expect, onTestFinished, test } from 'vitest'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openFetch } from '../src/fetch/fetch.ts'
import { showsReport } from '../src/fetch/showsReport.ts'
import type { FetchConfig } from '../src/model/config.ts'
import { hastyManners } from './running/hastyManners.ts'

const host = 'www.example.gov.cn'
const config: FetchConfig = { ...hastyManners, retries: 2, backoff: 1 }

interface Answered {
  readonly status?: number
  readonly location?: string
  readonly body?: string
}

/** A host that answers every path as it is told; and what comes of pages that are fetched and doubted there, in order. */
async function hostOf(answer: (path: string) => Answered, rules: Answered = { status: 404 }) {
  const seen: string[] = []
  const listener: RequestListener = (request, response) => {
    const path = request.url ?? ''
    seen.push(path)
    const { status = 200, location, body = '' } = path === '/robots.txt' ? rules : answer(path)
    response.writeHead(location ? 301 : status, {
      'content-type': 'text/html; charset=utf-8',
      ...(location && { location }),
    })
    response.end(body)
  }
  const server = createServer(listener)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const fetcher = openFetch({ config, replicas: new Map([[host, origin]]) })
  onTestFinished(() => {
    fetcher.close()
    server.closeAllConnections()
    server.close()
  })
  const codeOf = async (path: string): Promise<string> => {
    const policy = { hosts: [host] }
    const outcome = await fetcher.fetch({ url: `http://${host}${path}` }, { ...policy, expect: 'page' })
    if (outcome.kind !== 'admitted') return outcome.kind === 'refused' ? outcome.code : outcome.kind
    const again = await fetcher.doubt(outcome.exchange, policy)
    return again.kind === 'refused' ? again.code : again.kind
  }
  return { codeOf, seen, paused: () => fetcher.paused() }
}

const frame = (title: string, body: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><div class="top">某区人民政府 ${'<a href="/zwgk/">政务公开</a><a href="/hd/">互动交流</a>'.repeat(3)}</div>${body}<div class="foot">主办单位：某区人民政府办公室 备案号12345678 联系电话1234567</div></body></html>`
const news = Array.from(
  { length: 12 },
  (_, index) =>
    `<li><a href="/art/${index}.html">我区召开第${'一二三四五六七八九十甲乙'[index] ?? ''}次会议部署重点工作</a></li>`,
).join('')
const home = (visits = 1): string => frame('某区人民政府', `<ul>${news}</ul><p>访问量：${visits}</p>`)
const letter = frame('某区人民政府', '<p>本机关2025年度没有收到申请，没有行政复议。</p>')
const article = frame(
  '某区人民政府',
  `<h1>关于公布情况的说明</h1><p>${'本年度工作情况说明如下。'.repeat(30)}</p>`,
)

describe('A page that the host gives for every address is a soft 404', () => {
  test('when that is its front page, with a counter that counts', async () => {
    let visits = 0
    const { codeOf } = await hostOf(() => ({ body: home((visits += 7)) }))
    expect(await codeOf('/art/2026/1/1.html')).toBe('soft-404')
  })

  test('also where it links a manual in its footer', async () => {
    let visits = 0
    const { codeOf } = await hostOf(() => ({
      body: home((visits += 7)).replace('备案号', '<a href="/help/manual.pdf">适老化使用手册</a>备案号'),
    }))
    expect(await codeOf('/art/2026/1/1.html')).toBe('soft-404')
  })

  test('also where it repeats the name of the file that was asked for', async () => {
    const { codeOf } = await hostOf((path) => ({
      body: frame('某区人民政府', `<p>您要找的内容（${path} ）已经不在这里</p><p>${path.slice(3)} </p>`),
    }))
    expect(await codeOf('/f/nianbao2022.pdf')).toBe('soft-404')
  })

  test('when it is an error page with tips, the time and the address in it', async () => {
    const tips = [
      '办事材料可以提前在网上准备好',
      '政府信息公开申请可以当面邮寄或在线提交',
      '窗口周末也可以办事',
    ]
    let nth = 0
    const { codeOf } = await hostOf((path) => {
      nth += 1
      const time = new Date(Date.UTC(2026, 0, 1, 8, nth)).toISOString()
      return {
        body: frame(
          '某区人民政府',
          `<p>很抱歉，没有这样的内容：${path}</p><a href="/jc?from=${path}">纠错</a><p>${time}</p><p>小贴士：${tips[nth % 3] ?? ''}</p>`,
        ),
      }
    })
    expect(await codeOf('/art/2026/1/1.html')).toBe('soft-404')
  })

  test('when every unknown address is redirected to one page, which never looks the same', async () => {
    let nth = 0
    const { codeOf } = await hostOf((path) => {
      nth += 1
      return path.startsWith('/tips/')
        ? { body: frame('某区人民政府', `<p>${String.fromCodePoint(0x4e00 + nth).repeat(400)}</p>`) }
        : { location: `/tips/lost.html?from=http://${host}${path}` }
    })
    expect(await codeOf('/art/2026/1/1.html')).toBe('soft-404')
  })

  test('when a folder that is gone is redirected to the front page', async () => {
    const { codeOf, seen } = await hostOf((path) => (path === '/' ? { body: home() } : { location: '/' }))
    expect(await codeOf('/zwgk/nb/')).toBe('soft-404')
    expect(seen).toEqual(['/robots.txt', '/zwgk/nb/', '/'])
  })

  test('when it is the front page and unknown addresses are 404 all the same', async () => {
    const { codeOf } = await hostOf((path) =>
      path === '/' || path.startsWith('/index.php?') ? { body: home() } : { status: 404 },
    )
    expect(await codeOf('/index.php?c=show&id=115')).toBe('soft-404')
  })

  test('once the host has shown what it gives, no page costs more than itself', async () => {
    const { codeOf, seen } = await hostOf(() => ({ body: home() }))
    for (const path of ['/a/1.html', '/b/2.html', '/c/3.html']) expect(await codeOf(path)).toBe('soft-404')
    expect(seen.filter((path) => path.includes('no-such-page'))).toHaveLength(1)
    expect(seen).toHaveLength(5)
  })
})

describe('A page of its own is kept', () => {
  test.each([
    ['an article', article],
    ['a short letter', letter],
  ])(
    '%s in the frame and under the title that the front page and the error page have',
    async (_what, body) => {
      const errorPage = frame('某区人民政府', '<p>没有这样的内容</p>')
      const { codeOf } = await hostOf((path) =>
        path === '/art/1.html' ? { body } : { body: path === '/' ? home() : errorPage },
      )
      expect(await codeOf('/art/1.html')).toBe('admitted')
      expect(await codeOf('/art/2.html')).toBe('soft-404')
    },
  )

  test('a letter of a few characters, where unknown addresses are 404', async () => {
    const body = frame('某区人民政府', '<p>本年没有申请。</p>')
    const { codeOf } = await hostOf((path) => {
      if (path === '/') return { body: home() }
      return path === '/art/1.html' ? { body } : { status: 404 }
    })
    expect(await codeOf('/art/1.html')).toBe('admitted')
  })

  test.each([
    ['an error page', frame('某区人民政府', ''), frame('某区人民政府', '')],
    ['the front page', home(), home()],
  ])('a frame with nothing but a file of its own, where others get %s', async (_what, front, others) => {
    const body = others.replace('<div class="foot">', '<a href="/f/1.doc">附</a><div class="foot">')
    const { codeOf } = await hostOf((path) =>
      path === '/art/1.html' ? { body } : { body: path === '/' ? front : others },
    )
    expect(await codeOf('/art/1.html')).toBe('admitted')
    expect(await codeOf('/art/2.html')).toBe('soft-404')
  })

  test('a page that shows only pictures of its own', async () => {
    const { codeOf } = await hostOf((path) =>
      path === '/art/1.html'
        ? {
            body: frame(
              '某区人民政府',
              '<img src="/up/nianbao-scan-one.png"><img src="/up/nianbao-scan-two.png">',
            ),
          }
        : { body: frame('某区人民政府', '') },
    )
    expect(await codeOf('/art/1.html')).toBe('admitted')
  })

  test('a page that was redirected to its new address', async () => {
    const { codeOf } = await hostOf((path) => {
      if (path === '/old/1.html') return { location: '/new/1.html' }
      return path === '/new/1.html' ? { body: article } : { body: home() }
    })
    expect(await codeOf('/old/1.html')).toBe('admitted')
  })

  test.each([403, 404, 500])(
    'and costs two requests more where the host honestly answers %i',
    async (status) => {
      const { codeOf, seen, paused } = await hostOf((path) =>
        path.startsWith('/art/') && !path.includes('no-such') ? { body: letter } : { status },
      )
      for (const path of ['/art/1.html', '/art/2.html', '/art/3.html'])
        expect(await codeOf(path)).toBe('admitted')
      expect(seen.filter((path) => !/^\/art\/\d/u.test(path))).toEqual([
        '/robots.txt',
        expect.stringMatching(/^\/art\/nianbao-no-such-page-[0-9a-f]{12}\.html$/u),
        '/',
      ])
      expect(paused()).toEqual([])
    },
  )

  test('and what robots.txt forbids is not asked to compare it', async () => {
    const rules = { body: 'User-agent: *\nDisallow: /art/nianbao' }
    const { codeOf, seen } = await hostOf(
      (path) => (path === '/' ? { status: 404 } : { body: letter }),
      rules,
    )
    expect(await codeOf('/art/1.html')).toBe('admitted')
    expect(seen).toEqual(['/robots.txt', '/art/1.html', '/'])
  })
})

describe('Doubt is for pages without a sign of a report', () => {
  const shows = (body: string): boolean => showsReport(Buffer.from(body))
  test.each<[string, string, boolean]>([
    ['a front page', home(), false],
    ['a short letter without its file', letter, false],
    ['a letter with its file', frame('某区人民政府', '<a href="/a.docx">附件</a>'), false],
    ['a front page with a manual in its footer', `${home()}<a href="/help/使用手册.pdf">手册</a>`, false],
    ['a report by its greatest heading', frame('某区', '<h1>某镇2025年政府信息公开年度报告</h1>'), true],
    ['a message in JSON', '{"code":500,"msg":"系统异常"}', false],
    ['a report by its title', frame('某区2025年政府信息公开工作年度报告', ''), true],
    ['a report by its headings', frame('某区', '<p>一、总体情况</p><p>六、其他需要报告的事项</p>'), true],
    [
      'a report of 2015 by its headings',
      frame('某区', '<p>一、概述</p><p>二、主动公开政府信息的情况</p>'),
      true,
    ],
    ['a column of reports', frame('政府信息公开年报', '<ul></ul>'), false],
    ['a file', '%PDF-1.7', true],
  ])('%s', (_what, body, sign) => {
    expect(shows(body)).toBe(sign)
  })
})
