import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Original } from '../src/model/original.ts'
import { type Row, extract, header, html, national, prose } from './statistics/readNarrative.ts'

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
