import { expect, test } from 'vitest'
import type { Table } from '../src/model/document.ts'
import { applicationsRows, grid, gridTable, type Figures } from './figuresTables.ts'
import { codes, read, rules2021 } from './figures/readTables.ts'

const rules = (cells: string): Table => grid(rules2021, `规章|${cells}`, `行政规范性文件|${cells}`)
const applications = (figures: Figures): Table => gridTable(applicationsRows(figures))
const review = (cell: string): Table =>
  grid(
    '行政复议[5]|行政诉讼[10]',
    '结果维持[1x2]|结果纠正[1x2]|其他结果[1x2]|尚未审结[1x2]|总计[1x2]|未经复议直接起诉[5]|复议后起诉[5]',
    '结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计',
    Array.from({ length: 15 }, () => cell).join('|'),
  )

test('a report of which every cell of every table is blank is not taken for one of nothing', () => {
  const reading = read(rules('||'), applications({}), review(''))
  const silent = Object.entries(reading.figures).filter(([metric]) => codes(reading, metric).length === 0)
  expect(Object.values(reading.figures).filter((value) => value === null).length).toBeGreaterThan(150)
  expect(silent).toEqual([])
  expect(codes(reading, 'applications.new.total')).toEqual(['missing-row warning'])
})

test.each([
  ['whose other tables are filled', [rules('|3|'), applications({}), review('')]],
  [
    'where one number of 申请 is printed',
    [rules('||'), applications({ 'applications.new.total': '0' }), review('')],
  ],
  ['where a stroke says that there is nothing', [rules('||'), applications({}), review('-')]],
] as const)('a blank table is one of nothing in a report %s', (_, tables) => {
  const reading = read(...tables)
  expect(codes(reading, 'applications.granted.total')).toEqual([])
  expect(codes(reading, 'review.total')).toEqual([])
})
