import { mkdtempSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishSite } from '../src/pipeline/explorePublish.ts'
import { serveExplorer, type Served } from '../src/pipeline/exploreServe.ts'
import { chineseFindings } from '../src/publish/explorer/findingWords.ts'
import { loadSites } from '../src/sites/loadSites.ts'
import { attack, config } from './explorer-archive.ts'
import { archiveOf, plainReport } from './comparison-archive.ts'
import { root } from './running/nianbao.ts'

const denied = 'applications.denied.state_secret.total'
const total = 'applications.total.total'
const warning = { severity: 'warning' as const, message: attack }
const reports = [
  plainReport({ unit: '330105001', name: '米市巷街道', year: 2020, form: '2019' }),
  plainReport({
    ...{
      unit: '330105001',
      name: '米市巷街道',
      year: 2021,
      form: '2021',
      text: '受理 12 件，办结 3 件。未变。',
    },
    figures: {
      'applications.new.total': 40,
      'proactive.rules.in_force': null,
      'proactive.fees.amount': undefined,
    },
  }),
  plainReport({
    ...{
      unit: '330105001',
      name: '米市巷街道',
      year: 2022,
      form: '2021',
      text: '受理 85 件，办结 3 件。未变。',
    },
    figures: { 'applications.new.total': 50, [denied]: 3, [total]: 400 },
    findings: [{ ...warning, code: 'sum-mismatch', metrics: ['applications.carried_over.total'] }],
  }),
  plainReport({ unit: '330105002', name: '湖墅街道', year: 2022, form: '2021', figures: { [total]: 500 } }),
  plainReport({ unit: '330105003', name: '小河街道', year: 2022, form: '2021', figures: { [total]: 12 } }),
  plainReport({ unit: '330105004', name: '和睦街道', year: 2022, form: '2021', figures: { [denied]: null } }),
  plainReport({
    ...{ unit: '330105005', name: `=1+1${attack}`, year: 2022, form: '2021', text: attack },
    findings: [{ ...warning, code: 'sum-mismatch', metrics: [total] }],
  }),
  plainReport({ unit: '210203010', name: '八一路街道', year: 2022, form: '2021', figures: { [total]: 410 } }),
  plainReport({ unit: '330105/财政局', name: '财政局', year: 2022, form: '2021' }),
]

let home = ''
let served: Served
const failures: unknown[] = []
const order = async () => ({
  ...{ archive: join(home, 'archive'), config, clock: () => new Date('2026-11-21T02:00:00.000Z') },
  sites: await loadSites(resolve(root, 'crawlers'), ['zhejiang-gongshu']),
  failed: (error: unknown) => void failures.push(error),
})
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'nianbao-lists-'))
  await archiveOf(join(home, 'archive'), reports)
  served = await serveExplorer(await order(), { port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await served.close()
  rmSync(home, { recursive: true, force: true })
})
const get = (path: string) => fetch(new URL(path, served.url), { redirect: 'manual' })
const page = async (path: string) => {
  const response = await get(path)
  expect([path, response.status, failures.map(String)]).toEqual([path, 200, []])
  return load(await response.text())
}
/** Rows of a file by the names of its columns. */
const csv = async (path: string): Promise<Record<string, string>[]> => {
  const response = await get(path)
  expect([path, response.status, response.headers.get('content-type')]).toEqual([
    path,
    200,
    'text/csv; charset=utf-8',
  ])
  const bytes = new Uint8Array(await response.arrayBuffer())
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const [head = [], ...rows] = records(new TextDecoder().decode(bytes))
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])))
}
/** RFC 4180, strictly. */
function records(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gu)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === '\r\n') rows.push([])
    if (end === '') break
  }
  return rows.slice(0, -1)
}
const years = '/compare/330105001/2021/330105001/2022/'

describe('The comparison of two reports', () => {
  test('shows each figure of both with its evidence, the difference, and per cent of no small number', async () => {
    const $ = await page(years)
    const link = $('a[href$="/report/330105001/2022/#figure-applications.new.total"]')
    const cell = link.closest('td')
    expect(
      cell
        .find('a')
        .toArray()
        .map((each) => $(each).text()),
    ).toEqual(['40', '50'])
    expect(cell.find('.delta').text()).toBe('+10 (+25%)')
    expect(cell.find('a').first().attr('href')).toMatch(
      /\/report\/330105001\/2021\/#figure-applications\.new\.total$/u,
    )
  })

  test('shows blank, absent and doubtful as such and never as 0', async () => {
    const $ = await page(years)
    const cellOf = (metric: string) => $(`a[href$="/2022/#figure-${metric}"]`).closest('td')
    expect(cellOf('proactive.rules.in_force').text().replace(/\s+/gu, '')).toBe('空白→30不计差')
    expect(cellOf('proactive.fees.amount').text().replace(/\s+/gu, '')).toBe('未读出→30不计差')
    const doubted = cellOf('applications.carried_over.total')
    expect(doubted.hasClass('doubted')).toBe(true)
    expect(doubted.find('abbr').attr('title')).toBe('存疑: 合计不符')
  })

  test('shows what the texts say differently', async () => {
    const $ = await page(years)
    expect([$('del').text(), $('ins').text()]).toEqual(['12', '85'])
    expect($('.difference').text()).toContain('未变。')
  })

  test('of different forms compares what both have and names the rest', async () => {
    const $ = await page('/compare/330105001/2020/330105001/2021/')
    const apart = $('.apart').text()
    expect(apart).toContain('规章 · 本年新制作数量')
    expect(apart).toContain('2019 年格式')
    expect($('.form').text()).not.toContain('本年新制作数量')
    const rows = await csv('/compare/330105001/2020/330105001/2021/comparison.csv')
    expect(rows.filter(({ comparable }) => comparable === 'no')).toHaveLength($('.apart li').length)
    expect(rows.find(({ metric }) => metric === 'proactive.rules.made')).toMatchObject({
      left: '30',
      right: '',
      delta: '',
    })
  })

  test('has a file of exactly its cells', async () => {
    const $ = await page(years)
    const rows = await csv(`${years}comparison.csv`)
    expect(rows).toHaveLength($('td.compared').length)
    expect(rows.find(({ metric }) => metric === 'applications.new.total')).toMatchObject({
      ...{ left_report: '330105001/2021', left: '40', right: '50', delta: '10', percent: '25' },
    })
    expect(rows.find(({ metric }) => metric === 'proactive.rules.in_force')).toMatchObject({
      ...{ left: '', left_state: 'blank', right: '30', delta: '' },
    })
    expect(rows.find(({ metric }) => metric === 'applications.carried_over.total')).toMatchObject({
      right_state: 'number; in doubt: sum-mismatch',
    })
  })

  test('of any two is chosen step by step without script', async () => {
    const first = await page(`/compare/?q=${encodeURIComponent('米市巷')}`)
    const chosen =
      first('.units a')
        .filter((_, link) => first(link).text() === '米市巷街道 2022')
        .attr('href') ?? ''
    const second = await page(new URL(chosen, new URL('/compare/', served.url)).href)
    expect(second('form input[name=a]').attr('value')).toBe('330105001/2022')
    const targets = second('main a')
      .toArray()
      .map((link) => second(link).attr('href') ?? '')
    const to = targets
      .filter((link) => link.includes('330105002'))
      .map((link) => new URL(link, new URL('/compare/', served.url)).pathname)
    expect(to).toEqual(['/compare/330105001/2022/330105002/2022/'])
    const led = await get('/compare/?a=330105001/2022&b=330105/财政局/2022')
    expect(led.status).toBe(302)
    const address = new URL(led.headers.get('location') ?? '', led.url).href
    expect((await page(address))('h1').text()).toBe('米市巷街道 2022 / 财政局 2022 · 对比')
  })

  test.each([
    ...[
      '/compare/330105001/2022/',
      '/compare/330105001/2022/330105001/1999/',
      '/compare/..%2f..%2fx/2022/330105001/2022/',
    ],
    ...[
      '/compare/330105001/2022/330105001/2022/at-nobody/',
      '/compare/330105001/2022/330105001/1999/comparison.csv',
    ],
    ...[
      '/rankings/denied/township/1999/all/',
      '/rankings/x/township/2022/all/',
      '/rankings/denied/x/2022/all/',
    ],
    ...[
      '/rankings/denied/township/2022/all/9/',
      '/rankings/denied/township/2022/44/',
      '/rankings/denied/township/2022/%27/',
    ],
    ...[
      '/findings/constructor/findings.csv',
      '/region/99/units.csv',
      '/year/1999/reports.csv',
      '/unit/1/figures.csv',
    ],
    ...['/coverage/__proto__/coverage.csv', '/coverage/..%2fruns/coverage.csv'],
  ])('and of rankings and lists: there is nothing at %s', async (path) => {
    expect([path, (await get(path)).status]).toEqual([path, 404])
    expect(failures).toEqual([])
  })
})

describe('A ranking', () => {
  const address = '/rankings/denied/township/2022/all/'

  test('has its formula, its cells, and everybody who is left out with the reason', async () => {
    const $ = await page(address)
    expect($('.formula').text()).toContain('三（三）1.属于国家秘密 · 总计')
    const rows = $('table')
      .first()
      .find('tbody tr')
      .toArray()
      .map((row) =>
        $(row)
          .children()
          .toArray()
          .map((cell) => $(cell).find('a').first().text() || $(cell).text().trim()),
      )
    expect(rows.map((row) => row.slice(0, 3))).toEqual([
      ['1', '八一路街道', '58.5%'],
      ['2', '米市巷街道', '53.3%'],
      ['3', '湖墅街道', '48.0%'],
    ])
    expect($('table').first().find(`a[href$="/report/330105001/2022/#figure-${denied}"]`).text()).toBe('3')
    const out = $('table').last().text().replace(/\s+/gu, ' ')
    expect(out).toContain('小河街道')
    expect(out).toContain('分母过小 (12)')
    expect(out).toMatch(/和睦街道.*有空白单元格/u)
    expect(out).toMatch(/script.*数据存疑/u)
    expect($('script').length).toBe(0)
  })

  test('sets streets beside streets and bureaux beside bureaux, and a region by itself', async () => {
    const bodies = await page('/rankings/denied/county-body/2022/all/')
    expect(bodies('table').first().find('tbody tr')).toHaveLength(1)
    const $ = await page('/rankings/denied/township/2022/33/')
    expect($('table').first().find('tbody tr')).toHaveLength(2)
    expect($('h1').text()).toContain('浙江省')
  })

  test('has a file of exactly its rows', async () => {
    const $ = await page(address)
    const rows = await csv(`${address}ranking.csv`)
    expect(rows).toHaveLength($('tbody tr').length)
    expect(rows[0]).toMatchObject({
      place: '1',
      unit: '八一路街道',
      dividend: '240',
      divisor: '410',
      left_out: '',
    })
    expect(rows.find(({ unit }) => unit === '小河街道')).toMatchObject({
      place: '',
      left_out: 'small',
      divisor: '12',
    })
  })
})

describe('Findings', () => {
  test('are narrowed by kind, region and year, each narrowing has an address, and its file the same rows', async () => {
    for (const [query, count] of [
      ['', 2],
      ['?region=3301', 2],
      ['?region=21', 0],
      ['?year=2022', 2],
      ['?year=2021&region=33', 0],
    ] as const) {
      const $ = await page(`/findings/sum-mismatch/${query}`)
      expect([query, $('.findings li').length]).toEqual([query, count])
      const file = $('a[download]').attr('href')
      expect(
        await csv(new URL(file ?? '', new URL('/findings/sum-mismatch/', served.url)).href),
      ).toHaveLength(count)
    }
    const $ = await page('/findings/?year=2022')
    expect($('main th[scope=row] a').attr('href')).toMatch(/findings\/sum-mismatch\/\?year=2022$/u)
    expect($('main tbody tr')).toHaveLength(1)
    expect((await page('/findings/?region=21'))('main tbody tr')).toHaveLength(0)
  })

  test('are named and explained in Chinese on Chinese pages, wherever they stand', async () => {
    expect((await page('/findings/'))('main').text()).toContain(chineseFindings['sum-mismatch']?.meaning)
    expect((await page('/findings/sum-mismatch/'))('h1').text()).toBe('合计不符 sum-mismatch')
    expect((await page('/report/330105001/2022/'))('.findings').text()).toContain('合计不符')
    expect((await page('/search/'))('.facets').text()).toContain('合计不符')
    expect((await page('/en/findings/sum-mismatch/'))('h1').text()).toBe('sum-mismatch')
  })

  test('have a Chinese name for every code that docs/failures.md lists, and the same', () => {
    const text = readFileSync(resolve(root, 'docs/failures.md'), 'utf8')
    const part = text.slice(text.indexOf('## Findings'), text.indexOf('## Before anything else'))
    const listed = [...part.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \|/gmu)].map(([, code = '', name = '']) => [
      code,
      name,
    ])
    expect(Object.entries(chineseFindings).map(([code, words]) => [code, words.name])).toEqual(listed)
  })
})

describe('Every list', () => {
  test.each([
    ...[
      '/search/?q=街道',
      '/year/2022/',
      '/region/',
      '/region/330105/',
      '/unit/330105001/',
      '/unit/330105/财政局/',
    ],
    ...[
      '/findings/',
      '/findings/sum-mismatch/',
      '/coverage/',
      '/coverage/zhejiang-gongshu/',
      '/changes/',
      '/codebook/',
    ],
    ...['/rankings/denied/township/2022/all/', years],
  ])('%s leads to a file that opens in Excel, the same from both languages', async (path) => {
    const [zh, en] = await Promise.all(
      [path, `/en${path}`].map(async (at) => {
        const $ = await page(at)
        return new URL($('a[download]').attr('href') ?? '/none', new URL(at, served.url)).href
      }),
    )
    expect(zh).toBe(en)
    expect((await csv(zh ?? '')).length).toBeGreaterThan(0)
  })

  test('of a search has the reports of all its pages and no others', async () => {
    const units = async (query: string) =>
      (await csv(`/search/reports.csv?${query}`)).map(({ report }) => report)
    expect((await units('q=街道&year=2022')).sort()).toEqual(
      ['210203010/2022', ...['1', '2', '3', '4'].map((at) => `33010500${at}/2022`)].sort(),
    )
    expect(await units('region=21')).toEqual(['210203010/2022'])
    // its header, as its page says that nothing fits
    expect(await units('q=nowhere')).toEqual([])
  })

  test('of a unit has the figures of its page', async () => {
    const $ = await page('/unit/330105001/')
    const rows = await csv('/unit/330105001/figures.csv')
    expect(rows).toHaveLength($('details .years td.figure').length)
    expect(
      rows.find(({ id, metric }) => id === '330105001/2022' && metric === 'applications.new.total'),
    ).toMatchObject({
      value: '50',
    })
  })

  test('shows a formula of a hostile report as text, also in a spreadsheet', async () => {
    const rows = await csv('/search/reports.csv?region=330105005')
    expect(rows[0]?.['unit']).toBe(`'=1+1${attack}`)
    expect(rows[0]?.['title']).toBe(`'=1+1${attack}2022年年度报告`)
    const ranked = await csv('/rankings/denied/township/2022/all/ranking.csv')
    expect(ranked.map(({ unit }) => unit)).toContain(`'=1+1${attack}`)
    expect(ranked.flatMap((row) => Object.values(row)).filter((cell) => /^[=@]/u.test(cell))).toEqual([])
    const $ = await page('/rankings/denied/township/2022/all/')
    expect($('main').text()).toContain(`=1+1${attack}`)
  })
})

describe('Published files', () => {
  test('hold each report beside the one before it, every ranking and every file, and say what needs a server', async () => {
    const out = join(home, 'site')
    await publishSite(await order(), out)
    const has = (path: string) => existsSync(join(out, path))
    for (const path of [
      ...[
        'compare/330105001/2021/330105001/2022/index.html',
        'en/compare/330105001/2020/330105001/2021/index.html',
      ],
      ...[
        'compare/330105001/2021/330105001/2022/comparison.csv',
        'rankings/denied/township/2022/33/index.html',
      ],
      ...['rankings/denied/township/2022/all/ranking.csv', 'findings/sum-mismatch/findings.csv'],
      ...[
        'year/2022/reports.csv',
        'unit/330105/财政局/figures.csv',
        'coverage/zhejiang-gongshu/coverage.csv',
      ],
    ])
      expect([path, has(path)]).toEqual([path, true])
    for (const path of [
      'compare/330105001/2020/330105001/2022',
      'compare/330105001/2022/330105002',
      'search/reports.csv',
    ])
      expect([path, has(path)]).toEqual([path, false])
    const text = (path: string) => readFileSync(join(out, path, 'index.html'), 'utf8')
    expect(text('compare')).toContain('需运行 nianbao serve')
    expect(text('findings')).toContain('静态文件不能按地区')
    expect(text('report/330105001/2022')).toContain('与 2021 年对比')
    expect(text('report/330105001/2022')).not.toContain('与其他报告对比')
    expect(text('compare/330105001/2021/330105001/2022')).not.toContain('左右互换')
    expect(await publishSite(await order(), out)).toMatchObject({ written: 0, removed: 0 })
  })
})
