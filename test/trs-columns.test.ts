import { describe, expect, test } from 'vitest'
import { yearColumns, type ReplicaColumn } from './replicas/columnReplica.ts'
import { expectAllReports } from './replicas/expectAllReports.ts'
import { handmade, shell } from './replicas/handmade.ts'
import { host, oneSite } from './replicas/oneSite.ts'
import type { Replica } from './replicas/replicaServer.ts'
import {
  published,
  reports,
  folder,
  list,
  flat,
  deep,
  treeColumns,
  tree,
  codes,
  column,
  row,
} from './replicas/trsLists.ts'

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
