import { describe, expect, test } from 'vitest'
import { type Row, html, prose, read } from './statistics/readNarrative.ts'

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
