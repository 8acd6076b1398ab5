import { describe, expect, test } from 'vitest'
import { familyNames, familyOf } from '../src/families/families.ts'
import type { SourceFacts } from '../src/sites/defineSite.ts'
import { epointReplica, type EpointSite } from './replicas/epointReplica.ts'
import { expectAllReports } from './replicas/expectAllReports.ts'
import { handmade } from './replicas/handmade.ts'
import { host, oneSite } from './replicas/oneSite.ts'
import { publications } from './replicas/publications.ts'
import type { Night } from './replicas/readListing.ts'
import { replicaGet } from './replicas/replicaGet.ts'
import { startReplica, type Replica } from './replicas/replicaServer.ts'

const words = { site: '测试区人民政府', host }
const published = publications({
  division: '杭州市拱墅区',
  units: ['米市巷街道', '小河街道', '湖墅街道', '财政局', '教育局', '审计局'],
  years: Array.from({ length: 10 }, (_, n) => 2014 + n),
})
const category = '003002007'
const source: SourceFacts = { family: 'epoint', category }
const project = '/EpointWebBuilder'
const api = `${project}/rest/lightfrontaction/getgovinfolist`
const facts = '/js/webBuilderCommon.js'
const replica = (over: Partial<EpointSite> = {}): Replica =>
  epointReplica({
    words,
    project,
    category,
    siteGuid: () => '7eb5f7f1-9041',
    publications: () => published,
    ...over,
  })
const codes = ({ alarms }: Night): readonly string[] => alarms.map(({ code }) => code)

describe.each<readonly [string, Replica]>([
  ['counts pages from 0', replica()],
  ['counts pages from 1 and takes 0 for 1', replica({ counting: '1, and 0 is page 1' })],
  ['counts pages from 1 and gives nothing for 0', replica({ counting: '1, and 0 is empty' })],
  ['counts pages from 1 and fails for 0', replica({ counting: '1, and 0 fails' })],
  ['tells its total in digits', replica({ total: 'count in digits' })],
  ['tells no total', replica({ total: 'none' })],
  ['tells no total and repeats its last page', replica({ total: 'none', beyond: 'last' })],
  ['tells no total and has no page past the end', replica({ total: 'none', beyond: '404' })],
  ['gives 17 rows at a time and tells no total', replica({ total: 'none', most: 17 })],
  ['says less than it has', replica({ extra: -70 })],
  ['hands lists on as text', replica({ textInside: true })],
])('An Epoint server that %s', (_way, server) => {
  test('gives every report once and no trap, and an unchanged night costs one request', async () => {
    expect(published.length).toBeGreaterThan(100)
    const { night, asked } = await oneSite([source], server)
    const first = await night()
    // a total that is too low only warns
    expect(first.alarms.filter(({ fails }) => fails)).toEqual([])
    expectAllReports(first, published)
    asked()
    expect((await night()).listings).toMatchObject([{ unchanged: true }])
    expect(asked()).toEqual([api])
  })
})

describe('A list of Epoint', () => {
  test('that has as many rows as two whole pages ends where it ends', async () => {
    for (const beyond of ['empty', 'last', '404'] as const) {
      const hundred = published.slice(0, 100)
      const { night } = await oneSite(
        [source],
        replica({ publications: () => hundred, total: 'none', beyond }),
      )
      const first = await night()
      expect(codes(first)).toEqual([])
      expect(first.listings).toMatchObject([{ rows: 100, complete: true }])
    }
  })

  test('that says more than it gives is partial', async () => {
    const { night } = await oneSite([source], replica({ extra: 40 }))
    expect(codes(await night())).toEqual(['listing-partial'])
  })

  test('whose site got another number costs more requests and no wrong list', async () => {
    let siteGuid = 'one'
    const { night, asked } = await oneSite([source], replica({ siteGuid: () => siteGuid }))
    await night()
    siteGuid = 'two'
    asked()
    const second = await night()
    expect(second.alarms).toEqual([])
    expect(asked()).toEqual([api, facts, api])
  })

  test('that is empty is an alarm', async () => {
    const { night } = await oneSite([{ ...source, category: '999' }], replica())
    expect(codes(await night())).toEqual(['nothing-listed'])
  })

  test.each([
    ['a script without the site', { [facts]: 'var a = 1;' }],
    ['a page in place of the script', { [facts]: '<html><body><h1>首页</h1></body></html>' }],
    [
      'a reply of another shape',
      {
        [facts]: `siteInfo = {projectName: '', siteGuid: 'x'}`,
        '/rest/lightfrontaction/getgovinfolist': '{"data":[]}',
      },
    ],
    [
      'a page in place of the reply',
      {
        [facts]: `siteInfo = {projectName: '', siteGuid: 'x'}`,
        '/rest/lightfrontaction/getgovinfolist': '<html></html>',
      },
    ],
  ])('with %s is layout-changed', async (_what, pages) => {
    const { night } = await oneSite([source], handmade(pages))
    expect(codes(await night())).toEqual(['layout-changed'])
  })
})

test('Rows written by others: names, dates and addresses as they come', async () => {
  const title = (unit: string): string => `拱墅区${unit}2023年政府信息公开工作年度报告`
  const data = [
    {
      infourl: `//${host}/a/1.html`,
      realtitle: `<font color="red">${title('财政局')}</font>`,
      title: '拱墅区…',
      publishdate: '2024-01-20',
    },
    { infourl: 'a/2.html', realtitle: '', title: title('教育局'), infodatetime: '2024年1月21日 10:00' },
    { infourl: '', title: title('审计局') },
    { infourl: 'http://www.other.gov.cn/3.html', title: `关于编制2023年政府信息公开工作年度报告的通知` },
  ]
  const script = `var Config = { web: { siteInfo: { "siteGuid": "x", "projectName": "Epoint/" } } };`
  const body = JSON.stringify({ custom: { data } })
  const { night } = await oneSite(
    [source],
    handmade({ [facts]: script, '/Epoint/rest/lightfrontaction/getgovinfolist': body }),
  )
  const { candidates, ignored } = await night()
  expect(candidates.map(({ link }) => [link.url, link.title, link.date])).toEqual([
    [`http://${host}/a/1.html`, title('财政局'), '2024-01-20'],
    [`http://${host}/a/2.html`, title('教育局'), '2024-01-21'],
    [` ${title('审计局')}`, title('审计局'), null],
  ])
  expect(ignored.length).toBe(1)
})

test('An Epoint page is recognised by its own family before any other', async () => {
  const server = await startReplica([replica()])
  const page = await replicaGet({ [host]: server.origin })({ url: `http://${host}/govInfoPub/` })
  expect(familyNames.find((name) => familyOf(name).detect(page))).toBe('epoint')
  await server.close()
})
