import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { extractor } from '../src/extract/extract.ts'
import { withPicturesInside } from '../src/extract/readers/picturesInside.ts'
import { readDocument } from '../src/extract/readers/readDocument.ts'
import { loneBundle } from '../src/pipeline/loneBundle.ts'
import { digitSheet } from './scans/digitSheet.ts'
import { scannedPages } from './scans/madeScan.ts'
import { pngOf } from './scans/writePng.ts'

const nobody = { siteDivision: null, givenUnit: null, givenYear: null }
const extract = extractor(await loadConfig('config').then(({ knowledge }) => knowledge))
const sheet = digitSheet('picture within a page', 5, 4)
const [scan] = await scannedPages(sheet.pdf, { name: 'plain', dpi: 120 }, 'picture within a page')
if (scan === undefined) throw new Error('no page')
const table = pngOf(scan, { depth: 8, colour: 2 })
const dot = pngOf({ width: 1, height: 1, rgb: Uint8Array.of(0, 0, 0) }, { depth: 8, colour: 2 })
const gif = Buffer.from('GIF89a\x64\0\x64\0\0\0\0;', 'latin1')

const within = (bytes: Uint8Array, kind = 'png'): string =>
  `<img src="data:image/${kind};base64,${Buffer.from(bytes).toString('base64')}">`
const page = (picture: string): Uint8Array =>
  Buffer.from(`<!DOCTYPE html><html><meta charset="utf-8"><title>湖墅街道2022年政府信息公开工作年度报告</title><body>
    <h1>杭州市拱墅区湖墅街道2022年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>2022年，我街道认真贯彻落实条例。</p>
    <p>二、主动公开政府信息情况</p><p>${picture}</p><p>三、收到和处理政府信息公开申请情况</p><p>四、政府信息公开行政复议、行政诉讼情况</p>
    <p>五、存在的主要问题及改进情况</p><p>无。</p><p>六、其他需要报告的事项</p><p>无。</p></body></html>`)

describe('a web page that holds pictures within itself (data: addresses)', () => {
  test('is read with what they say, behind its own words', () => {
    const bytes = page(within(table))
    const outcome = readDocument(bytes, { name: null, mediaType: null })
    if (outcome.kind === 'refused') throw new Error(outcome.message)
    const inside = withPicturesInside(bytes, outcome.document)
    if (inside.kind !== 'document') throw new Error(inside.kind)
    const cells = inside.document.blocks.flatMap((block) =>
      block.kind === 'table' ? block.table.rows.flatMap((row) => row.map(({ text }) => text)) : [],
    )
    expect(cells).toEqual(sheet.rows.flat())
    expect(inside.document.scanned).toBe(true)
    expect(inside.document.blocks.slice(0, outcome.document.blocks.length)).toEqual(outcome.document.blocks)
  })

  const told = (picture: string): readonly (readonly [string, string])[] =>
    extract(loneBundle(page(picture), 'x.html', nobody)).reports.flatMap(({ findings }) =>
      findings.map(({ code, message }) => [code, message] as const),
    )

  test.each([
    ['that no form knows', within(table), /gave no figure/u],
    ['of a kind that is not read', within(gif, 'gif'), /no JPEG, PNG or BMP/u],
    ['that is cut off', within(table.subarray(0, 3000)), /PNG/u],
  ])('and lacks tables says that it holds pictures %s', (_how, picture, words) => {
    expect(told(picture).filter(([code]) => code === 'unread-text')).toEqual([
      ['unread-text', expect.stringMatching(words)],
    ])
  })

  test.each([
    ['a mark', within(dot)],
    ['a picture that leads elsewhere', `<a href="/x">${within(table)}</a>`],
    ['words for one', '<img src="data:image/png;base64,">'],
  ])('says nothing of %s', (_what, picture) => {
    expect(told(picture).filter(([code]) => code === 'unread-text')).toEqual([])
  })
})
