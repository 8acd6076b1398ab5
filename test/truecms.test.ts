import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { familyNames, familyOf } from '../src/families/families.ts'
import type { SourceFacts } from '../src/sites/defineSite.ts'
import { expectAllReports } from './replicas/expectAllReports.ts'
import { shell } from './replicas/handmade.ts'
import { host, oneSite } from './replicas/oneSite.ts'
import { publications, type Publication } from './replicas/publications.ts'
import type { Night } from './replicas/readListing.ts'
import { replicaGet } from './replicas/replicaGet.ts'
import { startReplica, type Replica } from './replicas/replicaServer.ts'
import { columnPath, truecmsReplica, type TruecmsSite } from './replicas/truecmsReplica.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { nianbao } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const words = { site: '测试市人民政府', host }
const folder = '/cssrmzf/xxgknb'
const path = columnPath({ folder })
const source = { family: 'truecms', column: `http://${host}${path}` } as const satisfies SourceFacts
const interfacePath = '/TrueCMS/messageController/getMessage.do'
const published = publications({
  division: '南通市海门区',
  units: ['海门街道', '三星镇', '常乐镇', '悦来镇', '四甲镇', '余东镇', '财政局', '教育局', '海门区'],
  years: [2018, 2019, 2020, 2021, 2022, 2023, 2024],
})

const replica = (over: Partial<TruecmsSite> = {}): Replica =>
  truecmsReplica({
    ...{ words, folder, publications: () => published, embedded: 30, holder: 'initData', printsTotal: true },
    ...{ accepts: [50], refusal: 'empty', paging: 'record', reply: 'jsonp', ...over },
  })
/** Codes of the alarms that fail the site; a total that is too low only warns. */
const codes = ({ alarms }: Night): readonly string[] =>
  alarms.flatMap(({ code, fails }) => (fails ? [code] : []))
const warnings = ({ alarms }: Night): readonly string[] =>
  alarms.flatMap(({ code, fails }) => (fails ? [] : [code]))
/** A list of a length that no full group ends. */
const some = (length: number) => (): readonly Publication[] => published.slice(0, length)

describe.each<readonly [string, Replica]>([
  ['50 rows at a time', replica()],
  ['20 rows at a time, more empty', replica({ accepts: [20] })],
  ['10 rows at a time, more 404', replica({ accepts: [10], refusal: 'missing' })],
  ['fewer rows than were asked', replica({ cap: 7 })],
  ['paging by whole pages', replica({ paging: 'page', accepts: [20] })],
  ['plain JSON', replica({ reply: 'json' })],
  ['a result one level down', replica({ reply: 'nested' })],
  ['bare XML', replica({ reply: 'xml' })],
  ['its first rows in a datastore', replica({ holder: 'datastore' })],
  ['no row in its page', replica({ embedded: 0 })],
  ['no row in its page, 20 at a time, more 404', replica({ embedded: 0, accepts: [20], refusal: 'missing' })],
  ['no total', replica({ printsTotal: false })],
  ['no total, no row in its page, 15 rows at most', replica({ printsTotal: false, embedded: 0, cap: 15 })],
  ['fewer rows declared than there are', replica({ overstated: -20, embedded: 60 })],
  ['GB18030', replica({ old: true })],
])('A TrueCMS list with %s', (way, server) => {
  test('gives every report once and no trap, and an unchanged night costs one request', async () => {
    const { night, asked } = await oneSite([source], server)
    const first = await night()
    expect(codes(first)).toEqual([])
    expect(warnings(first)).toEqual(way.startsWith('fewer rows declared') ? ['total-too-low'] : [])
    expectAllReports(first, published)
    expect(first.listings.map(({ rows }) => rows)).toEqual([published.length])
    asked()
    expect((await night()).listings).toMatchObject([{ unchanged: true, complete: true }])
    expect(asked().length).toBe(1)
  })
})

describe('A TrueCMS host that has closed its interface', () => {
  const closed = { closed: true, embedded: 60 }

  test('is partial by the total that the page prints, with every report that the page holds', async () => {
    const { night } = await oneSite([source], replica(closed))
    const first = await night()
    expect(codes(first)).toEqual(['listing-partial'])
    expectAllReports(first, published.slice(0, 60))
    expect(first.listings).toMatchObject([{ complete: false, declaredTotal: published.length, past: null }])
  })

  test.each(['initData', 'datastore', 'plain'] as const)(
    'is partial also without a total, when the page is full (%s)',
    async (holder) => {
      const { night } = await oneSite([source], replica({ ...closed, holder, printsTotal: false }))
      const first = await night()
      expect(codes(first)).toEqual(['listing-partial'])
      expectAllReports(first, published.slice(0, 60))
    },
  )

  test('is whole when the page holds fewer rows than a group', async () => {
    const { night, asked } = await oneSite(
      [source],
      replica({ ...closed, printsTotal: false, publications: some(47) }),
    )
    const first = await night()
    expect(first.alarms).toEqual([])
    expectAllReports(first, published.slice(0, 47))
    asked()
    expect((await night()).listings).toMatchObject([{ unchanged: true }])
    expect(asked()).toEqual([path])
  })
})

describe('A TrueCMS list that is not what it says', () => {
  test.each<readonly [string, Replica]>([
    ['more rows declared than there are', replica({ overstated: 3 })],
    ['the same rows whatever is asked', replica({ paging: 'none' })],
  ])('%s: it is partial, never complete', async (_what, server) => {
    const { night } = await oneSite([source], server)
    expect(codes(await night())).toEqual(['listing-partial'])
  })

  test('an interface that closes in the middle leaves it partial, with or without a total', async () => {
    for (const over of [{ printsTotal: true }, { printsTotal: false }, { printsTotal: false, cap: 15 }]) {
      const server = replica({ accepts: [50], embedded: 0, cap: 10, ...over })
      const closing: Replica = (asked) =>
        Number(asked.url.searchParams.get('startrecord')) > 45 ? null : server(asked)
      const { night } = await oneSite([source], closing)
      expect(codes(await night())).toEqual(['listing-partial'])
    }
  })

  test('a row that the page does not have yet is found by the interface', async () => {
    const server = replica()
    const newest = published.find(({ report }) => report !== null)
    const stale = replica({ publications: () => published.filter((one) => one !== newest) })
    const { night } = await oneSite([source], (asked) =>
      asked.url.pathname === path ? stale(asked) : server(asked),
    )
    const first = await night()
    expect(first.alarms).toEqual([])
    expectAllReports(first, published)
  })

  test('of a short list the number of rows that the host accepts is remembered, not that of the list', async () => {
    let length = 15
    const { night, asked } = await oneSite(
      [source],
      replica({ embedded: 0, publications: () => published.slice(0, length) }),
    )
    await night()
    length = 40
    asked()
    expectAllReports(await night(), published.slice(0, 40))
    expect(asked()[0]).toContain('perpage=50')
  })

  test('a few repeated rows are tolerated', async () => {
    const twice = [...published.slice(0, 40), ...published.slice(39)]
    const { night } = await oneSite([source], replica({ publications: () => twice }))
    const first = await night()
    expect(first.alarms).toEqual([])
    expectAllReports(first, published)
  })

  test.each([
    [path, replica()],
    [interfacePath, replica({ embedded: 0 })],
    [interfacePath, replica()],
  ])('another design at %s is layout-changed (%#)', async (from, server) => {
    const { night, fault } = await oneSite([source], server)
    fault({ path: from, kind: 'page', body: shell, times: 99 })
    expect(codes(await night())).toEqual(['layout-changed'])
  })

  test('an interface that answers with an error of its own is layout-changed', async () => {
    const { night, fault } = await oneSite([source], replica())
    fault({ path: interfacePath, kind: 'page', body: '{"code":500,"msg":"系统异常"}', times: 99 })
    expect(codes(await night())).toEqual(['layout-changed'])
  })

  test('an empty list is nothing-listed', async () => {
    const { night, asked } = await oneSite([source], replica({ publications: () => [] }))
    expect(codes(await night())).toEqual(['nothing-listed'])
    expect(asked().length).toBe(4) // the page, and each number of rows once
  })

  test('a host that refuses passes through and is not asked again', async () => {
    const { night, fault, asked } = await oneSite([source], replica({ embedded: 0 }))
    await night()
    asked()
    fault({ path: '/', kind: 'status', status: 429, times: 1 })
    expect(codes(await night())).toEqual(['throttled'])
    expect(asked().length).toBe(1)
  })
})

test('An interface that moved is looked up again in the page, for one request more', async () => {
  let base = ''
  const server = replica({ embedded: 0 })
  const moving: Replica = (asked) => {
    if (asked.url.pathname === path) {
      const found = server(asked)
      return found === null
        ? null
        : { ...found, body: String(found.body).replace('/TrueCMS', `${base}/TrueCMS`) }
    }
    if (base !== '' && asked.url.pathname.startsWith('/TrueCMS')) return null
    return server({ ...asked, url: new URL(asked.url.href.replace(`${base}/TrueCMS`, '/TrueCMS')) })
  }
  const { kept, night, asked } = await oneSite([source], moving)
  await night()
  base = '/new'
  kept.pasts.clear()
  asked()
  expectAllReports(await night(), published)
  expect(asked().filter((one) => !one.includes('/new'))).toEqual([
    expect.stringContaining('perpage=50') as string,
    path,
  ])
})

test('A server of another hand: lower case, other quotes and order, tables, addresses relative to the column', async () => {
  const cell = (year: number, href: string): string =>
    `<record>\n<![CDATA[<tr><td>[${year + 1}-01-20]</td><td><a title='海门区${year}年政府信息公开工作年度报告' target=_blank href='${href}'>海门区${year}年政府信…</a> <a href='/jd/content/7.html'>解读</a></td></tr>]]>\n</record>`
  const server: Replica = ({ url }) => {
    if (url.pathname === path) {
      const body = `<script>var p = {"proxyUrl" : "/truecms/messageController/getMessage.do?siteId=3"}; var columnId = "ab-12";</script>`
      return { type: 'text/html', body }
    }
    const asked = url.searchParams
    if (url.pathname !== '/truecms/messageController/getMessage.do' || asked.get('columnId') !== 'ab-12')
      return null
    if (asked.get('siteId') !== '3') return null
    const rows = [cell(2023, 'content/9-a.html'), cell(2022, `//${host}${folder}/content/9-b.html`)]
    const body = JSON.stringify({ total: '2', data: [{ xml: `<recordset>${rows.join('')}</recordset>` }] })
    return { type: 'text/plain', body: ` jQuery.cb( ${body} ) ` }
  }
  const { night } = await oneSite([source], server)
  const { candidates, listings, alarms } = await night()
  expect(alarms).toEqual([])
  expect(listings).toMatchObject([{ declaredTotal: 2, rows: 2, complete: true }])
  expect(candidates.map(({ link }) => [new URL(link.url).pathname, link.date, link.title])).toEqual([
    [`${folder}/content/9-a.html`, '2024-01-20', '海门区2023年政府信息公开工作年度报告'],
    [`${folder}/content/9-b.html`, '2023-01-20', '海门区2022年政府信息公开工作年度报告'],
  ])
})

test('A column that moved is listed under its configured address', async () => {
  const server = replica({ folder: '/cssrmzf/zfxxgknb' })
  const { night, asked } = await oneSite([source], (request) =>
    request.url.pathname === path
      ? { status: 301, type: 'text/html', body: '', headers: { location: '/cssrmzf/zfxxgknb/zfxxgknb.html' } }
      : server(request),
  )
  const first = await night()
  expectAllReports(first, published)
  expect(first.listings).toMatchObject([{ endpoint: source.column }])
  asked()
  expect((await night()).listings).toMatchObject([{ unchanged: true }])
  expect(asked().length).toBe(2) // the redirect and the page
})

test('A TrueCMS column is recognised by its own family before any other', async () => {
  const server = await startReplica([replica()])
  const page = await replicaGet({ [host]: server.origin })({ url: `http://${host}${path}` })
  expect(familyNames.find((name) => familyOf(name).detect(page))).toBe('truecms')
  await server.close()
})

describe('A site on TrueCMS, crawled by the command line', () => {
  const define = pathToFileURL(resolve(import.meta.dirname, '../src/sites/defineSite.ts')).href
  const small = publications({
    division: '南通市海门区',
    units: ['悦来镇', '常乐镇', '财政局', '海门区'],
    years: [2020, 2021, 2022, 2023, 2024],
  })
  const reports = small.filter(({ report }) => report !== null)

  async function crawlable(over: Partial<TruecmsSite>) {
    const server = await startReplica([replica({ publications: () => small, embedded: 20, ...over })])
    onTestFinished(() => server.close())
    const home = await temporaryFolder()
    const expected = { from: 2020, perYear: [1, 9] }
    const facts = { id: 'jiangsu-test', name: '南通市海门区人民政府', division: '320614', hosts: [host] }
    const site = JSON.stringify({ ...facts, sources: [source], expect: expected })
    await mkdir(join(home, 'sites/jiangsu'), { recursive: true })
    await writeFile(
      join(home, 'sites/jiangsu/test.ts'),
      `import { defineSite } from '${define}'\nexport default defineSite(${site})\n`,
    )
    await writeFile(join(home, 'map.json'), JSON.stringify({ [host]: server.origin }))
    const archive = join(home, 'archive')
    const options = [
      '--archive',
      archive,
      '--sites',
      join(home, 'sites'),
      '--replicas',
      join(home, 'map.json'),
    ]
    const filed = async (): Promise<number> =>
      (await readdir(join(archive, 'jiangsu-test/reports'), { recursive: true })).filter((name) =>
        name.endsWith('.json'),
      ).length
    return { archive, filed, crawl: (now: string) => nianbao('crawl', ...options, '--now', now) }
  }

  test('every report is found once, kept and read, and the next night is quiet', async () => {
    const { archive, filed, crawl } = await crawlable({ accepts: [20], refusal: 'missing' })
    const first = await crawl('2025-06-01')
    expect(first.code, first.stdout + first.stderr).toBe(0)
    expect(await filed()).toBe(reports.length)
    expect((await lastRunOf(archive)).sites.flatMap(({ alarms }) => alarms)).toEqual([])
    expect((await crawl('2025-06-02')).code).toBe(0)
    const { sites } = await lastRunOf(archive)
    expect(sites.flatMap(({ listings }) => listings)).toMatchObject([{ unchanged: true }])
  }, 60_000)

  test('behind a closed interface what the page holds is kept, and the run fails with the shortfall', async () => {
    const { archive, filed, crawl } = await crawlable({ closed: true })
    const { code, stdout } = await crawl('2025-06-01')
    expect(code).toBe(3)
    expect(stdout).toContain(`20 of ${small.length} declared rows`)
    expect(await filed()).toBe(small.slice(0, 20).filter(({ report }) => report !== null).length)
    const alarms = (await lastRunOf(archive)).sites.flatMap((site) => site.alarms)
    expect(alarms.map((alarm) => alarm.code)).toContain('listing-partial')
  }, 60_000)
})
