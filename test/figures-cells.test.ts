import { describe, expect, test } from 'vitest'
import { type FiguresReading } from '../src/extract/figures/readFigures.ts'
import { textTable } from './figuresTables.ts'
import { applicants, codes, read, rules2021 } from './figures/readTables.ts'

const procurement = '信息内容|采购项目数量|采购总金额'

/** A cell of table 2 (2019), 政府集中采购, whose amount is printed as given. */
const amount = (printed: string, header = procurement): FiguresReading =>
  read(textTable('第二十条第（九）项', header, `政府集中采购|2|${printed}`))

const cell = (printed: string): FiguresReading =>
  read(textTable(rules2021, `规章|${printed}|0|5`, '行政规范性文件|1|0|2'))

describe('a cell says', () => {
  test.each([
    ['0', 0],
    ['４７', 47],
    ['1,234', 1234],
    ['1，234', 1234],
    ['12.00', 12],
    ['12人次', 12],
    ['12[1]', 12],
    ['12*', 12],
    ['12（件）', 12],
    ['\n\u00A0 12 \u3000', 12],
    ['2笔', 2],
    ['55（含自然失效29件）', 55],
    ['22(其中修订16件)', 22],
    ['5①', 5],
    ['零', 0],
  ])('%j: a number', (printed, value) => {
    expect(cell(printed).figures['proactive.rules.issued']).toBe(value)
  })

  test.each(['', ' ', '\u00A0', '\u3000', '-', '－', '—', '——', '–', '/', '／', '无'])(
    '%j: nothing, which is null and no finding',
    (printed) => {
      const reading = cell(printed)
      expect(reading.figures['proactive.rules.issued']).toBeNull()
      expect(reading.evidence['proactive.rules.issued']?.raw).toBe(printed)
      expect(codes(reading, 'proactive.rules.issued')).toEqual([])
    },
  )

  test.each([
    '约60',
    '5²',
    '12/3',
    '1,23',
    '007',
    '见附件',
    '3\n5',
    '4 7',
    '2笔984361元',
    '一',
    '3.5.1',
    '5%',
    '2023年',
    '+1036',
    '-185',
    '－185',
    '—5',
    '3.5',
    '1.234',
    '1.2万',
    '12万件',
    '12（万件）',
    '12345678901',
    '1234567890123',
    '十二',
    '12+3',
    '12~13',
    '12注',
    '12注1',
    '￥5',
    '减少5',
  ])('%j: nothing that is certain, so the figure is absent and named', (printed) => {
    const reading = cell(printed)
    expect(reading.figures).not.toHaveProperty('proactive.rules.issued')
    expect(codes(reading, 'proactive.rules.issued')).toEqual(['unreadable-cell warning'])
    expect(reading.figures['proactive.rules.in_force']).toBe(5)
  })

  test('a number with a unit or a note is named without doubt', () => {
    expect(codes(cell('55（含自然失效29件）'), 'proactive.rules.issued')).toEqual(['note-in-cell info'])
  })

  test('digits parted by a line break are one number where the row adds up, and unread where it does not', () => {
    const row = (first: string, total: string): FiguresReading =>
      read(textTable(...applicants, `一、本年新收政府信息公开申请数量|${first}|3|0|0|0|0|${total}`))
    expect(row('4\n4', '47').figures['applications.new.natural_person']).toBe(44)
    expect(row('4\n4', '50').figures).not.toHaveProperty('applications.new.natural_person')
    expect(codes(row('4\n4', '50'), 'applications.new.natural_person')).toEqual(['unreadable-cell warning'])
  })
})

describe('an amount is kept in 万元', () => {
  test.each([
    ['251000元', 25.1],
    ['984361元', 98.4361],
    ['3.35万', 3.35],
    ['3.35万元', 3.35],
    ['0.5亿元', 5000],
    ['1,234.5万元', 1234.5],
    ['4166.241619', 4166.241619],
    ['5元', 0.0005],
    ['1,285元', 0.1285],
    ['1285000.00元', 128.5],
    ['人民币128.5万元', 128.5],
    ['￥128.5万元', 128.5],
    ['￥1285元', 0.1285],
    ['128500（元）', 12.85],
    ['128500（单位：元）', 12.85],
    ['128.5（含减免3万元）', 128.5],
    ['128500元整', 12.85],
    ['￥0', 0],
  ])('%s', (printed, value) => {
    expect(amount(printed).figures['proactive.procurement.amount']).toBe(value)
  })

  test('a header in 元 is not mistaken for one in 万元', () => {
    const reading = amount('251000', '信息内容|采购项目数量|采购总金额（单位：元）')
    expect(reading.figures['proactive.procurement.amount']).toBe(25.1)
  })

  test('a unit in the cell comes before that of the header', () => {
    const reading = amount('2万元', '信息内容|采购项目数量|采购总金额（元）')
    expect(reading.figures['proactive.procurement.amount']).toBe(2)
  })

  test.each(['￥128.5', '¥128.5', '5美元', '12万5千元', '-128.5', '约128.5', '12345678901'])(
    '%s is not certain, so the amount is absent and named',
    (printed) => {
      const reading = amount(printed)
      expect(reading.figures).not.toHaveProperty('proactive.procurement.amount')
      expect(codes(reading, 'proactive.procurement.amount')).toEqual(['unreadable-cell warning'])
    },
  )

  test('money in a column of counts is not read', () => {
    expect(cell('5万元').figures).not.toHaveProperty('proactive.rules.issued')
  })
})
