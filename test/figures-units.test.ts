import { describe, expect, test } from 'vitest'
import { captionedTables } from '../src/extract/figures/captionedTables.ts'
import { readFigures, type FiguresReading } from '../src/extract/figures/readFigures.ts'
import type { Block, Table } from '../src/model/document.ts'
import { grid, prepared, textTable } from './figuresTables.ts'

const fee = 'proactive.fees.amount'
const decisions = 'proactive.licensing.decisions'
const amount = 'proactive.procurement.amount'

const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
const readBlocks = (...blocks: readonly (string | Table)[]): FiguresReading =>
  readFigures(
    captionedTables(
      blocks.map((block) => (typeof block === 'string' ? paragraph(block) : { kind: 'table', table: block })),
    ),
    prepared,
  )
const codes = (reading: FiguresReading, metric: string): readonly string[] =>
  reading.findings.filter(({ metrics }) => metrics.includes(metric)).map(({ code }) => code)
const feeTable = (header: string, printed: string, label = '行政事业性收费'): Table =>
  textTable(`信息内容|${header}`, `${label}|${printed}`)

describe('the unit that a header names', () => {
  test.each([
    ['本年收费金额/元', 12.85],
    ['本年收费金额：元', 12.85],
    ['本年收费金额（元）', 12.85],
    ['本年收费金额（元，保留两位小数）', 12.85],
    ['本年收费金额\n（单位：元）', 12.85],
    ['本年收费金额（千元）', 12850],
    ['本年收费金额（百元）', 1285],
    ['本年收费金额（单位：万元，保留两位小数）', 128500],
    ['本年收费金额', 128500],
  ])('%s', (header, value) => {
    expect(readBlocks(feeTable(header, '128500')).figures[fee]).toBe(value)
  })

  test('￥ is read where the header says 元', () => {
    expect(readBlocks(feeTable('本年收费金额（元）', '￥128500')).figures[fee]).toBe(12.85)
    expect(readBlocks(feeTable('本年收费金额（单位：万元）', '￥128500')).figures).not.toHaveProperty(fee)
  })

  test('a unit in the second line of a header holds, with spans and without', () => {
    const spanned = grid('信息内容[1x2]|本年收费金额', '（单位：元）', '行政事业性收费|128500')
    const plain = textTable('信息内容|本年收费金额', '|（单位：元）', '行政事业性收费|128500')
    expect(readBlocks(spanned).figures[fee]).toBe(12.85)
    expect(readBlocks(plain).figures[fee]).toBe(12.85)
  })
})

describe('the unit that stands above or below the table', () => {
  test.each([
    '单位：元',
    '（单位：元）',
    '金额单位：人民币元',
    '表1 主动公开情况（金额单位：元）',
    '计量单位：件、元',
  ])('%s holds for the amounts', (caption) => {
    expect(readBlocks(caption, feeTable('本年收费金额', '128500')).figures[fee]).toBe(12.85)
  })

  test('a note below the table', () => {
    const reading = readBlocks(feeTable('本年收费金额', '128500'), '注：收费金额的单位为元。')
    expect(reading.figures[fee]).toBe(12.85)
  })

  test('a row of the table', () => {
    const table = textTable('单位：元', '信息内容|本年收费金额', '行政事业性收费|128500')
    expect(readBlocks(table).figures[fee]).toBe(12.85)
  })

  test('it holds for all tables of its chapter and for none of the next', () => {
    const [first, second] = [
      feeTable('本年收费金额', '128500'),
      textTable('信息内容|采购项目数量|采购总金额', '政府集中采购|2|5000'),
    ]
    expect(readBlocks('单位：元', first, '第二十条第（九）项', second).figures[amount]).toBe(0.5)
    expect(readBlocks('单位：元', first, '三、其他', second).figures[amount]).toBe(5000)
  })

  test('a name of a place or a form filler is no unit', () => {
    const reading = readBlocks('单位：广元市财政局', feeTable('本年收费金额（单位：万元）', '128.5'))
    expect(reading.figures[fee]).toBe(128.5)
  })
})

/** As offices print them: several units at once, other words, brackets, spaces, quotation marks. */
const linesOfUnits = [
  '（金额单位：元；数量单位：件）',
  '单位：件、元',
  '（单位：件/元）',
  '（单位：元/件）',
  '单位：人民币（元）',
  '单位：元（人民币）',
  '货币单位：元',
  '单位 : 元',
  '单 位：元',
  '（以下金额单位均为元）',
  '金额单位：元 数量单位：件',
  '注：行政事业性收费单位为元',
  '单位：件、元（保留整数）',
  '单位：元、件、%',
  '表中收费金额的单位为“元”。',
  '（费用单位：元）',
  '单位：¥元',
  '金额:元 数量:件',
  '说明：金额以元为单位',
  '注：收费按元计。',
  '备注：1.上表收费金额单位为元，不含税费。2.其他数据单位为件。',
]

describe('a line of units is understood however it is printed', () => {
  test.each(linesOfUnits)('above or below the table, or as a row of it: %s', (line) => {
    const fees = feeTable('本年收费金额', '128500')
    expect(readBlocks(line, fees).figures[fee]).toBe(12.85)
    expect(readBlocks(fees, line).figures[fee]).toBe(12.85)
    const row = textTable(line, '信息内容|本年收费金额', '行政事业性收费|128500')
    expect(readBlocks(row).figures[fee]).toBe(12.85)
  })

  test.each(linesOfUnits)('and where the header says 万元 the amount is in doubt: %s', (line) => {
    const reading = readBlocks(line, feeTable('本年收费金额（单位：万元）', '128500'))
    expect(reading.figures).not.toHaveProperty(fee)
    expect(codes(reading, fee)).toEqual(['unreadable-cell'])
  })

  test.each([
    '2022年，本单位共收取费用350元，均已上缴。',
    '2022年收费金额为100元。',
    '本单位各项收费：20元/件。',
    '全年为企事业单位办理事项3万件。',
    '各单位：元旦期间照常受理申请。',
    '本单位为多元化解纠纷提供信息公开服务。',
    '对行政事业单位收费100元以上的项目进行了公示',
    '收费依据：元氏县发展和改革局文件',
  ])('but a sentence that speaks of money or of units is none: %s', (sentence) => {
    const reading = readBlocks(sentence, feeTable('本年收费金额（单位：万元）', '128.5'), sentence)
    expect(reading.figures[fee]).toBe(128.5)
  })
})

describe('units that contradict each other leave the amount unread', () => {
  test.each([
    ['header and caption', ['单位：元', feeTable('本年收费金额（单位：万元）', '128500')]],
    ['header and row', [feeTable('本年收费金额（单位：万元）', '128500', '行政事业性收费（元）')]],
  ] as const)('%s', (_name, blocks) => {
    const reading = readBlocks(...blocks)
    expect(reading.figures).not.toHaveProperty(fee)
    expect(codes(reading, fee)).toEqual(['unreadable-cell'])
  })

  test('unless the cell names its own, or is 0', () => {
    const header = '本年收费金额（单位：万元）'
    expect(readBlocks('单位：元', feeTable(header, '128500元')).figures[fee]).toBe(12.85)
    expect(readBlocks('单位：元', feeTable(header, '0')).figures[fee]).toBe(0)
  })
})

describe('a scale over counts leaves them unread, but for 0', () => {
  test.each([
    ['its header', ['本年处理决定数量（万件）', '行政许可', []]],
    ['its header', ['本年处理决定数量（单位：百件）', '行政许可', []]],
    ['its label', ['本年处理决定数量', '行政许可（千件）', []]],
    ['a line above', ['本年处理决定数量', '行政许可', ['单位：万件']]],
  ] as const)('%s', (_name, [header, label, captions]) => {
    const read = (printed: string): FiguresReading =>
      readBlocks(...captions, textTable(`信息内容|${header}`, `${label}|${printed}`))
    expect(read('12').figures).not.toHaveProperty(decisions)
    expect(codes(read('12'), decisions)).toEqual(['unreadable-cell'])
    expect(read('0').figures[decisions]).toBe(0)
  })

  const rows = (label: string): Table =>
    textTable('信息内容|本年处理决定数量', `${label}|12`, '行政处罚|7', '行政强制|5')
  const penalties = 'proactive.penalties.decisions'

  test.each([
    '注：行政许可数量单位为万件',
    '注：行政许可、行政处罚的处理决定数量单位为万件。',
    '行政处罚处理决定数量单位：万件',
  ])('of the rows that a note names, and of no others: %s', (note) => {
    const reading = readBlocks(rows('行政许可'), note)
    const left = [decisions, penalties].filter((metric) => reading.figures[metric] !== undefined)
    expect(left).toEqual([decisions, penalties].filter((_, at) => !note.includes(['许可', '处罚'][at] ?? '')))
    expect(reading.figures['proactive.coercion.decisions']).toBe(5)
  })

  test.each([
    ['excepts a row', '注：除行政许可外，数量单位为万件', '行政许可'],
    ['speaks of more than rows', '注：行政许可等数量单位为万件', '行政许可'],
    ['names a row of no form as well', '注：行政许可、行政裁决数量单位为万件', '行政许可'],
    ['names a row that is misprinted', '注：行政许可数量单位为万件', '行政许司'],
  ])('of all rows where the note %s', (_name, note, label) => {
    const reading = readBlocks(rows(label), note)
    expect(reading.figures).not.toHaveProperty(penalties)
    expect(codes(reading, penalties)).toEqual(['unreadable-cell'])
  })

  test('a unit that counts one by one is no scale', () => {
    expect(
      readBlocks('单位：件', textTable('信息内容|本年处理决定数量（件）', '行政许可|12')).figures[decisions],
    ).toBe(12)
  })
})

describe('a unit of money other than 元 and 万元 is known exactly or leaves the amount unread', () => {
  test.each([
    ['角', 1.285],
    ['分', 0.1285],
    ['人民币角', 1.285],
    ['百元', 1285],
    ['佰元', 1285],
    ['千元', 12850],
    ['仟元', 12850],
    ['圆', 12.85],
    ['万圆', 128500],
    ['十万元', 1285000],
    ['件、角', 1.285],
  ] as const)('%s', (unit, value) => {
    for (const line of [`单位：${unit}`, `（金额单位：${unit}）`, `注：收费金额以${unit}为单位。`])
      expect(readBlocks(line, feeTable('本年收费金额', '128500')).figures[fee]).toBe(value)
    expect(readBlocks(feeTable(`本年收费金额（${unit}）`, '128500')).figures[fee]).toBe(value)
    expect(readBlocks(feeTable(`本年收费金额（单位：${unit}）`, '128500')).figures[fee]).toBe(value)
  })

  test.each([
    '美元',
    '万美元',
    '港币',
    '万港币',
    '欧元',
    '英镑',
    '澳门元',
    '新台币',
    '100元',
    '10万元',
    '元、角',
    '块',
    'USD',
    'RMB',
    '$',
  ])('%s', (unit) => {
    for (const line of [`单位：${unit}`, `（金额单位：${unit}）`]) {
      const reading = readBlocks(line, feeTable('本年收费金额', '128500'))
      expect(reading.figures).not.toHaveProperty(fee)
      expect(codes(reading, fee)).toEqual(['unreadable-cell'])
    }
    expect(readBlocks(feeTable(`本年收费金额（${unit}）`, '128500')).figures).not.toHaveProperty(fee)
  })

  test.each([
    ['128500角', 1.285],
    ['128500（角）', 1.285],
    ['128500圆', 12.85],
    ['128500（千元）', 12850],
  ] as const)('in the cell: %s', (printed, value) => {
    expect(readBlocks(feeTable('本年收费金额', printed)).figures[fee]).toBe(value)
  })

  test.each(['128500美元', '128500（美元）', '128500（港币）', '128500（元、角）'])(
    'in the cell: %s',
    (printed) => {
      const reading = readBlocks(feeTable('本年收费金额', printed))
      expect(codes(reading, fee)).toEqual(['unreadable-cell'])
    },
  )

  test.each(['本年收费金额部分', '收费金额（分项合计）', '各部门分别收费金额', '三角地办事处收费金额'])(
    'a word with 角 or 分 in it is none: %s',
    (line) => {
      expect(readBlocks(line, feeTable('本年收费金额', '128.5')).figures[fee]).toBe(128.5)
    },
  )
})

describe('the unit in the heading of an item', () => {
  test.each([
    '第二十条第（八）项（单位：元）',
    '第二十条第（八）项 单位：元',
    '第二十条第（八）项 （元）',
    '第二十条第（八）项 金额：元',
  ])('holds for the amounts of the table: %s', (heading) => {
    const spanned = grid(`${heading}[1x2]`, '信息内容|本年收费金额', '行政事业性收费|128500')
    expect(readBlocks(spanned).figures[fee]).toBe(12.85)
    const plain = textTable(heading, '信息内容|本年收费金额', '行政事业性收费|128500')
    expect(readBlocks(plain).figures[fee]).toBe(12.85)
  })
})

describe('money near the table that no grammar explains', () => {
  const header = '信息内容|本年收费金额'
  const row = '行政事业性收费|128500'
  const read = (lines: readonly string[], above = '', below = ''): FiguresReading =>
    readBlocks(...[above, textTable(...lines), below].filter((block) => block !== ''))
  const item = '第二十条第（八）项'

  test.each([
    ['the heading of the item', [`${item}单位：件，金额：元|`, header, row]],
    ['the heading of the item, with a unit alone', [`${item}单位（元）`, header, row]],
    ['a cell beside the heading', [`${item}|（单位：人民币/元）`, header, row]],
    ['the corner of the header', [item, '信息内容（单位：件、元）|本年收费金额', row]],
    ['the corner, as a note', [item, '信息内容注：收费金额单位为元|本年收费金额', row]],
    ['the corner, with a colon alone', [item, '信息内容：元|本年收费金额', row]],
    ['a row, before a currency', ['单位：元 币种：人民币', item, header, row]],
    ['the header', [item, '信息内容|本年收费金额（金额以元计）', row]],
    ['the label', [item, header, '行政事业性收费（金额以元计）|128500']],
    ['a row of the table', ['（除特别注明外，金额单位为元）', item, header, row]],
    ['a row of the table, of a currency', ['币种：人民币　单位：元', item, header, row]],
    ['a row of the table, abroad', ['币种：美元', item, header, row]],
  ])('%s: the amount is not taken and marked', (_, lines) => {
    const reading = read(lines)
    expect(reading.figures).not.toHaveProperty(fee)
    expect(codes(reading, fee)).toEqual(['unreadable-cell'])
  })

  test.each(['人民币：元', '（元）', '单位：件 元', '（收费均以元来计算）'])(
    '%s above or below the table: the amount is not taken and marked',
    (line) => {
      for (const reading of [read([header, row], line), read([header, row], '', line)]) {
        expect(reading.figures[fee] ?? 12.85).toBe(12.85)
        if (!(fee in reading.figures)) expect(codes(reading, fee)).toEqual(['unreadable-cell'])
      }
    },
  )

  test('an amount of 0 needs no unit', () => {
    const reading = read([`${item}单位：件，金额：元`, header, '行政事业性收费|0'])
    expect(reading.figures[fee]).toBe(0)
  })

  test.each([
    '本年共收取信息公开处理费350元，收费金额较上年下降。',
    '全年招商引资金额达数亿元。',
    '（单元楼信息）金额：万元',
    '单位：元氏县财政局',
    '（12元）',
  ])('%s: says nothing of the unit', (line) => {
    expect(read([header, row], line).figures[fee]).toBe(128500)
  })

  test('a unit that the report declares for all of itself holds beyond its chapter', () => {
    const said = '2022年收取行政事业性收费128500元。（本报告金额单位均为元）'
    const reading = readBlocks('一、总体情况', said, '二、主动公开政府信息情况', textTable(header, row))
    expect(reading.figures[fee]).toBe(12.85)
  })

  test('a unit in a row of a table holds for the table that goes on with it', () => {
    const first = textTable('单位：元', '第二十条第（五）项', '信息内容|本年处理决定数量', '行政许可|12')
    const reading = readBlocks('二、主动公开政府信息情况', first, item, textTable(header, row))
    expect(reading.figures[fee]).toBe(12.85)
  })
})
