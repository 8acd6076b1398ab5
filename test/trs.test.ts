import { describe, expect, test } from 'vitest'
import { familyNames, familyOf } from '../src/families/families.ts'
import type { SourceFacts } from '../src/sites/defineSite.ts'
import { levelColumns, oneColumn, yearColumns, type ReplicaColumn } from './replicas/columnReplica.ts'
import { expectAllReports } from './replicas/expectAllReports.ts'
import { handmade, shell } from './replicas/handmade.ts'
import { host, oneSite } from './replicas/oneSite.ts'
import { publications } from './replicas/publications.ts'
import type { Night } from './replicas/readListing.ts'
import { replicaGet } from './replicas/replicaGet.ts'
import { startReplica, type Replica } from './replicas/replicaServer.ts'
import { trsReplica, type TrsSite } from './replicas/trsReplica.ts'

const words = { site: '测试区人民政府', host }
const published = publications({
  division: '张掖市甘州区',
  units: ['东街街道', '南街街道', '西街街道', '北街街道', '财政局', '教育局', '甘州区'],
  years: [2020, 2021, 2022, 2023],
})
const reports = published.filter(({ report }) => report !== null)
const folder = '/zwgk/zfxxgknb/'
const list = `http://${host}${folder}`
const flat: SourceFacts = { family: 'trs', list }
const deep: SourceFacts = { family: 'trs', list, descend: 2 }

const flatColumns = oneColumn(published)
const treeColumns = levelColumns(published, (year) => `${year}n`, { jd: 'jd', bm: 'bm' })

const replica = (over: Partial<TrsSite> = {}): Replica =>
  trsReplica({ words, folder, columns: () => flatColumns, perPage: 10, paging: 'from-0', ...over })
const tree = (over: Partial<TrsSite> = {}): Replica =>
  replica({ columns: () => treeColumns, perPage: 3, ...over })

const codes = ({ alarms }: Night): readonly string[] => alarms.map(({ code }) => code)

/** Ways in which the vendor's hosts were seen to differ, or may. */
const ways: readonly (readonly [string, Replica])[] = [
  ['a script that counts from 0', replica()],
  ['a script that counts from 1 and gives the rows', replica({ paging: 'from-1' })],
  ['a paging plugin', replica({ paging: 'plugin' })],
  ['a script whose numbers are variables', replica({ paging: 'variable' })],
  ['a script that nobody can read', replica({ paging: 'unreadable' })],
  ['pages that end in .htm', replica({ extension: 'htm' })],
  ['pages that end in .shtml', replica({ paging: 'from-1', extension: 'shtml' })],
  ['page 1 past the end', replica({ faults: { beyond: 'first' } })],
  ['the home page past the end', replica({ faults: { beyond: 'home' } })],
  ['another column past the end', replica({ faults: { beyond: 'other' } })],
  [
    'another column past the end that cannot be told',
    replica({ paging: 'unreadable', faults: { beyond: 'other' } }),
  ],
  ['a total one page too low', replica({ faults: { extraPages: -1 } })],
  ['a total two pages too low', replica({ paging: 'plugin', faults: { extraPages: -2 } })],
  ['news beside the list', replica({ faults: { news: true } })],
  ['GB18030', replica({ faults: { old: true } })],
]

describe.each(ways)('A TRS list with %s', (_way, server) => {
  test('gives every report once and no trap', async () => {
    const { night, asked } = await oneSite([flat], server)
    const first = await night()
    expect(first.alarms.filter(({ fails }) => fails)).toEqual([])
    expectAllReports(first, published)
    expect(asked().length).toBeGreaterThan(3)
    expect(first.listings.map(({ rows }) => rows)).toEqual([published.length])
  })

  test('costs one request when nothing changed', async () => {
    const { night, asked } = await oneSite([flat], server)
    await night()
    asked()
    const second = await night()
    expect(asked()).toEqual([folder])
    expect(second.listings).toMatchObject([{ unchanged: true, complete: true }])
  })
})

describe('A TRS list that is not what it says', () => {
  test.each([
    ['pages that are missing', replica({ faults: { extraPages: 2 } })],
    ['missing pages that are the home page', replica({ faults: { extraPages: 1, beyond: 'home' } })],
    [
      'missing pages that are page 1',
      replica({ paging: 'plugin', faults: { extraPages: 1, beyond: 'first' } }),
    ],
    ['missing pages beside news', replica({ faults: { extraPages: 1, news: true } })],
  ])('%s: partial, with every report that there is', async (_what, server) => {
    const { night } = await oneSite([flat], server)
    const first = await night()
    expect(codes(first)).toEqual(['listing-partial'])
    expectAllReports(first, published)
    expect((await night()).candidates.length).toBe(reports.length)
  })

  test('a row count that news beside the list would fill up is still short', async () => {
    const rows =
      row('a', '东街街道2022年政府信息公开工作年度报告') + row('b', '南街街道2022年政府信息公开工作年度报告')
    const news = [1, 2, 3].map(
      (one) => `<li><a href="/xw/202301/t20230101_${one}00.html">举办新春招聘会</a></li>`,
    )
    const script = "<script>createPageHTML('p', 1, 1, 'index', 'html', 4);</script>"
    const { night } = await oneSite(
      [flat],
      handmade({ [folder]: column(`<ul>${rows}</ul><ul>${news.join('')}</ul>${script}`) }),
    )
    const first = await night()
    expect(codes(first)).toEqual(['listing-partial'])
    expect(first.listings).toMatchObject([{ rows: 2, declaredTotal: 4, complete: false }])
  })

  test('a number that is no row count does not pass for a whole list', async () => {
    const rows = Array.from({ length: 10 }, (_, index) =>
      row(String(index), `第${index}街道2022年政府信息公开工作年度报告`),
    )
    const script = '<script>createPageHTML(3, 0, "index", "html", "black", 10);</script>'
    const { night } = await oneSite(
      [flat],
      handmade({ [folder]: column(`<ul>${rows.join('')}</ul>${script}`) }),
    )
    expect(codes(await night())).toEqual(['listing-partial'])
  })

  test.each([
    ['a shell that scripts fill', shell],
    ['an empty list', column('<ul class="list"></ul>')],
  ])('%s in place of the list is layout-changed', async (_what, body) => {
    const { night, fault } = await oneSite([flat], replica())
    await night()
    fault({ path: folder, kind: 'page', body, times: 1 })
    const second = await night()
    expect(codes(second)).toEqual(['layout-changed'])
    expect(second.listings.every(({ complete }) => !complete)).toBe(true)
    expect((await night()).listings).toMatchObject([{ unchanged: true }])
  })

  test('a list that moved is followed to its new place, pages and all', async () => {
    const moved: Replica = ({ url }) =>
      url.pathname === '/old/nb/'
        ? { status: 301, type: 'text/html', body: '', headers: { location: folder } }
        : null
    const { night, asked } = await oneSite(
      [{ family: 'trs', list: `http://${host}/old/nb/` }],
      moved,
      replica(),
    )
    const first = await night()
    expect(first.alarms).toEqual([])
    expectAllReports(first, published)
    expect(asked()).toContain(`${folder}index_1.html`)
  })
})

describe('A TRS server written by others', () => {
  const title = '甘州区北街街道办事处2025年政府信息公开工作年度报告'
  const one = (text: string): Promise<Night> =>
    oneSite([flat], handmade({ [folder]: column(text) })).then(({ night }) => night())

  test.each([
    [
      'attributes in another order and single quotes',
      `<li><a class='x' title='${title}' href='./202601/t20260123_1501783.html' >甘州区北街…</a><em>2026-01-23</em></li>`,
    ],
    [
      'no quotes and capitals',
      `<LI><A HREF=./202601/t20260123_1501783.html>${title}</A><SPAN>[2026-01-23]</SPAN></LI>`,
    ],
    [
      'a date in a cell before',
      `<table><tr><td>2026/1/23</td><td><a href="./202601/t20260123_1501783.html">${title}</a></td></tr></table>`,
    ],
    [
      'the date inside the link',
      `<div><a href="./202601/t20260123_1501783.html"><p>${title}</p><span>2026年1月23日</span></a></div>`,
    ],
    [
      'an address without a protocol',
      `<li><a href="//${host}${folder}202601/t20260123_1501783.html">${title}</a> 2026-01-23</li>`,
    ],
    [
      'a row printed twice',
      `<li><a href="./202601/t20260123_1501783.html">${title}</a> 2026-01-23</li>`.repeat(2),
    ],
    [
      'a picture linked too',
      `<li><a href="./202601/t20260123_1501783.html"><img src="a.png"></a><a href="./202601/t20260123_1501783.html">${title}</a> 2026-01-23</li>`,
    ],
    ['the …_ext address', `<li><a href="./202601/t20260123_1501783_ext.html">${title}</a> 2026-01-23</li>`],
    [
      'an article that is the file itself',
      `<li><a href="./202601/P020260123501783.pdf">${title}</a> 2026-01-23</li>`,
    ],
    [
      'an article kept elsewhere',
      `<li><a href="../../art/view/abc.jsp?docid=9">${title}</a> 2026-01-23</li>`,
    ],
  ])('%s', async (_what, text) => {
    const { candidates } = await one(text)
    expect(candidates.map(({ link }) => [link.title, link.date])).toEqual([[title, '2026-01-23']])
  })

  test('a stale index_1 of earlier days hides no page of a list that counts from 1', async () => {
    const rows = (from: number): string =>
      Array.from({ length: 3 }, (_, index) =>
        row(String(from + index), `第${from + index}街道2022年政府信息公开工作年度报告`),
      ).join('')
    const script = '<script>$(".page").pagination("setPage", 1, 3);</script>'
    const { night } = await oneSite(
      [flat],
      handmade({
        [folder]: column(`<ul>${rows(0)}</ul>${script}`),
        [`${folder}index_1.html`]: column(`<ul>${rows(2)}</ul>${script}`),
        [`${folder}index_2.html`]: column(`<ul>${rows(3)}</ul>${script}`),
        [`${folder}index_3.html`]: column(`<ul>${rows(6)}</ul>${script}`),
      }),
    )
    const first = await night()
    expect(first.alarms.filter(({ fails }) => fails)).toEqual([])
    expect(first.candidates.length).toBe(9)
  })

  test('a list that says it has one page is believed, and asked for once', async () => {
    const body = column(
      `<ul>${row('1', '东街街道2022年政府信息公开工作年度报告')}</ul><script>createPageHTML(1, 0, "index", "html");</script>`,
    )
    const { night, asked } = await oneSite([flat], handmade({ [folder]: body }))
    expect((await night()).alarms).toEqual([])
    expect(asked()).toEqual([folder])
  })

  test('a last page whose next link leads back to the first is the end', async () => {
    const { night } = await oneSite(
      [flat],
      handmade({
        [folder]: column(
          `<ul>${row('1', '东街街道2022年政府信息公开工作年度报告')}</ul><a href="nb_b.html">下一页</a>`,
        ),
        [`${folder}nb_b.html`]: column(
          `<ul>${row('2', '南街街道2022年政府信息公开工作年度报告')}</ul><a href="./">下一页</a>`,
        ),
      }),
    )
    const first = await night()
    expect(first.alarms).toEqual([])
    expect(first.candidates.length).toBe(2)
  })

  test('a list of two pages whose first gives a next link needs no script', async () => {
    const next = '<a href="index_1.html">下一页</a>'
    const { night } = await oneSite(
      [flat],
      handmade({
        [folder]: column(`<ul>${row('1', '东街街道2022年政府信息公开工作年度报告')}</ul>${next}`),
        [`${folder}index_1.html`]: column(`<ul>${row('2', '南街街道2022年政府信息公开工作年度报告')}</ul>`),
      }),
    )
    expect((await night()).candidates.length).toBe(2)
  })
})

describe('Columns below the 年报 column', () => {
  test.each([
    ['by year', yearColumns(published, (year) => `${year}nb`), 1],
    ['by year and level', treeColumns, 2],
  ])('%s are listed each as an endpoint of its own', async (_what, columns, descend) => {
    const { night } = await oneSite([{ family: 'trs', list, descend }], tree({ columns: () => columns }))
    const first = await night()
    expect(first.alarms).toEqual([])
    expectAllReports(first, published)
    expect(first.listings.length).toBe(columns.length)
    expect(first.listings.map(({ column }) => column)).toContain('政府信息公开年报 > 2022年')
  })

  test('cost one request each when nothing changed', async () => {
    const { night, asked } = await oneSite([deep], tree())
    await night()
    asked()
    const second = await night()
    expect(asked().length).toBe(treeColumns.length)
    expect(second.listings.every(({ unchanged }) => unchanged)).toBe(true)
    expect(second.alarms).toEqual([])
  })

  test('no deeper than the option says', async () => {
    const { night } = await oneSite([{ family: 'trs', list, descend: 1 }], tree())
    expect(new Set((await night()).listings.map(({ endpoint }) => endpoint.split('/').length))).toEqual(
      new Set([6, 7]),
    )
  })

  test('a new year is listed the night it appears', async () => {
    let columns: readonly ReplicaColumn[] = treeColumns.filter(({ path }) => !path.startsWith('2023'))
    const { night } = await oneSite([deep], tree({ columns: () => columns }))
    await night()
    columns = treeColumns
    const second = await night()
    expect(second.alarms).toEqual([])
    expect(new Set(second.candidates.map(({ link }) => /\/(\d{4})n\//u.exec(link.url)?.[1]))).toEqual(
      new Set(['2023']),
    )
  })

  test.each([
    ['gone', 404, 'not-found'],
    ['broken', 500, 'server-error'],
    ['closed', 403, 'blocked'],
  ])('one that is %s is told by its name and stops no other', async (_what, status, code) => {
    const { night, fault } = await oneSite([deep], tree())
    fault({ path: `${folder}2022n/jd/`, kind: 'status', status, times: 1 })
    const first = await night()
    expect(first.alarms).toMatchObject([{ code, endpoint: `${list}2022n/jd/` }])
    const left = published.filter(({ report }) => !(report?.year === 2022 && report.unit.endsWith('街道')))
    expectAllReports(first, left)
    expect(first.listings.filter(({ complete }) => !complete).length).toBe(1)
    const second = await night()
    expect(second.alarms).toEqual([])
    expect(second.candidates.length).toBe(
      reports.length - left.filter(({ report }) => report !== null).length,
    )
  })

  test('one that the tree no longer shows and that is broken is told as well', async () => {
    let columns: readonly ReplicaColumn[] = treeColumns
    const { night, fault } = await oneSite([deep], tree({ columns: () => columns }))
    await night()
    columns = treeColumns.filter(({ path }) => !path.startsWith('2020'))
    fault({ path: `${folder}2020n/jd/`, kind: 'status', status: 500, times: 1 })
    expect((await night()).alarms).toMatchObject([{ code: 'server-error', endpoint: `${list}2020n/jd/` }])
  })

  test('two that fail are two alarms', async () => {
    const { night, fault } = await oneSite([deep], tree())
    fault({ path: `${folder}2022n/jd/`, kind: 'status', status: 500, times: 1 })
    fault({ path: `${folder}2020n/bm/`, kind: 'status', status: 404, times: 1 })
    const endpoints = (await night()).alarms.map(({ endpoint }) => endpoint)
    expect(endpoints).toEqual([`${list}2022n/jd/`, `${list}2020n/bm/`])
  })

  test('one whose second page fails keeps its rows, is told, and stops no other', async () => {
    const { night, fault } = await oneSite([deep], tree())
    fault({ path: `${folder}2022n/jd/index_1`, kind: 'status', status: 500, times: 1 })
    const first = await night()
    expect(new Set(codes(first))).toEqual(new Set(['listing-partial', 'server-error']))
    expect(first.candidates.length).toBe(reports.length - 1)
    expectAllReports(await night({ mode: 'everything' }), published)
  })

  test('a host that asks for a slower pace is asked for no other column', async () => {
    const { night, fault, asked } = await oneSite([deep], tree())
    fault({ path: `${folder}2023n/`, kind: 'status', status: 429, times: 1 })
    expect(codes(await night())).toEqual(['throttled'])
    expect(asked().length).toBe(2)
  })

  test('one that was taken from the tree and from the site is forgotten', async () => {
    let columns: readonly ReplicaColumn[] = treeColumns
    const { night, asked } = await oneSite([deep], tree({ columns: () => columns }))
    await night()
    columns = treeColumns.filter(({ path }) => !path.startsWith('2020'))
    // the reports that went with it are named once, and nothing fails
    const after = (await night()).alarms
    expect(new Set(after.map(({ code, fails }) => `${code} ${fails}`))).toEqual(
      new Set(['listing-shrank false']),
    )
    asked()
    expect((await night()).alarms).toEqual([])
    expect(asked().length).toBe(columns.length)
  })

  test('years beside the column, where its page names them as annual reports, are listed as well', async () => {
    const leaf = (number: string, title: string): string => column(`<ul>${row(number, title)}</ul>`)
    const { night } = await oneSite(
      [{ family: 'trs', list, descend: 1 }],
      handmade({
        [folder]: column(
          `<ul>${row('1', '东街街道2022年政府信息公开工作年度报告')}</ul><a href="../nb2021/">2021年政府信息公开年报</a><a href="/zwgk/gknb2020/">2020年</a><a href="/zwgk/ys/2021/">2021年</a><a href="/zwgk/zfxxgknb2/">政府信息公开年报</a>`,
        ),
        '/zwgk/nb2021/': leaf('2', '东街街道2021年政府信息公开工作年度报告'),
        '/zwgk/gknb2020/': leaf('3', '东街街道2020年政府信息公开工作年度报告'),
      }),
    )
    const first = await night()
    expect(first.alarms).toEqual([])
    expect(first.candidates.map(({ year }) => year)).toEqual([2022, 2021, 2020])
  })

  test('those that the page no longer links are listed all the same, and that is said', async () => {
    const { night, fault } = await oneSite([deep], tree())
    await night()
    const bare = column('<ul class="menu"></ul>')
    fault({ path: folder, kind: 'page', body: bare, times: 1 })
    const lost = await night()
    expect(codes(lost)).toEqual(['layout-changed'])
    const top = column(`<ul>${row('1', '东街街道2024年政府信息公开工作年度报告')}</ul>`)
    fault({ path: folder, kind: 'page', body: top, times: 1 })
    const hidden = await night()
    expect(codes(hidden)).toEqual(['layout-changed'])
    expect(hidden.listings.filter(({ unchanged }) => unchanged).length).toBeGreaterThan(8)
  })

  test('a shell that scripts fill is partial, an empty column is not', async () => {
    const empty: ReplicaColumn = { path: '2024n', name: '2024年', publications: [] }
    const { night, fault } = await oneSite([deep], tree({ columns: () => [...treeColumns, empty] }))
    expect((await night()).alarms).toEqual([])
    fault({ path: `${folder}2024n/`, kind: 'page', body: shell, times: 1 })
    expect((await night({ mode: 'everything' })).alarms).toMatchObject([
      { code: 'listing-partial', endpoint: `${list}2024n/` },
    ])
  })

  test('are found by 更多, by index.html, with www., and in a menu that the markup calls navigation', async () => {
    const leaf = (number: string, title: string): string => column(`<ul>${row(number, title)}</ul>`)
    const { night } = await oneSite(
      [deep],
      handmade({
        [folder]: column(
          `<h3>2021年</h3><a href="./2021/">更多&gt;&gt;</a><nav><a href="2022/index.html"><img src="a.png">2022年</a></nav><a href="http://test.gov.cn${folder}2022/">2022</a><a href="zn/">政府信息公开指南</a><a href="http://${host}/zwgk/gd/">2020年</a><a href="index_2.html">2</a>`,
        ),
        [`${folder}2021/`]: leaf('1', '东街街道2021年政府信息公开工作年度报告'),
        [`${folder}2022/index.html`]: leaf('2', '东街街道2022年政府信息公开工作年度报告'),
      }),
    )
    const first = await night()
    expect(first.alarms).toEqual([])
    expect(first.listings.map(({ column: name }) => name)).toEqual([
      '政府信息公开年报',
      '政府信息公开年报 > 2021',
      '政府信息公开年报 > 2022年',
    ])
    expect(first.candidates.length).toBe(2)
  })

  test('are asked for at the host that the site file names, with the name that tells most', async () => {
    const { night } = await oneSite(
      [deep],
      handmade({
        [folder]: column(
          `<a href="https://test.gov.cn${folder}2022/">更多</a><a href="./2022/">2022年</a><a href="./wz/">政府网站年报</a><a href="./wzzx/">网站管理中心</a>`,
        ),
        [`${folder}2022/`]: column(`<ul>${row('1', '东街街道2022年政府信息公开工作年度报告')}</ul>`),
        [`${folder}wzzx/`]: column(`<ul>${row('2', '网站管理中心2022年政府信息公开工作年度报告')}</ul>`),
      }),
    )
    const first = await night()
    expect(first.alarms).toEqual([])
    expect(first.listings.map(({ endpoint, column: name }) => [endpoint, name]).slice(1)).toEqual([
      [`${list}2022/`, '政府信息公开年报 > 2022年'],
      [`${list}wzzx/`, '政府信息公开年报 > 网站管理中心'],
    ])
  })

  test('are asked for at the host that the site file names, where the page links another form of it', async () => {
    const { night } = await oneSite(
      [deep],
      handmade({
        [folder]: column(`<a href="https://test.gov.cn${folder}2022/">2022年</a>`),
        [`${folder}2022/`]: column(`<ul>${row('1', '东街街道2022年政府信息公开工作年度报告')}</ul>`),
      }),
    )
    expect((await night()).candidates.length).toBe(1)
  })

  test('whose names do not say 年报 are columns of reports all the same: a row that names only a unit is looked at', async () => {
    const plain = (body: string): string =>
      `<html><head><meta name="ColumnName" content="年报"></head><body>${body}</body></html>`
    const { night } = await oneSite(
      [deep],
      handmade({
        [folder]: plain('<a href="./jd/">街道</a>'),
        [`${folder}jd/`]: plain(`<ul>${row('1', '东街街道办事处')}</ul>`),
      }),
    )
    const { candidates } = await night()
    expect(candidates.map(({ link, verdict }) => [link.title, verdict])).toEqual([
      ['东街街道办事处', 'unclear'],
    ])
  })

  test('that link each other are each listed with their own levels', async () => {
    const years =
      '<a href="/zwgk/nb2021/">2021年政府信息公开年报</a><a href="/zwgk/nb2022/">2022年政府信息公开年报</a>'
    const year = (number: string): string =>
      column(
        `${years}<a href="./jd/">街道</a><ul>${row(number, `东街街道${number}年政府信息公开工作年度报告`)}</ul>`,
      )
    const { night } = await oneSite(
      [deep],
      handmade({
        [folder]: column(years),
        '/zwgk/nb2021/': year('2021'),
        '/zwgk/nb2022/': year('2022'),
        '/zwgk/nb2021/jd/': column(`<ul>${row('1', '西街街道2021年政府信息公开工作年度报告')}</ul>`),
        '/zwgk/nb2022/jd/': column(`<ul>${row('2', '西街街道2022年政府信息公开工作年度报告')}</ul>`),
      }),
    )
    const first = await night()
    expect(first.alarms).toEqual([])
    expect(first.candidates.length).toBe(4)
  })

  test('lead from units to their 年报 where the tree begins with units', async () => {
    const units = { jjdbsc: '前进街街道办事处', czj: '财政局', zcwj: '政策文件' }
    const top = Object.entries(units).map(([slug, name]) => `<li><a href="./${slug}/">${name}</a></li>`)
    const unitPage = (name: string): string =>
      `<html><head><meta name="ColumnName" content="${name}"></head><body><a href="./xxgkzn/">信息公开指南</a><a href="./xxgknb_9490/">信息公开年报</a><a href="/">首页</a><ul><li><a href="./202501/t20250101_1.html">公示</a></li></ul></body></html>`
    const leaf = (number: string): string =>
      `<html><head><meta name="ColumnName" content="信息公开年报"></head><body><ul>${row(number, '2024年政府信息公开工作年度报告')}</ul></body></html>`
    const { night, asked } = await oneSite(
      [{ family: 'trs', list: `http://${host}/zwgk/bmml/`, descend: 2 }],
      handmade({
        '/zwgk/bmml/': `<html><head><meta name="ColumnName" content="部门信息公开目录"></head><body><ul>${top.join('')}</ul></body></html>`,
        '/zwgk/bmml/jjdbsc/': unitPage('前进街街道办事处'),
        '/zwgk/bmml/czj/': unitPage('财政局'),
        '/zwgk/bmml/jjdbsc/xxgknb_9490/': leaf('1'),
        '/zwgk/bmml/czj/xxgknb_9490/': leaf('2'),
      }),
    )
    const first = await night()
    expect(first.alarms).toEqual([])
    expect(first.candidates.map(({ column: name }) => name)).toEqual([
      '部门信息公开目录 > 前进街街道办事处 > 信息公开年报',
      '部门信息公开目录 > 财政局 > 信息公开年报',
    ])
    expect(asked().length).toBe(5 + 4) // the tree, and both guesses at a second page of each list
  })

  test('are bounded: a site without end is no tree', async () => {
    const endless: Replica = ({ url }) => ({
      type: 'text/html',
      body: column(
        Array.from({ length: 30 }, (_, index) => `<a href="${url.pathname}${index}x/">${index}年度</a>`).join(
          '',
        ),
      ),
    })
    const { night } = await oneSite([{ family: 'trs', list, descend: 4 }], endless)
    expect(codes(await night())).toContain('listing-partial')
  })
})

describe('A TRS column that keeps its list in a frame', () => {
  const outer = column(
    '<iframe src="http://elsewhere.cn/x.html"></iframe><IFRAME SRC="../list/nb.html"></IFRAME>',
  )
  const inner = `<ul>${row('1', '东街街道2022年政府信息公开工作年度报告')}</ul><script>createPageHTML(2, 0, "nb", "html")</script>`
  const second = `<ul>${row('2', '南街街道2022年政府信息公开工作年度报告')}</ul>`
  const pages = { [folder]: outer, '/zwgk/list/nb.html': inner, '/zwgk/list/nb_1.html': second }

  test('is listed from the frame, under the name of the column, for one request a night', async () => {
    const { night, asked } = await oneSite([flat], handmade(pages))
    const first = await night()
    expect(first.alarms).toEqual([])
    expect(first.candidates.map(({ column: name }) => name)).toEqual(['政府信息公开年报', '政府信息公开年报'])
    asked()
    expect((await night()).listings).toMatchObject([{ unchanged: true, endpoint: list }])
    expect(asked()).toEqual(['/zwgk/list/nb.html'])
  })

  test('is looked up again when the frame is gone', async () => {
    const { night, fault, asked } = await oneSite([flat], handmade(pages))
    await night()
    asked()
    fault({ path: '/zwgk/list/nb.html', kind: 'status', status: 404, times: 1 })
    expect((await night()).listings).toMatchObject([{ unchanged: true }])
    expect(asked().length).toBe(3)
  })

  test('is layout-changed when the frame holds no list', async () => {
    const { night } = await oneSite([flat], handmade({ [folder]: outer, '/zwgk/list/nb.html': shell }))
    expect(codes(await night())).toEqual(['layout-changed'])
  })
})

test('A total that a script sets to 0 at first says nothing', async () => {
  const { night } = await oneSite(
    [flat],
    handmade({
      [folder]: column(
        `<ul>${row('1', '东街街道2022年政府信息公开工作年度报告')}</ul><script>var pageCount = 0; load()</script>`,
      ),
      [`${folder}index_1.html`]: column(`<ul>${row('2', '南街街道2022年政府信息公开工作年度报告')}</ul>`),
    }),
  )
  expect((await night()).candidates.length).toBe(2)
})

test('A TRS page is recognised by its own family before any other', async () => {
  const server = await startReplica([replica({ paging: 'plugin' })])
  const get = replicaGet({ [host]: server.origin })
  const [one] = reports
  const article = `${list}${one?.published.slice(0, 7).replace('-', '') ?? ''}/t${one?.published.replaceAll('-', '') ?? ''}_${one?.number ?? 0}.html`
  for (const url of [list, article]) {
    const page = await get({ url })
    expect(familyNames.find((name) => familyOf(name).detect(page))).toBe('trs')
  }
  await server.close()
})

function column(body: string): string {
  return `<html><head><meta charset="utf-8"><title>政府信息公开年报</title><meta name="ColumnName" content="政府信息公开年报"></head><body><a href="/">首页</a>${body}</body></html>`
}

function row(number: string, title: string): string {
  return `<li><a href="./202301/t20230115_90${number}.html">${title}</a><span>2023-01-15</span></li>`
}
