import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { oneReport, published } from './downloads.ts'

const home = mkdtempSync(join(tmpdir(), 'nianbao-findings-'))
afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

const person = (row: string) => `applications.${row}.natural_person`
const whole = (row: string) => `applications.${row}.total`
const source = `sha256:${'c'.repeat(64)}`
const Told = z.object({
  ...{ site: z.string(), code: z.string(), message_zh: z.string() },
  evidence: z.array(z.unknown()),
})

/** Whose sum of 新收 does not hold, and of which the narrative says something else. */
const doubtful = oneReport('330105001', 2022, {
  ...{ forms: { applications: '2021' }, statements: [] },
  figures: { [person('new')]: 3, [whole('new')]: 5 },
  cells: { [whole('new')]: { raw: '5', source, table: 1, row: 3, column: 9 } },
  findings: [
    { code: 'sum-mismatch', severity: 'warning', metrics: [whole('new')], message: 'printed 3 = 5' },
    { code: 'missing-table', severity: 'warning', metrics: [person('granted')], message: 'no table' },
  ],
})

test('An export tells each finding of a report in Chinese, with the figures that it rests on and their cells', async () => {
  await published('jsonl', join(home, 'jsonl'), [doubtful])
  const told = readFileSync(join(home, 'jsonl/findings.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => Told.parse(JSON.parse(line)))
  expect(told.map(({ site, code }) => [site, code])).toEqual([
    ['zhejiang-example', 'sum-mismatch'],
    ['zhejiang-example', 'missing-table'],
  ])
  for (const { message_zh } of told) expect(message_zh).toMatch(/\p{Script=Han}/u)
  expect(told[0]?.evidence).toContainEqual({
    ...{ site: 'zhejiang-example', report: '330105001/2022', metric: whole('new'), value: 5 },
    ...{ raw: '5', source, edited: null },
  })
  // What was not read has no figure that could be cited.
  expect(told[1]?.evidence).toEqual([])
})

test('The table of findings has the same sentence and figures', async () => {
  await published('csv', join(home, 'csv'), [doubtful])
  const [, row = ''] = readFileSync(join(home, 'csv/findings.csv'), 'utf8').split('\r\n')
  expect(row).toMatch(/\p{Script=Han}/u)
  expect(row).toContain(`330105001/2022 ${whole('new')}=5`)
})
