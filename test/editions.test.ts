import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { extractor } from '../src/extract/extract.ts'
import type { Bundle } from '../src/model/original.ts'
import type { Report } from '../src/model/report.ts'
import { renderDocx, renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'

const { knowledge } = await loadConfig(resolve(import.meta.dirname, '../config'))
const extract = extractor(knowledge)
const spec = inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year: 2022, seed: 'editions' })
const body = /<body[^>]*>([\s\S]*)<\/body>/u.exec(Buffer.from(renderHtml(spec)).toString('utf8'))?.[1] ?? ''

interface Version {
  readonly url: string
  readonly text: string | Uint8Array
  readonly parentUrl?: string
  readonly listTitle?: string
  readonly listDate?: string
}

function reportOf(versions: readonly Version[]): Report {
  const originals = versions.map(
    ({ url, text, parentUrl, listTitle, listDate }, index): Bundle['originals'][number] => {
      const bytes = typeof text === 'string' ? Buffer.from(text) : text
      return {
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        role: parentUrl ? 'attachment' : 'page',
        mediaType: 'text/html',
        name: null,
        url,
        captured: `2023-01-0${index + 1}T00:00:00.000Z`,
        capture: index + 1,
        parentUrl: parentUrl ?? null,
        listTitle: listTitle ?? '米市巷街道2022年政府信息公开工作年度报告',
        listDate: listDate ?? '2023-01-01',
        column: null,
      }
    },
  )
  const provenance = { siteDivision: '330105', givenUnit: null, givenYear: null }
  const { reports } = extract({ originals, provenance })
  expect(reports).toHaveLength(1)
  const [report] = reports
  if (!report) throw new Error('no report')
  return report
}

const page = (visits: number, content = body): string => `<!doctype html><html><body>
<div class="top">今天是2026年1月${visits % 28}日 欢迎访问</div>
<div class="main"><div class="info">访问量：${visits}</div><div class="content">${content}</div></div>
<div class="foot">您是第 ${visits} 位访客 上一篇：通知${visits}</div></body></html>`

test('page chrome that changes at every visit makes no edition', () => {
  const url = 'http://www.example.gov.cn/a.html'
  const { editions, sections } = reportOf([1, 22, 333].map((visits) => ({ url, text: page(visits) })))
  expect(editions).toHaveLength(1)
  expect(sections.map(({ text }) => text).join('\n')).not.toMatch(/访客|访问量|今天是/u)
})

test('a figure that is replaced at the same URL makes an edition that names it with before and after', () => {
  const metric = 'applications.new.total'
  const before = spec.figures[metric]
  const changed = { ...spec, figures: { ...spec.figures, [metric]: 9_876_543 } }
  const url = 'http://www.example.gov.cn/a.docx'
  const { editions, figures } = reportOf([
    { url, text: renderDocx(spec) },
    { url, text: renderDocx(changed) },
  ])
  expect(figures[metric]).toBe(9_876_543)
  expect(editions.map(({ changes }) => changes)).toEqual([[], [{ metric, before, after: 9_876_543 }]])
})

test('a page and its attachment that say the same are two sources of one report without a finding', () => {
  const url = 'http://www.example.gov.cn/a.html'
  const { sources, findings, editions } = reportOf([
    { url, text: page(1) },
    { url: 'http://www.example.gov.cn/a.docx', text: renderDocx(spec), parentUrl: url },
  ])
  expect(sources.map(({ role }) => role).sort()).toEqual(['attachment', 'page'])
  expect(findings.filter(({ code }) => code === 'sources-disagree')).toEqual([])
  expect(editions).toHaveLength(1)
})

test('sources of one report that give a figure differently are kept and named', () => {
  const metric = 'review.total'
  const other = { ...spec, figures: { ...spec.figures, [metric]: 4321 } }
  const url = 'http://www.example.gov.cn/a.html'
  const { findings } = reportOf([
    { url, text: page(1) },
    { url: 'http://www.example.gov.cn/a.docx', text: renderDocx(other), parentUrl: url },
  ])
  expect(findings.filter(({ code }) => code === 'sources-disagree').map(({ metrics }) => metrics)).toEqual([
    [metric],
  ])
})

test.each([
  ['listed above it', true],
  ['listed below it', false],
])(
  'a correction at an address of its own, %s, speaks, and is the edition after what it corrects',
  (_, first) => {
    const metric = 'applications.new.total'
    const before = spec.figures[metric]
    const corrected = { ...spec, figures: { ...spec.figures, [metric]: 9_876_543 } }
    const original = { url: 'http://www.example.gov.cn/a.docx', text: renderDocx(spec) }
    const correction = {
      url: 'http://www.example.gov.cn/b.docx',
      text: renderDocx(corrected),
      listTitle: '米市巷街道2022年政府信息公开工作年度报告（更正）',
    }
    const { figures, editions, findings, sources } = reportOf(
      first ? [correction, original] : [original, correction],
    )
    expect(figures[metric]).toBe(9_876_543)
    expect(editions.map(({ changes }) => changes)).toEqual([[], [{ metric, before, after: 9_876_543 }]])
    expect(findings.map(({ code }) => code)).not.toContain('sources-disagree')
    expect(sources).toHaveLength(2)
  },
)

const metric = 'applications.new.total'
const corrected = { ...spec, figures: { ...spec.figures, [metric]: 9_876_543 } }
const url = 'http://www.example.gov.cn/a.html'

test('what stands around the report inside its own box makes no edition', () => {
  const inBox = (visits: number): string =>
    `<p>浏览次数：${visits} 字体：大 中 小</p>${body}<p>（浏览量：${visits}次）</p><p>今天是2023年1月${visits % 28}日</p>
<p><a href="/${visits}.html">上一篇：关于第${visits}次会议的通知</a></p><ul><li>推荐阅读${visits}</li><li>某街道${visits}</li></ul>`
  const { editions } = reportOf(
    [1, 22, 333].map((visits) => ({
      url,
      text: `<!doctype html><html><body><div class="content">${inBox(visits)}</div></body></html>`,
    })),
  )
  expect(editions).toHaveLength(1)
})

test('a paragraph that is reworded, one that is new and one that is gone are each told with their section', () => {
  const page = (...paragraphs: readonly string[]): string =>
    `<html><body><div>${body.replace(/(一、总体情况<\/\w+>)/u, `$1${paragraphs.map((text) => `<p>${text}</p>`).join('')}`)}</div></body></html>`
  const [kept, old, now, gone, fresh] = [
    '甲事如常。',
    '公开信息100条。',
    '公开信息120条。',
    '丙事。',
    '丁事。',
  ]
  const { editions } = reportOf([
    { url, text: page(kept, old, '乙事如常。', gone) },
    { url, text: page(kept, now, '乙事如常。') },
    { url, text: page(kept, now, '乙事如常。', fresh) },
  ])
  expect(editions.map(({ changes, text }) => [changes, text])).toEqual([
    [[], []],
    [
      [],
      [
        { section: 'overview', before: old, after: now },
        { section: 'overview', before: gone },
      ],
    ],
    [[], [{ section: 'overview', after: fresh }]],
  ])
})

test('a report that is replaced and put back has three editions, the last one with the content of the first', () => {
  const file = 'http://www.example.gov.cn/a.docx'
  const versions = [spec, corrected, spec].map((one) => ({ url: file, text: renderDocx(one) }))
  const { editions } = reportOf(versions)
  expect(editions.map(({ changes }) => changes[0]?.after)).toEqual([
    undefined,
    9_876_543,
    spec.figures[metric],
  ])
  expect(editions[2]?.digest).toBe(editions[0]?.digest)
  expect(editions.map(({ sources }) => sources?.map(({ capture }) => capture))).toEqual([[1], [2], [3]])
})

test('the same content at another address is another source of the same edition', () => {
  const [a, b] = ['http://www.example.gov.cn/a.docx', 'http://www.example.gov.cn/new/b.docx']
  const { editions } = reportOf([a, b].map((at) => ({ url: at, text: renderDocx(spec) })))
  expect(editions.map(({ sources }) => sources?.map((source) => source.url))).toEqual([[a, b]])
})

test('other content at another address is an edition where it was published later, and the two still disagree', () => {
  const [a, b] = ['http://www.example.gov.cn/a.docx', 'http://www.example.gov.cn/b.docx']
  const { figures, editions, findings } = reportOf([
    { url: a, text: renderDocx(spec), listDate: '2023-01-01' },
    { url: b, text: renderDocx(corrected), listDate: '2023-03-01' },
  ])
  expect(figures[metric]).toBe(9_876_543)
  expect(editions.map(({ changes }) => changes)).toEqual([
    [],
    [{ metric, before: spec.figures[metric], after: 9_876_543 }],
  ])
  expect(findings.map(({ code }) => code)).toContain('sources-disagree')
})

test('other content at another address that nobody dated later is no edition but a disagreement', () => {
  const [a, b] = ['http://www.example.gov.cn/a.docx', 'http://www.example.gov.cn/b.docx']
  const { editions, findings } = reportOf([
    { url: a, text: renderDocx(spec) },
    { url: b, text: renderDocx(corrected) },
  ])
  expect(editions).toHaveLength(1)
  expect(findings.map(({ code }) => code)).toContain('sources-disagree')
})

describe('What a template prints is no word of the report', () => {
  const box = (inner: string, around = ''): string =>
    `<html><body>${around}<div class="article">${inner}</div></body></html>`
  const signature = '<p>米市巷街道办事处</p><p>2023年1月18日</p>'
  const count = (...pages: readonly string[]): number =>
    reportOf(pages.map((text) => ({ url, text }))).editions.length

  test.each<[string, (visit: number) => string]>([
    ['a notice with sentences', (visit) => `<p>本站温馨提示：今日已有${visit}人浏览本栏目。</p>`],
    ['the weather', (visit) => `<p>扫一扫在手机打开当前页。</p><p>杭州：晴；${visit}℃</p>`],
    ['the date of the visit', (visit) => `<p>2023年2月${visit}日</p><p>星期${visit % 7}。</p>`],
    ['numbered news', (visit) => `<p>1.关于第${visit}次会议的通知</p><p>2.第${visit}号公告</p>`],
    ['news in sentences', (visit) => `<ul><li>街道召开第${visit}次会议，部署工作。</li></ul>`],
  ])('%s behind the date of the signature makes no edition', (_what, chrome) => {
    expect(count(...[1, 12, 23].map((visit) => box(body + signature + chrome(visit))))).toBe(1)
  })

  test.each<[string, (visit: number) => string]>([
    ['tools to share', (visit) => `<div>分享到：微信 微博${visit}</div><div>打印时间${visit}。</div>`],
    ['related news', (visit) => `<h3>相关新闻</h3><ul><li>街道召开第${visit}次会议；群众点赞。</li></ul>`],
    ['who owns the site', (visit) => `<p>版权所有 © 20${visit} 拱墅区人民政府。</p>`],
    ['a notice', (visit) => `<p>本站温馨提示：今日已有${visit}人浏览。</p>`],
  ])('%s behind a report without a signature makes no edition', (_what, chrome) => {
    expect(count(...[11, 12, 23].map((visit) => box(body + chrome(visit))))).toBe(1)
  })

  test.each<[string, string, string]>([
    ['the last sentence before the signature', '本年度收费0元。', '本年度收费9元。'],
    ['a line without a full stop before the signature', '本年度收费0元', '本年度收费90000元'],
    ['a date in the midst of the last section', '2023年1月1日', '2023年1月3日'],
  ])('%s that changes makes one', (_what, before, after) => {
    const page = (line: string): string => box(`${body}<p>${line}</p><p>（二）其他如常。</p>${signature}`)
    expect(count(page(before), page(after))).toBe(2)
  })

  test('the date of the signature that changes makes one', () => {
    expect(count(box(body + signature), box(body + signature.replace('18', '31')))).toBe(2)
  })

  test('a heading that a new template prints above the article makes none', () => {
    const heading = '<div class="hd"><h1>米市巷街道2022年政府信息公开工作年度报告</h1></div>'
    expect(count(box(body), box(body, heading))).toBe(1)
  })

  test('an article that printed no title under a heading that is new makes none', () => {
    const untitled = body.slice(body.search(/<p[^>]*>[^<]{40}/u))
    const heading = '<h1>米市巷街道2022年政府信息公开工作年度报告</h1>'
    expect(count(box(untitled), box(untitled, heading))).toBe(1)
  })

  test('the title of the article that changes makes one, told as the title', () => {
    const [title = ''] = /[^>]*政府信息公开工作年度报告/u.exec(body) ?? []
    const { editions } = reportOf([
      { url, text: box(body) },
      { url, text: box(body.replace(title, `${title}（修订）`)) },
    ])
    expect(editions.map(({ text }) => text?.map(({ section }) => section))).toEqual([[], ['title']])
  })

  test.each([
    ['zero-width spaces', '\u200b'],
    ['zero-width joiners', '\u2060\ufeff'],
    ['soft hyphens', '\u00ad'],
    ['marks of direction', '\u200f\u202c'],
    ['selectors of variants', '\ufe0f'],
    ['fillers', '\u3164\u2800'],
  ])('%s among the words make none', (_what, invisible) => {
    expect(count(box(body), box(body.replaceAll('，', `${invisible}，`)))).toBe(1)
  })

  test('a note that is put into a cell makes one, told with its figure in words', () => {
    const cell = /<td[^>]*>(?:<p>)?(\d+)/u.exec(body)?.[0] ?? ''
    const noted = body.replace(cell, `${cell}（含上年1件）`)
    const { editions } = reportOf([
      { url, text: box(body) },
      { url, text: box(noted) },
    ])
    expect(
      editions.map(({ changes, text }) => [changes.length, text?.map(({ section }) => section)]),
    ).toEqual([
      [0, []],
      [0, ['proactive']],
    ])
    expect(editions[1]?.text?.[0]?.after).toContain('（含上年1件）')
  })
})
