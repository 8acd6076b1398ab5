import { describe, expect, test } from 'vitest'
import { readFigures, type FiguresReading } from '../src/extract/figures/readFigures.ts'
import type { Table } from '../src/model/document.ts'
import { applicationsRows, asText, grid, gridTable, prepared, textTable } from './figuresTables.ts'

const read = (...tables: readonly Table[]): FiguresReading => readFigures(tables, prepared)
const codes = (reading: FiguresReading, metric: string): readonly string[] =>
  reading.findings
    .filter(({ metrics }) => metrics.includes(metric))
    .map(({ code, severity }) => `${code} ${severity}`)

const rules2021 = '信息内容|本年制发件数|本年废止件数|现行有效件数'
const services2019 = '信息内容|上一年项目数量|本年增/减|处理决定数量'
const procurement = '信息内容|采购项目数量|采购总金额'
const applicants = [
  '|自然人|法人或其他组织|总计',
  '||商业企业|科研机构|社会公益组织|法律服务机构|其他|',
] as const
/** Text on one line with spaces: its blank cells are gone. */
const flat = (...rows: readonly string[]): Table => ({ ...textTable(...rows), blanksLost: true })
const review = [
  '行政复议|行政诉讼',
  '结果维持|结果纠正|其他结果|尚未审结|总计|未经复议直接起诉|复议后起诉',
  '|||||结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计',
] as const
const fifteen = '1|2|3|4|10|5|6|7|8|26|0|0|0|0|0'

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

describe('labels', () => {
  test.each([
    ['行政事业型收费', '本年收费金额（单位：万元）', 'proactive.fees.amount'],
    ['行 政\n许 可', '本年处理决定数量', 'proactive.licensing.decisions'],
    ['规范性文件', '本年废纸件数', 'proactive.normative_documents.repealed'],
    ['行政规范性文件（注）', '本年废止件数', 'proactive.normative_documents.repealed'],
  ])('%s under %s is %s', (row, column, metric) => {
    const reading = read(textTable(`信息内容|${column}`, `${row}|7`))
    expect(reading.figures[metric]).toBe(7)
    expect(codes(reading, metric)).toEqual([])
  })

  test.each(['行政许叮', '行政处分', '行政裁决'])(
    '%s is too short to be told by likeness: it may be a word of its own, so the row is marked',
    (row) => {
      const reading = read(textTable('信息内容|本年处理决定数量', `${row}|7`))
      expect(reading.figures).toEqual({})
      expect(codes(reading, 'proactive.licensing.decisions')).not.toEqual([])
      expect(codes(reading, 'proactive.penalties.decisions')).not.toEqual([])
    },
  )

  test.each([
    ['2.其他法律行政止公开', 'denied.other_law'],
    ['2､其他法律行政法规禁止公开', 'denied.other_law'],
    ['其他法律行政法规禁止公开', 'denied.other_law'],
    ['3.危及"三安全一稳定"', 'denied.safety_stability'],
  ])('%s is the row %s', (label, key) => {
    const row = '1|0|0|0|0|0|1'
    const reading = read(textTable(...applicants, `三、本年度办理结果|（三）不子公开|${label}|${row}`))
    expect(reading.figures[`applications.${key}.total`]).toBe(1)
  })

  test('a local row in the place of a missing row is not taken for it', () => {
    const rows = ['（三）不予公开|1.属于工作秘密|9|0|0|0|0|0|9', '|2.其他法律行政法规禁止公开|1|0|0|0|0|0|1']
    const reading = read(textTable(...applicants, ...rows))
    expect(reading.figures).not.toHaveProperty('applications.denied.state_secret.total')
    expect(codes(reading, 'applications.denied.state_secret.total')).toEqual(['unknown-label warning'])
  })

  test('a misprint as near to one label as to another is neither', () => {
    const reading = read(textTable('信息内容|本年处理决定数量', '行政许罚|9'))
    expect(reading.figures).toEqual({})
  })

  test('其他 is a row of the form only in its own region', () => {
    const rows = [
      '（五）不予处理|5.要求行政机关确认或重新出具已获取信息|1|0|0|0|0|0|1',
      '|6.其他|8|0|0|0|0|0|8',
    ]
    const reading = read(textTable(...applicants, ...rows))
    expect(reading.figures).not.toHaveProperty('applications.other.other.total')
  })

  test('a local row below rows that are all there is remarked, and no figure is in doubt', () => {
    const reading = read(textTable(rules2021, '规章|0|0|1', '行政规范性文件|1|0|2', '其他主动公开文件|3|0|4'))
    expect(reading.figures['proactive.normative_documents.in_force']).toBe(2)
    expect(reading.findings.filter(({ code }) => code === 'local-row')).toMatchObject([
      { severity: 'info', metrics: [] },
    ])
  })

  test('a stray figure before a label or in a region’s cell is no cell of the row', () => {
    const rows = ['0|（六）其他处理|3.其他|1|0|0|0|0|0|1', '0四、结转下年度继续办理|2|0|0|0|0|0|2']
    const reading = read(textTable(...applicants, ...rows))
    expect(reading.figures['applications.other.other.natural_person']).toBe(1)
    expect(reading.figures['applications.carried_forward.total']).toBe(2)
  })
})

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
