import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Form } from '../src/model/form.ts'
import { metricsOf } from '../src/model/metric.ts'
import { Report } from '../src/model/report.ts'
import { codes, doubted, header, html, national, prose, read } from './statistics/readNarrative.ts'

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

test('a narrative of the years before 2019 lacks no table, one of today does', () => {
  const of = (year: number): readonly string[] => codes(read(prose.replaceAll('2016', String(year))))
  expect(of(2012)).toEqual([])
  expect(of(2022)).toContain('missing-table')
})
