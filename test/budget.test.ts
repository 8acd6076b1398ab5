import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { everyday } from './running/everyday.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { html, localSite, type LocalSite } from './running/localSite.ts'
import { lastLine, nianbao } from './running/nianbao.ts'

const units = ['米市巷街道', '小河街道', '湖墅街道', '拱宸桥街道', '和睦街道', '大关街道']
const path = (index: number): string => `/html/1001/10020${index}.html`
const page = (unit: string) =>
  html(
    Buffer.from(
      renderHtml(inventReport({ unit, division: '杭州市拱墅区', year: 2022, seed: unit })),
    ).toString('utf8'),
  )

const sixReports = (): Promise<LocalSite> =>
  localSite(
    Object.fromEntries(units.map((unit, index) => [path(index), `${unit}2022年政府信息公开工作年度报告`])),
    Object.fromEntries(units.map((unit, index) => [path(index), page(unit)])),
  )
const pagesAsked = (site: LocalSite): string[] => site.seen.filter((seen) => seen.startsWith('/html/'))
const filed = (site: LocalSite): Promise<string[]> =>
  readdir(join(site.archive, 'zhejiang-example/reports/2022'))

test('a run that spent its requests leaves the rest by name, and the next run takes only the rest', async () => {
  const site = await sixReports()
  const first = await nianbao('crawl', ...site.options, '--max-requests', '4')
  expect(first.code, first.stderr).toBe(0)
  const asked = pagesAsked(site).length
  expect(asked).toBeGreaterThanOrEqual(1)
  expect(asked).toBeLessThan(6)
  expect((await lastRunOf(site.archive)).sites[0]?.waiting).toBe(6 - asked)
  expect(await filed(site)).toHaveLength(asked)
  const status = await nianbao('status', ...site.options)
  expect(status.stdout).toContain('budget-spent')

  await nianbao('crawl', ...site.options, '--now', '2023-02-02')
  expect(await filed(site)).toHaveLength(6)
  expect(pagesAsked(site).toSorted()).toEqual(units.map((_, index) => path(index)))
})

test('a listing is not read on beyond the budget, and what was not read to its end fails nothing', async () => {
  const site = await sixReports()
  const { code, stdout } = await nianbao(
    'crawl',
    ...site.options,
    '--max-requests',
    '2',
    '--now',
    '2023-06-01',
  )
  expect([code, site.seen]).toEqual([0, ['/robots.txt', '/list.html']])
  expect(stdout).not.toContain('too-few')
})

test.each(everyday([1, 2, 3, 5, 6], 2))(
  'a run of at most %i requests sends no more, however many links it has at hand',
  async (most) => {
    const site = await sixReports()
    const { code } = await nianbao('crawl', ...site.options, '--max-requests', String(most))
    expect([code, site.seen.length]).toEqual([0, most])
  },
)

test('a site that the budget does not reach is told, and fails nothing', async () => {
  const site = await sixReports()
  await nianbao('crawl', ...site.options)
  const { code, stdout } = await nianbao(
    'crawl',
    ...site.options,
    '--max-minutes',
    '1',
    '--max-requests',
    '1',
  )
  expect(code).toBe(0)
  expect(stdout).not.toContain('too-few')
})

test('a dry run prints what it would fetch, sends nothing and writes nothing', async () => {
  const site = await sixReports()
  const before = await nianbao('crawl', ...site.options, '--dry-run')
  expect([before.code, site.seen.length, existsSync(site.archive)]).toEqual([0, 0, false])
  expect(before.stdout).toContain('static-list')

  await nianbao('crawl', ...site.options, '--max-requests', '4')
  const asked = site.seen.length
  const plan = await nianbao('crawl', ...site.options, '--dry-run', '--json', '--now', '2023-02-02')
  const [planned] = JSON.parse(plan.stdout) as { walks: string[]; retries: string[]; rechecks: string[] }[]
  expect(site.seen).toHaveLength(asked)
  expect(planned?.retries.length).toBe(6 - pagesAsked(site).length)
  expect(planned?.rechecks).toEqual([])
  const inSeason = await nianbao('crawl', ...site.options, '--dry-run', '--json', '--now', '2023-02-12')
  const [later] = JSON.parse(inSeason.stdout) as { walks: string[]; rechecks: string[] }[]
  expect([before.stdout, later?.walks]).toEqual([
    expect.stringContaining('to its end  static-list'),
    ['http://www.example.gov.cn/list.html'],
  ])
  const sameDay = await nianbao('crawl', ...site.options, '--dry-run', '--json')
  expect(JSON.parse(sameDay.stdout)).toMatchObject([{ walks: [] }])
  expect(later?.rechecks.length).toBe(pagesAsked(site).length)
})

test.each([
  ['--max-minutes', '0'],
  ['--max-requests', 'many'],
])('%s %s is a usage error before anything is sent', async (option, value) => {
  const site = await sixReports()
  const { code, stderr } = await nianbao('crawl', ...site.options, option, value)
  expect([code, site.seen.length]).toEqual([2, 0])
  expect(lastLine(stderr)).toMatch(/^nianbao: usage: /u)
})
