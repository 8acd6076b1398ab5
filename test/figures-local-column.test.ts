import { expect, test } from 'vitest'
import { metricId } from '../src/model/metric.ts'
import { read } from './figures/readTables.ts'
import { applicationsRows, drawn, formTable, gridTable, type Drawn, type Figures } from './figuresTables.ts'

const table = formTable('2021', 'applications')
const [block] = table.blocks
const printed = [3, 1, 0, 0, 0, 2, 6]
const figures: Figures = Object.fromEntries(
  (block?.rows ?? []).flatMap((row) =>
    (block?.columns ?? []).map(({ key }, at) => [metricId(table, row.key, key), String(printed[at])]),
  ),
)

/** 申请 with a column behind all others. */
function withColumn(head: string, cell: string, rows: Drawn[][] = applicationsRows(figures)) {
  const [first = [], second = [], third = [], ...body] = rows
  return read(
    gridTable([[...first, drawn(head, 1, 3)], second, third, ...body.map((row) => [...row, drawn(cell)])]),
  )
}
const ofYears = ({ imprints }: ReturnType<typeof read>): readonly string[] =>
  imprints.filter(({ years }) => years.length > 0).flatMap(({ metrics }) => metrics)

test.each([
  ['上年总计', '5'],
  ['上年总计', ''],
  ['上年数', '5'],
])('a column of its own for the year before (%s, %j) puts no figure of the others in doubt', (head, cell) => {
  const reading = withColumn(head, cell)
  expect(reading.figures).toMatchObject({ 'applications.new.natural_person': 3, 'applications.new.total': 6 })
  expect(ofYears(reading)).toEqual([])
})

test('a year alone above a column of blanks may be that of the whole table', () => {
  expect(ofYears(withColumn('2020年度', ''))).toContain('applications.new.natural_person')
})

test('a column of the year before in the place of one of the form puts all others in doubt', () => {
  const rows = applicationsRows(figures).map((row, at) => (at < 3 ? row : row.slice(0, -1)))
  const [first = [], second = [], ...others] = rows
  const reading = withColumn('上年总计', '6', [
    first.map((cell) => (cell.text === '申请人情况' ? drawn(cell.text, 6) : cell)),
    second.slice(0, -1),
    ...others,
  ])
  expect(ofYears(reading)).toContain('applications.new.natural_person')
})

test('such a column beside rows that do not add up puts all others in doubt', () => {
  const broken = { ...figures, 'applications.granted.total': '7' }
  expect(ofYears(withColumn('上年总计', '5', applicationsRows(broken)))).toContain('applications.new.total')
})

test('also where it stands in one line with the total of the form', () => {
  const [first = [], second = [], third = [], ...body] = applicationsRows(figures)
  const wide = first.map((cell) => (cell.text === '申请人情况' ? drawn(cell.text, 8) : cell))
  const beside = [...second, drawn('上年总计', 1, 2)]
  const reading = read(gridTable([wide, beside, third, ...body.map((row) => [...row, drawn('5')])]))
  expect(reading.figures).toMatchObject({ 'applications.new.natural_person': 3, 'applications.new.total': 6 })
  expect(ofYears(reading)).toEqual([])
})

test('two columns of the year before are a table of two years', () => {
  const [first = [], second = [], third = [], ...body] = applicationsRows(figures)
  const wide = first.map((cell) => (cell.text === '申请人情况' ? drawn(cell.text, 9) : cell))
  const beside = [...second, drawn('上年自然人', 1, 2), drawn('上年总计', 1, 2)]
  const rows = body.map((row) => [...row, drawn('5'), drawn('5')])
  expect(read(gridTable([wide, beside, third, ...rows])).figures).toEqual({})
})
