import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load, type CheerioAPI } from 'cheerio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../src/model/report.ts'
import { exploreArchive, type OpenLibrary } from '../src/pipeline/exploreArchive.ts'
import { explorer } from '../src/publish/explorer/explorer.ts'
import { doubt, requests, yearReport } from './acrossYears.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { openTestArchive } from './archive-open.ts'
import { reportOf } from './archive-report.ts'
import { config } from './explorer-archive.ts'
import { nianbao } from './running/nianbao.ts'

const over = 'applications.carried_over.total'
const fresh = 'applications.new.total'

/** 长庆街道, which had the code 330103001 until 2020. */
const street = (code: string, year: number, figures: Report['figures']): Report => ({
  ...yearReport(year, figures),
  id: `${code}/${year}`,
  unit: { name: '长庆街道', as_printed: '长庆街道', code, division: null },
})

let home = ''
let open: OpenLibrary
let page: (path: string) => Promise<CheerioAPI>
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'nianbao-years-'))
  const folder = join(home, 'archive')
  const archive = await openTestArchive(folder, { kind: 'live' })
  const site = await archive.site('zhejiang-gongshu')
  await site.admit(exchangeOf('http://www.example.gov.cn/1', 'one'), factsOf('page'))
  const [key = ''] = site.bundleKeys()
  const { sources } = reportOf(await site.bundle(key), '330105', 2023)
  const cells = {
    [over]: { raw: '1', source: `sha256:${sources[0]?.sha256 ?? ''}`, table: 2, row: 1, column: 1 },
  }
  for (const report of [
    yearReport(2021, { ...requests('new', { total: 4 }), ...requests('carried_forward', { total: 1 }) }),
    yearReport(2022, {
      ...requests('carried_over', { total: 1 }),
      ...requests('carried_forward', { total: 3 }),
    }),
    yearReport(
      2023,
      { ...requests('new', { total: 5 }), ...requests('carried_over', { total: 1 }) },
      { cells, findings: [doubt('sources-disagree', fresh)] },
    ),
    street('330103001', 2020, requests('carried_forward', { total: 3 })),
    street('330105014', 2021, requests('carried_over', { total: 1 })),
  ])
    await site.writeReport({ ...report, sources })
  await archive.finish()
  await archive.close()
  const why = ['--by', '李', '--reason', 'seen', '--archive', folder]
  const { code, stderr } = await nianbao('review', 'correct', '330105/财政局/2023', over, '2', ...why)
  expect([code, stderr]).toEqual([0, ''])
  const failed = (error: unknown): never => {
    throw error
  }
  const clock = () => new Date('2026-11-21T02:00:00Z')
  open = await exploreArchive({ archive: folder, config, clock, sites: [], failed })
  const app = explorer({ library: open.library, isStatic: false, failed })
  page = async (path) => load(await (await app.request(encodeURI(path))).text())
}, 120_000)
afterAll(async () => {
  await open.close()
  rmSync(home, { recursive: true, force: true })
})

/** What stands under the heading of findings. */
const findings = ($: CheerioAPI) => $('#findings').nextUntil('h2')

describe('A contradiction between two years', () => {
  test('is found by the search that names its kind, at the report at which it stands, and the kind is offered there', async () => {
    const $ = await page('/search/?finding=carry-over-differs')
    const found = $('.reports a')
      .toArray()
      .map((link) => $(link).attr('href'))
    expect(found.length).toBeGreaterThan(0)
    const listed = await page('/findings/carry-over-differs/')
    const told = new Set(
      listed('.findings > li > a:first-child')
        .toArray()
        .map((link) => listed(link).text()),
    )
    expect(
      new Set(
        $('.reports a')
          .toArray()
          .map((link) => $(link).text()),
      ),
    ).toEqual(told)
    const all = await page('/search/')
    const facet = all('.facets a[href*="finding=carry-over-differs"]').parent().find('.count').text()
    expect(facet).toBe(String(told.size))
  })

  test('can be narrowed to the regions and years in which there is nothing else', async () => {
    const $ = await page('/findings/')
    expect($('.facets a[href*="year=2021"]').length).toBe(1)
    expect($('.facets .count').text()).toContain('+')
  })

  test('is told on the pages of both reports, with the cells of both, and on no other', async () => {
    for (const year of [2022, 2023]) {
      const told = findings(await page(`/report/330105/财政局/${year}/`))
      expect(told.text()).toContain(
        '2022 年报告“结转下年度继续办理”与 2023 年报告“上年结转”不一致（总计：3 对 2）',
      )
      expect(told.text()).not.toContain('没有发现')
      const base = `http://here/report/330105/财政局/${year}/`
      const links = told
        .find('a.cell')
        .map((_, link) => decodeURI(new URL(link.attribs['href'] ?? '', base).href))
        .get()
      expect(links.slice(-2)).toEqual([
        'http://here/report/330105/财政局/2022/#figure-applications.carried_forward.total',
        'http://here/report/330105/财政局/2023/#figure-applications.carried_over.total',
      ])
    }
    expect(findings(await page('/report/330105/财政局/2021/')).text()).toContain('没有发现')
    expect(findings(await page('/en/report/330105/财政局/2023/')).text()).toContain(
      'is 2 as corrected by a person; 1 was read',
    )
  })

  test('of a unit that got another code is told on both pages, too', async () => {
    for (const path of ['/report/330103001/2020/', '/report/330105014/2021/'])
      expect(findings(await page(path)).text()).toContain('（总计：3 对 1）')
  })
})

test('The page of a unit marks corrected and doubted figures in its tables and its pictures, and says what the marks mean', async () => {
  const $ = await page('/unit/330105/财政局/')
  const cellOf = (metric: string) => $(`details td:has(a[href*="2023/#figure-${metric}"])`)
  expect(cellOf(over).first().text().replaceAll(/\s/gu, '')).toBe('2*')
  expect(cellOf(fresh).first().text().replaceAll(/\s/gu, '')).toBe('5!')
  expect(cellOf(fresh).first().hasClass('doubted')).toBe(true)
  expect(cellOf(fresh).find('abbr').attr('title')).toBe('存疑: 来源不一致')
  expect($('svg[role=img]').first().attr('aria-label')).toContain('2021 4; 2022 –; 2023 5!')
  expect($('svg[role=img]').first().find('text.mark').text()).toBe('!')
  expect($('main').text().replaceAll(/\s+/gu, ' ')).toContain('! 存疑 · * 已人工更正')
  const plain = await page('/unit/330105014/')
  expect(plain('main').text()).not.toContain('! 存疑')
})
