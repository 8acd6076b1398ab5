import { hash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readArchive } from '../src/archive/openArchive.ts'
import type { Report } from '../src/model/report.ts'
import { requests, yearReport } from './acrossYears.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { nianbao } from './running/nianbao.ts'

const bytesOf = (site: string): string => `<html>${site}`

/** An archive with these reports, by site. */
async function archiveOf(reports: Readonly<Record<string, readonly Report[]>>): Promise<string> {
  const folder = join(testFolder(), 'archive')
  const archive = await openTestArchive(folder, { kind: 'live' })
  for (const [id, own] of Object.entries(reports)) {
    const site = await archive.site(id)
    await site.admit(exchangeOf(`http://www.example.gov.cn/${id}.html`, bytesOf(id)), factsOf('page'))
    for (const report of own) await site.writeReport(report)
  }
  await archive.finish()
  await archive.close()
  return folder
}

const street = (
  code: string,
  year: number,
  figures: Report['figures'],
  more: Partial<Report> = {},
): Report => ({
  ...yearReport(year, figures),
  id: `${code}/${year}`,
  unit: { name: '长庆街道', as_printed: '长庆街道', code, division: null },
  ...more,
})

const Line = z.looseObject({ code: z.string(), report: z.string(), message_zh: z.string().nullable() })

async function exported(archive: string, ...more: readonly string[]) {
  const out = join(testFolder(), 'out')
  await nianbao('export', 'jsonl', '--archive', archive, '--out', out, '--allow-shrink', ...more)
  const lines = (await readFile(join(out, 'findings.jsonl'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
  return lines.map((line) => Line.parse(JSON.parse(line)))
}

const before = street('330103001', 2020, requests('carried_forward', { total: 3 }))
const after = street('330105014', 2021, requests('carried_over', { total: 1 }))
const told = { code: 'carry-over-differs', report: '330105014/2021' }

test('a street that got another code and another site is one unit in status and exports', async () => {
  const archive = await archiveOf({ 'zhejiang-xiacheng': [before], 'zhejiang-gongshu': [after] })
  const findings = await exported(archive)
  expect(findings).toMatchObject([told])
  const { stdout } = await nianbao('status', '--archive', archive)
  expect(stdout).toMatch(/跨年不符.*\n\s+carry-over-differs\s+warning\s+1\n/u)
  const one = await nianbao('status', 'zhejiang-xiacheng', '--archive', archive)
  expect(one.stdout).not.toContain('carry-over-differs')
})

test('a selection has the findings about its reports, also against a year that is not selected', async () => {
  const archive = await archiveOf({ 'zhejiang-gongshu': [before, after] })
  expect(await exported(archive, '--year', '2021')).toMatchObject([told])
  expect(await exported(archive, '--report', '330105014/2021')).toMatchObject([told])
  expect(await exported(archive, '--year', '2020')).toEqual([])
})

test('the csv has them in its findings, with both languages and the figures', async () => {
  const archive = await archiveOf({ 'zhejiang-gongshu': [before, after] })
  const out = join(testFolder(), 'out')
  await nianbao('export', 'csv', '--archive', archive, '--out', out)
  const [head, row] = (await readFile(join(out, 'findings.csv'), 'utf8')).split('\r\n')
  expect(head).toBe('\uFEFFid,unit,unit_code,year,site,code,severity,metrics,message,message_zh,evidence')
  expect(row).toContain(
    '330105014/2021,长庆街道,330105014,2021,zhejiang-gongshu,carry-over-differs,warning,applications.carried_over.total,',
  )
  expect(row).toContain('总计：3 对 1')
  expect(row).toContain(
    '330103001/2020 applications.carried_forward.total=3; 330105014/2021 applications.carried_over.total=1',
  )
})

test('the evidence says of a corrected figure that it is, and the jsonl what was read', async () => {
  const archive = await archiveOf({ 'zhejiang-gongshu': [before, after] })
  const metric = 'applications.carried_over.total'
  const source = { role: 'page', media_type: 'text/html', url: null, captured: null, capture: null } as const
  const open = await openTestArchive(archive, { kind: 'live' })
  const sha256 = hash('sha256', bytesOf('zhejiang-gongshu'))
  await (await open.site('zhejiang-gongshu')).writeReport({ ...after, sources: [{ ...source, sha256 }] })
  await open.finish()
  await open.close()
  const why = ['--by', '李', '--reason', '原件为2', '--archive', archive]
  const { code, stderr } = await nianbao('review', 'correct', '330105014/2021', metric, '2', ...why)
  expect([code, stderr]).toEqual([0, ''])
  expect(await exported(archive)).toMatchObject([
    { ...told, evidence: [{ value: 3 }, { value: 2, corrected: true, read: 1 }] },
  ])
  const out = join(testFolder(), 'out')
  await nianbao('export', 'csv', '--archive', archive, '--out', out)
  const csv = await readFile(join(out, 'findings.csv'), 'utf8')
  expect(csv).toContain(`330105014/2021 ${metric}=2 corrected`)
  expect(csv).toContain('人工更正后的 2，原读作 1')
})

test('a report file never changes by what another year says', async () => {
  const archive = await archiveOf({ 'zhejiang-gongshu': [after] })
  const file = join(archive, 'zhejiang-gongshu/reports/2021/330105014.json')
  const alone = await readFile(file, 'utf8')
  const open = await openTestArchive(archive, { kind: 'live' })
  await (await open.site('zhejiang-gongshu')).writeReport(before)
  await open.finish()
  await open.close()
  await exported(archive)
  expect(await readFile(file, 'utf8')).toBe(alone)
})

test('the words of a withheld original are not told by what is made of two years', async () => {
  const sha256 = hash('sha256', bytesOf('zhejiang-gongshu'))
  const stock = (issued: number, inForce: number, raw: string): Pick<Report, 'figures' | 'cells'> => ({
    figures: {
      'proactive.rules.issued': issued,
      'proactive.rules.repealed': 0,
      'proactive.rules.in_force': inForce,
    },
    cells: {
      'proactive.rules.in_force': { raw, source: `sha256:${sha256}`, table: 1, row: 1, column: 1 },
    },
  })
  const archive = await archiveOf({
    'zhejiang-gongshu': [
      street('330105014', 2021, {}, stock(0, 5, '5')),
      street('330105014', 2022, {}, stock(0, 4, '4（机密附注）')),
    ],
  })
  expect(JSON.stringify(await exported(archive))).toContain('机密附注')
  await nianbao('withhold', sha256, '--by', '李编辑', '--reason', '个人信息', '--archive', archive)
  const findings = await exported(archive)
  expect(findings.map(({ code }) => code)).toContain('stock-differs')
  expect(JSON.stringify(findings)).not.toContain('机密附注')
})

test('a report file without an id is damage, and not a unit without history', async () => {
  const archive = await archiveOf({ 'zhejiang-gongshu': [before, after] })
  const file = join(archive, 'zhejiang-gongshu/reports/2021/330105014.json')
  await writeFile(file, '{}\n')
  const reader = await readArchive(archive)
  const ids = Array.fromAsync((await reader.site('zhejiang-gongshu')).reportIds())
  await expect(ids).rejects.toMatchObject({ code: 'archive-damaged' })
  await reader.close()
  const { code, stderr } = await nianbao(
    'export',
    'jsonl',
    '--archive',
    archive,
    '--out',
    join(testFolder(), 'o'),
  )
  expect([code, stderr]).toEqual([5, expect.stringContaining('330105014.json')])
  await rm(file)
  expect(await exported(archive)).toEqual([])
})
