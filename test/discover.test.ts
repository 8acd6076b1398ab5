import { describe, expect, test } from 'vitest'
import { attachmentsOf } from '../src/discover/attachments.ts'
import { expectations } from '../src/discover/expectations.ts'
import { listedInVain } from '../src/discover/listedInVain.ts'
import { goneLinks } from '../src/discover/goneLinks.ts'
import { judgeLink } from '../src/discover/judgeLink.ts'
import { linksIn } from '../src/families/listLinks.ts'
import type { Page } from '../src/model/page.ts'
import { host, oneSite } from './replicas/oneSite.ts'
import { publications } from './replicas/publications.ts'
import type { Replica } from './replicas/replicaServer.ts'
import { staticReplica, type StaticSite } from './replicas/staticReplica.ts'

const published = publications({
  division: '杭州市拱墅区',
  units: ['湖墅街道', '财政局'],
  years: [2021, 2022, 2023],
})
const reports = published.filter(({ report }) => report !== null)

const list = (name: string, over: Partial<StaticSite> = {}): Replica =>
  staticReplica({
    words: { site: '测试区人民政府', host },
    list: `/html/${name}/nb.html`,
    folder: `/html/${name}/4012`,
    publications: () => published,
    perPage: 10,
    markup: 'ul',
    paging: 'link',
    overstated: 0,
    ...over,
  })
const source = (name: string, over: object = {}): { family: 'static-list'; list: string } => ({
  family: 'static-list',
  list: `http://${host}/html/${name}/nb.html`,
  ...over,
})

const page = (text: string, url = 'http://www.test.gov.cn/art/2023/1/20/art_1_2.html'): Page => ({
  url,
  status: 200,
  headers: {},
  body: Buffer.from(text),
  text,
  sha256: '',
})

describe('Discovery of a site', () => {
  test.each([404, 500, 403, 429])(
    'goes on with the other sources when one answers %i, and alarms',
    async (status) => {
      const { night, fault } = await oneSite([source('a'), source('b')], list('a'), list('b'))
      fault({ path: '/html/a/', kind: 'status', status, times: 9 })
      const { alarms, candidates } = await night()
      expect(alarms.map(({ source: index, fails }) => [index, fails])).toEqual([[0, true]])
      expect(candidates.length).toBe(reports.length)
    },
  )

  test('keeps what a listing gave before it broke off, and walks it again the next night', async () => {
    const { night, fault } = await oneSite([source('a')], list('a'))
    fault({ path: '/html/a/nb_2.html', kind: 'status', status: 500, times: 1 })
    const broken = await night()
    expect(broken.alarms.map(({ code }) => code)).toEqual(['server-error'])
    expect(broken.candidates.length).toBeGreaterThan(0)
    expect(broken.listings[0]).toMatchObject({ complete: false, past: null })
    const whole = await night()
    expect(whole.alarms).toEqual([])
    expect(whole.candidates.length).toBe(reports.length)
  })

  test('notices a report that is new, and one whose title changed', async () => {
    let now: typeof published = published.slice(1)
    const { night } = await oneSite([source('a')], list('a', { publications: () => now }))
    await night()
    now = published
    expect((await night()).listings[0]?.unchanged).toBe(false)
    now = published.map((one, index) =>
      index === 0 ? { ...one, listed: { text: `${one.title}（更正）`, attribute: null } } : one,
    )
    expect((await night()).listings[0]?.unchanged).toBe(false)
    expect((await night()).listings[0]?.unchanged).toBe(true)
  })

  test('alarms when a listing that had reports is replaced by one that has none', async () => {
    let now: typeof published = published
    const { night } = await oneSite([source('a')], list('a', { publications: () => now }))
    await night()
    now = published.filter(({ report }) => report === null)
    expect((await night()).alarms.map(({ code }) => code)).toEqual(['nothing-listed'])
  })

  test('warns of links that are gone from a whole listing, by number and example, once', async () => {
    let now: typeof published = published
    const { night } = await oneSite([source('a')], list('a', { publications: () => now, perPage: 100 }))
    await night()
    const [first, second, third] = reports
    now = published.filter((one) => one !== first && one !== second)
    const { alarms } = await night()
    expect(alarms.map(({ code, endpoint, fails }) => [code, endpoint, fails])).toEqual([
      ['listing-shrank', `http://${host}/html/a/nb.html`, false],
    ])
    expect(alarms[0]?.message).toMatch(/2 of \d+ links that were listed before are gone/u)
    expect(alarms[0]?.message).toContain(String(first?.number))
    expect((await night()).alarms).toEqual([])
    // as many rows as before, and one of them another: a count would not show it
    now = now.map((one) => (one === third ? { ...one, number: 999_999, hash: 'f'.repeat(32) } : one))
    expect((await night()).alarms.map(({ message }) => message).join()).toContain('1 of ')
  })

  test('does not take a night for a loss that left early, broke off, or saw the links elsewhere', async () => {
    let here: typeof published = published
    let there: typeof published = published.slice(0, 8)
    const { night, fault } = await oneSite(
      [source('a'), source('b')],
      list('a', { publications: () => here, folder: '/html/articles' }),
      list('b', { publications: () => there, folder: '/html/articles' }),
    )
    expect((await night()).alarms).toEqual([])
    expect((await night()).alarms).toEqual([])
    here = published.slice(1)
    fault({ path: '/html/a/nb_2.html', kind: 'status', status: 500, times: 1 })
    expect((await night()).alarms.map(({ code }) => code)).toEqual(['server-error'])
    // what left the one list stands in the other, which has not changed and is not read to its end
    here = published.slice(4)
    expect((await night()).alarms).toEqual([])
    there = published
    here = published.slice(8)
    expect((await night()).alarms).toEqual([])
  })

  test('does not judge what is gone when only some sources were asked', async () => {
    let here: typeof published = []
    let there: typeof published = published
    const { night } = await oneSite(
      [source('a', { until: 2019 }), source('b')],
      list('a', { publications: () => here, folder: '/html/articles' }),
      list('b', { publications: () => there, folder: '/html/articles', perPage: 100 }),
    )
    await night()
    here = published.slice(0, 8)
    there = published.slice(8)
    expect((await night({ years: new Set([2022]) })).alarms).toEqual([])
  })

  test('does not take a report whose title changed for one that is gone', async () => {
    let now: typeof published = published
    const { night } = await oneSite([source('a')], list('a', { publications: () => now }))
    await night()
    now = published.map((one) =>
      one === reports[0] ? { ...one, listed: { text: `《${one.title}》解读`, attribute: null } } : one,
    )
    const { alarms, ignored } = await night()
    expect([alarms, ignored.some(({ reason }) => reason === 'explanation')]).toEqual([[], true])
  })

  test('gives a report that two sources list only once', async () => {
    const { night } = await oneSite([source('a'), source('a', { pages: 'nb_{n}.html' })], list('a'))
    const { candidates, ignored, alarms } = await night()
    expect(alarms).toEqual([])
    expect(candidates.length).toBe(reports.length)
    expect(ignored.filter(({ reason }) => reason === 'duplicate').length).toBe(reports.length)
  })

  test('asked for some years gives those, and leaves the rest to a later night', async () => {
    const { night } = await oneSite([source('a')], list('a'))
    const some = await night({ years: new Set([2022]) })
    expect(some.candidates.every(({ year }) => year === 2022 || year === null)).toBe(true)
    expect(some.candidates.length).toBeGreaterThan(0)
    expect(some.ignored.some(({ reason }) => reason === 'other-year')).toBe(true)
    expect((await night()).candidates.length).toBe(reports.length)
  })

  test('does not ask a source that cannot hold the years', async () => {
    const { night, asked } = await oneSite([source('a', { until: 2019 }), source('b')], list('a'), list('b'))
    await night({ years: new Set([2022]) })
    expect(asked().some((path) => path.startsWith('/html/a/'))).toBe(false)
    await night()
    expect(asked().some((path) => path.startsWith('/html/a/'))).toBe(true)
  })

  test('names the response that printed a link', async () => {
    const { night } = await oneSite([source('a')], list('a'))
    const { candidates, listings } = await night()
    const hashes = new Set(listings.flatMap(({ responses }) => responses.map(({ sha256 }) => sha256)))
    expect(hashes.size).toBe(listings[0]?.responses.length)
    for (const { response } of candidates) expect(hashes.has(response.sha256)).toBe(true)
  })
})

describe('Links that are gone', () => {
  const before = { '/a': ['1', '2', '3'], '/b': ['4'] }
  const a = { source: 0, key: 'a', before, now: before }
  const judged = (sources: Parameters<typeof goneLinks>[0], seen: readonly string[] = []): unknown =>
    [...goneLinks(sources, new Set(seen))].flatMap((one) =>
      one.kind === 'alarm' ? [[one.source, one.endpoint, /: (\d+) of/u.exec(one.message)?.[1]]] : [],
    )

  test('are counted by the list that held them, a list that vanished as well', () => {
    expect(judged([{ ...a, now: { '/a': ['1'] } }])).toEqual([
      [0, '/a', '2'],
      [0, '/b', '1'],
    ])
  })

  test('are not those that moved to another list, or are left aside under another title', () => {
    expect(judged([{ ...a, now: { '/a': ['1', '4'], '/c': ['2'] } }], ['3'])).toEqual([])
    expect(
      judged([
        { ...a, now: { '/a': ['1', '2', '3'] } },
        { ...a, source: 1, now: { '/b': ['4'] } },
      ]),
    ).toEqual([])
  })

  test.each([
    ['a cell', '<table><tr><td>1</td><td>TITLE DOWN</td><td>2024-01-20</td></tr>ROW</table>'],
    ['a paragraph of a row', '<ul><li><p>TITLE DOWN</p><p><span>2024-01-20</span></p></li></ul>'],
    ['a box of a box', '<div><div class="row"><h4>TITLE DOWN</h4><i>2024-01-20</i></div>DIV</div>'],
    [
      'a cell with two forms of the file',
      '<table><tr><td>TITLE DOWN <a href="/1.html">查看详情</a></td><td>2024-01-20</td></tr>ROW</table>',
    ],
  ])('the date of a row is found where its title stands with a download in %s', (_where, markup) => {
    const html = markup
      .replace('TITLE', '<a href="/1.html">财政局2023年政府信息公开工作年度报告</a>')
      .replaceAll('DOWN', '<a href="/1.docx">[下载]</a>')
      .replace('ROW', '<tr><td><a href="/2.html">教育局2022年年报</a></td><td>2023-01-05</td></tr>')
      .replace(
        'DIV',
        '<div class="row"><h4><a href="/2.html">教育局2022年年报</a></h4><i>2023-01-05</i></div>',
      )
    const dates = linksIn(html, 'http://www.test.gov.cn/').map(({ url, date }) => [
      new URL(url).pathname,
      date,
    ])
    expect(new Map(dates as [string, string][]).get('/1.html')).toBe('2024-01-20')
    if (html.includes('/2.html')) expect(dates.at(-1)).toEqual(['/2.html', '2023-01-05'])
  })

  test('a date that stands beside one title in a box of several is not the others’', () => {
    const html =
      '<table><tr><td><p><a href="/1.html">财政局2023年年报</a> 2024-01-20</p><p><a href="/2.html">教育局2023年年报</a></p></td></tr></table>'
    expect(linksIn(html, 'http://www.test.gov.cn/').map(({ date }) => date)).toEqual(['2024-01-20', null])
  })

  test('are not judged where a source was not read to its end, whose links may stand there still', () => {
    expect(judged([{ ...a, now: null }])).toEqual([])
    const other = { source: 1, key: 'b', before: { '/c': ['1'] }, now: { '/c': [] } }
    expect(judged([{ ...a, now: null }, other])).toEqual([])
  })
})

describe('A link', () => {
  test.each([
    ['湖墅街道2022年政府信息公开工作年度报告', null, 'report'],
    ['杭州市拱墅区湖墅街道办事处2022年政府信息公…', '政府信息公开年报', 'unclear'],
    ['杭州市拱墅区湖墅街道办事处2022年政府信息公…', '通知公告', 'unclear'],
    ['湖墅街道', '政府信息公开年报 > 2022年', 'unclear'],
    ['湖墅街道', null, 'unclear'],
    ['湖墅街道', '机构设置', 'unclear-title'],
    ['《湖墅街道2022年政府信息公开工作年度报告》解读', '政府信息公开年报', 'explanation'],
    ['2022年拱墅区人民政府网站工作年度报表', '政府信息公开年报', 'government-website'],
    ['关于做好2022年政府信息公开工作年度报告编制工作的通知', '政府信息公开年报', 'notice'],
  ])('%s in the column %s is %s', (title, column, expected) => {
    const judged = judgeLink(title, column)
    expect(judged.kind === 'candidate' ? judged.verdict : judged.reason).toBe(expected)
  })

  const base = 'http://www.test.gov.cn/a/list.html'
  test.each([
    ['double quotes', '<li><a href="b.html" title="题目">题…</a><span>2024-01-20</span></li>'],
    [
      'single quotes and title first',
      "<li><a title='题目' target=_blank href='b.html'>题…</a><i>2024.1.20</i></li>",
    ],
    ['no quotes, no end tags', '<ul><li><a href=b.html>题目</a><span>2024/01/20<li>其他</ul>'],
    ['cells', '<tr><td>·</td><td><a href="./b.html">\n 题目 </a></td><td>[2024-01-20]</td></tr>'],
    ['the date inside the link', '<div><a href="/a/b.html"><p>题目</p><span>2024年1月20日</span></a></div>'],
    ['a cut title attribute', '<li><a href="b.html" title="题…………">题目</a><span>2024-01-20</span></li>'],
    ['boxes', '<div class="i"><p><a href="b.html#top">题目</a></p><p class="d">2024-01-20</p></div>'],
    ['the date before', '<dl><dt>2024-01-20</dt></dl><dd><em>2024-01-20</em><a href="b.html">题目</a></dd>'],
  ])('is read with %s', (_way, html) => {
    expect(linksIn(html, base)).toEqual([
      { url: 'http://www.test.gov.cn/a/b.html', title: '题目', date: '2024-01-20' },
    ])
  })

  test('that leads to no page is none', () => {
    const html =
      '<a href="javascript:void(0)">甲</a><a href="#">乙</a><a href="mailto:x@y">丙</a><a href="http://[">丁</a>'
    expect(linksIn(html, base)).toEqual([])
  })

  test('that leads to no page though its title is a report is given as printed, unless another has the title', () => {
    const title = '湖墅街道2022年政府信息公开工作年度报告'
    const other = '半山街道2022年政府信息公开工作年度报告'
    const html = `<a href="javascript:open()">${title}</a><a href="#">${other}</a><a href="b.html">${other}</a>`
    expect(linksIn(html, base).map(({ url }) => url)).toEqual([
      `javascript:open() ${title}`,
      'http://www.test.gov.cn/a/b.html',
    ])
  })
})

describe('Attachments of a page', () => {
  const files = (html: string): readonly (readonly [string, string | null])[] =>
    attachmentsOf(page(`<body><div id="zoom">${html}</div></body>`)).map(({ url, name }) => [
      url.replace('http://www.test.gov.cn', ''),
      name,
    ])

  test.each([
    [
      'a link',
      '<a href="./P020240115.docx">年度报告.docx</a>',
      '/art/2023/1/20/P020240115.docx',
      '年度报告.docx',
    ],
    [
      'a link whose words name no file',
      '<a href="/files/%E5%B9%B4%E6%8A%A5.pdf">点击下载</a>',
      '/files/%E5%B9%B4%E6%8A%A5.pdf',
      '年报.pdf',
    ],
    [
      'downfile.jsp',
      '<a href="/module/download/downfile.jsp?classid=0&amp;filename=0af3.doc&amp;showname=%E5%B9%B4%E6%8A%A5.doc">附件1</a>',
      '/module/download/downfile.jsp?classid=0&filename=0af3.doc&showname=%E5%B9%B4%E6%8A%A5.doc',
      '年报.doc',
    ],
    [
      'download.jsp without an extension',
      '附件【<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=2">年报.xls</a>】',
      '/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=2',
      '年报.xls',
    ],
    [
      'a viewer',
      '<iframe src="/pdfjs/web/viewer.html?file=/cms_files/a/b.pdf"></iframe>',
      '/cms_files/a/b.pdf',
      'b.pdf',
    ],
    ['an embedded object', '<object data="c.PDF"></object>', '/art/2023/1/20/c.PDF', 'c.PDF'],
    ['a script', "<script>var pdf='./P01.pdf';</script>", '/art/2023/1/20/P01.pdf', 'P01.pdf'],
    [
      'a frame made by a script',
      '<script>showVsbpdfIframe("/__local/x.pdf","100%")</script>',
      '/__local/x.pdf',
      'x.pdf',
    ],
    ['a click', `<span onclick="window.open('/d/e.wps')">年度报告</span>`, '/d/e.wps', '年度报告'],
  ])('are found behind %s', (_way, html, url, name) => {
    expect(files(html)).toEqual([[url, name]])
  })

  test('are given once, without blank forms, share links and pages', () => {
    const html = `<a href="a.docx">年报</a><iframe src="/viewer.html?file=/art/2023/1/20/a.docx"></iframe>
      <a href="b.doc">政府信息公开申请表</a><a href="javascript:print()">打印</a><img src="qr.png"><a href="/c.html">丙</a>`
    expect(files(html)).toEqual([['/art/2023/1/20/a.docx', '年报']])
  })
})

describe('What a site is expected to give', () => {
  const site = { name: '测试区', expect: { from: 2021, perYear: [2, 4] as const } }
  const judged = (
    counts: Record<string, number>,
    today: string,
    years: ReadonlySet<number> | null = null,
  ): unknown =>
    expectations(site, counts, today, years).map(({ code, message, fails }) => [
      code,
      /for (\d{4})/u.exec(message)?.[1],
      fails,
    ])

  test('too few reports of a year that is due fail it, too many warn', () => {
    expect(judged({ 2020: 0, 2021: 1, 2022: 2, 2023: 5 }, '2024-06-01')).toEqual([
      ['too-few', '2021', true],
      ['too-many', '2023', false],
    ])
  })

  test('a year is due only after 31 March of the next', () => {
    expect(judged({ 2021: 2, 2022: 2 }, '2024-03-31')).toEqual([])
    expect(judged({ 2021: 2, 2022: 2 }, '2024-04-01')).toEqual([['too-few', '2023', true]])
  })

  test('only the years that were asked for are judged', () => {
    expect(judged({}, '2024-06-01', new Set([2022]))).toEqual([['too-few', '2022', true]])
  })
})

describe('What listings promise and the archive does not hold', () => {
  const site = { name: '测试区', expect: { from: 2021, perYear: [0, 90] as const } }
  const judged = (
    listed: Record<string, number>,
    held: Record<string, number>,
    years: ReadonlySet<number> | null = null,
  ): unknown =>
    listedInVain({ site, listed, held, without: { 'not-found': 2, blocked: 9 }, years }).map(
      ({ code, message, fails }) => [code, /^测试区: (.*) links/u.exec(message)?.[0], fails],
    )

  test('fails the site where hardly any link of a year is archived as a report', () => {
    expect(judged({ 2022: 20, 2023: 20 }, { 2022: 2, 2023: 3 })).toEqual([
      ['too-few', '测试区: 20 links', true],
    ])
  })

  test('only warns for years before those that are expected', () => {
    expect(judged({ 2012: 20, 2023: 20 }, { 2023: 20 })).toEqual([['too-few', '测试区: 20 links', false]])
  })

  test('does not speak of a few links beside others that hold reports', () => {
    expect(judged({ 2022: 2, 2023: 20, unknown: 9 }, { 2023: 20 })).toEqual([])
  })

  test('fails the site where not one link gave a report, however few they are and whatever their year', () => {
    expect(judged({ unknown: 1 }, {})).toEqual([['too-few', '测试区: 1 links', true]])
    expect(judged({ 2022: 1 }, { 2021: 5 }, new Set([2022]))).toEqual([['too-few', '测试区: 1 links', true]])
    expect(judged({ 2022: 1, 2021: 5 }, { 2021: 5 }, new Set([2021]))).toEqual([])
    expect(judged({}, {})).toEqual([])
  })

  test('says what the links were instead', () => {
    const promised = { site, listed: { 2022: 11 }, held: {}, without: { 'not-found': 2, blocked: 9 } }
    const [alarm] = listedInVain({ ...promised, years: null })
    expect(alarm?.message).toContain('9 blocked, 2 not-found')
  })
})
