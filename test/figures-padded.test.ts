import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { prepareForms } from '../src/extract/figures/prepareForms.ts'
import { readFigures } from '../src/extract/figures/readFigures.ts'
import { readText } from '../src/extract/readers/text.ts'
import { makeFigures } from './documents/makeFigures.ts'

const { knowledge } = await loadConfig(resolve(import.meta.dirname, '../config'))
const prepared = prepareForms(knowledge.forms, knowledge.labels)
const form = knowledge.forms.find(({ id }) => id === '2021')
const block = form?.tables.find(({ key }) => key === 'applications')?.blocks[0]
const figures = makeFigures('padded', {
  forms: { proactive: '2021', applications: '2021' },
  scale: 30,
  sparsity: 0.5,
})

const levels = 3
const header = [
  '项目',
  '',
  '',
  '自然人',
  '商业企业',
  '科研机构',
  '社会公益组织',
  '法律服务机构',
  '其他',
  '总计',
]
const rows = (block?.rows ?? []).map(({ key, path }) => [
  ...Array.from({ length: levels }, (_, level) => path[level] ?? ''),
  ...(block?.columns ?? []).map((column) => String(figures[`applications.${key}.${column.key}`] ?? '')),
])

/** The metrics that were read otherwise than they were made, and are named by no warning. */
function silentIn(table: readonly (readonly string[])[]): readonly string[] {
  const text = table.map((cells) => `|${cells.join('|')}|`).join('\n')
  const tables = readText({ text, charset: 'utf-8' }).blocks.flatMap((found) =>
    found.kind === 'table' ? [found.table] : [],
  )
  const read = readFigures(tables, prepared)
  const named = new Set(
    read.findings.flatMap(({ severity, metrics }) => (severity === 'info' ? [] : metrics)),
  )
  return Object.entries(figures)
    .filter(([metric, value]) => metric.startsWith('applications.') && read.figures[metric] !== value)
    .flatMap(([metric]) => (named.has(metric) ? [] : [metric]))
}

test('a text table that fills up merged cells behind its labels is read as printed', () => {
  expect(rows.length).toBeGreaterThan(20)
  expect(silentIn([header, ...rows])).toEqual([])
})

test('there a row that lost a cell, or whose figures ran together, is never read silently as another row', () => {
  for (const [at, row] of rows.entries())
    for (let column = levels; column < row.length; column += 1) {
      const lost = rows.with(at, row.toSpliced(column, 1))
      expect(silentIn([header, ...lost]), `row ${at} without cell ${column}`).toEqual([])
      const joined = rows.with(at, row.toSpliced(column, 2, `${row[column] ?? ''}${row[column + 1] ?? ''}`))
      expect(silentIn([header, ...joined]), `row ${at}, cells ${column} run together`).toEqual([])
    }
})
