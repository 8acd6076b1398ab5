import { describe, expect, test } from 'vitest'
import { type FiguresReading } from '../src/extract/figures/readFigures.ts'
import type { Table } from '../src/model/document.ts'
import { grid, textTable } from './figuresTables.ts'
import { applicants, codes, read, rules2021 } from './figures/readTables.ts'

/** Text on one line with spaces: its blank cells are gone. */
const flat = (...rows: readonly string[]): Table => ({ ...textTable(...rows), blanksLost: true })

describe('layout', () => {
  test('a header broken over two rows, with 总计 one row too low', () => {
    const header = [
      '|自然人|法人或其他组织',
      '|商业|科研|社会公|法律服|其他|总计',
      '|企业|机构|益组织|务机构||',
    ]
    const reading = read(textTable(...header, '四、结转下年度继续办理|1|2|3|4|5|6|21'))
    expect(reading.figures['applications.carried_forward.legal_service']).toBe(5)
    expect(reading.figures['applications.carried_forward.total']).toBe(21)
  })

  test('spans of header and rows that overlap without being the same', () => {
    const reading = read(
      grid('第二十条第（五）项[5]', '信息内容|上一年项目数量|本年增/减[2]|处理决定数量', '行政许可|1[2]|2|3'),
    )
    expect(reading.figures).toMatchObject({
      'proactive.licensing.items_previous_year': 1,
      'proactive.licensing.items_change': 2,
      'proactive.licensing.decisions': 3,
    })
  })

  test('columns in another order are known by their headers', () => {
    const reading = read(grid('信息内容|现行有效件数|本年制发件数|本年废止件数', '规章|9|1|2'))
    expect(reading.figures).toMatchObject({
      'proactive.rules.in_force': 9,
      'proactive.rules.issued': 1,
      'proactive.rules.repealed': 2,
    })
  })

  const official = [
    '[3x3]|申请人情况[7]',
    '自然人[1x2]|法人或其他组织[5]|总计[1x2]',
    '商业企业|科研机构|社会公益组织|法律服务机构|其他',
  ] as const

  test.each([
    ['a figure at both ends', '1|2|3|0|0|0|6', 6],
    ['a blank at the end', '1|2|3|0|0|0|', undefined],
    ['a blank at the beginning', '|2|3|0|0|0|5', undefined],
  ])('a row pushed out of its columns by a wrong span, with %s', (_name, figures, total) => {
    const reading = read(grid(...official, `四、结转下年度继续办理[4]|${figures}`))
    expect(reading.figures['applications.carried_forward.total']).toBe(total)
    const doubts = total === undefined ? ['unclear-layout warning'] : []
    expect(codes(reading, 'applications.carried_forward.total')).toEqual(doubts)
  })

  test('where the spans of a header contradict its words, only rows that add up are taken', () => {
    const header = ['[3x3]|申请人情况[7]', '自然人[1x2]|总计[1x2]|法人或其他组织[5]', official[2]]
    const wrong = [header[0] ?? '', '自然人[1x2]|法人或其他组织[4]|总计[1x2]', official[2]]
    const rows = [
      '一、本年新收政府信息公开申请数量[3]|1|2|3|0|0|4|10',
      '四、结转下年度继续办理[3]|1|2|3|0|0|4|9',
    ]
    expect(
      read(grid(...header, '四、结转下年度继续办理[3]|1|10|2|3|0|0|4')).figures[
        'applications.carried_forward.total'
      ],
    ).toBe(10)
    const reading = read(grid(...wrong, ...rows))
    expect(reading.figures['applications.new.total']).toBe(10)
    expect(reading.figures).not.toHaveProperty('applications.carried_forward.total')
    expect(codes(reading, 'applications.carried_forward.total')).toEqual(['unclear-layout warning'])
  })

  test('a lone number below a short row is its last cell only if the row then adds up', () => {
    const below = (number: string): FiguresReading =>
      read(textTable(...applicants, '四、结转下年度继续办理|1|2|0|0|0|1', number))
    expect(below('4').figures['applications.carried_forward.total']).toBe(4)
    expect(below('7').figures).not.toHaveProperty('applications.carried_forward.total')
  })

  test('a row that a blank line broke is one row', () => {
    const reading = read(textTable(rules2021, '规章|0', '3|4', '行政规范性文件|1|0|2'))
    expect(reading.figures).toMatchObject({ 'proactive.rules.issued': 0, 'proactive.rules.in_force': 4 })
  })

  test('a last cell lost before the next heading is null, and named', () => {
    const reading = read(
      textTable(
        rules2021,
        '规章|1|2|3',
        '行政规范性文件|5|6|第二十条第（五）项',
        '信息内容|本年处理决定数量',
        '行政许可|8',
      ),
    )
    expect(reading.figures['proactive.normative_documents.repealed']).toBe(6)
    expect(reading.figures['proactive.normative_documents.in_force']).toBeNull()
    expect(codes(reading, 'proactive.normative_documents.in_force')).toEqual(['missing-cell warning'])
    expect(codes(reading, 'proactive.normative_documents.issued')).toEqual([])
    expect(reading.figures['proactive.licensing.decisions']).toBe(8)
  })

  test('a row cut by a page goes on below the repeated header', () => {
    const one = grid('信息内容|本年处理决定数量', '行政处罚|4')
    const two = grid('— 5 —[2]', '信息内容|本年处理决定数量', '行政强制|6')
    expect(read(one, two).figures).toMatchObject({
      'proactive.penalties.decisions': 4,
      'proactive.coercion.decisions': 6,
    })
  })

  test('flattened digits are not guessed apart', () => {
    const reading = read(flat('信息内容|本年制发件数|本年废止件数|现行有效件数', '规章|5845546'))
    expect(reading.figures).not.toHaveProperty('proactive.rules.issued')
    expect(codes(reading, 'proactive.rules.issued')).toEqual(['digits-run-together warning'])
  })

  test('in flattened text a row that lost its blanks is not filled from the left', () => {
    const reading = read(
      flat(
        '自然人|法人或其他组织|总计',
        '商业企业|科研机构|社会公益组织|法律服务机构|其他',
        '四、结转下年度继续办理|3|3',
      ),
    )
    expect(reading.figures).not.toHaveProperty('applications.carried_forward.total')
    expect(codes(reading, 'applications.carried_forward.total')).toEqual(['unclear-layout warning'])
  })

  test('in flattened text a label without figures is a row of blanks only while another row follows', () => {
    const header = ['自然人|法人或其他组织|总计', '商业企业|科研机构|社会公益组织|法律服务机构|其他']
    const last = '四、结转下年度继续办理'
    const reading = read(flat(...header, '（七）总计', last))
    expect(reading.figures['applications.total.total']).toBeNull()
    expect(reading.figures).not.toHaveProperty('applications.carried_forward.total')
    expect(codes(reading, 'applications.carried_forward.total')).toEqual(['missing-row warning'])
  })

  test('in flattened text a 无 behind numbers is not taken for a blank total', () => {
    const header = ['自然人|法人或其他组织|总计', '商业企业|科研机构|社会公益组织|法律服务机构|其他']
    const reading = read(flat(...header, '四、结转下年度继续办理|0|4|0|1|0|5|无'))
    expect(codes(reading, 'applications.carried_forward.total')).toEqual(['unclear-layout warning'])
  })

  test('a row whose last cell may be the total is not filled from the left', () => {
    const reading = read(textTable(...applicants, '四、结转下年度继续办理|1|2|3|4|5|20'))
    expect(reading.figures).not.toHaveProperty('applications.carried_forward.other_org')
    expect(codes(reading, 'applications.carried_forward.other_org')).toEqual(['unclear-layout warning'])
  })

  test.each([
    ['2021年本年处理决定数量|2022年本年处理决定数量', '5|6'],
    ['本年处理决定数量|本年处理决定数量', '5|6'],
  ])('two years side by side are refused: %s', (header, values) => {
    const reading = read(textTable(`信息内容|${header}`, `行政许可|${values}`))
    expect(reading.figures).toEqual({})
    expect(reading.forms.proactive).toBe('2021')
    expect(codes(reading, 'proactive.licensing.decisions')).toEqual(['two-years warning'])
  })

  test('a second column of totals over the years is left alone', () => {
    const reading = read(textTable('信息内容|本年处理决定数量|历年累计', '行政许可|5|60'))
    expect(reading.figures['proactive.licensing.decisions']).toBe(5)
  })

  test('a row printed twice counts once; with other figures it is absent', () => {
    const row = (n: number): string => `四、结转下年度继续办理|${n}|0|0|0|0|0|${n}`
    expect(read(textTable(...applicants, row(4), row(4))).figures['applications.carried_forward.total']).toBe(
      4,
    )
    const twice = read(textTable(...applicants, row(4), row(5)))
    expect(twice.figures).not.toHaveProperty('applications.carried_forward.total')
    expect(codes(twice, 'applications.carried_forward.total')).toEqual(['repeated-row warning'])
  })
})
