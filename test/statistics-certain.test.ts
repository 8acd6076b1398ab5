import { describe, expect, test } from 'vitest'
import { loneBundle } from '../src/pipeline/loneBundle.ts'
import {
  type Row,
  codes,
  doubted,
  extract,
  header,
  html,
  national,
  prose,
  read,
} from './statistics/readNarrative.ts'

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
