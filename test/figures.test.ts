import { describe, expect, test } from 'vitest'
import type { Table } from '../src/model/document.ts'
import { applicationsRows, asText, grid, gridTable, textTable } from './figuresTables.ts'
import { applicants, codes, read, rules2021 } from './figures/readTables.ts'

const services2019 = '信息内容|上一年项目数量|本年增/减|处理决定数量'

const review = [
  '行政复议|行政诉讼',
  '结果维持|结果纠正|其他结果|尚未审结|总计|未经复议直接起诉|复议后起诉',
  '|||||结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计',
] as const

const fifteen = '1|2|3|4|10|5|6|7|8|26|0|0|0|0|0'

describe('table 4', () => {
  test.each([
    ['empty rows between header and figures', textTable(...review, '||||||', fifteen)],
    ['its row broken in two', textTable(...review, '1|2|3|4|10', '5|6|7|8|26|0|0|0|0|0')],
    ['a label beside the figures', textTable(...review, `数量（件）|${fifteen}`)],
    ['the header printed twice', textTable(...review, ...review, fifteen)],
    ['a misprint in its header', textTable('行政法复议|行政诉讼', ...review.slice(1), fifteen)],
  ])('is read with %s', (_name, table) => {
    expect(read(table).figures).toMatchObject({
      'review.total': 10,
      'litigation_direct.total': 26,
      'litigation_after_review.total': 0,
    })
  })

  test('is read where it is glued to table 3', () => {
    const reading = read(textTable(...applicants, '四、结转下年度继续办理|1|0|0|0|0|0|1', ...review, fifteen))
    expect(reading.figures).toMatchObject({
      'applications.carried_forward.total': 1,
      'litigation_direct.pending': 8,
    })
  })
})

describe('the form is a fact of each table', () => {
  const oneRow = '三、本年度办理结果|（六）其他处理|2|0|0|0|0|0|2'

  test('table 2 of 2021 with table 3 of 2019; table 4 goes with table 3', () => {
    const reading = read(
      textTable(rules2021, '规章|0|0|1'),
      textTable(...applicants, oneRow),
      textTable(...review, fifteen),
    )
    expect(reading.forms).toEqual({ proactive: '2021', applications: '2019', review_litigation: '2019' })
    expect(reading.figures['applications.other.all.total']).toBe(2)
  })

  test('table 2 of 2019 is known by its columns', () => {
    const reading = read(textTable(services2019, '行政许可|3|-1|200', '行政规范性文件'))
    expect(reading.forms.proactive).toBe('2019')
    expect(reading.figures['proactive.licensing.items_change']).toBe(-1)
  })
})

test('every figure carries its evidence: raw text, table, row and column from 1', () => {
  const reading = read(textTable('外层|8'), textTable(rules2021, '规章| 3 |0|1'))
  expect(reading.evidence['proactive.rules.issued']).toEqual({ raw: ' 3 ', table: 2, row: 2, column: 2 })
})

test('figures stand in the order of the form, wherever their rows are printed', () => {
  const rows = applicationsRows({})
  const swapped = [...rows.slice(0, 3), ...rows.slice(4, 5), ...rows.slice(3, 4), ...rows.slice(5)]
  const keys = (table: Table): readonly string[] => Object.keys(read(table).figures)
  expect(keys(gridTable(swapped))).toEqual(keys(asText(gridTable(rows))))
})

test('a cell of the form that was not read is named, also where the whole table is missing', () => {
  const reading = read(textTable(rules2021, '规章|0|0|1'))
  expect(codes(reading, 'proactive.coercion.decisions')).toEqual(['missing-row warning'])
  expect(codes(reading, 'applications.total.total')).toEqual(['missing-table warning'])
})

test('tables of something else give nothing', () => {
  const reading = read(textTable('项目|金额', '合计|5'), grid('姓名|职务', '张三|主任'))
  expect(reading.matched).toBe(0)
  expect(reading.figures).toEqual({})
})
