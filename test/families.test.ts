import { describe, expect, test } from 'vitest'
import { familyOf } from '../src/families/families.ts'
import type { SourceFacts } from '../src/sites/defineSite.ts'
import { expectAllReports as expectReports } from './replicas/expectAllReports.ts'
import { jpaasReplica, type JpaasColumn } from './replicas/jpaasReplica.ts'
import { jpageReplica, type JpageColumn } from './replicas/jpageReplica.ts'
import { host, oneSite } from './replicas/oneSite.ts'
import { publications, type Publication } from './replicas/publications.ts'
import type { Night } from './replicas/readListing.ts'
import { replicaGet } from './replicas/replicaGet.ts'
import { startReplica, type Replica } from './replicas/replicaServer.ts'
import { staticReplica, type StaticSite } from './replicas/staticReplica.ts'
import { ucapReplica, type UcapSite } from './replicas/ucapReplica.ts'

/** The families of the first sites; every other has a test file of its own. */
type FamilyName = 'hanweb-jpage' | 'hanweb-jpaas' | 'ucap' | 'static-list'

const words = { site: '测试区人民政府', host }
const published = publications({
  division: '杭州市拱墅区',
  units: ['湖墅街道', '半山街道', '康桥街道', '祥符街道', '财政局', '教育局', '拱墅区'],
  years: [2020, 2021, 2022, 2023],
})
const reports = published.filter(({ report }) => report !== null)
const all = (): readonly Publication[] => published

const jpaas = (over: Partial<JpaasColumn> = {}): Replica =>
  jpaasReplica({
    words,
    column: 77,
    webId: 9,
    tagId: '信息列表',
    tplSetId: () => 'first',
    publications: all,
    cap: 10,
    store: null,
    ...over,
  })
const jpage = (over: Partial<JpageColumn> = {}): Replica =>
  jpageReplica({
    words,
    column: 78,
    webId: 9,
    unitId: 5,
    publications: all,
    perPage: 4,
    groupSize: 3,
    paging: 'startrecord',
    nextgroup: false,
    cap: 100,
    ...over,
  })
const ucap = (over: Partial<UcapSite> = {}): Replica =>
  ucapReplica({
    words,
    site: 'testqu',
    channel: 'c111273',
    publications: all,
    cap: 20,
    aggregates: true,
    generation: () => 1,
    ...over,
  })
const plain = (over: Partial<StaticSite> = {}): Replica =>
  staticReplica({
    words,
    list: '/html/public/nb.html',
    folder: '/html/4012',
    publications: all,
    perPage: 10,
    markup: 'ul',
    paging: 'link',
    overstated: 0,
    ...over,
  })

const source: Readonly<Record<FamilyName, SourceFacts>> = {
  'hanweb-jpaas': { family: 'hanweb-jpaas', column: `http://${host}/col/col77/index.html` },
  'hanweb-jpage': { family: 'hanweb-jpage', column: `http://${host}/col/col78/index.html` },
  ucap: { family: 'ucap', site: 'testqu', channel: 'c111273' },
  'static-list': { family: 'static-list', list: `http://${host}/html/public/nb.html` },
}

const expectAllReports = (night: Night, wanted: readonly Publication[] = reports): void => {
  expectReports(night, wanted)
}

const codes = ({ alarms }: Night): readonly string[] => alarms.map(({ code }) => code)

/** One case is one way in which a vendor's hosts were seen to differ. */
const ways: readonly (readonly [string, FamilyName, Replica])[] = [
  ['JPaaS that gives 10 rows at a time', 'hanweb-jpaas', jpaas()],
  ['JPaaS that gives what is asked', 'hanweb-jpaas', jpaas({ cap: 100 })],
  ['jpage stepped by startrecord', 'hanweb-jpage', jpage()],
  ['jpage stepped by page', 'hanweb-jpage', jpage({ paging: 'page' })],
  ['jpage that gives fewer rows than asked, by page', 'hanweb-jpage', jpage({ paging: 'page', cap: 5 })],
  ['jpage that gives fewer rows than asked, by record', 'hanweb-jpage', jpage({ cap: 7 })],
  ['jpage with the next group printed', 'hanweb-jpage', jpage({ nextgroup: true })],
  ['jpage complete in its first group', 'hanweb-jpage', jpage({ perPage: 30 })],
  ['UCAP that aggregates', 'ucap', ucap()],
  ['UCAP that does not', 'ucap', ucap({ aggregates: false })],
  ['UCAP that gives 3 rows at a time', 'ucap', ucap({ cap: 3 })],
  ['a static list with a next link', 'static-list', plain()],
  ['a static list in a table', 'static-list', plain({ markup: 'table' })],
  ['a static list in boxes', 'static-list', plain({ markup: 'div' })],
  ['a paging script that counts from 0', 'static-list', plain({ paging: 'script-from-0' })],
  ['a paging script that counts from 1', 'static-list', plain({ paging: 'script-from-1' })],
  [
    'a paging script that prints one convention and means another',
    'static-list',
    plain({ paging: 'misprinted-script' }),
  ],
  ['a paging plugin', 'static-list', plain({ paging: 'plugin', list: '/html/public/index.html' })],
  ['a static list with a block of newest articles beside it', 'static-list', plain({ sideBlock: true })],
  ['a static list that declares no total', 'static-list', plain({ overstated: null })],
]

/** The paging plugin only ever pages `index.html`. */
const sourceOf = (way: string, family: FamilyName): SourceFacts =>
  way === 'a paging plugin'
    ? { family: 'static-list', list: `http://${host}/html/public/index.html` }
    : source[family]

describe.each(ways)('%s', (way, family, replica) => {
  test('gives every report once and no trap, though some titles are cut', async () => {
    const { night } = await oneSite([sourceOf(way, family)], replica)
    const first = await night()
    expect(first.alarms).toEqual([])
    expectAllReports(first)
    expect(first.candidates.some(({ verdict }) => verdict === 'unclear')).toBe(family !== 'ucap')
    const declares = way !== 'a static list that declares no total'
    for (const { rows, declaredTotal } of first.listings) {
      expect(declaredTotal === null).toBe(!declares)
      expect(rows).toBeGreaterThanOrEqual(declaredTotal ?? published.length)
    }
  })

  test('is recognised by its own family before any other', async () => {
    const server = await startReplica([replica])
    const url = {
      'hanweb-jpaas': `http://${host}/col/col77/index.html`,
      'hanweb-jpage': `http://${host}/col/col78/index.html`,
      ucap: `http://${host}/testqu/c111273/${reports[0]?.published.slice(0, 7).replace('-', '') ?? ''}/c01_${reports[0]?.number ?? 0}.shtml`,
      'static-list': `http://${host}/html/public/${way === 'a paging plugin' ? 'index' : 'nb'}.html`,
    }[family]
    const page = await replicaGet({ [host]: server.origin })({ url })
    await server.close()
    const names = ['hanweb-jpage', 'hanweb-jpaas', 'ucap', 'static-list'] as const
    expect(names.find((name) => familyOf(name).detect(page))).toBe(family)
  })
})

test.each(['hex', 'number'] as const)(
  'UCAP articles with names of kind %s are each found once',
  async (names) => {
    const { night } = await oneSite([source.ucap], ucap({ names }))
    expectAllReports(await night(), published)
  },
)

describe('A night in which nothing changed', () => {
  test.each(
    Object.entries({
      'hanweb-jpaas': jpaas(),
      'hanweb-jpage': jpage(),
      ucap: ucap(),
      'static-list': plain(),
    }),
  )('costs %s one request', async (name, replica) => {
    const { night, asked } = await oneSite([source[name as FamilyName]], replica)
    const first = await night()
    expect(asked().length).toBeGreaterThan(1)
    const second = await night()
    expect(asked().length).toBe(1)
    expect(second.candidates).toEqual([])
    expect(second.listings[0]).toMatchObject({
      unchanged: true,
      complete: true,
      counts: first.listings[0]?.counts,
    })
  })

  test('costs UCAP without aggregation one request for the tree and one for each channel', async () => {
    const { night, asked } = await oneSite([source.ucap], ucap({ aggregates: false }))
    await night()
    asked()
    const second = await night()
    expect(asked().length).toBe(1 + second.listings.length)
    expect(second.listings.length).toBe(5)
    expect(second.listings.every(({ unchanged }) => unchanged)).toBe(true)
  })

  test('is walked to the end all the same when everything is to be looked at', async () => {
    const { night, asked } = await oneSite([source['static-list']], plain())
    await night()
    const pages = asked().length
    const second = await night({ mode: 'everything' })
    expect(asked().length).toBe(pages)
    expectAllReports(second)
  })
})

describe('What was remembered and is stale', () => {
  test.each(['error', 'empty'] as const)(
    'JPaaS parameters of an earlier design (%s) cost three requests more, not a wrong list',
    async (stale) => {
      let design = 'first'
      const { kept, night, asked } = await oneSite(
        [source['hanweb-jpaas']],
        jpaas({ tplSetId: () => design, cap: 100, stale }),
      )
      await night()
      design = 'second'
      kept.pasts.clear()
      asked()
      const second = await night()
      expectAllReports(second)
      expect(asked().length).toBe(4) // the stale one, the column page, the list, and whether it goes on
      await night()
      expect(asked().length).toBe(1)
    },
  )

  test.each(['404', 'empty'] as const)(
    'UCAP channel ids of before a migration (%s) are looked up again in the tree',
    async (unknown) => {
      let generation = 1
      const { night, asked } = await oneSite([source.ucap], ucap({ generation: () => generation, unknown }))
      await night()
      generation = 2
      asked()
      const second = await night()
      expectAllReports(second)
      expect(asked()[1]).toMatch(/getChannelList/u)
    },
  )

  test('UCAP shows a new year of an unaggregated channel the night it appears', async () => {
    let years = [2020, 2021]
    const some = (): readonly Publication[] =>
      published.filter(({ published: date }) => years.includes(Number(date.slice(0, 4)) - 1))
    const { night } = await oneSite([source.ucap], ucap({ aggregates: false, publications: some }))
    await night()
    years = [2020, 2021, 2022]
    const second = await night()
    expect(new Set(second.candidates.map(({ year }) => year))).toEqual(new Set([2022]))
  })

  test.each<readonly [FamilyName, Replica, number, string]>([
    ['hanweb-jpaas', jpaas(), 429, 'throttled'],
    ['hanweb-jpaas', jpaas(), 403, 'blocked'],
    ['ucap', ucap(), 429, 'throttled'],
    ['ucap', ucap(), 403, 'blocked'],
  ])(
    '%s: is not given up when the host refuses, which passes through (%#)',
    async (family, replica, status, code) => {
      const { night, fault, asked } = await oneSite([source[family]], replica)
      await night()
      asked()
      fault({ path: '/', kind: 'status', status, times: 1 })
      expect(codes(await night())).toEqual([code])
      expect(asked().length).toBe(1)
      expect((await night()).listings[0]?.unchanged).toBe(true)
    },
  )
})

describe('A listing that is not what it says', () => {
  test.each<readonly [string, FamilyName, Replica]>([
    ['JPaaS', 'hanweb-jpaas', jpaas({ overstated: 4 })],
    ['JPaaS that gives its first rows whatever is asked', 'hanweb-jpaas', jpaas({ pages: false, cap: 13 })],
    ['a jpage proxy that gives the first rows whatever is asked', 'hanweb-jpage', jpage({ paging: 'none' })],
    ['a static list', 'static-list', plain({ overstated: 5 })],
    ['a static list beside newest articles', 'static-list', plain({ overstated: 5, sideBlock: true })],
    [
      'a static list whose last pages are missing',
      'static-list',
      plain({ overstated: null, missingPages: 2 }),
    ],
    [
      'a paging script whose last pages are missing',
      'static-list',
      plain({ overstated: null, missingPages: 2, paging: 'script-from-0' }),
    ],
  ])('%s is partial, never complete, and walked again the next night', async (_what, family, replica) => {
    const { night } = await oneSite([source[family]], replica)
    const first = await night()
    expect(codes(first)).toEqual(['listing-partial'])
    expect(first.listings[0]).toMatchObject({ complete: false, past: null })
    expect((await night()).candidates.length).toBe(first.candidates.length)
  })

  test('a few repeated rows are tolerated', async () => {
    const twice = [...published.slice(0, 30), ...published.slice(29)]
    for (const [family, replica] of [
      ['hanweb-jpaas', jpaas({ publications: () => twice })],
      ['hanweb-jpage', jpage({ publications: () => twice })],
    ] as const) {
      const { night } = await oneSite([source[family]], replica)
      const first = await night()
      expect(first.alarms).toEqual([])
      expectAllReports(first)
    }
  })

  test('rows that add up by repeats alone make no whole list', async () => {
    const half = published.slice(0, 26)
    const replica = ucap({ publications: () => [...half, ...half], cap: 100 })
    const { night } = await oneSite([source.ucap], replica)
    expect(codes(await night())).toEqual(['listing-partial'])
  })

  const redesigned = '<html><body><div id="app"></div><script src="/app.js"></script></body></html>'
  test.each<readonly [FamilyName, Replica, string]>([
    ['hanweb-jpaas', jpaas(), '/col/'],
    ['hanweb-jpaas', jpaas(), '/api-gateway'],
    ['hanweb-jpage', jpage(), '/col/'],
    ['hanweb-jpage', jpage(), '/module/web/jpage/'],
    ['ucap', ucap(), '/common/getChannelList'],
    ['ucap', ucap(), '/common/search/'],
    ['static-list', plain(), '/html/public/'],
  ])('%s: a page of another design is layout-changed (%#)', async (family, replica, path) => {
    const { night, fault } = await oneSite([source[family]], replica)
    fault({ path, kind: 'page', body: redesigned, times: Number.MAX_SAFE_INTEGER })
    const first = await night()
    expect(codes(first)).toEqual(['layout-changed'])
    expect(first.listings.every(({ complete, past }) => !complete && past === null)).toBe(true)
  })

  test.each<readonly [FamilyName, Replica]>([
    ['hanweb-jpaas', jpaas({ publications: () => [] })],
    ['hanweb-jpage', jpage({ publications: () => [] })],
    ['ucap', ucap({ publications: () => [] })],
  ])('%s: an empty list is nothing-listed', async (family, replica) => {
    const { night } = await oneSite([source[family]], replica)
    expect(codes(await night())).toEqual(['nothing-listed'])
  })
})

describe('A reader who has had enough', () => {
  test.each<readonly [FamilyName, Replica]>([
    ['hanweb-jpaas', jpaas()],
    ['hanweb-jpage', jpage()],
    ['ucap', ucap()],
    ['static-list', plain()],
  ])('of %s is given no further page', async (family, replica) => {
    const server = await startReplica([replica])
    const options = Object.entries(source[family]).filter(([name]) => name !== 'family')
    const pages = familyOf(family).list(Object.fromEntries(options), {
      origin: `http://${host}`,
      get: replicaGet({ [host]: server.origin }),
      remembered: null,
      remember: () => undefined,
    })
    const first = await pages.next()
    expect(first.done).toBe(false)
    const asked = server.seen().length
    expect((await pages.next('enough')).done).toBe(true)
    expect(server.seen().length).toBe(asked)
    await server.close()
  })
})

describe('An address on a static list', () => {
  const isTaken = (url: string): boolean =>
    familyOf('static-list').detect({
      url: 'http://www.test.gov.cn/',
      status: 200,
      headers: {},
      body: new Uint8Array(),
      text: `<li><a href="${url}">题目</a></li>`,
      sha256: '',
    })

  // one of each shape in which reports were published
  test.each([
    '/art/2024/1/30/art_1229231425_4236209.html',
    '/zfxxgk/yjjd/zfxxgknb/art/2026/art_f793c650c732461fb343a36ddbaae76d.html',
    '/achengqu/c111273u/202402/c01_966990.shtml',
    '/xjnlk/c112945/202401/46aba5e181454bc798b5443c493da056.shtml',
    '/info/3969/162232.htm',
    '/index.php?c=show&id=115',
    '/gzzfxxgk/zfxxgknb/2025n/bmnb2025/202601/t20260123_1501783.html',
    '/bjsdxqrmzf/zwfw/zfxxgk/dxqzf69/2291822/2291824/2292928/index.html',
    '/detail/cid/1704/aid/126486',
    '/zfjgzy/gzsrmzfbgt/zfxxgknb/bm/2023n/content/post_9469010.html',
    '/public/column/161057226?type=3&amp;action=detail&amp;nav=3&amp;title=2023',
    '/OpennessAnnualReport/show/5843.html',
    '/nw12344/20240329/d7775c906c0b402a93cbebf4e979c002.html',
    '/zwgk/jcxxgk/zfjg/jdbsc/xgjb/xxgknb/1881520818601160706.html',
  ])('%s is an article', (url) => {
    expect(isTaken(url)).toBe(true)
  })

  test.each([
    '/',
    '/zwgk/zfxxgknb/',
    '/zwgk/zfxxgknb/index_2.html',
    '/zwgk/zfxxgknb/2023/',
    '/zwgk/2022n/',
    '/col/col1229781441/index.html',
    '/html/public/zfwj.html',
    '/achengqu/c111273/list.shtml',
    '/public/column/161057226?type=4&amp;action=list',
  ])('%s is a column', (url) => {
    expect(isTaken(url)).toBe(false)
  })
})
