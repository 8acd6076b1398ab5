import { Buffer } from 'node:buffer'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { html, localSite, status, type Answer } from './running/localSite.ts'
import { nianbao } from './running/nianbao.ts'

const units = ['米市巷街道', '小河街道', '祥符街道', '湖墅街道'] as const
const path = (index: number): string => `/html/1001/10020${index}.html`
const titleOf = (unit: string): string => `${unit}2022年政府信息公开工作年度报告`
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
