import { expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { prepareForms } from '../src/extract/figures/prepareForms.ts'
import { readFigures } from '../src/extract/figures/readFigures.ts'
import type { Cell, Table } from '../src/model/document.ts'

const { knowledge } = await loadConfig('config')
const prepared = prepareForms(knowledge.forms, knowledge.labels)

/** A table of four columns; a number behind a text is its span. */
type Row = readonly (readonly [text: string, span?: number])[]
const table = (rows: readonly Row[]): Table => ({
  width: 4,
  spansKnown: true,
  rows: rows.map((cells, row) => {
    let column = 0
    return cells.map(([text, columnSpan = 1]): Cell => {
      const cell = { text, row, column, rowSpan: 1, columnSpan }
      column += columnSpan
      return cell
    })
  }),
})
const header = [['信息内容'], ['本年制发件数'], ['本年废止件数'], ['现行有效件数']] as const
const rules = [['规章'], ['1'], ['2'], ['4']] as const
const read = (...rows: readonly Row[]): ReturnType<typeof readFigures> => readFigures([table(rows)], prepared)

test('a row with one figure in the form, merged under the columns of other rows, is read', () => {
  const { figures } = read(header, rules, [['行政许可'], ['398963', 3]], [['行政事业性收费'], ['65159.3', 3]])
  expect(figures['proactive.licensing.decisions']).toBe(398963)
  expect(figures['proactive.fees.amount']).toBe(65159.3)
  expect(figures['proactive.rules.in_force']).toBe(4)
})

test.each([
  ['is under one column only', [['行政许可'], ['398963'], [''], ['']]],
  ['is under two of three', [['行政许可'], ['398963', 2], ['']]],
  ['stands beside another', [['行政许可'], ['398963', 2], ['7']]],
] as const)('but not where it %s: that is marked', (_where, row) => {
  const { figures, findings } = read(header, rules, row)
  expect(figures['proactive.licensing.decisions']).toBeUndefined()
  expect(findings.flatMap(({ metrics }) => metrics)).toContain('proactive.licensing.decisions')
})

test('a row of three figures is never read from one merged cell', () => {
  const { figures, findings } = read(header, rules, [['行政规范性文件'], ['8', 3]])
  expect(Object.keys(figures).filter((metric) => metric.includes('normative'))).toEqual([])
  expect(findings.flatMap(({ metrics }) => metrics)).toContain('proactive.normative_documents.issued')
})
