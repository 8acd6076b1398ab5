import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { loadConfig } from '../src/config/loadConfig.ts'
import type { Run } from '../src/model/run.ts'
import { isWalkDue } from '../src/pipeline/isWalkDue.ts'
import { looksOf } from '../src/pipeline/looksOf.ts'
import { articlePage } from './foreign/article.ts'
import { crawlForeign, host, type Crawled } from './foreign/crawlForeign.ts'
import type { Handler } from './foreign/foreignServer.ts'
import { holdings, type Row } from './foreign/holdings.ts'
import { ucap as ucapHost, ucapSource } from './foreign/ucap.ts'
import { everyday, isLong } from './running/everyday.ts'
import { html, localSite, status, type LocalSite } from './running/localSite.ts'
import { nianbao, root } from './running/nianbao.ts'

const { fetch: config } = await loadConfig(resolve(root, 'config'))
const reports = holdings().filter(({ id }) => id !== null)
const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)

describe('A listing is read from end to end on a rota', () => {
  const names = Array.from({ length: 60 }, (_, at) => `http://www.example.gov.cn/column${at}/`)
  const longest = (name: string, from: string, nights: number): number => {
    let [walked, most] = [from, 0]
    for (let night = 1; night <= nights; night += 1) {
      const today = addDays(from, night)
      const since = (Date.parse(today) - Date.parse(walked)) / 86_400_000
      most = Math.max(most, since)
      if (isWalkDue(name, walked, new Date(today), config.recheck)) walked = today
    }
    return most
  }

  test('at least weekly from January to April, at least monthly otherwise', () => {
    for (const name of names) {
      expect(longest(name, '2024-01-02', 100)).toBe(7)
      expect(longest(name, '2024-05-02', 200)).toBe(30)
    }
  })

  test('not twice in a day, at once when nobody knows when it was last, and after a clock that was wrong', () => {
    const [name = ''] = names
    expect(isWalkDue(name, '2024-02-01', new Date('2024-02-01T23:59:00Z'), config.recheck)).toBe(false)
    expect(isWalkDue(name, null, new Date('2024-02-01'), config.recheck)).toBe(true)
    expect(isWalkDue(name, '2034-02-01', new Date('2024-02-01'), config.recheck)).toBe(true)
  })

  test('each on its own day: of sixty that were first read on one day no night reads more than a third', () => {
    const first = (name: string): number =>
      [1, 2, 3, 4, 5, 6, 7].find((days) =>
        isWalkDue(name, '2024-02-01', new Date(addDays('2024-02-01', days)), config.recheck),
      ) ?? 0
    const byDay = Map.groupBy(names, first)
    expect([...byDay.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(Math.max(...[...byDay.values()].map(({ length }) => length))).toBeLessThan(20)
  })
})

/** A column in the order of entry, ten rows a page, whose pager is what `pager` makes of it. */
const column =
  (rows: () => readonly Row[], pager: (page: number, pages: number, rows: number) => string): Handler =>
  ({ pathname }) => {
    const row = rows().find(({ number }) => pathname === `/nb/202401/t20240115_${number}.html`)
    if (row !== undefined) return articlePage(row)
    const page = Number(/^\/nb\/(?:index_(\d+)\.html)?$/u.exec(pathname)?.[1] ?? 0) + 1
    const pages = Math.ceil(rows().length / 10)
    if (!pathname.startsWith('/nb/') || page > pages) return null
    const shown = rows().slice((page - 1) * 10, page * 10)
    const links = shown.map(
      ({ number, title, date }) =>
        `<li><a href="/nb/202401/t20240115_${number}.html">${title}</a><span>${date}</span></li>`,
    )
    return `<html><head><title>政府信息公开年报</title><meta name="ColumnName" content="政府信息公开年报"></head><body><ul>${links.join('')}</ul>${pager(page, pages, rows().length)}</body></html>`
  }
const next = (page: number, pages: number): string =>
  page < pages ? `<a href="/nb/index_${page}.html">下一页</a>` : ''
const counted = (page: number, pages: number, rows: number): string => `共${rows}条 ${next(page, pages)}`
const source = `family: 'static-list', list: 'http://${host}/nb/'`

/** What lies between two nights of a month, in days: everyday not every night of it is crawled. */
const pace = isLong ? 1 : 5

/** The nights from a day on, until one of them is of the wanted kind. */
async function nightsUntil(
  from: string,
  first: Crawled,
  isIt: (night: Crawled) => boolean,
  step = pace,
): Promise<readonly { readonly date: string; readonly night: Crawled }[]> {
  const nights: { date: string; night: Crawled }[] = []
  for (let days = step; days <= 30 + step; days += step) {
    const date = addDays(from, days)
    nights.push({ date, night: await first.again(date) })
    if (nights.some(({ night }) => isIt(night))) return nights
  }
  return nights
}

describe('Reports that are filed on a later page', () => {
  test('are found within a week of the season, though the first page stays as it was', async () => {
    let rows = reports.slice(0, 14)
    const first = await crawlForeign(
      source,
      column(() => rows, next),
      { now: '2024-01-20' },
    )
    expect(first.ids).toHaveLength(14)
    rows = reports.slice(0, 19)
    const nights = await nightsUntil('2024-01-20', first, ({ ids }) => ids.length === 19, 1)
    expect(nights.at(-1)?.night.ids).toHaveLength(19)
    expect(nights.length).toBeLessThanOrEqual(7)
    for (const { night } of nights.slice(0, -1))
      expect(night.site.listings).toMatchObject([{ unchanged: true, walked: '2024-01-20' }])
    expect(nights.at(-1)?.night.site.listings).toMatchObject([{ walked: nights.at(-1)?.date }])
  })

  test('are found at once where a new page, or a total, shows on the first', async () => {
    for (const pager of [next, counted]) {
      let rows = reports.slice(0, 10)
      const first = await crawlForeign(
        source,
        column(() => rows, pager),
        { now: '2024-06-03' },
      )
      rows = reports.slice(0, 11)
      expect((await first.again('2024-06-03')).ids).toHaveLength(11)
    }
  })
})

test('A walk that finds the same links keeps no page again, though every page counts its visitors', async () => {
  let visits = 0
  const pages = column(
    () => reports,
    (page, all) => `<p>您是第${(visits += 1)}位访客</p>${next(page, all)}`,
  )
  const first = await crawlForeign(source, pages, { now: '2024-06-03' })
  const kept = await first.listingsKept()
  expect(kept).toBe(3)
  const nights = await nightsUntil('2024-06-03', first, ({ site }) => site.listings[0]?.unchanged === false)
  expect(nights.at(-1)?.night.site.listings).toMatchObject([{ unchanged: false, complete: true }])
  expect(await first.listingsKept()).toBe(kept)
})

describe('An unchanged first page is a look of its day', () => {
  const cases: [when: string, rows: typeof reports, pager: typeof counted, proves: boolean][] = [
    ['where it is the only one', reports.slice(0, 8), next, true],
    ['where it declares the total that was reached', reports, counted, true],
    ['not where there are others', reports, next, false],
    ['not where the total that it declares was too low', reports, () => `共12条 ${next(1, 3)}`, false],
  ]
  test.each(everyday(cases, 2))('%s', async (_when, rows, pager, proves) => {
    const first = await crawlForeign(
      source,
      column(() => rows, pager),
      { now: '2024-06-03' },
    )
    const nights = await nightsUntil('2024-06-03', first, ({ site }) => site.listings[0]?.unchanged === true)
    const last = nights.at(-1)
    expect(last?.night.site.listings).toMatchObject([{ complete: true, unchanged: true }])
    const before = nights.at(-2)?.date ?? '2024-06-03'
    expect(last?.night.site.listings[0]?.walked).toBe(proves ? last?.date : before)
  })
})

describe('A channel that is remembered', () => {
  test('proves no more of what lies beside it than the last night on which the tree was read', async () => {
    const first = await crawlForeign(ucapSource, ucapHost(reports), { now: '2024-06-03' })
    const readsTree = ({ asked }: Crawled): boolean => asked.some((path) => path.includes('getChannelList'))
    const nights = await nightsUntil('2024-06-03', first, readsTree)
    expect(nights.length).toBeLessThanOrEqual(30)
    expect(nights.at(-1)?.night.site.listings).toMatchObject([{ walked: nights.at(-1)?.date }])
    for (const { night } of nights.slice(0, -1))
      expect(night.site.listings).toMatchObject([{ walked: '2024-06-03' }])
  })
})

describe('What a record proves of what is missing', () => {
  const listing = { endpoint: 'a', complete: true, unchanged: true, rows: 20, declared: null }
  const seen = {
    ...{ site: 'x-y', candidates: 0, ignored: {}, captured: { new: 0, changed: 0, unchanged: 0 } },
    ...{ reports: 0, unread: [], troubles: [], alarms: [], waiting: 0, sources: ['one', 'two'] },
  }
  const run = { command: 'crawl', started: '2024-03-20T01:30:00.000Z' } as Run
  const looks = (more: object, sources = ['one', 'two']) =>
    looksOf(run, { ...seen, listings: [listing], ...more }, { unverified: false, sources }).map(
      ({ date, complete }) => `${date} ${complete}`,
    )
  const walked = (...dates: readonly string[]) => ({
    listings: dates.map((one) => ({ ...listing, walked: one })),
  })

  test('is of the day on which the least known of its listings was read to its end', () => {
    expect(looks(walked('2024-03-20', '2024-03-20'))).toEqual(['2024-03-20 true'])
    expect(looks(walked('2024-03-20', '2024-03-14', '2024-03-17'))).toEqual([
      '2024-03-20 false',
      '2024-03-14 true',
    ])
  })

  test('is nothing when it is of before such days were recorded, or of other sources than those of today', () => {
    expect(looks({})).toEqual(['2024-03-20 false'])
    expect(looks({ ...walked('2024-03-20'), sources: undefined })).toEqual(['2024-03-20 false'])
    expect(looks(walked('2024-03-20'), ['one', 'two', 'three'])).toEqual(['2024-03-20 false'])
    expect(looks(walked('2024-03-20'), ['two'])).toEqual(['2024-03-20 true'])
  })
})

const Status = z.object({
  sites: z.array(
    z.object({
      publications: z.array(z.object({ unit: z.string(), year: z.int(), state: z.string() })),
    }),
  ),
})

test('Nobody is missing by a look of before a source came to the site file, while that source refuses us', async () => {
  const path = '/html/1001/100200.html'
  const row = reports.find(({ id }) => id === '330105001/2022')
  if (row === undefined) throw new Error('no report of 米市巷街道 for 2022')
  const list = "family: 'static-list', list: 'http://www.example.gov.cn"
  const expected = "from: 2022, perYear: [0, 90], of: 'division'"
  const answers = { [path]: html(articlePage(row)), '/second.html': status(403) }
  const site = await localSite({ [path]: row.title }, answers, { expect: expected })
  const stateOf = async ({ options, archive }: LocalSite, now: string): Promise<string> => {
    await nianbao('crawl', ...options, '--archive', archive, '--now', now)
    const { stdout } = await nianbao('status', '--json', ...options, '--archive', archive, '--now', now)
    const [first] = Status.parse(JSON.parse(stdout)).sites
    return (
      first?.publications.find(({ unit, year }) => unit === '330105002' && year === 2022)?.state ?? stdout
    )
  }
  expect(await stateOf(site, '2023-06-01')).toBe('missing')
  const source = `${list}/list.html' }, { ${list}/second.html'`
  const later = await localSite({ [path]: row.title }, answers, {
    archive: site.archive,
    source,
    expect: expected,
  })
  expect(await stateOf(later, '2023-06-02')).toBe('not-known')
})
