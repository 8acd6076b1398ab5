import { describe, expect, test } from 'vitest'
import { familyNames, familyOf } from '../src/families/families.ts'
import { expectAllReports } from './replicas/expectAllReports.ts'
import { handmade, shell } from './replicas/handmade.ts'
import { host, oneSite } from './replicas/oneSite.ts'
import type { Night } from './replicas/readListing.ts'
import { replicaGet } from './replicas/replicaGet.ts'
import { startReplica, type Replica } from './replicas/replicaServer.ts'
import { published, reports, folder, list, flat, replica, codes, column, row } from './replicas/trsLists.ts'

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
