import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { extractor } from '../src/extract/extract.ts'
import { Form } from '../src/model/form.ts'
import { metricsOf } from '../src/model/metric.ts'
import type { Original } from '../src/model/original.ts'
import { Report } from '../src/model/report.ts'
import { loneBundle } from '../src/pipeline/loneBundle.ts'
import { validator } from '../src/validate/validate.ts'

const { knowledge } = await loadConfig('config')
const extract = extractor(knowledge)
const validate = validator(knowledge.forms)

type Row = readonly string[]
const html = (rows: readonly Row[]): string =>
  `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`

const prose = `<h1>青溪县林业局2016年政府信息公开工作年度报告</h1>
<p>一、概述</p><p>2016年，我局认真落实条例，各项工作平稳推进。</p>
<p>二、主动公开政府信息的情况</p><p>2016年主动公开政府信息320条。</p>
<p>三、依申请公开政府信息的情况</p><p>2016年共收到政府信息公开申请12件。</p>
<p>四、存在的主要问题及改进措施</p><p>公开意识有待加强。</p>`

function read(body: string): Report {
  const bytes = Buffer.from(`<html><meta charset="utf-8"><body><div>${body}</div></body></html>`)
  const provenance = { siteDivision: null, givenUnit: null, givenYear: null }
  const { reports } = extract(loneBundle(bytes, 'report.html', provenance))
  const [report] = reports
  if (report === undefined) throw new Error('no report')
  return validate(report)
}
const codes = (report: Report): readonly string[] =>
  report.findings
    .filter(({ code, severity }) => severity !== 'info' && code !== 'ambiguous-unit')
    .map(({ code }) => code)
const doubted = (report: Report): readonly string[] =>
  report.findings.flatMap(({ severity, metrics }) => (severity === 'info' ? [] : metrics))

const header = ['统计指标', '单位', '统计数']
/** Indicators of the national list in other hands: brackets, numbers and 其中 as people print them. */
const national: readonly Row[] = [
  ['一、主动公开情况', '——', '——'],
  ['（一）主动公开政府信息数<br>（不同渠道和方式公开相同信息计1条）', '条', '320'],
  ['其中：主动公开规范性文件数', '条', '4'],
  ['制发规范性文件总数', '件', '4'],
  ['（二）通过不同渠道和方式公开政府信息的情况', '——', '——'],
  ['1.政府公报公开政府信息数', '条', '0'],
  ['2、政府网站公开政府信息数', '条', '300'],
  ['3.政务微博公开政府信息数', '条', ''],
  ['4.政务微信公开政府信息数', '条', '20'],
  ['5.其他方式公开政府信息数', '条', '0'],
  ['三、依申请公开情况', '——', '——'],
  ['（一）收到申请数', '件', '12'],
  ['1.当面申请数', '件', '3'],
  ['2.传真申请数', '件', '0'],
  ['3.网络申请数', '件', '8'],
  ['4.信函申请数', '件', '1'],
  ['（三）申请答复数', '件', '12'],
  ['2.同意公开答复数', '件', '10'],
  ['四、行政复议数量', '件', '2'],
  ['（一）维持具体行政行为数', '件', '1'],
  ['（二）被依法纠错数', '件', '1'],
  ['（三）其他情形数', '件', '0'],
  ['五、行政诉讼数量', '件', '5'],
  ['（一）维持具体行政行为或者驳回原告诉讼请求数', '件', '2'],
  ['（二）被依法纠错数', '件', '0'],
  ['（三）其他情形数', '件', '3'],
  ['七、依申请公开信息收取的费用', '元', '350'],
  ['（三）接受培训人员数', '人次', '40'],
]

describe('the 情况统计表 of 2014 to 2018', () => {
  const report = read(prose + html([header, ...national]))

  test('gives each indicator under its own id, in the year of the report', () => {
    expect(report.forms).toEqual({ statistics: '2014' })
    expect(report.figures).toMatchObject({
      'statistics.disclosed.total.year': 320,
      'statistics.disclosed.website.year': 300,
      'statistics.disclosed.microblog.year': null,
      'statistics.applications.received.year': 12,
      'statistics.applications.received_online.year': 8,
      'statistics.training.participants.year': 40,
    })
  })

  test('tells apart what it prints twice by the whole that it is a part of', () => {
    expect(report.figures).toMatchObject({
      'statistics.review.corrected.year': 1,
      'statistics.review.other.year': 0,
      'statistics.litigation.corrected.year': 0,
      'statistics.litigation.other.year': 3,
    })
  })

  test('gives amounts in 万元 whatever its 单位 says, with the cell as evidence', () => {
    expect(report.figures['statistics.fees.charged.year']).toBe(0.035)
    expect(report.cells['statistics.fees.charged.year']).toMatchObject({
      raw: '350',
      table: 1,
      row: 28,
      column: 3,
    })
  })

  test('names what is not in it, and puts nothing in doubt', () => {
    expect(codes(report)).toEqual([])
    const missing = report.findings.find(({ code }) => code === 'missing-row')
    expect(missing?.metrics).toContain('statistics.complaints.total.year')
  })

  test('stands beside the statements of its narrative, never mixed with them', () => {
    expect(report.statements.map(({ metric, value }) => [metric, value])).toEqual([
      ['statistics.disclosed.total.year', 320],
      ['applications.new.total', 12],
    ])
    expect(report.figures['applications.new.total']).toBeUndefined()
  })

  test('contradicts a narrative that says another number', () => {
    const other = read(prose.replace('申请12件', '申请21件') + html([header, ...national]))
    expect(doubted(other)).toEqual(['statistics.applications.received.year'])
  })

  test('is tested by its sums', () => {
    const wrong = national.map((row) => (row[0] === '1.当面申请数' ? [row[0], '件', '5'] : row))
    expect(doubted(read(prose + html([header, ...wrong])))).toEqual(['statistics.applications.received.year'])
  })

  test('is the same over two pages, and with the number of a page left out', () => {
    const halves = html([header, ...national.slice(0, 12)]) + html(national.slice(12))
    expect(read(prose + halves).figures).toEqual(report.figures)
  })

  test('is the same with an index before and remarks behind its columns', () => {
    const wide = national.map((row, at) => [String(at + 1), ...row, ''])
    const { figures } = read(prose + html([['序号', ...header, '备注'], ...wide]))
    expect(figures).toEqual(report.figures)
  })
})

describe('a row that no form has', () => {
  const own = [...national, ['十、村务公开栏更新次数', '次', '77']]
  const report = read(prose + html([header, ...own]))

  test('is named and taken for no indicator', () => {
    expect(Object.values(report.figures)).not.toContain(77)
    expect(report.findings.find(({ code }) => code === 'local-row')?.message).toContain('村务公开栏更新次数')
  })

  test('is kept as it is printed, with its place', () => {
    expect(report.local_rows).toEqual([
      {
        table: 'statistics',
        labels: ['十、村务公开栏更新次数'],
        cells: [
          {
            column: '统计数',
            value: 77,
            evidence: {
              raw: '77',
              source: report.cells['statistics.fees.charged.year']?.source,
              table: 1,
              row: 30,
              column: 3,
            },
          },
        ],
      },
    ])
    expect(Report.parse(report)).toEqual(report)
  })

  test('is kept in a table of today, too', () => {
    const today = read(
      `<h1>青溪县林业局2022年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>平稳推进。</p>
<p>二、主动公开政府信息情况</p>${html([
        ['第二十条第（一）项', '', '', ''],
        ['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'],
        ['规章', '0', '0', '0'],
        ['行政规范性文件', '1', '0', '5'],
        ['其他主动公开文件', '6', '-', '8'],
      ])}<p>三、收到和处理政府信息公开申请情况</p><p>四、政府信息公开行政复议、行政诉讼情况</p>`,
    )
    expect(today.figures['proactive.normative_documents.in_force']).toBe(5)
    expect(today.local_rows).toMatchObject([
      {
        table: 'proactive',
        labels: ['其他主动公开文件'],
        cells: [{ column: '本年制发件数', value: 6 }, { value: null }, { column: '现行有效件数', value: 8 }],
      },
    ])
  })

  test('puts the indicators that were not found in doubt, for it may be one of them', () => {
    const doubt = report.findings.find(({ code }) => code === 'unknown-label')
    expect(doubt?.severity).toBe('warning')
    expect(doubt?.metrics).toContain('statistics.complaints.total.year')
    expect(doubt?.metrics).not.toContain('statistics.applications.received.year')
  })
})

describe('what cannot be told for certain is absent and named', () => {
  test('two years side by side', () => {
    const two = national.map(([label = '', unit = '', value = '']) => [label, unit, value, '9'])
    const report = read(prose + html([['统计指标', '单位', '2016年', '2015年'], ...two]))
    expect(report.figures).toEqual({})
    expect(codes(report)).toEqual(['two-years'])
  })

  test('a column of which no form knows', () => {
    const two = national.map((row) => [...row, '9'])
    const report = read(prose + html([[...header, '目标值'], ...two]))
    expect(report.figures).toEqual({})
    expect(codes(report)).toEqual(['unclear-layout'])
  })

  test('an indicator that is printed twice with different figures', () => {
    const report = read(prose + html([header, ...national, ['（一）收到申请数', '件', '13']]))
    expect(report.figures['statistics.applications.received.year']).toBeUndefined()
    expect(codes(report)).toEqual(['repeated-row'])
  })

  test('a cell that is no number, and a row without its cell', () => {
    const odd = national.map(([label = '', unit = '', value = '']): Row =>
      label === '制发规范性文件总数'
        ? [label, unit, '约4']
        : label === '1.当面申请数'
          ? [label, unit]
          : [label, unit, value],
    )
    expect(doubted(read(prose + html([header, ...odd]))).toSorted()).toEqual([
      'statistics.applications.received_in_person.year',
      'statistics.normative_documents.issued.year',
    ])
  })

  test('another table with 项目 and 单位 is none', () => {
    const rows = [
      ['项目', '单位', '数量'],
      ['打印机', '台', '3'],
      ['复印纸', '箱', '20'],
    ]
    expect(read(prose + html(rows)).forms).toEqual({})
  })
})

describe('the table of Fujian', () => {
  const rows: readonly Row[] = [
    ['指标名称', '计量单位', '本年度', '历年累计'],
    ['主动公开文件数', '条', '51', '1,204'],
    ['其中：1、政府网站公开数', '条', '51', '1204'],
    ['2、政府公报公开数', '条', '0', '0'],
    ['受理依申请公开信息总数', '条', '6', '30'],
    ['其中：1、当面申请数', '条', '1', '4'],
    ['2、网上申请数', '条', '5', '20'],
    ['3、信函、传真申请数', '条', '0', '6'],
    ['对申请的答复总数', '条', '6', '30'],
    ['其中：1、同意公开答复数', '条', '6', '25'],
    ['2、同意部分公开答复数', '条', '0', '2'],
    ['3、不予公开答复数', '条', '0', '1'],
    ['4、其他类型答复数', '条', '0', '2'],
    ['政府信息公开收费减免金额', '元', '0', '120'],
    ['接受行政诉讼、举报数', '件', '0', '1'],
    ['行政复议数', '件', '0', '3'],
    ['行政诉讼数', '件', '0', '1'],
  ]

  test('keeps the year and the total over the years as metrics of their own', () => {
    const report = read(prose.replace('320条', '51条').replace('12件', '6件') + html(rows))
    expect(report.forms).toEqual({ statistics: '2014-fujian' })
    expect(report.figures).toMatchObject({
      'statistics.disclosed.documents.year': 51,
      'statistics.disclosed.documents.cumulative': 1204,
      'statistics.applications.received.year': 6,
      'statistics.applications.received.cumulative': 30,
      'statistics.fees.waived.cumulative': 0.012,
      'statistics.review.total.cumulative': 3,
    })
    expect(Object.keys(report.figures)).toHaveLength(32)
    expect(report.findings).toEqual([...report.findings.filter(({ code }) => code === 'ambiguous-unit')])
  })
})

/** 指标名称 and 计量单位, this year, and all years: as bodies of Fujian print them. */
const fujian: readonly Row[] = [
  ['主动公开文件数', '条', '120', '1900'],
  ['其中：1、政府网站公开数', '条', '100', '1700'],
  ['2、政府公报公开数', '条', '20', '200'],
  ['受理依申请公开信息总数', '条', '9', '77'],
  ['其中：1、当面申请数', '条', '1', '20'],
  ['2、网上申请数', '条', '5', '40'],
  ['3、信函、传真申请数', '条', '3', '17'],
  ['对申请的答复总数', '条', '9', '77'],
  ['其中：1、同意公开答复数', '条', '6', '60'],
  ['2、同意部分公开答复数', '条', '1', '8'],
  ['3、不予公开答复数', '条', '1', '6'],
  ['4、其他类型答复数', '条', '1', '3'],
  ['政府信息公开收费减免金额', '元', '15000', '90000'],
  ['接受行政诉讼、举报数', '件', '3', '9'],
  ['行政复议数', '件', '2', '7'],
  ['行政诉讼数', '件', '1', '2'],
]
const fujianProse = prose.replace('320条', '120条').replace('12件', '9件')
const fujianHead = ['指标名称', '计量单位', '本年度', '历年累计']
const fujianFigures = read(fujianProse + html([fujianHead, ...fujian])).figures

describe('a header says of which time its columns are', () => {
  const cells = (row: Row): string => row.map((cell) => `<td>${cell}</td>`).join('')
  const spanned = (columns: Row, rows: readonly Row[]): string =>
    `<table><tr><td rowspan="2">指标名称</td><td rowspan="2">计量单位</td><td colspan="2">统计数</td></tr>
    ${[columns, ...rows].map((row) => `<tr>${cells(row)}</tr>`).join('')}</table>`
  const swapped = fujian.map(([label = '', unit = '', year = '', all = '']): Row => [label, unit, all, year])

  test('in two rows: 统计数 over 本年度 and 历年累计', () => {
    const { figures, findings } = read(fujianProse + spanned(['本年度', '历年累计'], fujian))
    expect(Object.keys(figures)).toHaveLength(32)
    expect(figures).toEqual(fujianFigures)
    expect(findings.filter(({ code }) => code !== 'ambiguous-unit')).toEqual([])
  })

  test('in two rows, the other way round', () => {
    expect(read(fujianProse + spanned(['历年累计', '本年度'], swapped)).figures).toEqual(fujianFigures)
  })

  test('in two rows of which the second repeats or leaves blank what stands over both', () => {
    for (const names of [
      ['指标名称', '计量单位'],
      ['', ''],
    ]) {
      const head = [
        ['指标名称', '计量单位', '统计数', '统计数'],
        [...names, '本年度', '历年累计'],
      ]
      expect(read(fujianProse + html([...head, ...fujian])).figures).toEqual(fujianFigures)
    }
  })

  test('in two rows with two years: nothing is taken', () => {
    const report = read(fujianProse + spanned(['2016年', '2015年'], fujian))
    expect(report.figures).toEqual({})
    expect(codes(report)).toEqual(['two-years'])
  })

  test('by the year of the report beside 历年累计', () => {
    const head = ['指标名称', '计量单位', '2016年', '历年累计']
    expect(read(fujianProse + html([head, ...fujian])).figures).toEqual(fujianFigures)
    expect(read(fujianProse + spanned(['2016年度', '历年累计'], fujian)).figures).toEqual(fujianFigures)
  })

  test('and by another year than that of the report: nothing is taken', () => {
    for (const year of ['2015年', '2017', '2016—2017年']) {
      const head = ['指标名称', '计量单位', year, '历年累计']
      const report = read(fujianProse + html([head, ...fujian]))
      expect(report.figures).toEqual({})
      expect(codes(report)).toEqual(['two-years'])
      expect(doubted(report)).not.toEqual([])
    }
  })
})

describe('an amount whose unit is printed nowhere is not taken', () => {
  const without = fujian.map(([label = '', , ...values]): Row => [label, ...values])
  const head = ['指标名称', '本年度', '历年累计']
  const waived = ['statistics.fees.waived.cumulative', 'statistics.fees.waived.year']

  test('without a column 计量单位', () => {
    const report = read(fujianProse + html([head, ...without]))
    expect(Object.keys(report.figures)).toHaveLength(30)
    expect(codes(report)).toEqual(['unreadable-cell', 'unreadable-cell'])
    expect(doubted(report).toSorted()).toEqual(waived)
  })

  test.each(['件', '——', ''])('with “%s” for its unit', (unit) => {
    const odd = fujian.map((row) => (row[1] === '元' ? [row[0] ?? '', unit, ...row.slice(2)] : row))
    expect(doubted(read(fujianProse + html([fujianHead, ...odd]))).toSorted()).toEqual(waived)
  })

  test('but 0 is 0 in any unit', () => {
    const none = without.map((row) => (row[0]?.includes('减免金额') ? [row[0], '0', '0'] : row))
    const report = read(fujianProse + html([head, ...none]))
    expect(report.figures).toMatchObject({ 'statistics.fees.waived.year': 0 })
    expect(codes(report)).toEqual([])
  })

  test('nor from a note behind the amount', () => {
    const noted = without.map((row) => (row[0]?.includes('金额') ? [row[0], '5（含退3元）', '0'] : row))
    expect(doubted(read(fujianProse + html([head, ...noted])))).toEqual(['statistics.fees.waived.year'])
  })

  test.each([
    [
      'its label',
      '',
      without.map((row) => [`${row[0] ?? ''}${row[0]?.includes('金额') ? '（元）' : ''}`, ...row.slice(1)]),
    ],
    ['a line above', '<p>单位：条、件、元</p>', without],
    ['its cell', '', without.map((row) => (row[0]?.includes('金额') ? [row[0], '15000元', '90000元'] : row))],
  ] as const)('and it may stand in %s', (_where, line, rows) => {
    expect(read(fujianProse + line + html([head, ...rows])).figures).toEqual(fujianFigures)
  })
})

describe('a label that is not that of the form is none of its indicators', () => {
  const renamed = (from: string, to: string): Report =>
    read(
      fujianProse +
        html([fujianHead, ...fujian.map((row) => (row[0] === from ? [to, ...row.slice(1)] : row))]),
    )

  test.each([
    ['主动公开文件数', '不主动公开文件数', 'disclosed.documents'],
    ['主动公开文件数', '上年主动公开文件数', 'disclosed.documents'],
    ['主动公开文件数', '主动公开文件数（2015年）', 'disclosed.documents'],
    ['主动公开文件数', '主动公开文件数（历年累计）', 'disclosed.documents'],
    ['其中：1、政府网站公开数', '其中：1、非政府网站公开数', 'disclosed.documents_website'],
    ['其中：1、政府网站公开数', '其中：1、部门网站公开数', 'disclosed.documents_website'],
    ['受理依申请公开信息总数', '办结依申请公开信息总数', 'applications.received'],
    ['受理依申请公开信息总数', '不受理依申请公开信息总数', 'applications.received'],
    ['其中：1、同意公开答复数', '其中：1、不同意公开答复数', 'applications.granted'],
    ['其中：1、同意公开答复数', '其中：1、未同意公开答复数', 'applications.granted'],
    ['其中：1、同意公开答复数', '其中：1、拒绝公开答复数', 'applications.granted'],
    ['2、同意部分公开答复数', '2、同意全部公开答复数', 'applications.partially_granted'],
    ['政府信息公开收费减免金额', '政府信息公开收费金额', 'fees.waived'],
    ['接受行政诉讼、举报数', '接受行政诉讼、投诉数', 'complaints.litigation_and_reports'],
    ['政府信息公开收费减免金额', '政府信息公开收费总金额', 'fees.waived'],
  ])('%s is not %s: its row is a local one, and the indicator is in doubt', (from, to, key) => {
    const report = renamed(from, to)
    expect(report.figures).not.toHaveProperty([`statistics.${key}.year`])
    expect(doubted(report)).toContain(`statistics.${key}.year`)
    expect(report.local_rows?.map(({ labels }) => labels)).toEqual([[to]])
  })

  test.each([
    ['主动公开文件数', '主动公开文件数量'],
    ['受理依申请公开信息总数', '受理依申请公开的信息总数'],
    ['政府信息公开收费减免金额', '政府信息公开收费减免全额'],
    ['其中：1、政府网站公开数', '其中：1、政府网站公幵数'],
  ])('%s printed as %s is read', (from, to) => {
    expect(renamed(from, to).figures).toEqual(fujianFigures)
  })

  test('a row that is nearly one beside the row itself stays beside it', () => {
    const rows = fujian.flatMap((row) =>
      row[0]?.includes('不予公开') ? [row, ['4、不予以公开答复数', '条', '5', '50']] : [row],
    )
    const report = read(fujianProse + html([fujianHead, ...rows]))
    expect(report.figures).toEqual(fujianFigures)
    expect(report.local_rows?.map(({ labels }) => labels)).toEqual([['4、不予以公开答复数']])
  })

  test('a row nearly like one that is not printed is not taken out of its place', () => {
    const [first = [], ...others] = fujian
    const moved = [...others, ['主动公示文件数', ...first.slice(1)]]
    const report = read(fujianProse + html([fujianHead, ...moved]))
    expect(doubted(report)).toContain('statistics.disclosed.documents.year')
    expect(report.figures).not.toHaveProperty(['statistics.disclosed.documents.year'])
  })
})

test('the 统计报表 of 2008 to 2013 gives the period and the year', () => {
  const labels = [
    '主动公开信息数',
    '其中：全文电子化的主动公开信息数',
    '新增的行政规范性文件数',
    '申请总数',
    '其中：1.当面申请数',
    '对申请的答复总数',
    '其中：1.同意公开答复数',
    '免予公开范围3',
    '行政复议数',
    '行政诉讼数',
    '行政申诉数',
  ]
  const rows = labels.map((label, at) => [label, '条', String(at + 1), String(at), String(10 * at)])
  const report = read(prose + html([['指标名称', '计量单位', '代码', '本期实际', '本年累计'], ...rows]))
  expect(report.forms).toEqual({ statistics: '2008' })
  expect(report.figures).toMatchObject({
    'statistics.disclosed.total.period': 0,
    'statistics.applications.received.period': 3,
    'statistics.applications.received.year': 30,
    'statistics.applications.rejected_exempt_three.year': 70,
    'statistics.appeals.total.year': 100,
  })
})

test.each(['2008', '2014', '2014-fujian'])(
  'every indicator of the form of %s is read under its own label',
  (id) => {
    const form = Form.parse(JSON.parse(readFileSync(`config/forms/${id}.json`, 'utf8')))
    const [block] = form.tables.flatMap(({ blocks }) => blocks)
    const columns = block?.columns ?? []
    const seen = new Set<string>()
    let next = 0
    const rows = (block?.rows ?? []).flatMap(({ path, unit = '件' }) => {
      const headings = path.slice(0, -1).filter((part) => !seen.has(part))
      for (const part of path) seen.add(part)
      const cells = columns.map(() => String((next += 1)))
      return [
        ...headings.map((part) => [part, '——', ...columns.map(() => '——')]),
        [path.at(-1) ?? '', unit, ...cells],
      ]
    })
    const report = read(prose + html([['统计指标', '单位', ...columns.map(({ label }) => label)], ...rows]))
    const expected = metricsOf(form).map((metric, at) => [metric.id, at + 1])
    expect(Object.entries(report.figures).sort()).toEqual(expected.sort())
  },
)

describe('a narrative whose table is a file of its own', () => {
  const page = 'http://www.qingxi.gov.cn/2016.html'
  const original = (body: string, facts: Partial<Original>): Original => {
    const bytes = Buffer.from(`<html><meta charset="utf-8"><body><div>${body}</div></body></html>`)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const unknown = { name: null, captured: '2017-03-01T00:00:00Z', capture: 1, parentUrl: null }
    const listed = { listTitle: null, listDate: null, column: null }
    return { bytes, sha256, role: 'page', mediaType: 'text/html', url: page, ...unknown, ...listed, ...facts }
  }
  const title = '萧山区财政局2016年政府信息公开工作年度报告'
  const narrative = original(prose.replace('青溪县林业局2016', '萧山区财政局2016'), { listTitle: title })
  const attached = (rows: readonly Row[], facts: Partial<Original> = {}): Original =>
    original(`<p>2016年政府信息公开情况统计表</p>${html([header, ...rows])}`, {
      role: 'attachment',
      url: 'http://www.qingxi.gov.cn/2016.htm',
      parentUrl: page,
      name: '附件：政府信息公开情况统计表',
      capture: 2,
      captured: '2017-03-01T00:00:01Z',
      ...facts,
    })
  const provenance = { siteDivision: '330109', givenUnit: null, givenYear: null }

  test('is one report with two originals, each figure with its evidence in the file', () => {
    const table = attached(national)
    const { reports } = extract({ originals: [narrative, table], provenance })
    expect(reports).toHaveLength(1)
    const [report] = reports
    expect(report?.title).toBe(title)
    expect(report?.sources.map(({ sha256 }) => sha256)).toEqual([narrative.sha256, table.sha256])
    expect(report?.figures['statistics.applications.received.year']).toBe(12)
    expect(report?.cells['statistics.applications.received.year']?.source).toBe(`sha256:${table.sha256}`)
    expect(report?.statements).toHaveLength(2)
    expect(report?.editions).toHaveLength(1)
  })

  test('begins a new edition when only the table was changed', () => {
    const changed = national.map((row) => (row[0] === '4.信函申请数' ? [row[0], '件', '2'] : row))
    const later = attached(changed, { capture: 3, captured: '2017-05-01T00:00:00Z' })
    const { reports } = extract({ originals: [narrative, attached(national), later], provenance })
    expect(reports[0]?.editions.map(({ first_seen, changes }) => [first_seen, changes])).toEqual([
      ['2017-03-01T00:00:00Z', []],
      [
        '2017-05-01T00:00:00Z',
        [{ metric: 'statistics.applications.received_letter.year', before: 1, after: 2 }],
      ],
    ])
  })
})

test('a narrative of the years before 2019 lacks no table, one of today does', () => {
  const of = (year: number): readonly string[] => codes(read(prose.replaceAll('2016', String(year))))
  expect(of(2012)).toEqual([])
  expect(of(2022)).toContain('missing-table')
})

describe('a 情况统计表 that is not certainly this report’s, or not certainly read, is marked', () => {
  const own = read(`${prose}${html([header, ...national])}`)
  const printed = Object.keys(own.figures)

  test.each([
    '政府信息公开情况统计表（2015年度）',
    '统计期间：2015年1月1日至2015年12月31日',
    '填报单位（盖章）：泉州市鲤城区人民政府　填报日期：2017年1月10日',
  ])('%s in its first row', (title) => {
    const places = { siteDivision: '330127', givenUnit: null, givenYear: null }
    const body = `${prose}${html([[title], header, ...national])}`
    const bytes = Buffer.from(`<html><meta charset="utf-8"><body><div>${body}</div></body></html>`)
    const [report] = extract(loneBundle(bytes, 'report.html', places)).reports
    if (report === undefined) throw new Error('no report')
    const leftover = report.findings.filter(({ code }) => code.startsWith('leftover'))
    expect(leftover.flatMap(({ metrics }) => metrics).sort()).toEqual(printed.toSorted())
  })

  test('its own year in its first row is no doubt', () => {
    const titled = read(`${prose}${html([['政府信息公开情况统计表（2016年度）'], header, ...national])}`)
    expect(titled.figures).toEqual(own.figures)
    expect(codes(titled)).toEqual(codes(own))
  })

  test('twice its columns side by side: nothing is taken, and every indicator is named', () => {
    const half = Math.ceil(national.length / 2)
    const beside = national
      .slice(0, half)
      .map((row, at) => [...row, ...(national[at + half] ?? ['', '', ''])])
    const report = read(`${prose}${html([[...header, ...header], ...beside])}`)
    expect(report.figures).toEqual({})
    expect(codes(report)).toContain('unclear-layout')
    expect(printed.filter((metric) => !doubted(report).includes(metric))).toEqual([])
  })
})
