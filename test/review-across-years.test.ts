import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Report } from '../src/model/report.ts'
import { requests, yearReport } from './acrossYears.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { reportOf } from './archive-report.ts'
import { lastLine, nianbao } from './running/nianbao.ts'

const [before, now] = ['330105/财政局/2022', '330105/财政局/2023']
const forward = 'applications.carried_forward.total'
const cause = 'carry-over-differs'

async function put(folder: string, figures: Readonly<Record<number, Report['figures']>>): Promise<void> {
  const archive = await openTestArchive(folder, { kind: 'live' })
  const site = await archive.site('gongshu')
  await site.admit(exchangeOf('http://www.example.gov.cn/1', 'one'), factsOf('page'))
  const [key = ''] = site.bundleKeys()
  const { sources, editions } = reportOf(await site.bundle(key), '330105', 2023)
  for (const [year, own] of Object.entries(figures)) {
    const source = `sha256:${sources[0]?.sha256 ?? ''}`
    const cells = Object.fromEntries(
      Object.keys(own).map((metric) => [metric, { raw: '1', source, table: 2, row: 1, column: 1 }]),
    )
    await site.writeReport({ ...yearReport(Number(year), own, { cells, editions }), sources })
  }
  await archive.finish()
  await archive.close()
}

async function archiveWith(carried: number): Promise<string> {
  const folder = join(testFolder(), 'archive')
  await put(folder, {
    2022: requests('carried_forward', { total: carried }),
    2023: requests('carried_over', { total: 1 }),
  })
  return folder
}

async function review(archive: string, ...args: readonly string[]) {
  const { code, stdout, stderr } = await nianbao('review', ...args, '--archive', archive)
  expect([code, lastLine(stderr)]).toEqual([0, ''])
  return stdout
}
const why = ['--by', '李编辑', '--reason', 'both originals say so']
const Items = z.object({
  open: z.number(),
  items: z.array(
    z.object({
      ...{ rank: z.string(), subject: z.string(), cause: z.string(), state: z.string(), title: z.string() },
      decision: z.object({ action: z.string(), outdated: z.boolean() }).nullable(),
    }),
  ),
})
const listed = async (archive: string, ...args: readonly string[]) =>
  Items.parse(JSON.parse(await review(archive, '--json', ...args)))

describe('A contradiction between two years', () => {
  test('is listed by review with the commands that show both reports, and among the findings of the later one', async () => {
    const archive = await archiveWith(3)
    expect(await listed(archive)).toMatchObject({
      open: 1,
      items: [
        { rank: 'contradiction', subject: now, cause, title: '拱墅区财政局2023年政府信息公开工作年度报告' },
      ],
    })
    const said = await review(archive)
    expect(said).toContain('total: 3 against 1')
    expect(said).toContain(`nianbao review show ${now} applications.carried_over.total --site gongshu`)
    expect(said).toContain(`nianbao review show ${before} --site gongshu`)
    const shown = await review(archive, 'show', now)
    expect(shown).toMatch(/carry-over-differs\s+open/u)
    expect(shown).toMatch(/applications\.carried_over\.total\s+1/u)
    expect((await listed(archive, 'gongshu')).open).toBe(1)
  })

  test.each(['accept', 'dismiss'])('can be decided: %s', async (action) => {
    const archive = await archiveWith(3)
    expect(await review(archive, action, now, cause, ...why)).not.toContain('Still open')
    expect(await listed(archive)).toMatchObject({ open: 0, items: [] })
    expect(await listed(archive, '--all')).toMatchObject({
      items: [{ state: 'decided', decision: { action, outdated: false } }],
    })
    await review(archive, 'withdraw', now, '1', ...why)
    expect((await listed(archive)).open).toBe(1)
  })

  test('is open again when a figure of either year changes, by an edition or by a person, and says so', async () => {
    const archive = await archiveWith(3)
    await review(archive, 'accept', now, cause, ...why)
    await review(archive, 'correct', before, forward, '4', ...why)
    const outdated = { open: 1, items: [{ state: 'open', decision: { action: 'accept', outdated: true } }] }
    expect(await listed(archive)).toMatchObject(outdated)
    expect(await review(archive, 'show', now)).toMatch(/carry-over-differs {2}outdated 已过时: 1 accept/u)
    await review(archive, 'withdraw', before, '2', ...why)
    expect(await review(archive, 'show', now)).toMatch(/carry-over-differs {2}decided 已定: 1 accept/u)
    expect((await listed(archive)).open).toBe(0)
    await put(archive, { 2022: requests('carried_forward', { total: 5 }) })
    expect(await listed(archive)).toMatchObject(outdated)
    await review(archive, 'dismiss', now, cause, ...why)
    expect((await listed(archive)).open).toBe(0)
  })

  test('that a correction settles is none any more', async () => {
    const archive = await archiveWith(3)
    await review(archive, 'correct', before, forward, '1', ...why)
    expect((await listed(archive)).open).toBe(0)
    const { code, stderr } = await nianbao('review', 'accept', now, cause, ...why, '--archive', archive)
    expect([code, lastLine(stderr)]).toEqual([2, expect.stringContaining('has no such finding')])
  })
})
