import type { Draft } from './draft.ts'
import { type Random, random } from './random.ts'
import { type MadeCell, type MadeSheet, sheetsOf } from './sheetDraft.ts'
import { writeCfb } from './writeCfb.ts'

const short = (value: number): Buffer => {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}
const long = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(value | 0)
  return bytes
}
const double = (value: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return bytes
}

/** One record ([MS-XLS] 2.1.4). */
export const record = (type: number, ...data: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(data)
  return Buffer.concat([short(type), short(body.length), body])
}

const isNarrow = (text: string): boolean => /^[\0-\xff]*$/u.test(text)
const characters = (text: string, narrow: boolean): Buffer => Buffer.from(text, narrow ? 'latin1' : 'utf16le')

/** A text with its flags; the length before it has one byte or two. */
const unicode = (text: string, length: 1 | 2): Buffer =>
  Buffer.concat([
    length === 1 ? Buffer.of(text.length) : short(text.length),
    Buffer.of(isNarrow(text) ? 0 : 1),
    characters(text, isNarrow(text)),
  ])

/** The shared strings in records of at most `most` bytes: cut anywhere in a text, which then goes on as wide or narrow anew. */
export function stringRecords(strings: readonly string[], most: number): Buffer {
  const records: Buffer[][] = [[long(strings.length), long(strings.length)]]
  const left = (): number => most - (records.at(-1) ?? []).reduce((sum, { length }) => sum + length, 0)
  const put = (bytes: Buffer): void => void records.at(-1)?.push(bytes)
  for (const text of strings) {
    if (left() < 6) records.push([])
    let rest = text
    put(Buffer.concat([short(text.length), Buffer.of(isNarrow(text) ? 0 : 1)]))
    let narrow = isNarrow(text)
    while (rest.length > 0) {
      const room = Math.floor(left() / (narrow ? 1 : 2))
      put(characters(rest.slice(0, room), narrow))
      rest = rest.slice(room)
      if (rest === '') break
      narrow = isNarrow(rest)
      records.push([Buffer.of(narrow ? 0 : 1)])
    }
  }
  return Buffer.concat(records.map((parts, index) => record(index === 0 ? 0xfc : 0x3c, ...parts)))
}

class Tables {
  readonly strings: string[] = []
  readonly formats: string[] = ['General']

  string(text: string): number {
    const known = this.strings.indexOf(text)
    return known >= 0 ? known : this.strings.push(text) - 1
  }

  style(format: string): number {
    const known = this.formats.indexOf(format)
    return known >= 0 ? known : this.formats.push(format) - 1
  }
}

const isShortNumber = (value: number): boolean => Number.isInteger(value) && Math.abs(value) < 2 ** 29

function cellRecord({ row, column, typed }: MadeCell, tables: Tables, dice: Random): Buffer {
  const style = typed.kind === 'text' ? 0 : tables.style(typed.format)
  const place = Buffer.concat([short(row), short(column), short(style)])
  if (typed.kind === 'text') {
    if (dice.chance(0.1)) return record(0x0204, place, unicode(typed.text, 2))
    return record(0xfd, place, long(tables.string(typed.text)))
  }
  if (typed.kind === 'formula') {
    const tokens = Buffer.of(0x1e, 1, 0)
    return record(0x06, place, double(typed.value), short(0), long(0), short(tokens.length), tokens)
  }
  if (!isShortNumber(typed.value)) return record(0x0203, place, double(typed.value))
  const bits = long((typed.value << 2) | 2)
  if (dice.chance(0.5)) return record(0x027e, place, bits)
  // One cell is a short row of them.
  return record(0xbd, short(row), short(column), short(style), bits, short(column))
}

const begin = (kind: number): Buffer =>
  record(0x0809, short(0x0600), short(kind), short(0), short(0), long(0), long(6))
const end = record(0x0a)

function sheetRecords(
  { cells, merges, hiddenRows, hiddenColumns }: MadeSheet,
  tables: Tables,
  dice: Random,
): Buffer {
  const inOrder = cells.toSorted((a, b) => a.row - b.row || a.column - b.column)
  return Buffer.concat([
    begin(0x10),
    ...hiddenColumns.map((column) =>
      record(0x7d, short(column), short(column), short(2000), short(0), short(1), short(0)),
    ),
    ...hiddenRows.map((row) =>
      record(0x0208, short(row), short(0), short(9), short(270), long(0), long(0x0120)),
    ),
    ...inOrder.map((cell) => cellRecord(cell, tables, dice)),
    record(0x023e, short(0x06b6), Buffer.alloc(16)),
    record(
      0xe5,
      short(merges.length),
      ...merges.flatMap(({ top, left, bottom, right }) => [top, bottom, left, right].map(short)),
    ),
    end,
  ])
}

const font = record(0x31, ...[220, 0, 0x7fff, 400, 0].map(short), Buffer.alloc(4), unicode('宋体', 1))

/** A workbook of Excel 97 ([MS-XLS]) with these sheets; `key` decides how cells and texts are stored. */
export function packXls(sheets: readonly MadeSheet[], key: string): Buffer {
  const dice = random(`xls:${key}`)
  const tables = new Tables()
  const bodies = sheets.map((sheet) => sheetRecords(sheet, tables, dice))
  const list = (starts: readonly number[]): readonly Buffer[] =>
    sheets.map(({ name, hidden }, index) =>
      record(0x85, long(starts[index] ?? 0), Buffer.of(hidden ? 1 : 0, 0), unicode(name, 1)),
    )
  const globals = (starts: readonly number[], strings: Buffer): Buffer =>
    Buffer.concat([
      begin(0x05),
      ...Array.from({ length: 5 }, () => font),
      ...tables.formats.slice(1).map((code, index) => record(0x041e, short(164 + index), unicode(code, 2))),
      ...tables.formats.map((_code, index) =>
        record(0xe0, short(0), short(index === 0 ? 0 : 163 + index), Buffer.alloc(16)),
      ),
      ...list(starts),
      strings,
      end,
    ])
  const strings = stringRecords(tables.strings, dice.pick([60, 500, 8224]))
  let start = globals([], strings).length
  const starts = bodies.map(({ length }) => (start += length) - length)
  return writeCfb({ Workbook: Buffer.concat([globals(starts, strings), ...bodies]) })
}

/** The draft as a workbook of Excel 97. */
export const writeXls = (draft: Draft, key: string): Uint8Array => packXls(sheetsOf(draft, key), key)
