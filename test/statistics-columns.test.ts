import { describe, expect, test } from 'vitest'
import type { Report } from '../src/model/report.ts'
import { type Row, codes, doubted, html, prose, read } from './statistics/readNarrative.ts'

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
