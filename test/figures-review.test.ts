import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { prepareForms } from '../src/extract/figures/prepareForms.ts'
import { readFigures } from '../src/extract/figures/readFigures.ts'
import { readHtml } from '../src/extract/readers/html.ts'
import { grid } from './figuresTables.ts'

const { knowledge } = await loadConfig(resolve(import.meta.dirname, '../config'))
const prepared = prepareForms(knowledge.forms, knowledge.labels)
const results = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']
const kinds = ['upheld', 'corrected', 'other', 'pending', 'total']
const values = [7, 2, 6, 4, 19, 1, 3, 0, 7, 11, 5, 8, 2, 6, 21]
const metrics = ['review', 'litigation_direct', 'litigation_after_review'].flatMap((group) =>
  kinds.map((kind) => `${group}.${kind}`),
)

const readRow = (cells: readonly number[]): ReturnType<typeof readFigures> => readRows(cells)

function readRows(...rows: readonly (readonly (string | number)[])[]): ReturnType<typeof readFigures> {
  const cell = (text: string | number, spans = ''): string => `<td${spans}>${text}</td>`
  const text = `<table>
    <tr>${cell('行政复议', ' colspan=5')}${cell('行政诉讼', ' colspan=10')}</tr>
    <tr>${results.map((result) => cell(result, ' rowspan=2')).join('')}${cell('未经复议直接起诉', ' colspan=5')}${cell('复议后起诉', ' colspan=5')}</tr>
    <tr>${[...results, ...results].map((result) => cell(result)).join('')}</tr>
    ${rows.map((cells) => `<tr>${cells.map((value) => cell(value)).join('')}</tr>`).join('')}</table>`
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

const all = (text: string): readonly string[] => values.map(() => text)
const named = ({ findings }: ReturnType<typeof readFigures>): readonly string[] =>
  findings.flatMap(({ severity, metrics: doubted }) => (severity === 'info' ? [] : doubted))

test.each([
  ['a blank row before it', [all(''), all('若干')]],
  ['a blank row after it', [all('若干'), all('')]],
  ['a blank row before it, in signs without a meaning', [all(''), all('\uFFFD')]],
  ['a blank cell at its head', [['', ...all('若干').slice(1)], all('')]],
  ['one cell of words in it', [['', '', '若干', ...all('').slice(3)], all('')]],
])('a row of 复议诉讼 that cannot be read is no blank one, with %s', (_, rows) => {
  const reading = readRows(...rows)
  const silent = metrics.filter((metric) => !named(reading).includes(metric))
  const blanks = rows[0]?.[0] === '' && rows[0].includes('若干') ? metrics.length - 1 : 0
  expect(silent.length).toBeLessThanOrEqual(blanks)
  expect(named(reading)).not.toEqual([])
})

test('a row of 复议诉讼 that cannot be read beside one that can puts its figures in doubt', () => {
  const reading = readRows(values, all('若干'))
  expect(metrics.filter((metric) => !named(reading).includes(metric))).toEqual([])
})

test('a row of 复议诉讼 of which all cells are blank is blank', () => {
  const reading = readRows(all(''), all(''))
  expect(metrics.map((metric) => reading.figures[metric])).toEqual(values.map(() => null))
})

test('a row of 复议诉讼 that cannot be read, behind a page that cuts its header, is no blank one', () => {
  const header = grid(
    '行政复议[5]|行政诉讼[10]',
    '结果维持|结果纠正|其他结果|尚未审结|总计|未经复议直接起诉[5]|复议后起诉[5]',
  )
  const body = grid(all('').join('|'), all('\uFFFD').join('|'))
  const reading = readFigures([header, { ...body, adjacent: true }], prepared)
  const silent = metrics.filter(
    (metric) => reading.figures[metric] === null && !named(reading).includes(metric),
  )
  expect(silent).toEqual([])
  expect(named(reading)).toContain('review.total')
})
