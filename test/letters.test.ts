import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { extractor } from '../src/extract/extract.ts'
import { renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'

const { knowledge } = await loadConfig(resolve(import.meta.dirname, '../config'))
const extract = extractor(knowledge)
const filled = Buffer.from(
  renderHtml(inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year: 2022, seed: 'letters' })),
).toString('utf8')
const blank = filled.replace(/(<td[^>]*>(?:<[^>]+>)*)[\d.,]+((?:<[^>]+>)*<\/td>)/gu, '$1$2')

function readTitled(listTitle: string, text: string) {
  const provenance = { siteDivision: '330105', givenUnit: null, givenYear: null }
  const original = {
    bytes: Buffer.from(text.replace(/<title>[\s\S]*?<\/title>|<meta name=[^>]*>/gu, '')),
    sha256: 'ab'.repeat(32),
    role: 'page',
    mediaType: 'text/html',
    name: null,
    url: 'http://www.example.gov.cn/1.html',
    captured: '2023-01-01T00:00:00.000Z',
    capture: 1,
    parentUrl: null,
    listTitle,
    listDate: null,
    column: null,
  } as const
  return extract({ originals: [original], provenance })
}

test.each([
  '关于印发米市巷街道2022年政府信息公开工作年度报告的通知',
  '关于2022年政府信息公开工作年度报告情况的通报',
])('a letter that passes on the whole report is read as the report: %s', (title) => {
  const { reports } = readTitled(title, filled)
  expect(reports).toHaveLength(1)
  expect(Object.keys(reports[0]?.figures ?? {}).length).toBeGreaterThan(150)
})

test('a notice with the blank form is no report', () => {
  const { reports, refused } = readTitled('关于做好2022年政府信息公开工作年度报告编制工作的通知', blank)
  expect([reports.length, refused[0]?.code]).toEqual([0, 'not-a-report'])
})

test.each([
  '《米市巷街道2022年政府信息公开工作年度报告》解读',
  '2022年上半年政府信息公开工作报告',
  '2022年政府信息公开工作年度报告格式',
])('what is no yearly report of its own is none, however full its tables: %s', (title) => {
  expect(readTitled(title, filled).refused[0]?.code).toBe('not-a-report')
})
