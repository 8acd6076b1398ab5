import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { prepareForms } from '../src/extract/figures/prepareForms.ts'
import { readFigures } from '../src/extract/figures/readFigures.ts'
import { readHtml } from '../src/extract/readers/html.ts'

const { knowledge } = await loadConfig(resolve(import.meta.dirname, '../config'))
const prepared = prepareForms(knowledge.forms, knowledge.labels)
const results = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']
const kinds = ['upheld', 'corrected', 'other', 'pending', 'total']
const values = [7, 2, 6, 4, 19, 1, 3, 0, 7, 11, 5, 8, 2, 6, 21]
const metrics = ['review', 'litigation_direct', 'litigation_after_review'].flatMap((group) =>
  kinds.map((kind) => `${group}.${kind}`),
)

function readRow(cells: readonly number[]): ReturnType<typeof readFigures> {
  const cell = (text: string | number, spans = ''): string => `<td${spans}>${text}</td>`
  const text = `<table>
    <tr>${cell('行政复议', ' colspan=5')}${cell('行政诉讼', ' colspan=10')}</tr>
    <tr>${results.map((result) => cell(result, ' rowspan=2')).join('')}${cell('未经复议直接起诉', ' colspan=5')}${cell('复议后起诉', ' colspan=5')}</tr>
    <tr>${[...results, ...results].map((result) => cell(result)).join('')}</tr>
    <tr>${cells.map((value) => cell(value)).join('')}</tr></table>`
  const tables = readHtml({ text, charset: 'utf-8' }).blocks.flatMap((block) =>
    block.kind === 'table' ? [block.table] : [],
  )
  return readFigures(tables, prepared)
}

test('the row of 复议诉讼 is read as printed', () => {
  const { figures } = readRow(values)
  expect(metrics.map((metric) => figures[metric])).toEqual(values)
})

test('where it lost any one of its cells, no figure is shifted without a word', () => {
  for (let lost = 0; lost < values.length; lost += 1) {
    const { figures, findings } = readRow(values.toSpliced(lost, 1))
    const named = new Set(findings.flatMap(({ severity, metrics: all }) => (severity === 'info' ? [] : all)))
    const silent = metrics.filter((metric, at) => figures[metric] !== values[at] && !named.has(metric))
    expect(silent, `without the cell of ${metrics[lost] ?? ''}`).toEqual([])
  }
})
