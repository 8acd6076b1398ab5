import { read as readByOther, utils, write as writeByOther } from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NianbaoError } from '../src/errors.ts'
import { readXls } from '../src/extract/readers/xls.ts'
import { readXlsx } from '../src/extract/readers/xlsx.ts'
import type { Document } from '../src/model/document.ts'
import type { MadeSheet, Typed } from './documents/sheetDraft.ts'
import { writeCfb } from './documents/writeCfb.ts'
import { packXls, record, stringRecords } from './documents/writeXls.ts'
import { packXlsx } from './documents/writeXlsx.ts'

const typedOf = (value: string | number): Typed =>
  typeof value === 'string' ? { kind: 'text', text: value } : { kind: 'number', value, format: '#,##0.00' }
const sheetOf = (...rows: readonly (readonly (string | number)[])[]): MadeSheet => ({
  name: '表二',
  hidden: false,
  cells: rows.flatMap((cells, row) => cells.map((value, column) => ({ row, column, typed: typedOf(value) }))),
  merges: [],
  hiddenRows: [],
  hiddenColumns: [],
})
const words = ({ blocks }: Document): unknown =>
  blocks.map((block) =>
    block.kind === 'paragraph' ? block.text : block.table.rows.map((row) => row.map(({ text }) => text)),
  )

function failure(bytes: Uint8Array): string {
  try {
    readXls(bytes)
  } catch (error) {
    if (error instanceof NianbaoError) return error.code
    throw error
  }
  return 'no failure'
}

const short = (value: number): Buffer => Buffer.of(value & 0xff, value >> 8)
const begin = (kind: number, version = 0x0600): Buffer =>
  record(0x0809, short(version), short(kind), Buffer.alloc(12))
const end = record(0x0a)
const narrow = (text: string): Buffer =>
  Buffer.concat([short(text.length), Buffer.of(0), Buffer.from(text, 'latin1')])
/** A workbook with one sheet of these records, and these among those of the whole. */
function workbook(records: readonly Buffer[], globals: readonly Buffer[] = [], sheets = 1): Buffer {
  const place = (start: number): Buffer =>
    record(0x85, short(start), short(0), Buffer.of(0, 0, 1, 0), Buffer.from('a'))
  const head = (start: number): Buffer =>
    Buffer.concat([begin(5), ...globals, ...Array.from({ length: sheets }, () => place(start)), end])
  const stream = Buffer.concat([head(head(0).length), begin(0x10), ...records, end])
  return writeCfb({ Workbook: stream })
}
const cell = (row: number, column: number, ...more: readonly Buffer[]): Buffer =>
  Buffer.concat([short(row), short(column), short(0), ...more])
const label = (row: number, column: number, text: string): Buffer =>
  record(0x0204, cell(row, column, narrow(text)))

describe('a workbook of Excel 97', () => {
  test('says the same as its twin of today', () => {
    const made: readonly MadeSheet[] = [
      {
        ...sheetOf(['规章', 1, 65159.3], ['许可', 7, 0], ['处罚', 2, 3]),
        merges: [{ top: 0, left: 1, bottom: 0, right: 2 }],
        hiddenRows: [1],
      },
      { ...sheetOf(['底稿', 9]), hidden: true },
    ]
    expect(readXls(packXls(made, 'twin')).blocks).toEqual(readXlsx(packXlsx(made, 'twin')).blocks)
  })

  test('that another program writes is read as that program shows it', () => {
    const rows = [
      ['信息内容', '本年制发件数', '现行有效件数'],
      ['规章', 1, 4],
      ['行政规范性文件', 1.25, 398963],
      ['收费', 123456789.5, -3],
      ['ASCII', true, 0],
    ]
    const sheet = utils.aoa_to_sheet(rows)
    sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 1, c: 0 } }]
    const book = utils.book_new()
    utils.book_append_sheet(book, sheet, '表二')
    const bytes = writeByOther(book, { type: 'buffer', bookType: 'biff8' }) as Buffer
    expect(words(readXls(bytes))).toEqual([
      '表二',
      [
        ['信息内容', '本年制发件数', '现行有效件数'],
        ['1', '4'],
        ['行政规范性文件', '1.25', '398963'],
        ['收费', '123456789.5', '-3'],
        ['ASCII', 'TRUE', '0'],
      ],
    ])
  })

  test('that we write for tests is read by another program, so that it is not our own dialect', () => {
    const value = fc.oneof(
      fc.constantFrom('规章', 'a&b', '（一）予以公开 3'),
      fc.integer({ min: 0, max: 1e9 }),
    )
    const grids = fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 9 })
    fc.assert(
      fc.property(grids, fc.nat(99), (rows, key) => {
        const bytes = packXls([sheetOf(...rows)], String(key))
        const { Sheets } = readByOther(bytes, { type: 'buffer' })
        const shown = utils.sheet_to_json(Sheets['表二'] ?? {}, { header: 1, raw: false })
        expect(words(readXls(bytes))).toEqual(['表二', shown])
      }),
      { numRuns: 50 },
    )
  })

  test('texts that are cut anywhere between records, wide or narrow, are whole', () => {
    const texts = ['abc公开12345678901234567890', '公开'.repeat(40), 'x'.repeat(90), '一、总体情况']
    for (let most = 20; most < 120; most += 1) {
      const cells = texts.map((_text, row) => record(0xfd, cell(row, 0, short(row), short(0))))
      expect(words(readXls(workbook(cells, [stringRecords(texts, most)])))).toEqual(['a', ...texts])
    }
  })

  test('a formula gives its saved result, also a text', () => {
    const result = Buffer.of(0, 0, 0, 0, 0, 0, 0xff, 0xff)
    const records = [
      label(0, 0, 'a'),
      record(0x06, cell(0, 1, result, Buffer.alloc(6), short(0))),
      record(0x0207, narrow('60')),
      record(0x06, cell(0, 2, Buffer.from([0, 0, 0, 0, 0, 0, 0x45, 0x40]), Buffer.alloc(6), short(0))),
      record(0x06, cell(0, 3, Buffer.of(2, 0, 7, 0, 0, 0, 0xff, 0xff), Buffer.alloc(6), short(0))),
    ]
    expect(words(readXls(workbook(records)))).toEqual(['a', [['a', '60', '42', '#DIV/0!']]])
  })

  test('short numbers are whole, in hundredths, or halves of a double', () => {
    const bits = (value: number): Buffer => {
      const bytes = Buffer.alloc(4)
      bytes.writeInt32LE(value)
      return bytes
    }
    const records = [
      label(0, 0, 'a'),
      record(0x027e, cell(0, 1, bits((-7 << 2) | 2))),
      record(0x027e, cell(0, 2, bits((12345 << 2) | 3))),
      record(0x027e, cell(0, 3, bits(0x40450000))),
      record(0xbd, short(0), short(4), short(0), bits((1 << 2) | 2), short(0), bits((2 << 2) | 2), short(5)),
    ]
    expect(words(readXls(workbook(records)))).toEqual(['a', [['a', '-7', '123.45', '42', '1', '2']]])
  })

  test('hidden columns and zeros that are not shown are not read', () => {
    const number = (column: number, value: number): Buffer =>
      record(0x027e, cell(0, column, Buffer.of((value << 2) | 2, 0, 0, 0)))
    const records = [
      record(0x7d, short(1), short(1), short(2000), short(0), short(1), short(0)),
      label(0, 0, 'a'),
      number(1, 9),
      number(2, 0),
      number(3, 8),
      label(1, 2, 'b'),
      label(1, 3, 'c'),
      record(0x023e, short(0x06a6), Buffer.alloc(16)),
    ]
    expect(words(readXls(workbook(records)))).toEqual([
      'a',
      [
        ['a', '', '8'],
        ['', 'b', 'c'],
      ],
    ])
  })
})

describe('a hostile workbook of Excel 97', () => {
  const merge = record(0xe5, short(1), short(0), short(0xffff), short(0), short(0))
  test.each([
    ['encrypted', workbook([], [record(0x2f, Buffer.alloc(6))]), 'unreadable-file'],
    ['of Excel 95', writeCfb({ Book: Buffer.concat([begin(5, 0x0500), end]) }), 'unreadable-file'],
    ['without an end', writeCfb({ Workbook: begin(5) }), 'unreadable-file'],
    [
      'with a text that is not there',
      workbook([record(0xfd, cell(0, 0, short(9), short(0)))]),
      'unreadable-file',
    ],
    ['with one sheet named a thousand times', workbook([label(0, 0, 'a')], [], 1000), 'unreadable-file'],
    [
      'with a label over 65,536 rows',
      workbook([label(0, 0, 'a'), label(0xffff, 1, 'b'), merge]),
      'too-large',
    ],
    [
      'with a number that is none',
      workbook([record(0x0203, cell(0, 0, Buffer.alloc(8, 0xff)))]),
      'unreadable-file',
    ],
  ])('%s', (_what, bytes, code) => {
    expect(failure(bytes)).toBe(code)
  })

  test('cut off anywhere, or with a byte changed, never fails without a code', () => {
    const base = packXls([sheetOf(['规章', 1, 65159.3], ['许可', 7, 0])], 'hostile')
    for (let at = 0; at < base.length; at += 31) failure(base.subarray(0, at))
    fc.assert(
      fc.property(fc.nat(base.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const copy = Buffer.from(base)
        copy[at] = (copy[at] ?? 0) ^ by
        expect(['no failure', 'unreadable-file', 'too-large']).toContain(failure(copy))
      }),
      { numRuns: 2000 },
    )
  })
})
