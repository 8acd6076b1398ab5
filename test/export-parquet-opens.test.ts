import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { oneReport, published } from './downloads.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const oracles = resolve(import.meta.dirname, 'oracles')
const Answers = z.array(z.array(z.record(z.string(), z.unknown())))

/** DuckDB's answers, its own types as JSON has them: a number of 64 bits is a text. */
function duckdb(...questions: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(oracles, 'askDuckdb.js'), ...questions],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(stderr)
  return Answers.parse(JSON.parse(stdout))
}

test('DuckDB opens every exported parquet table: all rows, numbers that add up, days and moments as such, blanks as nulls', async (context) => {
  if (!existsSync(join(oracles, 'node_modules')))
    return context.skip('no DuckDB here: npm install --prefix test/oracles')
  const out = await temporaryFolder()
  const reports = [2021, 2022].map((year) => oneReport('330105001', year))
  const { tables } = await published('parquet', out, reports)
  const from = (name: string): string => `'${join(out, `${name}.parquet`)}'`
  const counts = duckdb(...tables.map(({ name }) => `select count(*) as rows from ${from(name)}`))
  expect(counts.map(([row]) => Number(row?.['rows']))).toEqual(tables.map(({ rows }) => rows))

  const figures = reports.flatMap((report) => Object.values(report.figures))
  const [added, typed, shown, joined] = duckdb(
    `select sum(value) as sum, count(value) as printed, count(*) - count(value) as blank from ${from('figures')}`,
    `describe select year, value, raw from ${from('figures')}`,
    `select title, published, captured from ${from('reports')} where year = 2022`,
    `select distinct unit from ${from('figures')} join ${from('reports')} using (id, unit)`,
  )
  expect(added?.map(({ sum, printed, blank }) => [Number(sum), Number(printed), Number(blank)])).toEqual([
    [
      figures.reduce((sum: number, value) => sum + (value ?? 0), 0),
      figures.filter((value) => value !== null).length,
      figures.filter((value) => value === null).length,
    ],
  ])
  expect(typed?.map((column) => [column['column_name'], column['column_type']])).toEqual([
    ['year', 'INTEGER'],
    ['value', 'DOUBLE'],
    ['raw', 'VARCHAR'],
  ])
  expect(shown).toEqual([
    {
      title: reports[1]?.title,
      published: '2023-01-13',
      captured: expect.stringContaining('2023-01-14 02:03:04.567') as string,
    },
  ])
  expect(joined).toEqual([{ unit: '米市巷街道' }])
})
