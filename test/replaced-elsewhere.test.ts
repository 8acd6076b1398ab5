import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { extractor } from '../src/extract/extract.ts'
import type { ListLook, Original } from '../src/model/original.ts'
import type { Report } from '../src/model/report.ts'
import { renderDocx, renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'

const { knowledge } = await loadConfig(resolve(import.meta.dirname, '../config'))
const extract = extractor(knowledge)
const title = '米市巷街道2022年政府信息公开工作年度报告'
const spec = inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year: 2022, seed: 'elsewhere' })
const metric = 'applications.new.total'
const first = spec.figures[metric]
const withTotal = (total: number) => ({ ...spec, figures: { ...spec.figures, [metric]: total } })
const html = (total?: number): string =>
  Buffer.from(renderHtml(total === undefined ? spec : withTotal(total))).toString('utf8')
const docx = (total?: number): Uint8Array => renderDocx(total === undefined ? spec : withTotal(total))

const host = 'http://www.example.gov.cn'
const pageUrl = `${host}/html/1001/100200.html`
const elsewhere = `${host}/html/1001/900900.html`
const [f, g] = [`${host}/files/nb.docx`, `${host}/files/nb2.docx`]
const links = (...files: readonly string[]): string =>
  files.map((file) => `<p><a href="${file.replace(host, '')}">${title}.docx</a></p>`).join('')
const carrier = (...files: readonly string[]): string =>
  `<html><body><h1>${title}</h1><p>全文见附件。</p>${links(...files)}</body></html>`
const withFiles = (page: string, ...files: readonly string[]): string =>
  page.replace('</body>', `${links(...files)}</body>`)

interface Look {
  readonly url?: string
  readonly content: string | Uint8Array
  readonly parentUrl?: string
  readonly listDate?: string
}
const file = (url: string, content: Uint8Array): Look => ({ url, content, parentUrl: pageUrl })

/** The report of the bundle that these looks make, a day apart, in the order of the ledger. */
function reportOf(looks: readonly Look[], lists: readonly ListLook[] = []): Report {
  const originals = looks.map(({ url = pageUrl, content, parentUrl = null, listDate }, index): Original => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    return {
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      role: parentUrl === null ? 'page' : 'attachment',
      mediaType: 'text/html',
      name: null,
      url,
      captured: `2023-02-0${index + 1}T00:00:00.000Z`,
      capture: 10 * (index + 1),
      parentUrl,
      listTitle: title,
      listDate: listDate ?? '2023-01-20',
      column: null,
    }
  })
  const provenance = { siteDivision: '330105', givenUnit: null, givenYear: null }
  const [report, ...others] = extract({ originals, provenance, lists }).reports
  expect(others).toEqual([])
  if (!report) throw new Error('no report')
  return report
}

/** Of each edition the day on which it was first seen and what it changed of the total. */
const told = ({ editions }: Report) =>
  editions.map(({ first_seen, changes }) => [
    Number(first_seen.slice(8, 10)),
    ...changes.map((change) => [change.metric, change.before, change.after]),
  ])
const codes = ({ findings }: Report): readonly string[] => findings.map(({ code }) => code)
const list = (capture: number, ...pages: readonly string[]): ListLook => ({
  list: `${host}/list.html`,
  capture,
  bytes: Buffer.from(`<html><body><ul>${links(...pages)}</ul></body></html>`),
})

describe('A report that is replaced at another address is an edition with its figure before and after', () => {
  const change = [metric, first, 424_242]

  test.each<[string, readonly Look[], number]>([
    [
      'a page that links another file',
      [{ content: carrier(f) }, file(f, docx()), { content: carrier(g) }, file(g, docx(424_242))],
      4,
    ],
    [
      'a page that becomes the carrier of a file',
      [{ content: html() }, { content: carrier(f) }, file(f, docx(424_242))],
      3,
    ],
    [
      'a carrier that becomes the report itself',
      [{ content: carrier(f) }, file(f, docx()), { content: html(424_242) }],
      3,
    ],
    [
      'a page that gives the report and comes to link another file with it',
      [
        { content: withFiles(html(), f) },
        file(f, docx()),
        { content: withFiles(html(), g) },
        file(g, docx(424_242)),
      ],
      4,
    ],
    [
      'a page that comes to link a second file that contradicts the first',
      [{ content: carrier(f) }, file(f, docx()), { content: carrier(f, g) }, file(g, docx(424_242))],
      4,
    ],
  ])('%s', (_what, looks, day) => {
    const report = reportOf(looks)
    expect(told(report)).toEqual([[told(report)[0]?.[0]], [day, change]])
    expect(report.figures[metric]).toBe(424_242)
    const known = reportOf(looks.slice(0, -1))
    expect(told(report)[0]).toEqual(told(known)[0])
    expect(report.editions[0]?.digest).toBe(known.editions[0]?.digest)
  })

  const moved = [{ content: html() }, { url: elsewhere, content: html(424_242) }]

  test('a row of a list that points elsewhere', () => {
    const report = reportOf(moved, [list(5, pageUrl), list(15, elsewhere)])
    expect(told(report)).toEqual([[1], [2, change]])
    expect(report.figures[metric]).toBe(424_242)
  })

  test('a row that comes to a list beside the old one, which contradicts it still', () => {
    const report = reportOf(moved, [list(5, pageUrl), list(15, elsewhere, pageUrl)])
    expect([told(report), codes(report).includes('sources-disagree')]).toEqual([[[1], [2, change]], true])
  })

  test.each<[string, readonly ListLook[]]>([
    ['stood on the list from the first', [list(5, pageUrl, elsewhere), list(15, elsewhere, pageUrl)]],
    [
      'is on another list than the first',
      [list(5, pageUrl), { ...list(15, elsewhere), list: `${host}/other.html` }],
    ],
    ['is on no list that is known', []],
  ])('but not a second copy that %s: the two disagree', (_where, lists) => {
    const report = reportOf(moved, lists)
    expect([told(report), codes(report).includes('sources-disagree')]).toEqual([[[1]], true])
    expect(report.figures[metric]).toBe(first)
  })

  test('put back at the first address is a third edition', () => {
    const back: Look = { content: html(424_242) }
    const again: Look = { content: carrier(g) }
    const looks = [{ content: html() }, back, again, file(g, docx())]
    expect(told(reportOf(looks))).toEqual([[1], [2, change], [4, [metric, 424_242, first]]])
  })
})

describe('What was told stays told', () => {
  test('a page that links the first file again puts the first figures back, as a third edition', () => {
    const looks = [
      { content: carrier(f) },
      file(f, docx()),
      { content: carrier(g) },
      file(g, docx(424_242)),
      { content: carrier(f) },
    ]
    const report = reportOf(looks)
    expect(told(report)).toEqual([[2], [4, [metric, first, 424_242]], [5, [metric, 424_242, first]]])
    expect(report.figures[metric]).toBe(first)
  })

  test('each look leaves the editions that were there as they were', () => {
    const looks = [
      { content: withFiles(html(), f) },
      file(f, docx()),
      { content: withFiles(html(7), f) },
      file(f, docx(7)),
      { content: carrier(g) },
      file(g, docx(9)),
      // A copy that turns up in another column, dated as the first: no edition.
      { url: elsewhere, content: html(11) },
    ]
    const histories = looks.map((_, at) => reportOf(looks.slice(0, at + 1)).editions)
    for (const [at, before] of histories.entries()) {
      const after = histories[at + 1]?.slice(0, before.length) ?? before
      expect(after.map(({ first_seen, digest, changes }) => [first_seen, digest, changes])).toEqual(
        before.map(({ first_seen, digest, changes }) => [first_seen, digest, changes]),
      )
    }
    expect(histories.at(-1)).toHaveLength(3)
  })

  test('the same file under a new name beside other words on its page is no edition', () => {
    const report = reportOf([
      { content: carrier(f) },
      file(f, docx()),
      { content: carrier(g) },
      file(g, docx()),
    ])
    expect(told(report)).toHaveLength(1)
  })

  test('a page that loses its tables while its file stands is no edition', () => {
    const bare = html().replace(/<table[\s\S]*?<\/table>/gu, '<p><img src="/t.png"></p>')
    const report = reportOf([
      { content: withFiles(html(), f) },
      file(f, docx()),
      { content: withFiles(bare, f) },
    ])
    expect([told(report), report.figures[metric]]).toEqual([[[1]], first])
  })
})

describe('A report that stands on a page and in its file', () => {
  const both: readonly Look[] = [{ content: withFiles(html(), f) }, file(f, docx())]

  test('has an edition when only the page is edited, and the edited page speaks while the file disagrees', () => {
    const report = reportOf([...both, { content: withFiles(html(424_242), f) }])
    expect(told(report)).toEqual([[1], [3, [metric, first, 424_242]]])
    expect([report.figures[metric], codes(report).includes('sources-disagree')]).toEqual([424_242, true])
  })

  test('has an edition when only a word of the page is edited', () => {
    const edited = html().replace('。', '，另有7000条。')
    const { editions } = reportOf([...both, { content: withFiles(edited, f) }])
    expect(editions.map(({ text }) => text?.length)).toEqual([0, 1])
  })

  test('has one edition when both are edited alike, one after the other', () => {
    const now = reportOf([...both, file(f, docx(424_242)), { content: withFiles(html(424_242), f) }])
    expect(told(now)).toEqual([[1], [3, [metric, first, 424_242]]])
    expect(codes(now)).not.toContain('sources-disagree')
  })

  test('keeps the day on which the page was found when its file comes weeks later', () => {
    const report = reportOf([{ content: html() }, { content: withFiles(html(), f) }, file(f, docx())])
    expect(told(report)).toEqual([[1]])
  })

  test('has an edition when the file is taken down and the page says another figure', () => {
    const report = reportOf([
      { content: withFiles(html(424_242), f) },
      file(f, docx()),
      { content: html(424_242) },
    ])
    expect(told(report)).toEqual([[1], [3, [metric, first, 424_242]]])
    expect(report.figures[metric]).toBe(424_242)
  })
})
