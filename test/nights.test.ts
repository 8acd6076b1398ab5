import { expect, test } from 'vitest'
import { renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { html, localSite, status, type Answer } from './running/localSite.ts'
import { nianbao } from './running/nianbao.ts'

const title = (unit: string, year: number): string => `${unit}${year}年政府信息公开工作年度报告`
const page = (unit: string, year: number): Answer =>
  html(
    Buffer.from(
      renderHtml(inventReport({ unit, division: '杭州市拱墅区', year, seed: `${unit}${year}` })),
    ).toString('utf8'),
  )
const path = (number: number): string => `/html/1001/1002${String(number).padStart(2, '0')}.html`

/** The listing page alone, as localSite makes it. */
const listing = (reports: Readonly<Record<string, string>>): Answer =>
  html(
    `<html><head><meta name="ColumnName" content="政府信息公开年报"></head><body><ul>${Object.entries(reports)
      .map(([at, name]) => `<li><a href="${at}" title="${name}">${name}</a><span>2023-01-20</span></li>`)
      .join('')}</ul></body></html>`,
  )

test('links that are listed well and lead to no report fail the site once they are due', async () => {
  const stub = html(
    '<html><body><h1>栏目</h1><p>内容正在建设中，敬请期待。欢迎访问本网站的其他栏目。</p></body></html>',
  )
  const site = await localSite({ [path(1)]: title('米市巷街道', 2022) }, { [path(1)]: stub })
  const ended = await nianbao('crawl', ...site.options, '--now', '2023-05-01')
  expect(ended.code).toBe(3)
  expect(ended.stdout).toContain('0 reports filed for 2022 (1 listed)')
})

test('an unchanged night says the same of a site that has its reports and of one that has not', async () => {
  const site = await localSite(
    { [path(1)]: title('米市巷街道', 2022) },
    { [path(1)]: page('米市巷街道', 2022) },
  )
  expect((await nianbao('crawl', ...site.options, '--now', '2023-05-01')).code).toBe(0)
  expect((await nianbao('crawl', ...site.options, '--now', '2023-05-02')).code).toBe(0)
})

test('a listed page that is not there is asked for in the next three runs, then only as often as a re-check', async () => {
  const site = await localSite({ [path(1)]: title('米市巷街道', 2022) }, { [path(1)]: status(404) })
  const asked = (): number => site.seen.filter((seen) => seen === path(1)).length
  const nights = ['2023-02-01', '2023-02-02', '2023-02-03', '2023-02-04', '2023-02-05']
  const counts: number[] = []
  for (const night of nights) {
    await nianbao('crawl', ...site.options, '--now', night)
    counts.push(asked())
    expect((await lastRunOf(site.archive)).sites[0]?.waiting).toBe(1)
  }
  expect(counts).toEqual([1, 2, 3, 3, 3])
})

test('a listing that was read to its end and lost rows is named with the years that lost them', async () => {
  const all = { [path(1)]: title('米市巷街道', 2022), [path(2)]: title('小河街道', 2022) }
  const answers: Record<string, Answer> = {
    '/list.html': listing(all),
    [path(1)]: page('米市巷街道', 2022),
    [path(2)]: page('小河街道', 2022),
  }
  const site = await localSite(all, answers)
  await nianbao('crawl', ...site.options)
  answers['/list.html'] = listing({ [path(1)]: title('米市巷街道', 2022) })
  const second = await nianbao('crawl', ...site.options, '--now', '2023-02-02')
  expect(second.code).toBe(0)
  expect((await lastRunOf(site.archive)).sites[0]?.alarms).toMatchObject([
    { code: 'listing-shrank', fails: false },
  ])
  expect(second.stdout).toContain('1 rows, 2 before; 2022: 1 of 2 reports')
  const third = await nianbao('crawl', ...site.options, '--now', '2023-02-03')
  expect(third.stdout).not.toContain('listing-shrank')
})

test('a host that refuses three pages in a row is asked for nothing more in that run, and again in the next', async () => {
  const paths = [1, 2, 3, 4, 5, 6, 7, 8].map(path)
  const reports = Object.fromEntries(paths.map((at, index) => [at, title(`第${index}街道`, 2022)]))
  const answers = Object.fromEntries(paths.map((at) => [at, status(403)]))
  const site = await localSite(reports, answers)
  const asked = (): number => site.seen.filter((seen) => seen.startsWith('/html/')).length
  await nianbao('crawl', ...site.options)
  expect(asked()).toBe(3)
  const [run] = (await lastRunOf(site.archive)).sites
  expect(run?.waiting).toBe(8)
  expect(run?.troubles.map(({ code }) => code).sort()).toEqual([
    ...Array<string>(3).fill('blocked'),
    ...Array<string>(5).fill('host-paused'),
  ])
  await nianbao('crawl', ...site.options, '--now', '2023-02-02')
  expect(asked()).toBe(6)
})

test.each([
  'http://',
  'http://[',
  '//',
  'http://user:pass@/x',
  'http://www.example.gov.cn:0/html/1001/100209.html',
])('a link of a listing that is no address (%s) stops nothing', async (address) => {
  const reports = { [path(1)]: title('米市巷街道', 2022), [address]: title('小河街道', 2022) }
  const site = await localSite(reports, { [path(1)]: page('米市巷街道', 2022) })
  const { code, stderr } = await nianbao('crawl', ...site.options)
  expect(stderr).not.toContain('defect')
  expect(code).toBe(0)
  expect((await lastRunOf(site.archive)).sites[0]?.reports).toBe(1)
})
