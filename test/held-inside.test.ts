import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { extractor, type Extraction } from '../src/extract/extract.ts'
import { scriptBody } from '../src/model/scriptBody.ts'
import { renderDocx, renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { encodeGb18030 } from './documents/gb18030.ts'

const { knowledge } = await loadConfig(resolve(import.meta.dirname, '../config'))
const extract = extractor(knowledge)
const title = '广州市荔湾区沙面街道2022年政府信息公开工作年度报告'
const spec = inventReport({
  unit: '沙面街道',
  division: '广州市荔湾区',
  year: 2022,
  seed: 'inside',
  title: [title],
})
const report = /<body>([\s\S]*)<\/body>/u.exec(
  Buffer.from(renderHtml(spec, { chrome: 'none' })).toString('utf8'),
)?.[1]
const body = report ?? ''

function read(page: string | Uint8Array): Extraction {
  const original = {
    bytes: typeof page === 'string' ? Buffer.from(page) : page,
    sha256: 'ab'.repeat(32),
    role: 'page',
    mediaType: 'text/html',
    name: null,
    url: 'http://www.example.gov.cn/gkmlpt/content/8/8000/post_8000001.html',
    captured: '2023-01-20T00:00:00.000Z',
    capture: 1,
    parentUrl: null,
    listTitle: null,
    listDate: null,
    column: null,
  } as const
  const provenance = { siteDivision: '440103', givenUnit: null, givenYear: null }
  return extract({ originals: [original], provenance })
}

/** JSON as servers escape it for a script. */
const escaped = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u0080-\uffff]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
const shell = (script: string, printed = '<div id="app"></div>'): string =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>政府信息公开平台</title></head><body><div class="nav"><a href="/">首页</a></div>${printed}<script>${script}</script><script src="/gkmlpt/js/app.js"></script></body></html>`
const detail = {
  id: 8000001,
  title,
  publisher: '沙面街道办事处',
  display_publish_time: '2023-01-20 09:10:11',
  content: body,
}
const config = (one: unknown, more = ''): string =>
  `window._CONFIG = { SID: '200001', ${more} DETAIL: ${escaped(one)} };`
/** What the same body gives where the page prints it. */
const printed = read(shell('', `<h1>${title}</h1>${body}`)).reports[0]

describe('A report whose body a script holds', () => {
  test.each<readonly [string, string | Uint8Array]>([
    ['escaped as JSON', shell(config(detail))],
    ['in GB18030', encodeGb18030(shell(config(detail)))],
    [
      'among expressions',
      shell(config(detail, "HOST: location.host, init: function () { return {a: '}'} },")),
    ],
    [
      'in a string of single quotes',
      shell(
        `var _CONFIG = {DETAIL: {title: '${title}', content: '${body.replace(/[\\']/gu, '\\$&').replace(/\n/gu, '\\n').replaceAll('</', '<\\/')}'}}`,
      ),
    ],
    ['given twice', shell(`${config(detail)} window.BACKUP = ${escaped({ article: detail })}`)],
    [
      'beside articles of a list',
      shell(config(detail, `LATEST: [${escaped({ title: '通知', content: '<p>另一篇</p>' })}],`)),
    ],
  ])('is read as if the page printed it: %s', (_how, page) => {
    const { reports, refused } = read(page)
    expect(refused).toEqual([])
    expect(reports).toHaveLength(1)
    expect(Object.keys(printed?.figures ?? {}).length).toBeGreaterThan(150)
    expect(reports[0]?.figures).toEqual(printed?.figures)
    expect(reports[0]).toMatchObject({ id: printed?.id, year: 2022, title })
    expect(reports[0]?.cells).toEqual(printed?.cells)
  })

  test('takes title and day of publication from beside it, where the page says nothing', () => {
    const anonymous = { ...detail, content: body.replace(/^[^]*?(?=一、)/u, '<p>') }
    expect(read(shell(config(anonymous))).reports[0]).toMatchObject({
      id: printed?.id,
      title,
      published: '2023-01-20',
    })
  })

  test('gives way to what the page prints', () => {
    const other = { ...detail, content: body.replace(/\d+/gu, '7') }
    expect(read(shell(config(other), `<h1>${title}</h1>${body}`)).reports[0]?.figures).toEqual(
      printed?.figures,
    )
  })

  test('is left alone where two bodies say different things', () => {
    const script = `${config(detail)} window.OTHER = ${escaped({ content: '<p>另一篇</p>' })}`
    expect(scriptBody(shell(script))).toBeNull()
    expect(read(shell(script))).toMatchObject({ reports: [], refused: [{ code: 'not-a-report' }] })
  })

  test('that is another document is refused as one', () => {
    const page = shell(
      config({ ...detail, title: '关于印发方案的通知', content: '<p>各单位：现将方案印发给你们。</p>' }),
    )
    expect(read(page)).toMatchObject({ reports: [], refused: [{ code: 'not-a-report' }] })
  })

  test.each([
    ['words without markup', config({ content: '政府信息公开平台' })],
    ['an element of a list', `window.LIST = {rows: [${escaped(detail)}]}`],
    ['a string that breaks off', config(detail).slice(0, 3000)],
    [
      'what a function inside an object makes',
      `window.APP = {init: function () { this.page = ${escaped(detail)} }}`,
    ],
    ['a function’s', 'function content() { return "<p>x</p>" }'],
  ])('is not %s', (_what, script) => {
    expect(scriptBody(shell(script))).toBeNull()
  })
})

describe('A file that a page holds in Base64', () => {
  const docx = Buffer.from(renderDocx(spec)).toString('base64')
  const pdf = Buffer.from(`%PDF-1.4\n${'0123456789 '.repeat(40)}\n%%EOF\n`).toString('base64')

  test.each([
    ['a variable', `var pdfData = "${docx}";`],
    ['a call', `show(atob('${docx}'))`],
    ['a variable of many lines', `var pdfData = '${docx.replace(/.{76}/gu, '$&\\n\\\n')}';`],
    ['escaped slashes', `var pdfData = "${docx.replaceAll('/', '\\/')}";`],
  ])('is read where the page is no report: %s', (_how, script) => {
    const { reports, refused } = read(shell(script, `<h1>${title}</h1>`))
    expect(refused).toEqual([])
    expect(reports[0]).toMatchObject({ id: printed?.id, figures: printed?.figures })
  })

  test.each([
    ['a variable', shell(`var pdfData = "${pdf}";`, `<h1>${title}</h1>`)],
    ['a frame', shell('', `<h1>${title}</h1><iframe src="data:application/pdf;base64,${pdf}"></iframe>`)],
  ])('is named where nothing reads it: %s', (_how, page) => {
    const { reports, refused } = read(page)
    expect(reports).toEqual([])
    expect(refused).toMatchObject([{ code: 'unreadable-file' }])
    expect(refused[0]?.message).toMatch(/^a file inside the page \(\d+ bytes\): PDF/u)
  })

  test('does not hide a report that the page prints', () => {
    const page = shell(`var pdfData = "${pdf}";`, `<h1>${title}</h1>${body}`)
    expect(read(page)).toMatchObject({ reports: [{ figures: printed?.figures }], refused: [] })
  })
})
