import { describe, expect, test } from 'vitest'
import { familyNames, familyOf } from '../src/families/families.ts'
import type { SourceFacts } from '../src/sites/defineSite.ts'
import { expectAllReports } from './replicas/expectAllReports.ts'
import { gkmlptReplica, type GkmlptCategory, type GkmlptSite } from './replicas/gkmlptReplica.ts'
import { handmade, shell } from './replicas/handmade.ts'
import { host, oneSite } from './replicas/oneSite.ts'
import { publications } from './replicas/publications.ts'
import type { Night } from './replicas/readListing.ts'
import { replicaGet } from './replicas/replicaGet.ts'
import { startReplica, type Replica } from './replicas/replicaServer.ts'

const words = { site: '测试区人民政府', host }
const published = publications({
  division: '清远市清城区',
  units: ['凤城街道', '东城街道', '洲心街道', '横荷街道', '财政局', '教育局', '清城区'],
  years: [2020, 2021, 2022, 2023],
})
const source: SourceFacts = { family: 'gkmlpt' }
const index = '/gkmlpt/index'

const beside: readonly GkmlptCategory[] = [
  { id: 11, name: '政府信息公开指南' },
  { id: 12, name: '政府网站工作年度报表', publications: [] },
]
const inOne: readonly GkmlptCategory[] = [
  {
    id: 1,
    name: '法定主动公开内容',
    children: [...beside, { id: 20, name: '政府信息公开年报', publications: published }],
  },
]
const yearOf = (one: (typeof published)[number]): number =>
  one.report?.year ?? Number(one.published.slice(0, 4)) - 1
const years = [2020, 2021, 2022, 2023]
const byYear: readonly GkmlptCategory[] = [
  ...beside,
  {
    id: 20,
    name: '政府信息公开年度报告',
    children: years.map((year) => ({
      id: year,
      name: `${year}年`,
      publications: published.filter((one) => yearOf(one) === year),
    })),
  },
]
const site = (over: Partial<GkmlptSite> = {}): GkmlptSite => ({
  ...{ words, base: '', sid: () => 200001, tree: () => inOne },
  ...over,
})
const replica = (over: Partial<GkmlptSite> = {}): Replica => gkmlptReplica(site(over))
const codes = ({ alarms }: Night): readonly string[] => alarms.map(({ code }) => code)
const list = (category: number, page = 1, sid = 200001): string =>
  `/gkmlpt/api/all/${category}?page=${page}&sid=${sid}`

describe.each<readonly [string, Replica]>([
  ['100 rows a page', replica()],
  ['15 rows a page', replica({ perPage: 15 })],
  ['page 1 past the end', replica({ perPage: 15, beyond: 'first' })],
  ['totals in digits, one level down', replica({ perPage: 15, total: String, nested: true })],
  ['rows at the mobile twin of their article', replica({ mobile: ({ number }) => number % 2 === 0 })],
])('A gkmlpt category with %s', (_way, server) => {
  test('gives every report once and no trap, and an unchanged night costs one request', async () => {
    const { night, asked } = await oneSite([source], server)
    const first = await night()
    expect(first.alarms).toEqual([])
    expectAllReports(first, published)
    expect(first.listings).toMatchObject([
      { endpoint: `http://${host}${index}#20`, column: '政府信息公开年报' },
    ])
    asked()
    expect((await night()).listings).toMatchObject([{ unchanged: true }])
    expect(asked()).toEqual([list(20)])
  })
})

/** More rows than the API gives at a time. */
const many = publications({
  division: '清远市清城区',
  units: ['凤城街道', '东城街道', '洲心街道', '横荷街道', '源潭镇', '龙塘镇', '石角镇', '飞来峡镇'],
  years: Array.from({ length: 12 }, (_, n) => 2012 + n),
})

describe('A total of a gkmlpt category that lies', () => {
  const large = (over: Partial<GkmlptSite>): Replica =>
    replica({ tree: () => [{ id: 20, name: '年度报告', publications: many }], ...over })

  test.each(['empty', 'first', '404', 'home'] as const)(
    'low is found out, whatever answers past the end: %s',
    async (beyond) => {
      expect(many.length).toBeGreaterThan(120)
      const { night } = await oneSite([source], large({ total: () => 100, counts: 'none', beyond }))
      const first = await night()
      expect(first.listings[0]?.rows).toBe(many.length)
      expect(codes(first)).toEqual(['total-too-low'])
    },
  )

  test.each(['empty', 'first', '404'] as const)(
    'high makes the listing partial, whatever answers past the end: %s',
    async (beyond) => {
      const { night } = await oneSite([source], large({ total: (rows) => rows + 20, beyond }))
      const first = await night()
      expect(first.listings).toMatchObject([{ rows: many.length, complete: false }])
      expect(codes(first)).toEqual(['listing-partial'])
    },
  )

  test('high is told as a change of layout where a home page answers past the end', async () => {
    const { night } = await oneSite([source], large({ total: (rows) => rows + 20, beyond: 'home' }))
    expect(codes(await night())).toEqual(['layout-changed'])
  })

  test('far below what the tree counts makes it partial', async () => {
    const few = published.slice(0, 21)
    const server = replica({ tree: () => [{ id: 20, name: '政府信息公开年报', publications: few }] })
    const { night } = await oneSite([source], ({ url, ...asked }) => {
      const answer = server({ url, ...asked })
      if (answer === null || !url.pathname.includes('/api/')) return answer
      return { ...answer, body: String(answer.body).replace('"post_count":21', '"post_count":2679') }
    })
    const first = await night()
    expect(codes(first)).toEqual(['listing-partial'])
    expect(first.alarms[0]?.message).toContain('21 of 2679')
  })
})

describe('Categories below the 年报 category', () => {
  test.each<readonly [string, Partial<GkmlptSite>]>([
    ['counted alone', { counts: 'alone' }],
    ['counted with all below', { counts: 'all' }],
    ['listed above as well', { counts: 'all', aggregates: true }],
  ])('are listed each as an endpoint: %s', async (_way, over) => {
    const { night, asked } = await oneSite([source], replica({ tree: () => byYear, ...over }))
    const first = await night()
    expect(first.alarms).toEqual([])
    expectAllReports(first, published)
    expect(first.listings.map(({ column }) => column)).toEqual([
      '政府信息公开年度报告',
      ...years.map((year) => `政府信息公开年度报告 > ${year}年`),
    ])
    asked()
    expect((await night()).listings.every(({ unchanged }) => unchanged)).toBe(true)
    expect(asked()).toEqual([index, list(20), ...years.map((year) => list(year))])
  })

  test('that appear later are found', async () => {
    let tree = [...byYear]
    const { night } = await oneSite([source], replica({ tree: () => tree }))
    await night()
    const added = publications({ division: '清远市清城区', units: ['凤城街道'], years: [2024] })
    tree = [...tree, { id: 21, name: '政府信息公开年报', publications: added }]
    expectAllReports(await night(), added)
  })
})

describe('A gkmlpt site', () => {
  test('of a department lies below its path, and a category can be named by number', async () => {
    const tree: readonly GkmlptCategory[] = [{ id: 33, name: '其他', publications: published }, ...inOne]
    const options = { family: 'gkmlpt', base: '/qzfb', category: 33 } as const
    const { night, asked } = await oneSite([options], replica({ base: '/qzfb', tree: () => tree }))
    expectAllReports(await night(), published)
    expect(asked()).toEqual(['/qzfb/gkmlpt/index', '/qzfb/gkmlpt/api/all/33?page=1&sid=200001'])
  })

  test('that moved on its host is followed', async () => {
    const { night, fault } = await oneSite([source], replica({ base: '/qzfb' }))
    fault({ path: index, kind: 'redirect', location: '/qzfb/gkmlpt/index', times: 9 })
    const moved = await night()
    expect(codes(moved)).toEqual([])
    expectAllReports(moved, published)
  })

  test('whose numbers changed costs one more request and no wrong list', async () => {
    let sid = 200001
    const { night, asked } = await oneSite([source], replica({ sid: () => sid }))
    await night()
    sid = 200002
    asked()
    expect((await night()).alarms).toEqual([])
    expect(asked()).toEqual([list(20), index, list(20, 1, 200002)])
  })

  test.each<readonly [string, string, string]>([
    [
      'a column of its own',
      '/zfxxgknb/',
      `{ family: 'nfcms', list: 'http://${host}/zfxxgknb/', descend: 2 }`,
    ],
    ['another directory', '/qzfb/gkmlpt/index#77', "{ family: 'gkmlpt', base: '/qzfb', category: 77 }"],
    [
      'another host',
      'http://www.other.gov.cn/nb/',
      "{ family: 'nfcms', list: 'http://www.other.gov.cn/nb/', descend: 2 } (with www.other.gov.cn among the hosts)",
    ],
  ])(
    'whose 年报 category leads to %s says which line of the site file is right',
    async (_where, jump, line) => {
      const tree = [
        { id: 20, name: '政府信息公开年报', jump },
        { id: 21, name: '公开年报', publications: published },
      ]
      const { night } = await oneSite([source], replica({ tree: () => tree }))
      const first = await night()
      expectAllReports(first, published)
      expect(codes(first)).toEqual(['layout-changed'])
      expect(first.alarms[0]?.message.endsWith(line)).toBe(true)
      expect(codes(await night())).toEqual(['layout-changed'])
    },
  )

  test.each([
    ['a page that scripts fill', shell],
    ['a configuration that breaks off', "<script>window._CONFIG = {SID: '1', TREE: [{id: 1, </script>"],
    [
      'a tree without annual reports',
      "<script>window._CONFIG = {SID: '1', TREE: [{id: 1, name: '指南'}]}</script>",
    ],
    [
      'a tree of another shape',
      "<script>window._CONFIG = {SID: '1', TREE: [{key: 1, label: '政府信息公开年报'}]}</script>",
    ],
  ])('with %s is layout-changed', async (_what, body) => {
    const { night } = await oneSite([source], handmade({ [index]: body }))
    expect(codes(await night())).toEqual(['layout-changed'])
  })

  test('with a list that is no list is layout-changed, and an empty one an alarm', async () => {
    const { night, fault } = await oneSite([source], replica())
    fault({ path: '/gkmlpt/api/', kind: 'page', body: '{"code":403,"message":"forbidden"}', times: 1 })
    expect(codes(await night())).toEqual(['layout-changed'])
    fault({ path: '/gkmlpt/api/', kind: 'page', body: '{"articles":[],"total":0}', times: 1 })
    expect(codes(await night())).toEqual(['listing-partial']) // the tree counts more than none
  })
})

test('Rows written by others: links to other hosts are listed, twins are one, titles without markup, dates of any kind', async () => {
  const title = (unit: string): string => `清城区${unit}2023年政府信息公开工作年度报告`
  const rows = [
    {
      title: `<em>${title('财政局')}</em>`,
      url: '/gkmlpt/content/1/1662/post_1662219.html',
      create_time: '2024-01-20 08:00',
    },
    { title: title('财政局'), url: `http://${host}/gkmlpt/content/1/1662/mpost_1662219.html` },
    { title: title('财政局'), url: `//${host}/qczj/content/post_1662219.html` },
    {
      title: title('教育局'),
      type: 'url',
      url: 'http://jyj.other.gov.cn/nb/1.html',
      display_publish_time: 1705712400,
    },
    { title: title('审计局'), url: 'javascript:;', date: '2024年1月20日' },
    { title: null, url: '/gkmlpt/content/1/1662/post_1662220.html' },
  ]
  const config = `<script>var a = 1;\nvar _CONFIG={"SID":200001,"TREE":{"id":"5","name":"目录","children":[{"id":"20","name":"年报","children":null}]}}</script>`
  const { night } = await oneSite(
    [source],
    handmade({ [index]: config, [list(20)]: JSON.stringify({ articles: rows, total: '6' }) }),
  )
  const { candidates, ignored, alarms } = await night()
  expect(alarms).toEqual([])
  expect(candidates.map(({ link }) => [link.url, link.title, link.date])).toEqual([
    [`http://${host}/gkmlpt/content/1/1662/post_1662219.html`, title('财政局'), '2024-01-20'],
    ['http://jyj.other.gov.cn/nb/1.html', title('教育局'), '2024-01-20'],
    [`javascript:; ${title('审计局')}`, title('审计局'), '2024-01-20'],
    [`http://${host}/gkmlpt/content/1/1662/post_1662220.html`, '', null],
  ])
  expect(ignored.map(({ reason }) => reason)).toEqual(['duplicate', 'duplicate'])
})

test('A gkmlpt page is recognised by its own family before any other', async () => {
  const server = await startReplica([replica({ base: '/qzfb' })])
  const get = replicaGet({ [host]: server.origin })
  for (const path of [
    '/qzfb/gkmlpt/index',
    `/qzfb/gkmlpt/content/7/7000/post_${published[0]?.number ?? 0}.html`,
  ]) {
    const page = await get({ url: `http://${host}${path}` })
    expect(familyNames.find((name) => familyOf(name).detect(page))).toBe('gkmlpt')
  }
  await server.close()
})
