import { describe, expect, test } from 'vitest'
import { readXlsx } from '../src/extract/readers/xlsx.ts'
import { zip } from './documents/zip.ts'

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relsOf = (targets: Readonly<Record<string, string>>): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${Object.entries(
    targets,
  )
    .map(([kind, target]) => `<Relationship Id="${kind}" Type="${office}/${kind}" Target="${target}"/>`)
    .join('')}</Relationships>`

interface Made {
  readonly rows: string
  readonly before?: string
  readonly behind?: string
  readonly fonts?: string
  readonly dxfs?: string
  /** Content of the sheet's drawing. */
  readonly drawing?: string
}

/** A workbook of one sheet: styles 0 and 1 have the plain font and the first of `fonts`. */
function workbook({ rows, before = '', behind = '', fonts = '', dxfs = '', drawing }: Made): Uint8Array {
  const parts: Readonly<Record<string, string>> = {
    '_rels/.rels': relsOf({ officeDocument: 'xl/workbook.xml' }),
    'xl/_rels/workbook.xml.rels': relsOf({ worksheet: 'worksheets/sheet1.xml', styles: 'styles.xml' }),
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="worksheet"/></sheets></workbook>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${main} xmlns:r="${office}">${before}<sheetData>${rows}</sheetData>${behind}${drawing === undefined ? '' : '<drawing r:id="drawing"/>'}</worksheet>`,
    'xl/worksheets/_rels/sheet1.xml.rels': relsOf({ drawing: '../drawings/drawing1.xml' }),
    'xl/drawings/drawing1.xml': `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">${drawing ?? ''}</xdr:wsDr>`,
    'xl/styles.xml': `<styleSheet ${main}><fonts><font/>${fonts}</fonts><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs><dxfs>${dxfs}</dxfs></styleSheet>`,
  }
  return zip(Object.entries(parts).map(([name, body]) => ({ name, bytes: Buffer.from(body) })))
}

const shown = (made: Made): readonly (readonly string[])[] =>
  readXlsx(workbook(made)).blocks.flatMap((block) =>
    block.kind === 'table' ? block.table.rows.map((row) => row.map(({ text }) => text)) : [[block.text]],
  )

const label = (reference: string, words: string): string =>
  `<c r="${reference}" t="inlineStr"><is><t>${words}</t></is></c>`
/** A row that makes columns of the three. */
const heads = (row: number): string =>
  `<row r="${row}">${label(`A${row}`, '项')}${label(`B${row}`, '甲')}${label(`C${row}`, '乙')}</row>`
const plainRow = `<row r="1">${label('A1', '甲')}<c r="B1"><v>0</v></c><c r="C1"><v>5</v></c></row>`
const rule = (attributes: string, content = ''): string =>
  `<conditionalFormatting sqref="B1:B9 C1"><cfRule priority="1" ${attributes}>${content}</cfRule></conditionalFormatting>`
const hiding = '<dxf><numFmt numFmtId="170" formatCode=";;;"/></dxf>'
const whitening = '<dxf><font><color theme="0"/></font></dxf>'

describe('a format for a condition', () => {
  test.each([
    [
      'hides zeros',
      hiding,
      rule('type="cellIs" operator="equal" dxfId="0"', '<formula>0</formula>'),
      ['甲', '', '5'],
    ],
    [
      'hides what is large',
      hiding,
      rule('type="cellIs" operator="greaterThan" dxfId="0"', '<formula>4.5</formula>'),
      ['甲', '0', ''],
    ],
    [
      'hides what lies between',
      hiding,
      rule('type="cellIs" operator="notBetween" dxfId="0"', '<formula>0</formula><formula>4</formula>'),
      ['甲', '0', ''],
    ],
    [
      'makes white',
      whitening,
      rule('type="cellIs" operator="equal" dxfId="0"', '<formula>0</formula>'),
      ['甲', '~0', '5'],
    ],
    [
      'prints other digits',
      '<dxf><numFmt numFmtId="170" formatCode="0&quot;万&quot;"/></dxf>',
      rule('type="cellIs" operator="lessThan" dxfId="0"', '<formula>9</formula>'),
      ['甲', '0万', '5万'],
    ],
    [
      'by a formula that nobody works out here',
      hiding,
      rule('type="expression" dxfId="0"', '<formula>B1=0</formula>'),
      ['甲', '~0', '~5'],
    ],
    [
      'by other cells',
      hiding,
      rule('type="cellIs" operator="equal" dxfId="0"', '<formula>$D$1</formula>'),
      ['甲', '~0', '~5'],
    ],
    [
      'shows a bar in place of numbers',
      '',
      rule('type="dataBar"', '<dataBar showValue="0"/>'),
      ['甲', '\uFFFC', '\uFFFC'],
    ],
    ['shows a bar behind numbers', '', rule('type="dataBar"', '<dataBar/>'), ['甲', '0', '5']],
    [
      'only colours the ground',
      '<dxf><fill/></dxf>',
      rule('type="expression" dxfId="0"', '<formula>B1=0</formula>'),
      ['甲', '0', '5'],
    ],
    [
      'is white on a ground of its own',
      '<dxf><font><color rgb="FFFFFFFF"/></font><fill><patternFill><bgColor rgb="FFC00000"/></patternFill></fill></dxf>',
      rule('type="expression" dxfId="0"', '<formula>B1=0</formula>'),
      ['甲', '0', '5'],
    ],
  ])('%s', (_what, dxfs, behind, row) => {
    expect(shown({ rows: plainRow + heads(2), dxfs, behind })[0]).toEqual(row)
  })

  test('of several for one cell the first counts', () => {
    const never = rule('type="cellIs" operator="equal" dxfId="1"', '<formula>7</formula>').replace(
      '"1"',
      '"3"',
    )
    const first = rule('type="cellIs" operator="equal" dxfId="0"', '<formula>0</formula>').replace(
      'priority="1"',
      'priority="2"',
    )
    expect(shown({ rows: plainRow + heads(2), dxfs: hiding + whitening, behind: never + first })[0]).toEqual([
      '甲',
      '',
      '5',
    ])
  })
})

describe('what is hardly to be seen is marked', () => {
  test.each([
    ['white without opacity, as Python writes it', '<color rgb="00FFFFFF"/>'],
    ['as good as white', '<color rgb="FFFEFEFE"/>'],
    ['one point high', '<sz val="1"/>'],
  ])('%s', (_what, font) => {
    const rows = `<row r="1">${label('A1', '甲')}<c r="B1" s="1"><v>8854</v></c></row>`
    expect(shown({ rows, fonts: `<font>${font}</font>` })).toEqual([['甲', '~8854']])
  })

  test.each([
    ['grey', '<color theme="0" tint="-0.5"/>'],
    ['red', '<color rgb="FFFF0000"/>'],
  ])('but not what is %s', (_what, font) => {
    const rows = `<row r="1">${label('A1', '甲')}<c r="B1" s="1"><v>8854</v></c></row>`
    expect(shown({ rows, fonts: `<font>${font}</font>` })).toEqual([['甲', '8854']])
  })
})

describe('rows without height and columns without width are not shown', () => {
  const rows = (attributes: string): string =>
    `${plainRow}<row r="2"${attributes}>${label('A2', '乙')}<c r="B2"><v>7</v></c><c r="C2"><v>8</v></c></row>`

  test.each([' ht="0"', ' ht="0.0" customHeight="1"', ' ht=".1"', ' hidden="true"'])(
    'a row with%s',
    (attributes) => {
      expect(shown({ rows: rows(attributes) })).toEqual([['甲', '0', '5']])
    },
  )

  test('where a sheet hides all rows that say nothing of their height', () => {
    const before = '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>'
    expect(shown({ rows: rows(' ht="15"').replace('<row r="2"', '<row r="2"'), before })).toEqual([
      ['乙', '7', '8'],
    ])
  })

  test('a column of a hair', () => {
    const before = '<cols><col min="2" max="2" width="0.05" customWidth="1"/></cols>'
    expect(shown({ rows: rows(''), before })).toEqual([
      ['甲', '5'],
      ['乙', '8'],
    ])
  })
})

const place = (kind: 'from' | 'to', column: number, row: number): string =>
  `<xdr:${kind}><xdr:col>${column}</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>9</xdr:rowOff></xdr:${kind}>`
const between = (from: readonly [number, number], to: readonly [number, number], content: string): string =>
  `<xdr:twoCellAnchor>${place('from', ...from)}${place('to', ...to)}${content}</xdr:twoCellAnchor>`

describe('a picture on a sheet', () => {
  const picture = '<xdr:pic/>'
  const rows = `<row r="1">${label('A1', '甲')}<c r="B1"/><c r="C1"><v>5</v></c></row><row r="2">${label('A2', '乙')}<c r="B2"><v>7</v></c></row>`

  test('in a blank cell may be its figure', () => {
    expect(shown({ rows, drawing: between([1, 0], [1, 0], picture) })).toEqual([
      ['甲', '\uFFFC', '5'],
      ['乙', '7', ''],
    ])
  })

  test('in a blank merged cell, too', () => {
    const behind = '<mergeCells><mergeCell ref="C1:C2"/></mergeCells>'
    const blank = rows.replace('<v>5</v>', '') + heads(3)
    const drawing = between([2, 0], [2, 1], picture)
    expect(shown({ rows: blank, behind, drawing }).slice(0, 2)).toEqual([
      ['甲', '', '\uFFFC'],
      ['乙', '7'],
    ])
  })

  test('over several cells is a seal, and one beside figures an ornament', () => {
    const drawing = between([1, 0], [2, 1], picture) + between([1, 1], [1, 1], picture)
    expect(shown({ rows, drawing })).toEqual([
      ['甲', '', '5'],
      ['乙', '7', ''],
    ])
  })

  test('a text box and a drawn shape in a blank cell are no blank either', () => {
    const box = '<xdr:sp><xdr:txBody><a:p><a:r><a:t>9</a:t></a:r></a:p></xdr:txBody></xdr:sp>'
    expect(shown({ rows, drawing: between([1, 0], [1, 0], box) })[0]).toEqual(['甲', '\uFFFC', '5'])
  })
})
