import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NianbaoError } from '../src/errors.ts'
import { readRtf } from '../src/extract/readers/rtf.ts'
import type { Document } from '../src/model/document.ts'
import { makeCase } from './fixtures/madeCase.ts'
import { processorTime } from './running/processorTime.ts'

const head =
  '{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fcharset134 a;}{\\f1\\fcharset0 b;}{\\f2\\fcharset2 c;}{\\f3\\fcharset136 d;}}{\\colortbl;\\red255\\green255\\blue255;}'
const bytesOf = (body: string): Buffer => Buffer.from(`${head}${body}}`, 'latin1')

/** Each cell as `text@column+columns×rows`, each paragraph as its text. */
function shown(body: string): readonly string[] {
  return readRtf(bytesOf(body)).blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? [block.text]
      : block.table.rows.map((row) =>
          row.map((one) => `${one.text}@${one.column}+${one.columnSpan}×${one.rowSpan}`).join(' '),
        ),
  )
}

const row = (definition: string, ...cells: readonly string[]): string =>
  `\\trowd${definition}${cells.map((words) => `\\pard\\intbl ${words}\\cell`).join('')}\\row `
const two = '\\cellx1000\\cellx2000'

describe('characters', () => {
  test.each([
    ['bytes of GBK', "\\'b9\\'e6\\'d5\\'c2", '规章'],
    ['bytes of GBK whose second one is a letter', "\\'81@\\'81A6", '丂丄6'],
    ['bytes of GBK over a line break', "\\'b9\r\n\\'e6", '规'],
    ['bytes of another font', "{\\f3 \\'a4\\'a4}", '中'],
    ['characters with a fallback', "\\uc2\\u35268\\'b9\\'e6\\u31456 \\'d5\\'c212", '规章12'],
    ['characters with a fallback of one sign', '\\u35268?\\u31456?12', '规章12'],
    [
      'characters without a fallback',
      '\\uc0\\u35268\\u-33000 12',
      `规${String.fromCharCode(65536 - 33000)}12`,
    ],
    ['a fallback ends with its group', '{\\uc5\\u35268}12', '规12'],
    ['pairs of units', '\\uc0\\u-10179\\u-8704 ', '\u{1f600}'],
    ['signs of a symbol font', "{\\f2 \\'fe}1", '\uf0fe1'],
    ['signs that are escaped', '\\{\\}\\\\', '{}\\'],
    ['signs with a word', 'a\\tab b\\line c\\endash d\\~e\\_f', 'a\tb\nc–d\u00a0e-f'],
  ])('%s', (_, rtf, expected) => {
    expect(shown(`\\pard ${rtf}\\par`)).toEqual([expected])
  })
})

describe('only what is printed is read', () => {
  test.each([
    ['hidden', '7{\\v 8}', '7'],
    ['hidden, and then not', '7{\\v\\v0 8}', '78'],
    ['deleted', '{\\deleted 99}{\\revised 15}', '15'],
    ['too small to be seen', '3{\\fs2 12}', '3'],
    ['struck', '{\\strike 13}12', '~1312'],
    ['struck twice', '{\\striked1 13}12', '~1312'],
    ['raised', '60{\\super 1}', '60^1'],
    ['moved up', '60{\\up6 1}', '60^1'],
    ['white', '3{\\cf1 12}', '3~12'],
    ['plain again', '{\\strike 1\\plain 2}', '~12'],
    ['a field', '{\\field{\\*\\fldinst  PAGE }{\\fldrslt 25}}', '25'],
    ['notes, headers and comments', '6{\\footnote 1}{\\header 2}{\\*\\annotation 3}0', '60'],
    ['unknown groups for newer readers', '6{\\*\\newer 1}0', '60'],
    ['groups of older readers', '{\\upr{6}{\\*\\ud 60}}', '60'],
    ['bytes of a picture that look like words', '6{\\pict\\bin6 }\\par0}0', '60'],
    ['numbers of a list', '{\\listtext 1.\\tab}a', '1. a'],
    ['no bullets of a list', "{\\listtext\\f2 \\'b7\\tab}a", 'a'],
    ['an end of a paragraph that is deleted', 'a{\\deleted\\par}b', 'ab'],
  ])('%s', (_, rtf, expected) => {
    expect(shown(`\\pard ${rtf}\\par`)).toEqual([expected])
  })

  test('a text box follows its paragraph, once', () => {
    const box =
      '{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 9}}{\\shptxt \\pard b\\par}}{\\shprslt{\\*\\do{\\dptxbxtext b\\par}}}}'
    expect(shown(`\\pard a${box}c\\par d\\par`)).toEqual(['ac', 'b', 'd'])
  })

  test('a picture alone in a cell is not blank', () => {
    expect(shown(row(two, '{\\pict 00ff}', '1'))).toEqual(['\ufffc@0+1×1 1@1+1×1'])
  })
})

describe('the grid of a table is that of its edges', () => {
  test('cells merge sideways and downwards', () => {
    const table =
      row('\\clmgf\\cellx1000\\clmrg\\cellx2000\\clvmgf\\cellx3000', 'a', '', 'b') +
      row('\\cellx1000\\cellx2000\\clvmrg\\cellx3000', '1', '2', '')
    expect(shown(table)).toEqual(['a@0+2×1 b@2+1×2', '1@0+1×1 2@1+1×1'])
  })

  test('a cell spans the columns between its edges', () => {
    expect(shown(row('\\cellx2007', 'a') + row(two, '1', '2'))).toEqual(['a@0+2×1', '1@0+1×1 2@1+1×1'])
  })

  test('a row without a definition has that of the one before', () => {
    expect(shown(`${row(two, 'a', 'b')}\\pard\\intbl 1\\cell 2\\cell\\row`)).toEqual([
      'a@0+1×1 b@1+1×1',
      '1@0+1×1 2@1+1×1',
    ])
  })

  test('paragraphs that do not say that they stand in a table do so between \\trowd and \\row', () => {
    expect(shown(`\\trowd${two} a\\par b\\cell c\\cell\\row\\pard d\\par`)).toEqual([
      'a\nb@0+1×1 c@1+1×1',
      'd',
    ])
  })

  test('blanks between rows part no table', () => {
    expect(shown(`${row(two, 'a', 'b')} {\\pard  }\\pard  ${row(two, '1', '2')}`)).toHaveLength(2)
    expect(
      readRtf(bytesOf(`${row(two, 'a', 'b')} {\\pard  }\\pard  ${row(two, '1', '2')}`)).blocks,
    ).toHaveLength(1)
  })

  test('a nested table follows its outer table', () => {
    const inner = `\\pard\\intbl\\itap2 x\\nestcell y\\nestcell{\\*\\nesttableprops\\trowd${two}\\nestrow}{\\nonesttables\\par}`
    const table = `\\trowd${two}${inner}\\pard\\intbl a\\cell b\\cell\\row`
    expect(shown(table)).toEqual(['a@0+1×1 b@1+1×1', 'x@0+1×1 y@1+1×1'])
  })

  test('a deleted row is gone', () => {
    const gone = `\\trowd${two}\\pard\\intbl{\\deleted a\\cell 1\\cell}\\row `
    expect(shown(gone + row(two, 'b', '2'))).toEqual(['b@0+1×1 2@1+1×1'])
  })

  test('a row with fewer cells than it defines is refused', () => {
    expect(() => shown(row(two, 'a'))).toThrow(expect.objectContaining({ code: 'unreadable-file' }))
  })
})

describe('hostile files', () => {
  function outcome(bytes: Uint8Array): Document | string {
    const took = processorTime()
    try {
      return readRtf(bytes)
    } catch (error) {
      if (error instanceof NianbaoError) return error.code
      throw error
    } finally {
      expect(took()).toBeLessThan(5000)
    }
  }
  const report = Buffer.from(makeCase({ container: 'rtf', oddities: [], seed: 3 }).bytes)

  test('a file that is cut off anywhere is a failure, never half a report', () => {
    for (let part = 1; part < 50; part += 1) {
      expect(outcome(report.subarray(0, Math.floor((report.length * part) / 50)))).toBe('unreadable-file')
    }
    expect(outcome(report)).toMatchObject({ container: 'rtf', charset: 'gb18030' })
  })

  test('what follows the document is no part of it', () => {
    expect(outcome(Buffer.concat([report, Buffer.from('}}{\\par x}')]))).toEqual(outcome(report))
  })

  test('flipped bytes give a document or a failure with a code', () => {
    fc.assert(
      fc.property(fc.nat(report.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const copy = Buffer.from(report)
        copy[at] = (copy[at] ?? 0) ^ mask
        outcome(copy)
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['100,000 groups in each other', '{'.repeat(100_000)],
    ['tables 100,000 deep', '\\intbl\\itap100000 a\\par'],
    ['300,000 nested rows', row('\\cellx900', 'a').repeat(300_000)],
    [
      '65 columns',
      row(
        Array.from({ length: 65 }, (_, at) => `\\cellx${(at + 1) * 200}`).join(''),
        ...new Array<string>(65).fill('1'),
      ),
    ],
  ])('%s are too much', (_, body) => {
    expect(outcome(bytesOf(body))).toBe('too-large')
  })

  test('numbers of any size do no harm', () => {
    expect(outcome(bytesOf('\\cellx9999999999\\u9999999999 \\uc9999999999\\bin9999999999 '))).toBe(
      'unreadable-file',
    )
    expect(
      outcome(bytesOf('\\trowd\\cellx-9999999999\\cellx9999999999\\pard\\intbl 1\\cell 2\\cell\\row')),
    ).toBeTypeOf('object')
  })
})
