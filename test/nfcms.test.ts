import { describe, expect, test } from 'vitest'
import { familyNames, familyOf } from '../src/families/families.ts'
import type { SourceFacts } from '../src/sites/defineSite.ts'
import { levelColumns, oneColumn } from './replicas/columnReplica.ts'
import { expectAllReports } from './replicas/expectAllReports.ts'
import { handmade, shell } from './replicas/handmade.ts'
import { nfcmsReplica, type NfcmsSite } from './replicas/nfcmsReplica.ts'
import { host, oneSite } from './replicas/oneSite.ts'
import { publications } from './replicas/publications.ts'
import type { Night } from './replicas/readListing.ts'
import { replicaGet } from './replicas/replicaGet.ts'
import { startReplica, type Replica } from './replicas/replicaServer.ts'

const words = { site: '测试区人民政府', host }
const published = publications({
  division: '广州市荔湾区',
  units: ['沙面街道', '岭南街道', '华林街道', '多宝街道', '财政局', '教育局', '荔湾区'],
  years: [2020, 2021, 2022, 2023],
})
const folder = '/zwgkk/bmxxgkndbg/'
const list = `http://${host}${folder}`
const source: SourceFacts = { family: 'nfcms', list }

const columns = oneColumn(published)
const replica = (over: Partial<NfcmsSite> = {}): Replica =>
  nfcmsReplica({ words, folder, columns: () => columns, perPage: 10, pager: 'link', ...over })
const codes = ({ alarms }: Night): readonly string[] => alarms.map(({ code }) => code)

describe.each<readonly [string, Replica]>([
  ['a total and a next link', replica()],
  ['a total alone', replica({ pager: 'total' })],
  ['no pager at all', replica({ pager: 'none' })],
  ['rows at the mobile twin of their article', replica({ mobile: ({ number }) => number % 2 === 0 })],
  ['page 1 past the end', replica({ pager: 'none', faults: { beyond: 'first' } })],
  ['the home page past the end', replica({ pager: 'none', faults: { beyond: 'home' } })],
  ['a page less declared than there is', replica({ pager: 'total', faults: { extraPages: -1 } })],
  ['news beside the list', replica({ faults: { news: true } })],
  ['GB18030', replica({ faults: { old: true } })],
])('An NFCMS list with %s', (_way, server) => {
  test('gives every report once and no trap, and an unchanged night costs one request', async () => {
    const { night, asked } = await oneSite([source], server)
    const first = await night()
    expect(first.alarms.filter(({ fails }) => fails)).toEqual([])
    expectAllReports(first, published)
    asked()
    expect((await night()).listings).toMatchObject([{ unchanged: true }])
    expect(asked()).toEqual([folder])
  })
})

describe('An NFCMS list that is not what it says', () => {
  test('is partial when its last page is missing', async () => {
    const { night, fault } = await oneSite([source], replica())
    fault({ path: `${folder}index_4.html`, kind: 'status', status: 404, times: 1 })
    expect(codes(await night())).toEqual(['listing-partial'])
    expectAllReports(await night(), published)
  })

  test('a page that scripts fill is layout-changed', async () => {
    const { night, fault } = await oneSite([source], replica())
    fault({ path: folder, kind: 'page', body: shell, times: 1 })
    expect(codes(await night())).toEqual(['layout-changed'])
  })
})

test('Years and levels below the 年报 column are listed each as an endpoint', async () => {
  const tree = levelColumns(published, (year) => `${year}n`, { jd: 'jd', bm: 'bm' })
  const { night, asked } = await oneSite(
    [{ family: 'nfcms', list, descend: 2 }],
    replica({ columns: () => tree, perPage: 3 }),
  )
  const first = await night()
  expect(first.alarms).toEqual([])
  expectAllReports(first, published)
  asked()
  expect((await night()).listings.every(({ unchanged }) => unchanged)).toBe(true)
  expect(asked().length).toBe(tree.length)
})

test('An article and its mobile twin are one, also where two columns show it', async () => {
  const title = '荔湾区财政局2023年政府信息公开工作年度报告'
  const row = (path: string): string => `<li><a href='${path}'>${title}</a></li>`
  const body = `<meta name="ColumnName" content="政府信息公开年报"><ul>${row('content/post_9432878.html')}${row('content/mpost_9432878.html')}${row('../bm/content/post_9432878.html')}${row(`//${host}/gkmlpt/content/9/9432/post_9432878.html`)}</ul>`
  const { night } = await oneSite([source], handmade({ [folder]: body }))
  const { candidates, ignored } = await night()
  expect(candidates.length).toBe(1)
  expect(ignored.map(({ reason }) => reason)).toEqual(['duplicate', 'duplicate', 'duplicate'])
})

test('An NFCMS page is recognised by its own family before any other', async () => {
  const server = await startReplica([replica()])
  const page = await replicaGet({ [host]: server.origin })({ url: list })
  expect(familyNames.find((name) => familyOf(name).detect(page))).toBe('nfcms')
  await server.close()
})
