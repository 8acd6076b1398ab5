import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NianbaoError } from '../src/errors.ts'
import { readXlsx } from '../src/extract/readers/xlsx.ts'
import type { Document } from '../src/model/document.ts'
import type { MadeCell, MadeSheet, Typed } from './documents/sheetDraft.ts'
import { packXlsx } from './documents/writeXlsx.ts'
import { zip } from './documents/zip.ts'
import { processorTime } from './running/processorTime.ts'

const text = (words: string): Typed => ({ kind: 'text', text: words })
const grid = (...rows: readonly (readonly (string | number | null)[])[]): readonly MadeCell[] =>
  rows.flatMap((cells, row) =>
    cells.flatMap((value, column): readonly MadeCell[] => {
      if (value === null) return []
      const typed: Typed =
        typeof value === 'string' ? text(value) : { kind: 'number', value, format: 'General' }
      return [{ row, column, typed }]
    }),
  )
const sheet = (cells: readonly MadeCell[], over: Partial<MadeSheet> = {}): MadeSheet => ({
  ...{ name: 'Sheet1', hidden: false, cells, merges: [], hiddenRows: [], hiddenColumns: [] },
  ...over,
})
const readSheets = (...sheets: readonly MadeSheet[]): Document => readXlsx(packXlsx(sheets, 'test'))

/** Paragraphs as their text, tables as rows of cells; a span stands behind the text. */
const shape = ({ blocks }: Document): unknown =>
  blocks.map((block) =>
    block.kind === 'paragraph'
      ? block.text
      : block.table.rows.map((row) =>
          row.map(({ text: words, rowSpan, columnSpan }) =>
            rowSpan * columnSpan === 1 ? words : `${words}[${rowSpan}×${columnSpan}]`,
          ),
        ),
  )

const base = packXlsx([sheet(grid(['规章', 1]))], 'parts')
/** The workbook with other parts; a part of null is left out. */
function withParts(parts: Readonly<Record<string, string | null>>): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const rels = (...kinds: readonly (readonly [string, string])[]): string =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${kinds
      .map(([kind, target], at) => `<Relationship Id="r${at}" Type="${office}/${kind}" Target="${target}"/>`)
      .join('')}</Relationships>`
  const all: Readonly<Record<string, string | null>> = {
    '_rels/.rels': rels(['officeDocument', 'xl/workbook.xml']),
    'xl/_rels/workbook.xml.rels': rels(
      ['worksheet', 'worksheets/sheet1.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
      ['styles', 'styles.xml'],
    ),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="r0"/></sheets></workbook>`,
    ...parts,
  }
  const wrapped = (body: string): string => body.replaceAll('MAIN', `xmlns="${main}"`)
  return zip(
    Object.entries(all).flatMap(([name, body]) =>
      body === null ? [] : [{ name, bytes: Buffer.from(wrapped(body)) }],
    ),
  )
}
const rows = (body: string, more = ''): Uint8Array =>
  withParts({
    'xl/worksheets/sheet1.xml': `<worksheet MAIN><sheetData>${body}</sheetData>${more}</worksheet>`,
  })

function failure(bytes: Uint8Array): string {
  try {
    readXlsx(bytes)
  } catch (error) {
    if (error instanceof NianbaoError) return error.code
    throw error
  }
  return 'no failure'
}

describe('a sheet', () => {
  test('gives its table with true spans, blank cells in their places, and lines above it as words', () => {
    const merges = [
      { top: 0, left: 0, bottom: 0, right: 3 },
      { top: 1, left: 0, bottom: 2, right: 0 },
      { top: 1, left: 1, bottom: 1, right: 2 },
    ]
    const cells = grid(
      ['某市财政局2023年年报', null, null, null],
      ['申请人情况', '法人', null, '总计'],
      [null, '商业企业', '科研机构', null],
      ['新收', 3, null, 3],
    )
    expect(shape(readSheets(sheet(cells, { merges })))).toEqual([
      '某市财政局2023年年报',
      [
        ['申请人情况[2×1]', '法人[1×2]', '总计'],
        ['商业企业', '科研机构', ''],
        ['新收', '3', '', '3'],
      ],
    ])
  })

  test('begins with its name, unless the program gave it', () => {
    const cells = grid(['规章', 1])
    const read = readSheets(sheet(cells, { name: '表二' }), sheet(cells, { name: 'Sheet2' }))
    expect(shape(read)).toEqual(['表二', [['规章', '1']], [['规章', '1']]])
  })

  test('that is hidden, or a hidden row or column, is not shown', () => {
    const cells = grid(['规章', 1, 2], ['秘密', 3, 4], ['许可', 5, 6])
    const read = readSheets(
      sheet(cells, { hiddenRows: [1], hiddenColumns: [1] }),
      sheet(cells, { name: '底稿', hidden: true }),
    )
    expect(shape(read)).toEqual([
      [
        ['规章', '2'],
        ['许可', '6'],
      ],
    ])
  })

  test('shows a merged cell as long as a part of it is visible, and never what it covers', () => {
    const cells = grid(['一', '甲', 1], [null, '乙', 2], [99, '丙', 3])
    const merges = [{ top: 0, left: 0, bottom: 2, right: 0 }]
    expect(shape(readSheets(sheet(cells, { merges, hiddenRows: [0] })))).toEqual([
      [
        ['一[2×1]', '乙', '2'],
        ['丙', '3'],
      ],
    ])
  })

  test('keeps tables apart that a line or a blank row and another width part', () => {
    const line = { top: 2, left: 0, bottom: 2, right: 1 }
    const cells = [
      ...grid(['规章', 1], ['许可', 2], ['三、申请情况'], ['新收', 3]),
      ...grid(['维持', '纠正', '其他'], [1, 2, 3]).map((cell) => ({ ...cell, row: cell.row + 6 })),
    ]
    expect(shape(readSheets(sheet(cells, { merges: [line] })))).toEqual([
      [
        ['规章', '1'],
        ['许可', '2'],
      ],
      '三、申请情况',
      [['新收', '3']],
      [
        ['维持', '纠正', '其他'],
        ['1', '2', '3'],
      ],
    ])
  })

  test('keeps a body in the columns of its header across a blank row', () => {
    const cells = grid(['项目', '甲', '乙', '丙'], [], ['规章', null, 2, null])
    expect(shape(readSheets(sheet(cells)))).toEqual([
      [
        ['项目', '甲', '乙', '丙'],
        ['规章', '', '2', ''],
      ],
    ])
  })

  test('reads a label without any figure as a row of blanks', () => {
    expect(shape(readSheets(sheet(grid(['项目', '甲'], ['规章'], ['许可', 2]))))).toEqual([
      [
        ['项目', '甲'],
        ['规章', ''],
        ['许可', '2'],
      ],
    ])
  })

  test('gives each line of a long cell as a paragraph', () => {
    expect(shape(readSheets(sheet(grid(['一、总体情况\n收到申请3件。']))))).toEqual([
      '一、总体情况',
      '收到申请3件。',
    ])
  })

  test('whose zeros are not shown has blanks in their place', () => {
    const read = readXlsx(
      withParts({
        'xl/worksheets/sheet1.xml':
          '<worksheet MAIN><sheetViews><sheetView showZeros="0"/></sheetViews><sheetData><row><c t="str"><v>项目</v></c><c t="str"><v>甲</v></c><c t="str"><v>乙</v></c></row><row><c t="str"><v>规章</v></c><c><v>0</v></c><c><v>7</v></c></row></sheetData></worksheet>',
      }),
    )
    expect(shape(read)).toEqual([
      [
        ['项目', '甲', '乙'],
        ['规章', '', '7'],
      ],
    ])
  })

  test('a formula whose result was not saved is not taken for blank', () => {
    expect(shape(readXlsx(rows('<row><c t="str"><v>规章</v></c><c><f>B2+B3</f></c></row>')))).toEqual([
      [['规章', '\uFFFC']],
    ])
    // As programs without a calculator write it (openpyxl): an empty result, and no type.
    expect(shape(readXlsx(rows('<row><c t="str"><v>规章</v></c><c><f>B2+B3</f><v></v></c></row>')))).toEqual([
      [['规章', '\uFFFC']],
    ])
    expect(shape(readXlsx(rows('<row><c t="str"><v>规章</v></c><c><f>B2+B3</f><v/></c></row>')))).toEqual([
      [['规章', '\uFFFC']],
    ])
  })

  test('a formula whose result is no word at all is blank', () => {
    expect(
      shape(readXlsx(rows('<row><c t="str"><v>规章</v></c><c t="str"><f>IF(1,"",0)</f><v></v></c></row>'))),
    ).toEqual(['规章'])
  })

  test('struck digits are marked, and raised ones kept apart', () => {
    const strings =
      '<sst MAIN><si><t>规章</t></si><si><r><t>60</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></si><si><r><rPr><strike/></rPr><t>12</t></r><r><t>15</t></r></si></sst>'
    const read = readXlsx(
      withParts({
        'xl/sharedStrings.xml': strings,
        'xl/worksheets/sheet1.xml':
          '<worksheet MAIN><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row></sheetData></worksheet>',
      }),
    )
    expect(shape(read)).toEqual([[['规章', '60^1', '~1215']]])
  })

  test('a figure in a struck or white font is marked', () => {
    const styles =
      '<styleSheet MAIN><fonts><font/><font><strike/></font><font><color rgb="FFFFFFFF"/></font></fonts><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="4" fontId="1"/><xf numFmtId="0" fontId="2"/></cellXfs></styleSheet>'
    const read = readXlsx(
      withParts({
        'xl/styles.xml': styles,
        'xl/worksheets/sheet1.xml':
          '<worksheet MAIN><sheetData><row><c t="str"><v>规章</v></c><c s="1"><v>1200</v></c><c s="2"><v>3</v></c></row></sheetData></worksheet>',
      }),
    )
    expect(shape(read)).toEqual([[['规章', '~1,200.00', '~3']]])
  })

  test('any grid of texts and numbers is read back as it was', () => {
    const value = fc.oneof(fc.constantFrom('规章', '（一）予以公开', 'a&<b>"'), fc.nat(1e9))
    const made = fc
      .integer({ min: 2, max: 12 })
      .chain((width) =>
        fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 30 }),
      )
    fc.assert(
      fc.property(made, (table) => {
        expect(shape(readSheets(sheet(grid(...table))))).toEqual([table.map((row) => row.map(String))])
      }),
    )
  })
})

describe('a hostile workbook', () => {
  test('with a million blank rows costs little', () => {
    const body = Array.from(
      { length: 200_000 },
      (_, at) => `<row r="${at + 1}"><c r="A${at + 1}" s="1"/></row>`,
    )
    const took = processorTime()
    expect(shape(readXlsx(rows(`<row><c t="str"><v>公开</v></c></row>${body.slice(1).join('')}`)))).toEqual([
      '公开',
    ])
    expect(took()).toBeLessThan(5000)
  })

  test.each([
    [
      '200,000 cells with words',
      rows(`<row>${'<c t="b"><v>1</v></c>'.repeat(16_000)}</row>`.repeat(13)),
      'too-large',
    ],
    ['3,000 rows', rows('<row><c><v>1</v></c><c><v>2</v></c></row>'.repeat(3000)), 'too-large'],
    ['65 columns', rows(`<row>${'<c><v>1</v></c>'.repeat(65)}</row>`), 'too-large'],
    [
      'a label over a million rows',
      rows(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>1</v></c></row>',
        '<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>',
      ),
      'too-large',
    ],
    ['a cell that stands nowhere', rows('<row><c r="ZZZ9999999"><v>1</v></c></row>'), 'unreadable-file'],
    ['a cell at no place', rows('<row><c r="1A"><v>1</v></c></row>'), 'unreadable-file'],
    ['a cell twice', rows('<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'), 'unreadable-file'],
    ['a text that is not there', rows('<row><c t="s"><v>7</v></c></row>'), 'unreadable-file'],
    [
      'a DOCTYPE',
      withParts({ 'xl/worksheets/sheet1.xml': '<!DOCTYPE a><worksheet MAIN/>' }),
      'unreadable-file',
    ],
    ['no workbook', withParts({ 'xl/workbook.xml': null }), 'unreadable-file'],
    ['a sheet that is not there', withParts({}), 'unreadable-file'],
  ])('%s', (_what, bytes, code) => {
    expect(failure(bytes)).toBe(code)
  })

  test('with one sheet named a thousand times is not opened', () => {
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    const list = '<sheet name="a" sheetId="1" r:id="r0"/>'.repeat(1000)
    const bytes = withParts({
      'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${list}</sheets></workbook>`,
      'xl/worksheets/sheet1.xml': `<worksheet MAIN><sheetData>${Array.from({ length: 3000 }, (_, at) => `<row r="${at + 1}" ht="${at}"/>`).join('')}</sheetData></worksheet>`,
    })
    expect(failure(bytes)).toBe('too-large')
  })

  test('cut off anywhere, or with a byte changed, gives a failure with a code or the same words', () => {
    const whole = shape(readXlsx(base))
    for (let at = 0; at < base.length; at += 97) expect(failure(base.subarray(0, at))).not.toBe('no failure')
    fc.assert(
      fc.property(fc.nat(base.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const copy = Buffer.from(base)
        copy[at] = (copy[at] ?? 0) ^ by
        if (failure(copy) === 'no failure') expect(shape(readXlsx(copy))).toEqual(whole)
      }),
    )
  })
})
