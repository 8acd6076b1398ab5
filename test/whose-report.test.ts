import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { extractor, type Extraction } from '../src/extract/extract.ts'
import type { Original } from '../src/model/original.ts'
import { renderDocx, renderHtml, renderText } from './documents/makeDocument.ts'
import type { ReportSpec } from './documents/spec.ts'
import { inventReport } from './fixtures/inventReport.ts'

const { knowledge } = await loadConfig(resolve(import.meta.dirname, '../config'))
const extract = extractor(knowledge)

const titled = (unit: string, year = 2023): string => `杭州市拱墅区${unit}${year}年政府信息公开工作年度报告`
const spec = (unit: string, title = titled(unit), year = 2023): ReportSpec =>
  inventReport({ unit, division: '杭州市拱墅区', year, seed: `${unit}${year}`, title: [title] })
const blank = (made: ReportSpec): ReportSpec => ({
  ...made,
  figures: Object.fromEntries(Object.keys(made.figures).map((metric) => [metric, null])),
})
const bodyOf = (made: ReportSpec): string =>
  /<body[^>]*>([\s\S]*)<\/body>/u.exec(Buffer.from(renderHtml(made)).toString('utf8'))?.[1] ?? ''
const pageOf = (title: string, ...content: readonly string[]): Uint8Array =>
  Buffer.from(
    `<html><head><title>${title}</title><meta name="ArticleTitle" content="${title}"></head>` +
      `<body><div class="main"><h1>${title}</h1>${content.join('\n')}</div></body></html>`,
  )

const pageUrl = 'http://www.example.gov.cn/a.html'
type Given = Pick<Original, 'bytes'> & Partial<Original>

function extracted(originals: readonly Given[], siteDivision: string | null = '330105'): Extraction {
  return extract({
    originals: originals.map((original, index) => ({
      sha256: createHash('sha256').update(original.bytes).digest('hex'),
      role: 'page',
      mediaType: 'text/html',
      name: null,
      url: pageUrl,
      captured: `2024-01-0${index + 1}T00:00:00.000Z`,
      capture: index + 1,
      parentUrl: null,
      listTitle: null,
      listDate: null,
      column: null,
      ...original,
    })),
    provenance: { siteDivision, givenUnit: null, givenYear: null },
  })
}
const page = (title: string, ...content: readonly string[]): Given => ({
  bytes: pageOf(title, ...content),
  listTitle: title,
})
const attachment = (name: string, bytes: Uint8Array, listTitle: string): Given => ({
  bytes,
  role: 'attachment',
  mediaType: 'application/octet-stream',
  name,
  url: `http://www.example.gov.cn/${encodeURIComponent(name)}`,
  parentUrl: pageUrl,
  listTitle,
})
const ids = ({ reports }: Extraction): (string | null)[] => reports.map(({ id }) => id)
const refusals = ({ refused }: Extraction): string[] => refused.map(({ code }) => code)
const codes = ({ reports }: Extraction): string[] =>
  reports.flatMap(({ findings }) => findings.map(({ code, severity }) => `${code} ${severity}`))

const notice = '关于做好2023年政府信息公开工作年度报告编制发布工作的通知'

describe('a title that says something else', () => {
  test.each([
    notice,
    '关于印发《杭州市拱墅区财政局2023年政府信息公开工作年度报告》的通知',
    '关于发布2023年政府信息公开工作年度报告的公告',
    '关于2023年度政府信息公开工作情况的通报',
    '2023年政府信息公开工作年度报告汇总',
  ])('%s over a complete report is outweighed by its chapters and tables', (title) => {
    const extraction = extracted([page(title, bodyOf(spec('财政局')))])
    expect(ids(extraction)).toEqual(['330105/财政局/2023'])
    expect(Object.keys(extraction.reports[0]?.figures ?? {})).toHaveLength(200)
  })

  test('marks the report that was kept against it', () => {
    expect(codes(extracted([page(notice, bodyOf(spec('财政局')))]))).toEqual(['title-differs info'])
    const nameless = spec('财政局', '政府信息公开工作年度报告')
    expect(codes(extracted([page(notice, bodyOf(nameless))]))).toContain('title-differs warning')
    expect(codes(extracted([page(titled('财政局'), bodyOf(spec('财政局')))]))).toEqual([])
  })

  test.each([
    '杭州市拱墅区财政局2023年上半年政府信息公开工作报告',
    '杭州市拱墅区财政局2023年政府信息公开工作年度报告解读',
  ])('keeps its say where it is no letter that passes a report on: %s', (title) => {
    expect(refusals(extracted([page(title, bodyOf(spec('财政局', title)))]))).toEqual(['not-a-report'])
  })

  test('never speaks for the report where another page gives it under its own name', () => {
    const [title, url] = [titled('财政局'), 'http://www.example.gov.cn/b.html']
    const other = { ...spec('财政局'), figures: { ...spec('财政局').figures, 'review.total': 4321 } }
    const { reports } = extracted([
      page(notice, bodyOf(other)),
      { bytes: pageOf(title, bodyOf(spec('财政局'))), listTitle: title, url },
    ])
    expect(reports.map(({ sources }) => sources.map((source) => source.url))).toEqual([[url, pageUrl]])
    expect(reports[0]?.figures['review.total']).toBe(spec('财政局').figures['review.total'])
  })
})

describe('a form with every cell blank', () => {
  test.each([
    '（单位名称）2023年政府信息公开工作年度报告',
    'XX局2023年政府信息公开工作年度报告',
    '政府信息公开工作年度报告',
  ])('entitled %s is the template that a notice carries, and no report', (title) => {
    for (const wrapper of [notice, '关于发布2023年政府信息公开工作年度报告的通知']) {
      const extraction = extracted([
        page(wrapper, '<p>请各单位按附件格式报送。</p>'),
        attachment('附件1.docx', renderDocx(blank(spec('财政局', title))), wrapper),
      ])
      expect(ids(extraction)).toEqual([])
      expect(refusals(extraction)).toEqual(['not-a-report', 'not-a-report'])
    }
  })

  test('that names its unit is the report of a unit that left its cells blank', () => {
    const extraction = extracted([page(titled('财政局'), bodyOf(blank(spec('财政局'))))])
    expect(ids(extraction)).toEqual(['330105/财政局/2023'])
    expect(new Set(Object.values(extraction.reports[0]?.figures ?? {}))).toEqual(new Set([null]))
  })

  test('in a listing whose rows are the units alone belongs to that unit', () => {
    const untitled = blank(spec('财政局', '2023年政府信息公开工作年度报告'))
    const row = { ...page('年报', bodyOf(untitled)), listTitle: '拱墅区财政局' }
    expect(ids(extracted([row]))).toEqual(['330105/财政局/2023'])
  })
})

describe('a page with the reports of several units', () => {
  const units = ['财政局', '教育局', '卫生健康局']
  const filed = units.map((unit) => `330105/${unit}/2023`)

  test.each([
    ['of its departments', '拱墅区各部门2023年政府信息公开工作年度报告'],
    ['of the whole district', '拱墅区2023年政府信息公开工作年度报告'],
  ])('%s: each file is a report of its own with its own source', (_, title) => {
    const { reports } = extracted([
      page(title, '<p>附件</p>'),
      ...units.map((unit) => attachment(`${unit}.docx`, renderDocx(spec(unit)), title)),
    ])
    expect(reports.map(({ id }) => id)).toEqual(filed)
    expect(reports.map(({ sources }) => sources.length)).toEqual([1, 1, 1])
    expect(reports.flatMap(({ findings }) => findings)).toEqual([])
  })

  test('is told apart by the names of its files where the documents name no unit', () => {
    const title = '拱墅区各部门2023年政府信息公开工作年度报告'
    const extraction = extracted([
      page(title, '<p>附件</p>'),
      ...units.map((unit) =>
        attachment(`${unit}.docx`, renderDocx(spec(unit, '2023年政府信息公开工作年度报告')), title),
      ),
    ])
    expect(ids(extraction)).toEqual(filed)
  })

  test('leaves a file without an identity whose name and title are of two units', () => {
    const title = '拱墅区各部门2023年政府信息公开工作年度报告'
    const extraction = extracted([
      page(title, '<p>附件</p>'),
      attachment('财政局.docx', renderDocx(spec('教育局')), title),
    ])
    expect(ids(extraction)).toEqual([null])
    expect(codes(extraction)).toEqual(['ambiguous-unit warning'])
  })

  test('names each file that gave no report by its link', () => {
    const title = '拱墅区各部门2023年政府信息公开工作年度报告'
    const { reports, refused } = extracted([
      page(title, '<p>附件</p>'),
      attachment('财政局.docx', renderDocx(spec('财政局')), title),
      attachment('教育局.pdf', Buffer.from('%PDF-1.4\n%%EOF'), title),
    ])
    expect(reports).toHaveLength(1)
    expect(refused.map(({ name }) => name)).toEqual([null, '教育局.pdf'])
  })
})

describe('a document that holds two reports', () => {
  test.each([
    ['of two units', spec('教育局')],
    ['of two years', spec('财政局', titled('财政局', 2022), 2022)],
    ['the second without a title of its own', spec('教育局', '附表')],
  ])('%s is named and not half-read', (_, second) => {
    const extraction = extracted([page('年报', bodyOf(spec('财政局')), bodyOf(second))])
    expect(ids(extraction)).toEqual([])
    expect(refusals(extraction)).toEqual(['several-reports'])
    expect(extraction.refused[0]?.message).toContain(titled('财政局'))
  })

  test.each(['一、总体情况', '总体情况'])(
    'whose titles are broken over lines and whose first chapter is called %s is named by both titles',
    (overview) => {
      const lines = (unit: string): ReportSpec['title'] => [
        `杭州市拱墅区${unit}`,
        '2023年政府信息公开',
        '工作年度报告',
      ]
      const [first, second] = ['财政局', '教育局'].map((unit) =>
        bodyOf({ ...spec(unit), title: lines(unit) }).replaceAll('一、总体情况', overview),
      )
      const { reports, refused } = extracted([page('年报', first ?? '', second ?? '')])
      expect([reports, refused.map(({ code }) => code)]).toEqual([[], ['several-reports']])
      for (const unit of ['财政局', '教育局']) expect(refused[0]?.message).toContain(lines(unit).join(''))
    },
  )

  test.each(['tab-indented', 'tabs', 'pipes', 'one-line', 'token-per-line'] as const)(
    'is named as text in the style %s too',
    (style) => {
      const bytes = Buffer.from(
        ['财政局', '教育局']
          .map((unit) => Buffer.from(renderText(spec(unit), { style })).toString('utf8'))
          .join('\n'),
      )
      const { reports, refused } = extracted([{ bytes, mediaType: 'text/plain', name: '年报.txt' }])
      expect([reports.length, refused.map(({ code }) => code)]).toEqual([0, ['several-reports']])
      expect(refused[0]?.message).toContain(titled('教育局'))
    },
  )

  test('of which one is the other again is read once', () => {
    const extraction = extracted([page('年报', bodyOf(spec('财政局')), bodyOf(spec('财政局')))])
    expect(ids(extraction)).toEqual(['330105/财政局/2023'])
    expect(codes(extraction)).toEqual([])
  })
})

describe('a lone file that contradicts itself', () => {
  const lone = (lines: string, name: string | null = null, made = spec('财政局')): Extraction =>
    extracted(
      [{ bytes: pageOf('', lines, bodyOf({ ...made, title: ['附件'] })), role: 'file', url: null, name }],
      null,
    )
  test('about the year between title and 统计期限 says so', () => {
    const extraction = lone(`<p>${titled('财政局', 2022)}</p>`)
    expect(codes(extraction)).toContain('year-differs warning')
  })

  test('about the year between title and file name says so', () => {
    const extraction = lone(`<p>${titled('财政局')}</p>`, '财政局2021年政府信息公开工作年度报告.docx')
    expect(ids(extraction)).toEqual(['330105/财政局/2023'])
    expect(codes(extraction)).toContain('year-differs warning')
  })

  test('about the unit has no identity', () => {
    const extraction = lone(`<p>${titled('财政局')}</p>`, `${titled('教育局')}.docx`)
    expect(ids(extraction)).toEqual([null])
    expect(codes(extraction)).toContain('ambiguous-unit warning')
  })
})

describe('a report at two addresses', () => {
  const url = 'http://www.example.gov.cn/b.html'
  const metric = 'review.total'
  const corrected = { ...spec('财政局'), figures: { ...spec('财政局').figures, [metric]: 4321 } }
  const first = page(titled('财政局'), bodyOf(spec('财政局')))
  const second = { ...page(titled('财政局'), bodyOf(corrected)), url }
  const stub = page(titled('财政局'), '<p>该内容已下线。</p>')

  test('of which one is gone is read from the one that still gives it', () => {
    expect(extracted([first, second]).reports[0]?.figures[metric]).toBe(spec('财政局').figures[metric])
    expect(extracted([first, second, stub]).reports[0]?.figures[metric]).toBe(4321)
  })

  test('is read from the one that is gone where the other never had figures', () => {
    const text = {
      ...second,
      bytes: pageOf(titled('财政局'), bodyOf(corrected).replace(/<table[\s\S]*?<\/table>/gu, '')),
    }
    const [report] = extracted([first, text, stub]).reports
    expect(report?.figures[metric]).toBe(spec('财政局').figures[metric])
  })

  test('that a person imported is neither replaced by the page at its address nor replaces it', () => {
    const imported: Given = { ...second, url: pageUrl, role: 'import' }
    for (const order of [
      [first, imported],
      [imported, first],
    ]) {
      const { reports } = extracted(order)
      expect(reports[0]?.sources.map(({ role }) => role).sort()).toEqual(['import', 'page'])
      expect(reports[0]?.editions).toHaveLength(1)
    }
  })
})

test('a file named after one body and signed by another has no identity', () => {
  const untitled = spec('财政局', '2023年政府信息公开工作年度报告')
  const made = { ...untitled, sentences: { ...untitled.sentences, other: ['无', '拱墅区教育局'] } }
  const listTitle = '拱墅区各部门2023年政府信息公开工作年度报告'
  expect(ids(extracted([attachment('财政局.docx', renderDocx(made), listTitle)]))).toEqual([null])
})

describe('A page whose report is pictures of its pages', () => {
  const scans = '<p><img src="./W020240120_1.jpg"></p><p><img src="./W020240120_2.jpg" width="800px"></p>'
  const site =
    '<header><img src="/top.jpg"></header><a href="/"><img src="/images/dzjg.png"></a><img src="/images/logo.png"><img src="/x.png" width="30">'
  const codes = (
    content: string,
    title = titled('财政局'),
    files: readonly Given[] = [],
  ): readonly string[] => extracted([page(title, site, content), ...files]).refused.map(({ code }) => code)

  test('is not called something else: it says that it holds only pictures', () => {
    expect(codes(scans)).toEqual(['unreadable-file'])
    const [refusal] = extracted([page(titled('财政局'), scans)]).refused
    expect(refusal?.message).toContain('only pictures (2)')
  })

  test.each([
    ['shows no picture but those of its site', '', titled('财政局')],
    ['has text beside them', `${scans}<p>${'本年度我局认真贯彻落实条例。'.repeat(9)}</p>`, titled('财政局')],
    ['is titled as something else', scans, '拱墅区财政局2023年度部门决算公开'],
    ['names no unit and no year', scans, '政府信息公开工作年度报告'],
  ])('is no report as before where it %s', (_what, content, title) => {
    expect(codes(content, title)).toEqual(['not-a-report'])
  })

  test('is the cover of a file where one stands beside it', () => {
    const made = spec('财政局')
    const file = attachment('财政局2023年年报.docx', renderDocx(made), titled('财政局'))
    const { reports } = extracted([page(titled('财政局'), scans), file])
    expect(reports).toHaveLength(1)
    expect(codes(scans, titled('财政局'), [file])).toEqual(['not-a-report'])
  })
})
