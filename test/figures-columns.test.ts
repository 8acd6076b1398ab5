import { describe, expect, test } from 'vitest'
import { readFigures, type FiguresReading } from '../src/extract/figures/readFigures.ts'
import type { Table } from '../src/model/document.ts'
import { grid, prepared, textTable } from './figuresTables.ts'

const read = (...tables: readonly Table[]): FiguresReading => readFigures(tables, prepared)
const codes = (reading: FiguresReading, metric: string): readonly string[] =>
  reading.findings
    .filter(({ metrics, severity }) => severity !== 'info' && metrics.includes(metric))
    .map(({ code }) => code)
const applications = (reading: FiguresReading, row = 'carried_forward'): readonly unknown[] =>
  ['natural_person', 'business', 'research', 'public_interest', 'legal_service', 'other_org', 'total'].map(
    (column) => reading.figures[`applications.${row}.${column}`],
  )
const label = '四、结转下年度继续办理'
const [decisions, issued] = ['proactive.licensing.decisions', 'proactive.rules.issued']
const results = '结果维持|结果纠正|其他结果|尚未审结|总计'

describe('cells whose content is printed again in every place that they cover', () => {
  test('申请', () => {
    const reading = read(
      textTable(
        '项目|项目|自然人|法人或其他组织|法人或其他组织|法人或其他组织|法人或其他组织|法人或其他组织|总计',
        '项目|项目|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计',
        `${label}|${label}|1|2|3|4|5|6|21`,
      ),
    )
    expect(applications(reading)).toEqual([1, 2, 3, 4, 5, 6, 21])
    expect(codes(reading, 'applications.carried_forward.total')).toEqual([])
  })

  test('复议诉讼', () => {
    const over = (text: string, times: number): string => Array(times).fill(text).join('|')
    const reading = read(
      textTable(
        `${over('行政复议', 5)}|${over('行政诉讼', 10)}`,
        `${results}|${over('未经复议直接起诉', 5)}|${over('复议后起诉', 5)}`,
        `${results}|${results}|${results}`,
        '1|2|3|4|10|5|6|7|8|26|0|0|0|0|0',
      ),
    )
    expect(reading.figures).toMatchObject({ 'review.total': 10, 'litigation_direct.total': 26 })
  })

  test('主动公开, where the figures are repeated too; with other figures the columns are two', () => {
    const table = (values: string): Table =>
      textTable(
        '第二十条第（五）项|第二十条第（五）项|第二十条第（五）项',
        '信息内容|本年处理决定数量|本年处理决定数量',
        `行政许可|${values}`,
      )
    expect(read(table('5|5')).figures[decisions]).toBe(5)
    expect(read(table('5|6')).figures).not.toHaveProperty(decisions)
    expect(codes(read(table('5|6')), decisions)).toEqual(['two-years'])
  })
})

describe('a column that no form has', () => {
  const row = `${label}|1|2|3|4|5|6|20|21`

  test.each(['小计', '合计'])('%s behind the organisations is left alone, with spans and without', (name) => {
    const spanned = grid(
      '项目[1x2]|自然人[1x2]|法人或其他组织[6]|总计[1x2]',
      `商业企业|科研机构|社会公益组织|法律服务机构|其他|${name}`,
      row,
    )
    const plain = textTable(
      '|自然人|法人或其他组织|总计',
      `||商业企业|科研机构|社会公益组织|法律服务机构|其他|${name}|`,
      row,
    )
    expect(applications(read(spanned))).toEqual([1, 2, 3, 4, 5, 6, 21])
    expect(applications(read(plain))).toEqual([1, 2, 3, 4, 5, 6, 21])
  })

  test('where blanks are lost, 无 under a total may be its own, also over noughts', () => {
    const flat = (corner: string) =>
      read({
        ...textTable(
          `${corner}|自然人|法人或其他组织|总计`,
          '商业企业|科研机构|社会公益组织|法律服务机构|其他',
          `${label}|0|0|0|0|0|0|无`,
        ),
        blanksLost: true,
      })
    expect(applications(flat('申请人情况'))).toEqual([0, 0, 0, 0, 0, 0, null])
    expect(applications(flat('申请人情况|备注'))).toEqual(Array(7).fill(undefined))
    expect(codes(flat('申请人情况|备注'), 'applications.carried_forward.total')).toEqual(['unclear-layout'])
  })

  test('小计 beside the upper halves of words does not keep them from being read', () => {
    const reading = read(
      textTable(
        '|自然人|法人或其他组织|总计',
        '||商业|科研|社会公益组织|法律服务机构|其他|小计|',
        '||企业|机构|',
        row,
      ),
    )
    expect(applications(reading)).toEqual([1, 2, 3, 4, 5, 6, 21])
  })

  test('without spans a row counts only if it adds up', () => {
    const reading = read(
      textTable(
        '|自然人|法人或其他组织|总计',
        '||商业企业|科研机构|社会公益组织|法律服务机构|其他|小计|',
        `${label}|1|2|3|4|5|6|20|22`,
      ),
    )
    expect(applications(reading)).toEqual(Array(7).fill(undefined))
    expect(codes(reading, 'applications.carried_forward.total')).toEqual(['unclear-layout'])
  })

  const subtotalled = (...rows: readonly string[]) =>
    read(
      textTable(
        '|自然人|法人或其他组织|小计|总计',
        '||商业企业|科研机构|社会公益组织|法律服务机构|其他||',
        ...rows,
      ),
    )

  test('where two places of the column give other figures and both add up, none is taken', () => {
    const reading = subtotalled(`${label}|0|7|0|0|0||7|7`)
    expect(applications(reading)).toEqual(Array(7).fill(undefined))
    expect(codes(reading, 'applications.carried_forward.other_org')).toEqual(['unclear-layout'])
  })

  test('its place holds for the whole table when the other rows add up only there', () => {
    const others = [
      '一、本年新收政府信息公开申请数量|1|2|3|4|5|6|20|21',
      '二、上年结转政府信息公开申请数量|9|8|7|6|5|4|30|39',
      '（一）予以公开|3|1|4|1|5|9|20|23',
    ]
    const reading = subtotalled(...others, `${label}|0|7|0|0|0||7|7`)
    expect(applications(reading)).toEqual([0, 7, 0, 0, 0, null, 7])
  })

  test.each(['小计', '个体工商户'])(
    '%s in place of a column of the form gives that column no figure',
    (name) => {
      const table = (form: (...rows: string[]) => ReturnType<typeof grid>, region: string) =>
        read(
          form(
            `项目${region === '' ? '' : '[1x2]'}|自然人${region === '' ? '' : '[1x2]'}|法人或其他组织${region}|总计${region === '' ? '' : '[1x2]'}`,
            `${region === '' ? '||' : ''}商业企业|${name}|社会公益组织|法律服务机构|其他${region === '' ? '|' : ''}`,
            `${label}|3|0|0|0|0|0|3`,
          ),
        )
      for (const reading of [table(grid, '[5]'), table(textTable, '')]) {
        expect(reading.figures).not.toHaveProperty('applications.carried_forward.research')
        expect(codes(reading, 'applications.carried_forward.research')).not.toEqual([])
      }
    },
  )

  test('in a header that cannot be read, noughts and blanks prove no order', () => {
    const header = ['|自然人|法人或其他组织|总计', '||企业|机构|组织|机构|其他|小计|']
    const reading = read(textTable(...header, `${label}|0||0|0|0|0|0|`, `（二）部分公开|0|0||0|0|0|0`))
    expect(applications(reading)).toEqual(Array(7).fill(undefined))
    expect(reading.figures).not.toHaveProperty('applications.partially_granted.research')
  })

  test('a column 备注 that wrong spans push before 总计 does not take its figures', () => {
    const reading = read(
      grid(
        '项目[2x3]|申请人情况[6]|备注[1x3]',
        '自然人[1x2]|法人或其他组织[5]|总计[1x2]',
        '商业企业|科研机构|社会公益组织|法律服务机构|其他',
        `${label}[2]|1|2|3|4|5|6|21|`,
      ),
    )
    expect(applications(reading)).toEqual([1, 2, 3, 4, 5, 6, 21])
  })
})

describe('a column that the document lacks', () => {
  const spanned = grid(
    '项目[1x2]|自然人[1x2]|法人或其他组织[4]|总计[1x2]',
    '商业企业|科研机构|社会公益组织|法律服务机构',
    `${label}|1|2|3|4|5|15`,
  )
  const plain = textTable(
    '|自然人|法人或其他组织|总计',
    '||商业企业|科研机构|社会公益组织|法律服务机构|',
    `${label}|1|2|3|4|5|15`,
  )

  test.each([
    ['with spans', spanned],
    ['without', plain],
  ])('%s: the others are read, and it is named as not there', (_name, table) => {
    const reading = read(table)
    expect(applications(reading)).toEqual([1, 2, 3, 4, 5, undefined, 15])
    expect(codes(reading, 'applications.carried_forward.other_org')).toEqual(['missing-row'])
    expect(codes(reading, 'applications.carried_forward.total')).toEqual([])
  })

  test('a header that lost a word over figures that are there is not such a one', () => {
    const reading = read(
      textTable(
        '|自然人|法人或其他组织|总计',
        '||商业企业|科研机构|社会公益组织|法律服务机构||',
        `${label}|1|2|3|4|5|6|21`,
      ),
    )
    expect(applications(reading)).toEqual(Array(7).fill(undefined))
  })
})

describe('a header of 主动公开 over two lines of a text that lost its layout', () => {
  const columns = ['made', 'newly_disclosed', 'total_disclosed'].map((column) => `proactive.rules.${column}`)

  test.each([
    ['信息内容|本年新|本年新|对外公开总数量|制作数量|公开数量'],
    ['信息内容|对外公开总数量|制作数量|公开数量'],
    ['信息内容|本年新制作数量|对外公开|公开数量'],
    ['本年新|本年新|对外公开总数量|制作数量|公开数量'],
  ])('whose pieces stand apart names no column: %s', (header) => {
    const plain = textTable('第二十条第（一）项', header, '规章|1|2|3')
    for (const table of [plain, { ...plain, blanksLost: true as const }]) {
      const reading = read(table)
      expect(columns.map((metric) => reading.figures[metric])).toEqual([undefined, undefined, undefined])
      for (const metric of columns) expect(codes(reading, metric)).not.toEqual([])
    }
  })
})

test('a table of which nothing can be read leaves the cells of every form in doubt', () => {
  const reading = read(
    textTable(
      '信息内容|本年新制作数量|本年新公开数量|对外公开总数量',
      '规章|1|2|3',
      '信息内容|上一年项目数量|本年增/减|处理决定数量',
      '行政许可|1|2|3',
    ),
    textTable(
      '|自然人|法人或其他组织|总计',
      '||商业企业|小计|社会公益组织|法律服务机构|其他|',
      `${label}|3|0|0|0|0|0|3`,
    ),
  )
  expect(reading.forms).toEqual({ proactive: '2019' })
  for (const metric of ['applications.carried_forward.total', 'applications.other.uncorrected.total'])
    expect(codes(reading, metric)).toEqual(['missing-table'])
})

describe('two years', () => {
  test.each([
    ['信息内容|上年处理决定数量|本年处理决定数量'],
    ['信息内容|去年处理决定数量|本年处理决定数量'],
    ['信息内容|上年|本年'],
  ])('beside each other are refused: %s', (header) => {
    const reading = read(textTable(header, '行政许可|5|6'))
    expect(reading.figures).not.toHaveProperty(decisions)
    expect(codes(reading, decisions)).toEqual(['two-years'])
  })

  test('below their columns, with spans', () => {
    const reading = read(grid('信息内容[1x2]|本年制发件数[2]', '上年|本年', '规章|1|2'))
    expect(reading.figures).not.toHaveProperty(issued)
    expect(codes(reading, issued)).toEqual(['two-years'])
  })

  test.each(['上年处理决定数量', '累计处理决定数量'])(
    'a column of another time alone is not this year’s: %s',
    (header) => {
      const reading = read(textTable(`信息内容|${header}`, '行政许可|5'))
      expect(reading.figures).not.toHaveProperty(decisions)
      expect(codes(reading, decisions)).not.toEqual([])
    },
  )
})

describe('a row that a page cuts in two', () => {
  const header = grid(
    '项目[1x2]|自然人[1x2]|法人或其他组织[5]|总计[1x2]',
    '商业企业|科研机构|社会公益组织|法律服务机构|其他',
  )
  const above = { ...grid(`${label}|1|||||| `) }

  test('is not read as blank: figures without a label below it may be its own', () => {
    const reading = read(header, above, grid('|0|2|3|0|0|0|6'))
    expect(applications(reading)).toEqual(Array(7).fill(undefined))
    expect(codes(reading, 'applications.carried_forward.total')).toEqual(['unclear-layout'])
  })

  test('the number of a page below it changes nothing', () => {
    const reading = read(header, above, grid('7'))
    expect(applications(reading)).toEqual([1, null, null, null, null, null, null])
  })
})

test('each region of 复议诉讼 may be a table of its own', () => {
  const tables = ['行政复议', '未经复议直接起诉', '复议后起诉'].map((region, at) =>
    grid(`${region}[5]`, results, `${at}|0|0|0|${at}`),
  )
  expect(read(...tables).figures).toMatchObject({
    'review.total': 0,
    'litigation_direct.total': 1,
    'litigation_after_review.total': 2,
  })
})

describe('a row of blanks at the end of a table in text that lost its blanks', () => {
  const table = (followedBy: string): Table & { readonly followedBy: string } => ({
    ...textTable('信息内容|本年收费金额（单位：万元）', '行政事业性收费'),
    blanksLost: true,
    followedBy,
  })

  test('is blank when the next chapter follows', () => {
    const decided = textTable('信息内容|本年处理决定数量', '行政许可|5')
    const reading = read({ ...decided, blanksLost: true }, table('三、收到和处理政府信息公开申请情况'))
    expect(reading.figures['proactive.fees.amount']).toBeNull()
    expect(codes(reading, 'proactive.fees.amount')).toEqual([])
  })

  test('is unread when other words follow, which may be its cells', () => {
    expect(codes(read(table('若干')), 'proactive.fees.amount')).not.toEqual([])
  })
})

test('a column of the numbers of rows between labels and figures is none of them', () => {
  const reading = read(
    grid(
      '[2x3]|代码[1x3]|申请人情况[7]',
      '自然人[1x2]|法人或其他组织[5]|总计[1x2]',
      '商业企业|科研机构|社会公益组织|法律服务机构|其他',
      '一、本年新收政府信息公开申请数量[2]|01|3|1|0|0|0|0|4',
      '二、上年结转政府信息公开申请数量[2]|02|1|0|0|0|0|1|2',
    ),
  )
  expect(reading.figures).toMatchObject({
    'applications.new.natural_person': 3,
    'applications.new.business': 1,
    'applications.new.total': 4,
    'applications.carried_over.natural_person': 1,
    'applications.carried_over.total': 2,
  })
  expect(reading.findings.filter(({ code }) => code === 'unclear-layout')).toEqual([])
})

const reviewHeader = [
  '行政复议[5]|行政诉讼[10]',
  '结果维持[1x2]|结果纠正[1x2]|其他结果[1x2]|尚未审结[1x2]|总计[1x2]|未经复议直接起诉[5]|复议后起诉[5]',
  '结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计',
] as const
const reviewRow = '1|2|3|4|10|5|6|7|8|26|0|0|0|0|0'

test('a sum in a row of its own below 复议诉讼 leaves its figures as they are', () => {
  const reading = read(grid(...reviewHeader, reviewRow, '行政诉讼合计[14]|26'))
  expect(reading.figures).toMatchObject({ 'review.total': 10, 'litigation_direct.total': 26 })
  const doubted = reading.findings.flatMap(({ metrics }) => metrics)
  expect(doubted.filter((metric) => /^(?:review|litigation)/u.test(metric))).toEqual([])
})

test('复议诉讼 whose header says less than the form is read by its place', () => {
  const header = reviewHeader.map((line) =>
    line
      .replaceAll('结果维持', '维持')
      .replaceAll('结果纠正', '纠正')
      .replaceAll('其他结果', '其他')
      .replaceAll('尚未审结', '未结')
      .replaceAll('总计', '小计'),
  )
  const reading = read(grid(...header, reviewRow))
  expect(Object.values(reading.figures)).toEqual([1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 0, 0, 0, 0, 0])
  const doubted = reading.findings
    .filter(({ severity }) => severity !== 'info')
    .flatMap(({ metrics }) => metrics)
  expect(doubted.filter((metric) => /^(?:review|litigation)/u.test(metric))).toEqual([])
})

test.each([
  ['行政复议', '行政裁决'],
  ['行政诉讼', '行政赔偿'],
  ['尚未审结', '审结'],
  ['结果维持', '驳回'],
])('复议诉讼 whose header has another word for %s (%s) gives none of its figures', (own, other) => {
  const header = reviewHeader.map((line) => line.replaceAll(own, other))
  const reading = read(grid(...header, reviewRow))
  expect(Object.keys(reading.figures).filter((metric) => metric.endsWith('.total'))).toEqual([])
  expect(reading.findings.flatMap(({ metrics }) => metrics)).toContain('review.total')
})

test('a 复议诉讼 with both of its regions renamed gives none of its figures', () => {
  const header = reviewHeader.map((line) =>
    line.replace('行政复议', '行政裁决').replace('行政诉讼', '行政赔偿'),
  )
  expect(read(grid(...header, reviewRow)).figures).toEqual({})
})

describe('a header whose spans say another order than its words', () => {
  const header = [
    '（本列数据的勾稽关系为）[1x3]|申请人情况[7]',
    '|法人或其他组织[5]|',
    '自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计',
  ]

  test('gives a row only where it adds up in one of both orders, or is the same in both', () => {
    const reading = read(
      grid(
        ...header,
        '一、本年新收政府信息公开申请数量|5|1|0|0|0|2|8',
        '二、上年结转政府信息公开申请数量|0|0|0|0|0|0|0',
      ),
    )
    const [person, other] = ['applications.new.natural_person', 'applications.new.other_org']
    expect([reading.figures[person] ?? 5, reading.figures[other] ?? 2]).toEqual([5, 2])
    if (reading.figures[person] === undefined) expect(codes(reading, person)).toContain('unclear-layout')
    expect(reading.figures['applications.carried_over.natural_person']).toBe(0)
  })
})
