import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { extractor } from '../src/extract/extract.ts'
import type { Original } from '../src/model/original.ts'
import type { Report } from '../src/model/report.ts'
import { renderDocx, renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'

const { knowledge } = await loadConfig(resolve(import.meta.dirname, '../config'))
const extract = extractor(knowledge)
const title = '拱墅区财政局2022年政府信息公开工作年度报告'
const spec = inventReport({
  unit: '财政局',
  division: '杭州市拱墅区',
  year: 2022,
  seed: 'since',
  title: [title],
})
const text = Buffer.from(renderHtml(spec)).toString('utf8')
const stub = (visits: number): string =>
  `<html><body><h1>${title}</h1><p>内容已下线</p><p>访问量：${visits}</p></body></html>`
const pageUrl = 'http://www.example.gov.cn/a.html'
const fileUrl = 'http://www.example.gov.cn/files/nb.docx'

interface Look extends Partial<Original> {
  readonly content: string | Uint8Array
}

/** The report of the bundle that these looks make, a day apart, in the order of the ledger. */
function reportOf(looks: readonly Look[]): Report {
  const originals = looks.map(({ content, ...look }, index): Original => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    return {
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      role: 'page',
      mediaType: 'text/html',
      name: null,
      url: pageUrl,
      captured: `2023-02-0${index + 1}T00:00:00.000Z`,
      capture: index + 1,
      parentUrl: null,
      listTitle: title,
      listDate: null,
      column: null,
      ...look,
    }
  })
  const provenance = { siteDivision: '330105', givenUnit: null, givenYear: null }
  const [report, ...others] = extract({ originals, provenance }).reports
  expect([report?.id, others]).toEqual(['330105/财政局/2022', []])
  if (!report) throw new Error('no report')
  return report
}

const replacedSince = ({ findings }: Report): readonly string[] =>
  findings.flatMap(({ code, message }) =>
    code === 'source-replaced' ? [message.slice(0, 'since capture 0 of 2023-02-00'.length)] : [],
  )

test('a page that changes at every visit after the report is gone was replaced by the first of these looks', () => {
  const looks = [text, stub(1), stub(22), stub(333)].map((content) => ({ content }))
  expect(replacedSince(reportOf(looks))).toEqual(['since capture 2 of 2023-02-02'])
})

test('a page that was the report again meanwhile was replaced by what came after that', () => {
  const looks = [text, stub(1), text, stub(22), stub(333)].map((content) => ({ content }))
  expect(replacedSince(reportOf(looks))).toEqual(['since capture 4 of 2023-02-04'])
})

test('a file is gone from the first look at its page that no longer links it', () => {
  const file: Look = {
    content: renderDocx(spec),
    role: 'attachment',
    mediaType: 'application/octet-stream',
    name: '年报.docx',
    url: fileUrl,
    parentUrl: pageUrl,
  }
  const cover = `<html><body><h1>${title}</h1><a href="/files/nb.docx">年报.docx</a></body></html>`
  const report = reportOf([{ content: cover }, file, { content: stub(1) }, { content: stub(22) }])
  expect(replacedSince(report)).toEqual(['since capture 3 of 2023-02-03'])
})

test.each(['before', 'after'])(
  'a file that a person imported %s hides nothing of what the address itself shows',
  (when) => {
    const imported: Look = { content: renderDocx(spec), role: 'import', name: '年报.docx' }
    const looks: Look[] = [{ content: text }, { content: stub(1) }]
    const report = reportOf(when === 'before' ? [imported, ...looks] : [...looks, imported])
    expect(replacedSince(report)).toEqual([
      when === 'before' ? 'since capture 3 of 2023-02-03' : 'since capture 2 of 2023-02-02',
    ])
  },
)

test('a file that a person imported and no address ever gave is not replaced', () => {
  expect(replacedSince(reportOf([{ content: renderDocx(spec), role: 'import' }]))).toEqual([])
})
