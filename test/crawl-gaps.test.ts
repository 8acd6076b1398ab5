import { Buffer } from 'node:buffer'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { shellArgument } from '../src/console/shellArgument.ts'
import { renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { html, localSite, status, type Answer } from './running/localSite.ts'
import { nianbao } from './running/nianbao.ts'

const units = ['米市巷街道', '小河街道', '祥符街道', '湖墅街道'] as const
const path = (index: number): string => `/html/1001/10020${index}.html`
const titleOf = (unit: string, year = 2022): string => `${unit}${year}年政府信息公开工作年度报告`
const report = (unit: string): Answer =>
  html(
    Buffer.from(
      renderHtml(inventReport({ unit, division: '杭州市拱墅区', year: 2022, seed: unit })),
    ).toString(),
  )
const noReport = html('<html><body><h1>办事指南</h1><p>请携带身份证件到窗口办理。</p></body></html>')

const listed = Object.fromEntries(units.map((unit, index) => [path(index), titleOf(unit)]))
const served = (answer: (unit: string, index: number) => Answer): Record<string, Answer> =>
  Object.fromEntries(units.map((unit, index) => [path(index), answer(unit, index)]))

async function siteRunOf(archive: string) {
  const [site] = (await lastRunOf(archive)).sites
  if (!site) throw new Error('no site in the last run')
  return site
}
const codes = (rows: readonly { readonly code: string }[]): readonly string[] => rows.map(({ code }) => code)

describe('Expectations count the reports that are archived, not the links that are listed', () => {
  test('a year whose links hold no report fails the site once it is due, and says what the links were', async () => {
    const site = await localSite(
      listed,
      served((_unit, index) => (index === 0 ? status(404) : noReport)),
    )
    const { code, stdout } = await nianbao('crawl', ...site.options, '--now', '2023-06-01')
    expect(code).toBe(3)
    const { alarms } = await siteRunOf(site.archive)
    expect(codes(alarms)).toContain('too-few')
    expect(alarms.every(({ fails }) => fails)).toBe(true)
    expect(stdout).toMatch(/too-few.*0 reports for 2022, at least 1 expected/u)
    expect(stdout).toMatch(/too-few.*4 links listed for 2022.*3 not-a-report, 1 not-found/u)
    expect(stdout).toMatch(/\nMore 详情\n {2}nianbao status zhejiang-example --archive .*\n$/u)
    expect(stdout).toContain(`--archive ${shellArgument(site.archive)} --sites `)
    const { stdout: more } = await nianbao('status', 'zhejiang-example', ...site.options)
    expect(more).toMatch(/^zhejiang-example .*too-few/msu)
    const strange = await nianbao('status', 'zhejiang-nowhere', ...site.options)
    expect([strange.code, strange.stderr]).toEqual([
      2,
      'nianbao: usage: nothing is archived of a site zhejiang-nowhere\n',
    ])
  })

  test('links that (nearly) all hold no report fail the site before the year is due as well', async () => {
    const site = await localSite(
      listed,
      served(() => noReport),
    )
    const { code } = await nianbao('crawl', ...site.options)
    expect(code).toBe(3)
    expect(codes((await siteRunOf(site.archive)).alarms)).toEqual(['too-few'])
  })

  test('what was archived before counts on a night when nothing is new, and a lost index changes nothing', async () => {
    const site = await localSite(listed, served(report))
    const crawl = async (night: string) => {
      const { code, stderr } = await nianbao('crawl', ...site.options, '--now', night)
      expect(code, stderr).toBe(0)
      return siteRunOf(site.archive)
    }
    await crawl('2023-06-01')
    const quiet = await crawl('2023-06-02')
    expect([quiet.listings[0]?.unchanged, quiet.alarms]).toEqual([true, []])
    await rm(join(site.archive, 'zhejiang-example/index.json'))
    const rebuilt = await crawl('2023-06-03')
    expect([rebuilt.listings[0]?.unchanged, rebuilt.alarms]).toEqual([false, []])
  })

  test('a backfill is judged by the years that it was asked for', async () => {
    const site = await localSite(
      listed,
      served(() => noReport),
    )
    const ofYears = async (years: string): Promise<readonly string[]> => {
      await nianbao('backfill', 'zhejiang-example', '--years', years, ...site.options, '--now', '2024-06-01')
      return (await siteRunOf(site.archive)).alarms.map(({ message }) => message)
    }
    expect((await ofYears('2023')).join()).toMatch(/^\S+: 0 reports for 2023, at least 1 expected$/u)
    expect((await ofYears('2022')).join()).not.toContain('2023')
  })
})

test('an alarm of a listing names the command that looks at it live', async () => {
  const site = await localSite({}, { '/list.html': html('<html><body>维护</body></html>') })
  const { code, stdout } = await nianbao('crawl', ...site.options)
  expect(code).toBe(3)
  expect(stdout).toMatch(/\nMore 详情\n {2}nianbao sites check zhejiang-example --archive .*\n$/u)
})

describe('A listed link that is not there today', () => {
  test('is asked for by the next runs, then as seldom as a re-check, and stays named all the time', async () => {
    const gone = path(1)
    const answers = served((unit) => (unit === units[1] ? status(404) : report(unit)))
    const site = await localSite(listed, answers)
    const asked: number[] = []
    for (const night of [
      '2023-05-01',
      '2023-05-02',
      '2023-05-03',
      '2023-05-04',
      '2023-05-05',
      '2023-08-05',
    ]) {
      await nianbao('crawl', ...site.options, '--now', night)
      asked.push(site.seen.filter((seen) => seen === gone).length)
      const { stdout } = await nianbao('status', '--archive', site.archive)
      expect(stdout).toMatch(new RegExp(`not-found +http://www.example.gov.cn${gone}`, 'u'))
    }
    expect(asked).toEqual([1, 2, 3, 3, 3, 4])
  })
})

describe('A link whose address leads nowhere', () => {
  const nowhere = [
    'javascript:;',
    'http://',
    'http://[',
    '//',
    'mailto:bgs@example.gov.cn',
    'http://www.example .gov.cn/a.html',
    'http://某区.政务.cn/html/1001/100299.html',
    'http://www.example.gov.cn./html/1001/100299.html',
    'http://www.example.gov.cn:0/html/1001/100299.html',
    'http://www.example.gov.cn:99999/html/1001/100299.html',
    'ftp://www.example.gov.cn/html/1001/100299.html',
  ]

  test('is named in the run and waits; nothing else stops', async () => {
    const titles = nowhere.map((address, index) => [address, titleOf('小河街道', 2008 + index)] as const)
    const site = await localSite(
      { [path(0)]: titleOf('米市巷街道'), ...Object.fromEntries(titles) },
      { [path(0)]: report('米市巷街道') },
    )
    const { code, stderr } = await nianbao('crawl', ...site.options)
    expect(code, stderr).toBe(0)
    const { troubles, reports, waiting } = await siteRunOf(site.archive)
    expect([reports, waiting]).toEqual([1, nowhere.length])
    expect(codes(troubles)).toEqual(nowhere.map(() => 'host-not-allowed'))
    for (const address of nowhere)
      expect(
        troubles.some(({ url }) => url.startsWith(address.slice(0, 7))),
        address,
      ).toBe(true)
  })

  test.each([
    ['http://user:secret@www.example.gov.cn/html/1001/100201.html'],
    ['HTTP://WWW.EXAMPLE.GOV.CN/html/1001/100201.html'],
    ['http://www.example.gov.cn:80/html/1001/100201.html'],
    [' //www.example.gov.cn/html/1001/100201.html '],
  ])('%s is no such address: it is the same page, asked for once and without secrets', async (address) => {
    const site = await localSite(
      { [path(1)]: titleOf('小河街道'), [address]: titleOf('小河街道') },
      { [path(1)]: report('小河街道') },
    )
    const { code } = await nianbao('crawl', ...site.options)
    expect(code).toBe(0)
    expect(site.seen.filter((seen) => seen === path(1))).toHaveLength(1)
    expect(await siteRunOf(site.archive)).toMatchObject({ reports: 1, troubles: [], waiting: 0 })
  })
})

describe('A host that refuses us twice in a row', () => {
  const challenge: Answer = (_request, response) => {
    response.writeHead(412, { 'content-type': 'text/html' }).end('<script>$_ts=window["$_ts"]</script>')
  }
  const manyTitles = Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [
      path(index),
      `${units[index % 4] ?? ''}${2015 + index}年政府信息公开工作年度报告`,
    ]),
  )

  test.each([
    ['challenge-page', challenge],
    ['blocked', status(403)],
  ])(
    'with %s is left alone for the rest of the run; what was left waits by name, and the exit code says so',
    async (word, answer) => {
      const answers = Object.fromEntries(Object.keys(manyTitles).map((key) => [key, answer]))
      const site = await localSite(manyTitles, answers)
      const { code, stdout } = await nianbao('crawl', ...site.options)
      expect(code).toBe(4)
      expect(site.seen.filter((seen) => seen.startsWith('/html/'))).toHaveLength(2)
      const run = await lastRunOf(site.archive)
      expect(run.hostsRefusing).toEqual(['www.example.gov.cn'])
      const { troubles, waiting, alarms } = await siteRunOf(site.archive)
      expect(codes(troubles).toSorted()).toEqual(
        [word, word, ...Array.from({ length: 6 }, () => 'host-paused')].sort(),
      )
      expect(waiting).toBe(8)
      expect(codes(alarms)).toContain('host-paused')
      expect(stdout).toContain(`two refusals in a row (${word})`)
    },
  )

  test('is asked again by the next run, and for those first that it was not asked for', async () => {
    let refusing = true
    const answers = Object.fromEntries(
      Object.keys(manyTitles).map((key): [string, Answer] => [
        key,
        (request, response) => {
          ;(refusing ? challenge : report('米市巷街道'))(request, response)
        },
      ]),
    )
    const site = await localSite(manyTitles, answers)
    await nianbao('crawl', ...site.options)
    refusing = false
    await nianbao('crawl', ...site.options, '--now', '2023-02-02')
    expect((await siteRunOf(site.archive)).captured.new).toBe(6)
    await nianbao('crawl', ...site.options, '--now', '2023-02-09')
    expect((await siteRunOf(site.archive)).waiting).toBe(0)
  })

  test('refusals with content between them are the links’ own, and pause nothing', async () => {
    const answers = served((unit, index) => (index % 2 === 0 ? status(403) : report(unit)))
    const site = await localSite(listed, { ...answers })
    expect((await nianbao('crawl', ...site.options)).code).toBe(0)
    expect(codes((await siteRunOf(site.archive)).troubles)).toEqual(['blocked', 'blocked'])
  })
})

test('a listing that lost links is remarked by number and name, and nothing archived is lost', async () => {
  const rows: Record<string, string> = { ...listed }
  const site = await localSite(rows, served(report))
  await nianbao('crawl', ...site.options, '--now', '2023-05-01')
  Reflect.deleteProperty(rows, path(2))
  const { code, stdout } = await nianbao('crawl', ...site.options, '--now', '2023-05-02')
  expect(code).toBe(0)
  expect(stdout).toMatch(/listing-shrank .*: 1 of 4 links that were listed before are gone: .*100202\.html/u)
  expect(await readdir(join(site.archive, 'zhejiang-example/reports/2022'))).toHaveLength(4)
  const after = await nianbao('crawl', ...site.options, '--now', '2023-05-03')
  expect(after.stdout).not.toContain('listing-shrank')
})
