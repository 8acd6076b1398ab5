import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { familyNames, familyOf } from '../src/families/families.ts'
import type { SourceFacts } from '../src/sites/defineSite.ts'
import { expectAllReports } from './replicas/expectAllReports.ts'
import { handmade, shell } from './replicas/handmade.ts'
import { lonsunReplica, type LonsunSite } from './replicas/lonsunReplica.ts'
import { host, oneSite } from './replicas/oneSite.ts'
import { publications } from './replicas/publications.ts'
import type { Night } from './replicas/readListing.ts'
import { replicaGet } from './replicas/replicaGet.ts'
import { startReplica, type Replica } from './replicas/replicaServer.ts'
import { nianbao } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const words = { site: '测试县人民政府', host }
const units = { 中都街道: 161057226, 府城镇: 161057227, 财政局: 161057301 }
const published = publications({
  division: '滁州市凤阳县',
  units: Object.keys(units),
  years: [2019, 2020, 2021, 2022, 2023],
})
const query = '?type=3&action=list&nav=4&isNianbao=1'
const path = '/public/column/161057226'
const list = `http://${host}${path}${query}`
const all: SourceFacts = { family: 'lonsun', list, units: true }
const one: SourceFacts = { family: 'lonsun', list }

const replica = (over: Partial<LonsunSite> = {}): Replica =>
  lonsunReplica({ words, units, publications: () => published, perPage: 15, reports: 'query', ...over })
const codes = ({ alarms }: Night): readonly string[] => alarms.map(({ code }) => code)
const titles = ({ candidates }: Night): readonly string[] => candidates.map(({ link }) => link.title)
const urls = ({ candidates }: Night): readonly string[] =>
  candidates.map(({ link }) => link.url.replace(`http://${host}`, ''))

/** A page of the vendor as another site has it: rows, and what stands around them. */
const listPage = (rows: string, around = ''): string =>
  `<html><head><title>信息公开</title></head><body>${around}<ul class='doc_list'>${rows}</ul></body></html>`

describe.each<readonly [string, Replica]>([
  ['reports that are a query of their unit', replica()],
  ['reports that are articles', replica({ reports: 'article' })],
  ['a tree of units that a script draws', replica({ tree: 'script' })],
  ['several pages', replica({ perPage: 4 })],
  ['several pages and no pager', replica({ perPage: 4, pager: 'none' })],
  ['page 1 past the end', replica({ perPage: 4, pager: 'none', faults: { beyond: 'first' } })],
  ['the home page past the end', replica({ perPage: 4, pager: 'none', faults: { beyond: 'home' } })],
  ['a page less declared than there is', replica({ perPage: 6, faults: { extraPages: -1 } })],
  ['news beside the list', replica({ faults: { news: true } })],
  ['pages that do not call themselves 年报', replica({ columnName: '中都街道' })],
  ['GB18030', replica({ faults: { old: true } })],
])('A Lonsun site with %s', (_way, server) => {
  test('gives every report of every unit once and no trap, and an unchanged night costs one request for each unit', async () => {
    const { night, asked } = await oneSite([all], server)
    const first = await night()
    // a total that is too low only warns
    expect(first.alarms.filter(({ fails }) => fails)).toEqual([])
    expectAllReports(first, published)
    asked()
    const second = await night()
    expect(second.listings.map(({ unchanged }) => unchanged)).toEqual([true, true, true])
    expect(asked()).toEqual(Object.values(units).map((unit) => `/public/column/${unit}${query}`))
  })
})

test('The list of one unit alone gives its own reports', async () => {
  const { night } = await oneSite([one], replica())
  const first = await night()
  expect(first.alarms).toEqual([])
  expectAllReports(
    first,
    published.filter(({ report }) => report === null || report.unit === '中都街道'),
  )
})

test('Reports of one path that differ in the query alone are as many reports, in whatever order a query names its parts', async () => {
  const row = (search: string, title: string): string => `<li><a href="?${search}">${title}</a></li>`
  const rows = [
    row('type=3&action=detail&nav=3&title=2023', '2023年'),
    row('type=3&action=detail&nav=3&title=2022', '2022年'),
    row('title=2023&nav=3&sub=&action=detail&type=3', '2023年'),
  ]
  const { night } = await oneSite([one], handmade({ [path + query]: listPage(rows.join('')) }))
  const first = await night()
  expect(urls(first)).toEqual([
    `${path}?type=3&action=detail&nav=3&title=2023`,
    `${path}?type=3&action=detail&nav=3&title=2022`,
  ])
  expect(first.ignored.map(({ reason }) => reason)).toEqual(['duplicate'])
})

test('A report counts for the year that its address names where its title names none, else for that of its title', async () => {
  const row = (year: string, title: string): string =>
    `<li><a href="?type=3&action=detail&nav=3&title=${year}">${title}</a></li>`
  const rows = [
    row('2023', '查看全文'),
    row('2022', '中都街道政府信息公开年报'),
    row('1', '2021年'),
    row('2020-2019', '详情'),
    row('2018', '2017年'),
  ]
  const { night } = await oneSite([one], handmade({ [path + query]: listPage(rows.join('')) }))
  const first = await night()
  expect(first.candidates.map(({ year }) => year)).toEqual([2023, 2022, 2021, null, 2017])
  expect(first.listings[0]?.counts).toEqual({ 2017: 1, 2021: 1, 2022: 1, 2023: 1, unknown: 1 })
})

test('An ordinary column goes on under its number where its first page has a path of words', async () => {
  const row = (year: number): string =>
    `<li class="odd"><a href="http://${host}/zwgk/nb/1${year}.html" title="测试县${year}年政府信息公开年度报告">测试县${year}年政…</a><span class="date">${year + 1}-01-20</span></li>`
  const pager = (current: number): string =>
    `<script>Ls.pagination("#page_6791573", function(pageIndex){ location.href='https://${host}/content/column/6791573?pageIndex=' + pageIndex;},{currPage: (${current - 1}+1),pageCount:3});</script>`
  const at = (number: number, ...years: readonly number[]): string =>
    listPage(years.map(row).join(''), pager(number))
  const { night, asked } = await oneSite(
    [{ family: 'lonsun', list: `http://${host}/zwgk/nb/index.html` }],
    handmade({
      '/zwgk/nb/index.html': at(1, 2023, 2022),
      '/content/column/6791573?pageIndex=2': at(2, 2021, 2020),
      '/content/column/6791573?pageIndex=3': at(3, 2019),
    }),
  )
  const first = await night()
  expect(first.alarms).toEqual([])
  expect(titles(first)).toEqual(
    [2023, 2022, 2021, 2020, 2019].map((year) => `测试县${year}年政府信息公开年度报告`),
  )
  expect(asked()[1]).toBe('/content/column/6791573?pageIndex=2')
})

test('Columns, which have numbers as articles do, are no reports', async () => {
  const menu = `<ul><li><a href="/content/column/6797011">政府信息公开年报</a></li><li><a href="${path}?type=4&catId=7">2022年政府信息公开年报</a></li></ul>`
  const row = `<li><a href="/public/161057226/1104712345.html">中都街道2023年政府信息公开年度报告</a></li>`
  const { night } = await oneSite([one], handmade({ [path + query]: listPage(row, menu) }))
  expect(urls(await night())).toEqual(['/public/161057226/1104712345.html'])
})

test('An article is one at both of its addresses', async () => {
  const row = (href: string): string => `<li><a href='${href}'>中都街道2023年政府信息公开年度报告</a></li>`
  const rows = row('/public/161057226/1104712345.html') + row('/public/content/1104712345')
  const { night } = await oneSite([one], handmade({ [path + query]: listPage(rows) }))
  expect((await night()).candidates.length).toBe(1)
})

describe('Units that a page names', () => {
  const row = (unit: string): string =>
    `<li><a href="/public/column/${unit}?type=3&amp;action=detail&amp;title=2023">2023年</a></li>`

  test('are asked for in the section of reports where the page is another one, and those of other hosts are not', async () => {
    const tree = `<a href="//${host}/zwgk/public/column/71?type=2">公开指南</a> <a href="../zwgk/public/column/71">望疃镇</a>
      <a href="http://www.chuzhou.gov.cn/public/column/9?type=2">上级</a> <a href="/zwgk/public/column/72?type=4&catId=1&action=list">教育局</a>`
    const { night, asked } = await oneSite(
      [{ family: 'lonsun', list: `http://${host}/zwgk/index.html`, units: true }],
      handmade({
        '/zwgk/index.html': `<html><body>${tree}<p><a href="/xwdt/101001.html">县政务公开办公室</a></p></body></html>`,
        [`/zwgk/public/column/71${query}`]: listPage(row('71')),
        [`/zwgk/public/column/72${query}`]: listPage(row('72')),
      }),
    )
    const first = await night()
    expect(first.alarms).toEqual([])
    expect(first.candidates.map(({ column }) => column)).toEqual([
      '望疃镇 > 政府信息公开年报',
      '教育局 > 政府信息公开年报',
    ])
    asked()
    await night()
    expect(asked().length).toBe(3)
  })

  test('are listed also when the page shows one of them no more, until they are gone', async () => {
    let shown: LonsunSite['units'] = units
    let there: LonsunSite['units'] = units
    const { night } = await oneSite([all], (asked) => {
      const isTop = asked.url.pathname === path
      return replica({ units: isTop ? shown : there })(asked)
    })
    await night()
    shown = { 中都街道: 161057226, 财政局: 161057301 }
    expect((await night()).listings.length).toBe(3)
    there = shown
    const last = await night()
    expect(last.listings.length).toBe(2)
    expect(codes(last)).toEqual(['listing-shrank'])
  })

  test('must be there: a page that names none is layout-changed, once its own reports are listed', async () => {
    const { night } = await oneSite([all], replica({ tree: 'none' }))
    const first = await night()
    expect(codes(first)).toEqual(['layout-changed'])
    expect(first.candidates.length).toBe(5)
  })

  test('that fail stop no others and are told', async () => {
    const { night, fault } = await oneSite([all], replica())
    fault({ path: '/public/column/161057227', kind: 'status', status: 404, times: 1 })
    const first = await night()
    expect(codes(first)).toContain('not-found')
    expect(first.candidates.length).toBe(10)
    expectAllReports(await night({ mode: 'everything' }), published)
  })

  test('that have no report yet are no fault', async () => {
    const { night } = await oneSite([all], replica({ units: { ...units, 新设镇: 161057400 } }))
    const first = await night()
    expect(first.alarms).toEqual([])
    expectAllReports(first, published)
  })

  test('whose page scripts fill are partial', async () => {
    const { night, fault } = await oneSite([all], replica())
    fault({ path: '/public/column/161057227', kind: 'page', body: shell, times: 1 })
    expect(codes(await night())).toEqual(['listing-partial'])
  })
})

describe('A Lonsun list that is not what it says', () => {
  test.each<readonly [string, Partial<LonsunSite>]>([
    ['declares more pages than there are', { perPage: 6, faults: { extraPages: 1 } }],
    ['gives page 1 whatever page is asked for', { perPage: 60, faults: { extraPages: 2, beyond: 'first' } }],
  ])('is partial when it %s', async (_way, over) => {
    const { night } = await oneSite([one], replica(over))
    expect(codes(await night())).toEqual(['listing-partial'])
  })

  test('is read where it moved to on its host', async () => {
    const { night, fault } = await oneSite([one], replica({ perPage: 6 }))
    fault({ path, kind: 'redirect', location: `/public/column/161057227${query}`, times: 1 })
    const first = await night()
    expect(first.alarms).toEqual([])
    expect(first.candidates.length).toBe(5)
  })

  test('a page that scripts fill is layout-changed', async () => {
    const { night, fault } = await oneSite([one], replica())
    fault({ path, kind: 'page', body: shell, times: 1 })
    expect(codes(await night())).toEqual(['layout-changed'])
  })

  test('an empty list is an alarm', async () => {
    const { night } = await oneSite([one], replica({ publications: () => [] }))
    expect(codes(await night())).toEqual(['layout-changed'])
  })
})

test('A Lonsun page is recognised by its own family before any other', async () => {
  const server = await startReplica([replica()])
  const page = await replicaGet({ [host]: server.origin })({ url: list })
  expect(familyNames.find((name) => familyOf(name).detect(page))).toBe('lonsun')
  await server.close()
})

test('Reports of one path whose list says nothing of them are each filed under their own unit and year', async () => {
  const silent = ['查看全文', '', '详情']
  const bare = published.map((publication, index) => ({
    ...publication,
    listed:
      publication.report === null ? publication.listed : { text: silent[index % 3] ?? '', attribute: null },
  }))
  const live = 'www.fengyang.gov.cn'
  const server = await startReplica([
    replica({ words: { site: '凤阳县人民政府', host: live }, publications: () => bare }),
  ])
  onTestFinished(() => server.close())
  const home = await temporaryFolder()
  await writeFile(join(home, 'map.json'), JSON.stringify({ [live]: server.origin }))
  const crawl = await nianbao(
    ...['crawl', 'anhui-fengyang', '--archive', join(home, 'archive'), '--replicas', join(home, 'map.json')],
    ...['--now', '2024-06-01'],
  )
  const folder = join(home, 'archive', 'anhui-fengyang', 'reports')
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json'))
  const filed = await Promise.all(
    files.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      const { year, unit } = JSON.parse(text) as { year: number; unit: { name: string } }
      return `${unit.name} ${year}`
    }),
  )
  const wanted = published.flatMap(({ report }) => (report === null ? [] : `${report.unit} ${report.year}`))
  expect(filed.sort(), crawl.stderr).toEqual(wanted.sort())
}, 60_000)
