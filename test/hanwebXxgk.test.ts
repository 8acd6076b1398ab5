import { describe, expect, test } from 'vitest'
import { familyNames, familyOf } from '../src/families/families.ts'
import { pagerOf } from '../src/families/pager.ts'
import type { SourceFacts } from '../src/sites/defineSite.ts'
import { expectAllReports } from './replicas/expectAllReports.ts'
import { shell } from './replicas/handmade.ts'
import { host, oneSite } from './replicas/oneSite.ts'
import { publications } from './replicas/publications.ts'
import type { Night } from './replicas/readListing.ts'
import { replicaGet } from './replicas/replicaGet.ts'
import { startReplica, type Replica } from './replicas/replicaServer.ts'
import { xxgkReplica, type XxgkSite } from './replicas/xxgkReplica.ts'

const words = { site: '测试区人民政府', host }
const published = publications({
  division: '金华市义乌市',
  units: ['上溪镇', '义亭镇', '佛堂镇', '稠江街道', '财政局', '教育局', '义乌市'],
  years: [2020, 2021, 2022, 2023],
})
const path = '/col/col1229134129/index.html'
const column = `http://${host}${path}`
const searchPath = '/module/xxgk/search.jsp'
const source: SourceFacts = { family: 'hanweb-xxgk', column }

const replica = (over: Partial<XxgkSite> = {}): Replica =>
  xxgkReplica({
    ...{ words, column: 1229134129, name: '政府信息公开年报', publications: () => published, perPage: 10 },
    ...{ printed: 'call', markup: 'table', pager: 'total', classId: 'JD16-JD1602', ...over },
  })
const others = ['关于调整预算的说明', '义乌市2023年统计公报', '人员考录公告'].map((title, index) => ({
  title,
  column: 900 + index,
}))
const codes = ({ alarms }: Night): readonly string[] => alarms.map(({ code }) => code)

describe.each<readonly [string, Replica]>([
  ['fields in its own call', replica()],
  ['fields in its own call, drawn into another box', replica({ divid: 'div4' })],
  ['fields in hidden inputs', replica({ printed: 'inputs', divid: 'div4' })],
  ['fields in the address of its tree', replica({ printed: 'tree', divid: 'div4' })],
  ['a list of its own making', replica({ markup: 'list' })],
  ['pages declared and no rows', replica({ pager: 'pages' })],
  ['nothing but a link to its last page', replica({ pager: 'last-link' })],
  ['no pager at all', replica({ pager: 'none' })],
  ['page 1 past the end', replica({ pager: 'none', beyond: 'first' })],
  ['the home page past the end', replica({ pager: 'none', beyond: 'home' })],
  ['the home page past the end of a list', replica({ pager: 'none', beyond: 'home', markup: 'list' })],
  ['404 past the end', replica({ pager: 'none', beyond: 'missing' })],
  ['fewer rows declared than there are', replica({ overstated: -15 })],
  ['GB18030', replica({ old: true })],
  ['a tree that narrows it', replica({ others, tree: true })],
])('A directory column with %s', (_way, server) => {
  test('gives every report once and no trap, and an unchanged night costs one request', async () => {
    const { night, asked } = await oneSite([source], server)
    const first = await night()
    expect(first.alarms).toEqual([])
    expectAllReports(first, published)
    expect(first.listings[0]?.column).toBe('政府信息公开年报')
    asked()
    expect((await night()).listings).toMatchObject([{ unchanged: true, complete: true }])
    expect(asked().map((one) => one.split('?')[0])).toEqual([searchPath])
  })
})

describe('A directory that answers with its whole area', () => {
  test('gives every report, and no row of another column for the name of the column alone', async () => {
    const { night } = await oneSite([source], replica({ others }))
    const first = await night()
    expect(first.alarms).toEqual([])
    expectAllReports(first, published)
    expect(first.listings).toMatchObject([{ column: '信息公开目录', rows: published.length + others.length }])
    expect(first.ignored.map(({ title }) => title)).toEqual(
      expect.arrayContaining(others.map(({ title }) => title)),
    )
  })

  test('is narrowed by the class that the column itself names, and asks no tree', async () => {
    const { night, asked } = await oneSite(
      [{ family: 'hanweb-xxgk', column: `${column}?number=JD16-JD1602` }],
      replica({ others, tree: true }),
    )
    expectAllReports(await night(), published)
    expect(asked().some((one) => one.includes('tree.jsp'))).toBe(false)
  })
})

describe('A directory column that is not what it says', () => {
  test.each([
    ['rows that are missing', replica({ overstated: 4 })],
    ['pages that are missing', replica({ pager: 'pages' }), 4],
    ['a last page that is missing', replica({ pager: 'last-link' }), 4],
  ] as const)('%s make it partial, never complete', async (_what, server, missing?: number) => {
    const gone: Replica = (asked) =>
      missing !== undefined && asked.form.get('currpage') === String(missing)
        ? { status: 404, type: 'text/html', body: '404' }
        : server(asked)
    const { night } = await oneSite([source], gone)
    const first = await night()
    expect(codes(first)).toEqual(['listing-partial'])
    expect(first.listings).toMatchObject([{ complete: false, past: null }])
  })

  test.each([[path], [searchPath]])('another design at %s is layout-changed', async (from) => {
    const { night, fault } = await oneSite([source], replica())
    fault({ path: from, kind: 'page', body: shell, times: 9 })
    expect(codes(await night())).toEqual(['layout-changed'])
  })

  test('a home page in place of the list is layout-changed, also with articles on it', async () => {
    const { night, fault } = await oneSite([source], replica())
    const body = '<title>首页</title><ul><li><a href="/art/2024/1/2/art_1_2.html">新闻</a></li></ul>没有更多'
    fault({ path: searchPath, kind: 'page', body, times: 9 })
    expect(codes(await night())).toEqual(['layout-changed'])
  })

  test('an empty list is nothing-listed', async () => {
    const { night } = await oneSite([source], replica({ publications: () => [] }))
    expect(codes(await night())).toEqual(['nothing-listed'])
  })

  test('a host that refuses is not asked again, and its refusal passes through', async () => {
    const { night, fault, asked } = await oneSite([source], replica())
    await night()
    asked()
    fault({ path: '/', kind: 'status', status: 429, times: 1 })
    expect(codes(await night())).toEqual(['throttled'])
    expect(asked().length).toBe(1)
    expect((await night()).listings).toMatchObject([{ unchanged: true }])
  })
})

test('Fields of before a redesign cost one request more, not a wrong list', async () => {
  let design = replica()
  const { night, asked } = await oneSite([source], (request) => design(request))
  await night()
  const moved = replica({ column: 55, name: '政府信息公开年报' })
  design = (request) =>
    request.url.pathname === path
      ? { status: 301, type: 'text/html', body: '', headers: { location: '/col/col55/index.html' } }
      : moved(request)
  asked()
  expectAllReports(await night(), published)
  expect(
    asked()
      .slice(0, 4)
      .map((one) => one.split('?')[0]),
  ).toEqual([searchPath, path, '/col/col55/index.html', '/module/xxgk/tree.jsp'])
  await night()
  asked()
  expect((await night()).listings).toMatchObject([{ unchanged: true }])
  expect(asked().length).toBe(1)
})

test('A class of before a redesign that answers with nothing is looked up again', async () => {
  let design = replica({ others, tree: true })
  const { night } = await oneSite([source], (request) => design(request))
  await night()
  const renamed = replica({ others, tree: true, classId: 'A99' })
  design = (request) =>
    request.form.get('infotypeId') === 'JD16-JD1602'
      ? { type: 'text/html', body: '<table class="tb_main"></table>共0条' }
      : renamed(request)
  const second = await night()
  expect(second.alarms).toEqual([])
  expect(second.listings).toMatchObject([{ complete: true, rows: published.length }])
})

test('A last link to page 1 says nothing of pages: its script may count from 0', () => {
  const last = (href: string): string => `<a href="${href}">尾 页</a>`
  expect(pagerOf(last("javascript:goPage('1')"), column).pages).toBe(null)
  expect(pagerOf(last("javascript:goPage('12')"), column).pages).toBe(12)
  expect(pagerOf(last('javascript:goPage(12, 178)'), column).pages).toBe(null)
  expect(pagerOf(last('index_11.html'), column).pages).toBe(null)
})

test('A server of another hand: other quotes, no title attributes, dates in other cells, relative addresses', async () => {
  const row = (year: number, href: string, kind: string): string =>
    `<TR CLASS='${kind} hover'><TD><A HREF='${href}' TARGET=_blank>义乌市${year}年政府信息公开工作年度报告</A></TD><TD>${year + 1}年1月20日</TD><TD>主动公开</TD></TR>`
  const server: Replica = ({ url, form }) => {
    if (url.pathname === path) {
      const body = `<script>var xxgk = { url: "/module/xxgk/search.jsp", area: '', infotypeId: "A0212", jdid: 7 }</script>`
      return { type: 'text/html', body }
    }
    if (url.pathname !== searchPath || form.get('infotypeId') !== 'A0212' || form.get('jdid') !== '7')
      return null
    const rows = [
      row(2023, `//${host}/art/2024/1/20/art_8_3.html`, 'tr_main_value_odd'),
      row(2022, '../../art/2023/1/20/art_8_2.html', 'tr_main_value_even'),
    ]
    const again = [row(2023, '/art/2024/1/20/art_8_3.html', 'tr_main_value_odd')]
    const last = [row(2021, `http://${host}/art/2022/1/20/art_8_1.html`, 'tr_main_value_odd')]
    const pages = [rows, [...again, ...last]]
    const body = `<table>${(pages[Number(form.get('currpage')) - 1] ?? []).join('')}</table>共 2 页`
    return { type: 'text/html', body }
  }
  const { night } = await oneSite([source], server)
  const { candidates, alarms, listings } = await night()
  expect(alarms).toEqual([])
  expect(candidates.map(({ link }) => [new URL(link.url).pathname, link.date])).toEqual([
    ['/art/2024/1/20/art_8_3.html', '2024-01-20'],
    ['/art/2023/1/20/art_8_2.html', '2023-01-20'],
    ['/art/2022/1/20/art_8_1.html', '2022-01-20'],
  ])
  expect(listings[0]?.responses.length).toBe(2)
})

test('A directory column is recognised by its own family before any other', async () => {
  const server = await startReplica([replica()])
  const page = await replicaGet({ [host]: server.origin })({ url: column })
  expect(familyNames.find((name) => familyOf(name).detect(page))).toBe('hanweb-xxgk')
  await server.close()
})
