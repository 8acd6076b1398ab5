import { describe, expect, test } from 'vitest'
import { familyNames, familyOf } from '../src/families/families.ts'
import type { SourceFacts } from '../src/sites/defineSite.ts'
import { expectAllReports } from './replicas/expectAllReports.ts'
import { handmade, shell } from './replicas/handmade.ts'
import { host, oneSite } from './replicas/oneSite.ts'
import { opennessReplica, type OpennessSite } from './replicas/opennessReplica.ts'
import { publications } from './replicas/publications.ts'
import type { Night } from './replicas/readListing.ts'
import { replicaGet } from './replicas/replicaGet.ts'
import { startReplica, type Replica } from './replicas/replicaServer.ts'

const words = { site: '测试县人民政府', host }
const units = { 望疃镇: 174, 城关镇: 175, 审计局: 190 }
const published = publications({
  division: '利辛县',
  units: Object.keys(units),
  years: [2019, 2020, 2021, 2022, 2023],
})
const path = '/XxgkAnnualReport/showList/174/page_1.html'
const list = `http://${host}${path}`
const one: SourceFacts = { family: 'openness', list }
const all: SourceFacts = { ...one, units: true }

const replica = (over: Partial<OpennessSite> = {}): Replica =>
  opennessReplica({ words, kind: 'Xxgk', units, publications: () => published, perPage: 15, ...over })
const codes = ({ alarms }: Night): readonly string[] => alarms.map(({ code }) => code)
const urls = ({ candidates }: Night): readonly string[] =>
  candidates.map(({ link }) => link.url.replace(`http://${host}`, ''))
const listPage = (rows: string, around = ''): string =>
  `<html><head><title>信息公开</title></head><body>${around}<ul class='list'>${rows}</ul></body></html>`

describe.each<readonly [string, Replica]>([
  ['units in links', replica()],
  ['units in a script', replica({ tree: 'script' })],
  ['several pages', replica({ perPage: 4 })],
  ['several pages and no pager', replica({ perPage: 4, pager: 'none' })],
  ['page 1 past the end', replica({ perPage: 4, pager: 'none', faults: { beyond: 'first' } })],
  ['news beside the list', replica({ faults: { news: true } })],
  ['pages that do not call themselves 年报', replica({ columnName: '信息公开' })],
  ['GB18030', replica({ faults: { old: true } })],
])('A site of the family openness with %s', (_way, server) => {
  test.each([list, `http://${host}/`])(
    'gives every report of every unit once and no trap from %s, and an unchanged night costs one request for each endpoint',
    async (top) => {
      const { night, asked } = await oneSite([{ family: 'openness', list: top, units: true }], server)
      const first = await night()
      expect(first.alarms).toEqual([])
      expectAllReports(first, published)
      asked()
      const second = await night()
      expect(second.listings.every(({ unchanged }) => unchanged)).toBe(true)
      expect(asked().length).toBe(top === list ? 3 : 4)
    },
  )
})

describe('An address that only reports have', () => {
  const around = `<ul class="hot"><li><a href="/xwdt/101001.html">召开常务会议部署安全生产工作</a></li><li><a href="/xwdt/101002.html">举办新春招聘会</a></li><li><a href="/xwdt/101003.html">推进老旧小区改造</a></li></ul>`
  const rows = [
    `<li><a href="/XxgkAnnualReport/show/5848.html">查看全文</a></li>`,
    `<li><a href="/OpennessAnnualReport/show/5843">详情</a></li>`,
  ].join('')

  test('is looked at whatever its title says, also beside a longer box of news', async () => {
    const { night } = await oneSite([one], handmade({ [path]: listPage(rows, around) }))
    const first = await night()
    expect(urls(first)).toEqual(['/XxgkAnnualReport/show/5848.html', '/OpennessAnnualReport/show/5843'])
    expect(first.candidates.map(({ verdict }) => verdict)).toEqual(['unclear', 'unclear'])
  })

  test('is looked at where a picture alone links it', async () => {
    const picture = `<li><a href="/OpennessAnnualReport/show/5843.html"><img src="/2023.png"></a></li>`
    const { night } = await oneSite([one], handmade({ [path]: listPage(picture) }))
    expect(urls(await night())).toEqual(['/OpennessAnnualReport/show/5843.html'])
  })

  test('does not make a report of what its title says to be something else', async () => {
    const traps = [
      '《中都街道2023年政府信息公开工作年度报告》解读',
      '关于做好2023年政府信息公开工作年度报告编制工作的通知',
      '2023年政府网站工作年度报表',
    ]
    const row = (title: string, index: number): string =>
      `<li><a href="/XxgkAnnualReport/show/${index}.html" title="${title}">${title}</a></li>`
    const { night } = await oneSite([one], handmade({ [path]: listPage(rows + traps.map(row).join('')) }))
    expect((await night()).ignored.map(({ reason }) => reason)).toEqual([
      'explanation',
      'notice',
      'government-website',
    ])
  })
})

test('The lists of units are of the kind that the host has, whatever page of theirs is linked', async () => {
  const menu = `<a href="/BranchOpennessContent/showList/15/85522/page_1.html">公安局</a><a href="/OpennessGuide/showList/16">税务局</a><a href="/News/showList/457/page_1.html">要闻</a>`
  const { night, asked } = await oneSite(
    [{ family: 'openness', list: `http://${host}/`, units: true }],
    handmade({ '/': `<html><body>${menu}</body></html>` }),
  )
  await night()
  expect(asked()).toEqual([
    '/',
    '/OpennessAnnualReport/showList/15/page_1.html',
    '/OpennessAnnualReport/showList/16/page_1.html',
  ])
})

test('Lists are no reports, also where they are named as one', async () => {
  const menu = `<ul><li><a href="/XxgkAnnualReport/showList/175/page_1.html">城关镇2022年政府信息公开年报</a></li><li><a href="/XxgkContent/showList/1741">政府信息公开年报</a></li></ul>`
  const row = `<li><a href="/XxgkAnnualReport/show/5848.html">望疃镇2023年政府信息公开年度报告</a></li>`
  const { night } = await oneSite([one], handmade({ [path]: listPage(row, menu) }))
  expect(urls(await night())).toEqual(['/XxgkAnnualReport/show/5848.html'])
})

describe('A list of the family openness that is not what it says', () => {
  test('is layout-changed when scripts fill it, or when it names no unit although units are wanted', async () => {
    const { night, fault } = await oneSite([all], replica({ tree: 'none' }))
    const first = await night()
    expect(codes(first)).toEqual(['layout-changed'])
    expect(first.candidates.length).toBe(5)
    fault({ path, kind: 'page', body: shell, times: 1 })
    expect(codes(await night())).toEqual(['layout-changed'])
  })

  test('is partial when a page is missing that another links', async () => {
    const { night, fault } = await oneSite([one], replica({ perPage: 6 }))
    fault({ path: path.replace('page_1', 'page_2'), kind: 'status', status: 404, times: 1 })
    const first = await night()
    expect(codes(first)).toEqual(['listing-partial'])
    const whole = await night({ mode: 'everything' })
    expectAllReports(
      whole,
      published.filter(({ report }) => report === null || report.unit === '望疃镇'),
    )
  })
})

test('A page of the family openness is recognised by its own family before any other', async () => {
  const server = await startReplica([replica()])
  const page = await replicaGet({ [host]: server.origin })({ url: list })
  expect(familyNames.find((name) => familyOf(name).detect(page))).toBe('openness')
  await server.close()
})
