import { describe, expect, test } from 'vitest'
import { attachmentsOf } from '../src/discover/attachments.ts'
import { familyNames, familyOf } from '../src/families/families.ts'
import type { SourceFacts } from '../src/sites/defineSite.ts'
import { oneColumn, yearColumns } from './replicas/columnReplica.ts'
import { expectAllReports } from './replicas/expectAllReports.ts'
import { handmade, shell } from './replicas/handmade.ts'
import { host, oneSite } from './replicas/oneSite.ts'
import { publications } from './replicas/publications.ts'
import type { Night } from './replicas/readListing.ts'
import { replicaGet } from './replicas/replicaGet.ts'
import { startReplica, type Replica } from './replicas/replicaServer.ts'
import { vsbReplica, type VsbSite } from './replicas/vsbReplica.ts'

const words = { site: '测试区人民政府', host }
const published = publications({
  division: '西宁市城中区',
  units: ['礼让街街道', '人民街街道', '南滩街道', '仓门街街道', '财政局', '教育局', '城中区'],
  years: [2020, 2021, 2022, 2023],
})
const reports = published.filter(({ report }) => report !== null)
const slug = '/zwgk/zfxxgknb'
const list = `http://${host}${slug}.htm`
const source: SourceFacts = { family: 'vsb', list }

const columns = oneColumn(published)
const replica = (over: Partial<VsbSite> = {}): Replica =>
  vsbReplica({
    words,
    slug,
    tree: 3969,
    owner: 1711,
    columns: () => columns,
    perPage: 10,
    pager: 'link',
    ...over,
  })

const codes = ({ alarms }: Night): readonly string[] => alarms.map(({ code }) => code)

describe.each<readonly [string, Replica]>([
  ['a total and a next link', replica()],
  ['a total alone', replica({ pager: 'total' })],
  ['numbered links alone', replica({ pager: 'numbers' })],
  ['no pager at all', replica({ pager: 'none' })],
  ['one page', replica({ perPage: 60 })],
  ['a page less declared than there is', replica({ pager: 'total', faults: { extraPages: -1 } })],
  ['two pages less declared than there are', replica({ pager: 'total', faults: { extraPages: -2 } })],
  ['page 1 past the end', replica({ pager: 'none', faults: { beyond: 'first' } })],
  ['the home page past the end', replica({ pager: 'none', faults: { beyond: 'home' } })],
  ['another column past the end', replica({ pager: 'total', faults: { beyond: 'other' } })],
  ['news beside the list', replica({ faults: { news: true } })],
  ['GB18030', replica({ faults: { old: true } })],
])('A VSB list with %s', (_way, server) => {
  test('gives every report once and no trap', async () => {
    const { night } = await oneSite([source], server)
    const first = await night()
    expect(first.alarms.filter(({ fails }) => fails)).toEqual([])
    expectAllReports(first, published)
    expect(first.listings).toMatchObject([{ rows: published.length, complete: true }])
  })

  test('costs one request when nothing changed', async () => {
    const { night, asked } = await oneSite([source], server)
    await night()
    asked()
    expect((await night()).listings).toMatchObject([{ unchanged: true }])
    expect(asked()).toEqual([`${slug}.htm`])
  })
})

describe('A VSB list that is not what it says', () => {
  test('is partial when it declares more rows than it has', async () => {
    const { night } = await oneSite([source], replica({ overstated: 3 }))
    const first = await night()
    expect(codes(first)).toEqual(['listing-partial'])
    expectAllReports(first, published)
  })

  test('is partial when it declares pages that its own total of rows cannot fill: one of the two is wrong', async () => {
    const { night } = await oneSite([source], replica({ pager: 'total', faults: { extraPages: 2 } }))
    const first = await night()
    expect(codes(first)).toEqual(['listing-partial'])
    expectAllReports(first, published)
  })

  test('is partial when a page in the middle is missing, and gives all others', async () => {
    const { night, fault } = await oneSite([source], replica({ pager: 'total' }))
    fault({ path: `${slug}/3.htm`, kind: 'status', status: 404, times: 1 })
    const first = await night()
    expect(codes(first)).toEqual(['listing-partial'])
    expect(first.listings[0]?.rows).toBe(published.length - 10)
    expectAllReports(await night(), published)
  })

  test('a page that scripts fill is layout-changed', async () => {
    const { night, fault } = await oneSite([source], replica())
    fault({ path: slug, kind: 'page', body: shell, times: 1 })
    expect(codes(await night())).toEqual(['layout-changed'])
  })

  test('a list that grows between two pages loses no row and repeats none', async () => {
    const newest = published.slice(0, 1)
    let grown = false
    const { night } = await oneSite([source], (asked) => {
      const answer = replica({
        columns: () => oneColumn(grown ? published : published.slice(newest.length)),
      })(asked)
      grown = true
      return answer
    })
    const first = await night()
    expectAllReports(first, published.slice(newest.length))
    expect((await night()).candidates.length).toBeLessThanOrEqual(reports.length)
  })
})

describe('A VSB server written by others', () => {
  const title = '清水县永清镇2025年政府信息公开工作年度报告'
  const page = (body: string): string =>
    `<html><head><title>政府信息公开年报</title><meta name="ColumnName" content="政府信息公开年报"></head><body><a href="index.htm">首页</a>${body}</body></html>`

  test.each([
    [
      'rows in a table',
      `<table class="winstyle1"><tr id="lineu5_0"><td><a class="c1" href="../info/14051/919150.htm" target="_blank" title="${title}">清水县永清镇2025年…</a></td><td><span class="timestyle">2026/01/23</span></td></tr></table>`,
    ],
    [
      'single quotes and a date before',
      `<li id='line_u5_0'><i>2026-01-23</i><a title='${title}' href='/info/14051/919150.htm'>清水县…</a></li>`,
    ],
    [
      'the dynamic address',
      `<li id="line_u5_0"><a href="../content.jsp?urltype=news.NewsContentUrl&amp;wbtreeid=14051&amp;wbnewsid=919150">${title}</a>2026-01-23</li>`,
    ],
    [
      'both addresses of one article',
      `<li id="line_u5_0"><a href="../info/14051/919150.htm">${title}</a>2026-01-23</li><li id="line_u5_1"><a href="../content.jsp?urltype=news.NewsContentUrl&amp;wbnewsid=919150&amp;wbtreeid=14051">${title}</a>2026-01-23</li>`,
    ],
    [
      'a file in place of an article',
      `<li id="line_u5_0"><a href="/__local/A/BC/ABC.pdf">${title}</a>2026-01-23</li>`,
    ],
  ])('%s', async (_what, body) => {
    const { night } = await oneSite([source], handmade({ [`${slug}.htm`]: page(`<ul>${body}</ul>`) }))
    const { candidates } = await night()
    expect(candidates.map(({ link }) => [link.title, link.date])).toEqual([[title, '2026-01-23']])
  })

  test('an article in two columns of the site is two articles: only the vendor’s twin addresses are one', () => {
    const identity = (url: string): string => familyOf('vsb').identity(url)
    const one = identity('http://www.tsqs.gov.cn/info/14051/919150.htm')
    expect(
      identity(
        'http://www.tsqs.gov.cn/content.jsp?urltype=news.NewsContentUrl&wbtreeid=14051&wbnewsid=919150',
      ),
    ).toBe(one)
    expect(identity('http://www.tsqs.gov.cn/info/3969/919150.htm')).not.toBe(one)
    expect(identity('http://www.tsqs.gov.cn/zwgk/nb.htm')).toBe('http://www.tsqs.gov.cn/zwgk/nb.htm')
  })
})

test('A column that has only a dynamic address is paged by its own links', async () => {
  const dynamic: SourceFacts = {
    family: 'vsb',
    list: `http://${host}/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=3969`,
  }
  const { night, asked } = await oneSite([dynamic], replica({ dynamic: true }))
  const first = await night()
  expect(first.alarms).toEqual([])
  expectAllReports(first, published)
  expect(asked().length).toBe(6)
})

test('Numbered pages of a column are no columns below it', async () => {
  const { night } = await oneSite([{ family: 'vsb', list, descend: 1 }], replica({ pager: 'numbers' }))
  const first = await night()
  expect(first.alarms).toEqual([])
  expectAllReports(first, published)
  expect(first.listings.map(({ endpoint }) => endpoint)).toEqual([list])
})

test('Columns by year below the 年报 column are listed each as an endpoint, and its numbered pages are none', async () => {
  const years = yearColumns(published, String)
  const { night, asked } = await oneSite(
    [{ family: 'vsb', list, descend: 1 }],
    replica({ columns: () => years, perPage: 4, pager: 'numbers' }),
  )
  const first = await night()
  expect(first.alarms).toEqual([])
  expectAllReports(first, published)
  expect(first.listings.length).toBe(years.length)
  asked()
  await night()
  expect(asked().length).toBe(years.length)
})

describe('Files of a VSB article', () => {
  const filed = reports.find(({ attachment }) => attachment !== null)
  test.each([
    ['download', '_content/download.jsp', true],
    ['frame', '/__local/', false],
    ['virtual', 'virtual_attach_file.vsb', false],
  ] as const)(
    '%s: the one file is found, named as the page names it, and given with a Referer only',
    async (files, address, named) => {
      const server = await startReplica([replica({ files })])
      const get = replicaGet({ [host]: server.origin })
      const url = `http://${host}/info/3969/${filed?.number ?? 0}.htm`
      const found = attachmentsOf(await get({ url }))
      expect(found.length).toBe(1)
      expect(found[0]?.url).toContain(address)
      if (named) expect(found[0]?.name).toBe(filed?.attachment?.name)
      const { body } = await get({ url: found[0]?.url ?? '', referer: url })
      expect(Buffer.from(body).subarray(0, 2).toString()).toBe('PK')
      expect((await get({ url: found[0]?.url ?? '' })).text).toContain('提示')
      await server.close()
    },
  )

  test('pictures of pages that the frame’s script lists are given as pictures', () => {
    const text =
      '<script>showVsbpdfIframe("","100%","600");var imgs=["/__local/A/1.png","/__local/A/2.png"]</script>'
    expect(
      attachmentsOf({
        url: `http://${host}/info/1/2.htm`,
        status: 200,
        headers: {},
        body: new Uint8Array(),
        text,
        sha256: '',
      }).map(({ name }) => name),
    ).toEqual(['第1页图片.png', '第2页图片.png'])
  })
})

test('A VSB page is recognised by its own family before any other', async () => {
  const server = await startReplica([replica()])
  const get = replicaGet({ [host]: server.origin })
  for (const url of [list, `http://${host}/info/3969/${reports[0]?.number ?? 0}.htm`]) {
    const page = await get({ url })
    expect(familyNames.find((name) => familyOf(name).detect(page))).toBe('vsb')
  }
  await server.close()
})
