import type { ByteView } from './byteView.ts'
import { damagedFile } from './damagedFile.ts'
import { SheetBuilder, type Sheet } from './sheet.ts'
import { printedNumber, printedText } from './sheetLook.ts'
import type { XlsGlobals } from './xlsGlobals.ts'
import { recordsFrom, recordType, type XlsRecord } from './xlsRecords.ts'
import { dressedRuns, readText, RecordReader } from './xlsText.ts'

/** A cell whose text comes in a record of its own. */
interface Place {
  readonly row: number
  readonly column: number
  readonly style: number
}

const errors: ReadonlyMap<number, string> = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
])

/** Reads one sheet ([MS-XLS] 2.1.7.20.5) from its own bytes: what each cell prints, merged cells, hidden rows and columns. */
export function readXlsSheet(bytes: ByteView, name: string, globals: XlsGlobals): Sheet {
  // Whether zeros are shown stands behind the cells.
  let showsZeros = true
  for (const { type, data } of recordsFrom(bytes, 0)) {
    if (type === recordType.window) showsZeros = (data.u16(0) & 0x10) !== 0
  }
  const reader = new SheetReader(name, globals, showsZeros)
  for (const record of recordsFrom(bytes, 0)) reader.read(record)
  return reader.finish()
}

class SheetReader {
  readonly #globals: XlsGlobals
  readonly #builder: SheetBuilder
  readonly #showsZeros: boolean
  /** The formula at hand, when its result is a text. */
  #waiting: Place | null = null

  constructor(name: string, globals: XlsGlobals, showsZeros: boolean) {
    this.#globals = globals
    this.#builder = new SheetBuilder(name)
    this.#showsZeros = showsZeros
  }

  finish(): Sheet {
    return this.#builder.finish()
  }

  read(record: XlsRecord): void {
    this.#readers[record.type]?.(record)
  }

  readonly #readers: Readonly<Record<number, (record: XlsRecord) => void>> = {
    [recordType.row]: ({ data }) => {
      const isFlat = (data.u16(6) & 0x7fff) === 0
      if ((data.u16(12) & 0x20) !== 0 || isFlat) this.#builder.hideRow(data.u16(0))
    },
    [recordType.columns]: ({ data }) => {
      const isHidden = (data.u16(8) & 1) !== 0 || data.u16(4) === 0
      if (isHidden) this.#builder.hideColumns(data.u16(0), data.u16(2))
    },
    [recordType.merges]: ({ data }) => {
      this.#merges(data)
    },
    [recordType.sharedText]: ({ data }) => {
      const text = this.#globals.strings[data.u32(6)]
      if (text === undefined) throw damagedFile('a cell names a text that the workbook does not have')
      this.#text(placeOf(data), text)
    },
    [recordType.text]: (record) => {
      const text = readText(new RecordReader(record, 8), record.data.u16(6), this.#globals.fontOf)
      this.#text(placeOf(record.data), text)
    },
    [recordType.richText]: (record) => {
      this.#richText(record)
    },
    [recordType.number]: ({ data }) => {
      this.#number(placeOf(data), doubleAt(data, 6))
    },
    [recordType.shortNumber]: ({ data }) => {
      this.#number(placeOf(data), shortNumber(data.u32(6)))
    },
    [recordType.shortNumbers]: ({ data }) => {
      const [row, first] = [data.u16(0), data.u16(2)]
      for (let at = 4; at + 8 <= data.length; at += 6) {
        const place = { row, column: first + (at - 4) / 6, style: data.u16(at) }
        this.#number(place, shortNumber(data.u32(at + 2)))
      }
    },
    [recordType.formula]: ({ data }) => {
      this.#formula(data)
    },
    [recordType.formulaText]: (record) => {
      if (this.#waiting === null) return
      const text = readText(new RecordReader(record, 2), record.data.u16(0), this.#globals.fontOf)
      this.#text(this.#waiting, text)
      this.#waiting = null
    },
    [recordType.truth]: ({ data }) => {
      this.#text(placeOf(data), truth(data.u8(6), data.u8(7) !== 0))
    },
  }

  #merges(data: ByteView): void {
    for (let index = 0; index < data.u16(0); index += 1) {
      const at = 2 + index * 8
      const [top, bottom] = [data.u16(at), data.u16(at + 2)]
      this.#builder.merge({ top, bottom, left: data.u16(at + 4), right: data.u16(at + 6) })
    }
  }

  /** The result of a formula: a number, or a mark for another kind ([MS-XLS] 2.5.133). */
  #formula(data: ByteView): void {
    const place = placeOf(data)
    if (data.u16(12) !== 0xffff) {
      this.#number(place, doubleAt(data, 6))
      return
    }
    const kind = data.u8(6)
    this.#waiting = kind === 0 ? place : null
    if (kind === 1 || kind === 2) this.#text(place, truth(data.u8(8), kind === 2))
  }

  #richText(record: XlsRecord): void {
    const { fontOf } = this.#globals
    const reader = new RecordReader(record, 8)
    const characters = reader.characters(record.data.u16(6), (reader.u8() & 1) !== 0)
    const runs = Array.from({ length: reader.u16() }, () => ({ from: reader.u16(), font: reader.u16() }))
    this.#text(placeOf(record.data), dressedRuns(characters, runs, fontOf))
  }

  #text({ row, column, style }: Place, text: string): void {
    this.#builder.add(row, column, printedText(text, this.#globals.styles(style)))
  }

  #number({ row, column, style }: Place, value: number): void {
    if (!Number.isFinite(value)) throw damagedFile('a cell holds a number that is none')
    this.#builder.add(row, column, printedNumber(value, this.#globals.styles(style), this.#showsZeros))
  }
}

const placeOf = (data: ByteView): Place => ({ row: data.u16(0), column: data.u16(2), style: data.u16(4) })

const doubleAt = (data: ByteView, at: number): number => data.part(at, 8).bytes.readDoubleLE(0)

/** A whole number of 30 bits or the upper part of a double, perhaps times 100 ([MS-XLS] 2.5.217). */
function shortNumber(bits: number): number {
  const value = (bits & 2) !== 0 ? bits >> 2 : upperDouble(bits & ~3)
  return (bits & 1) !== 0 ? value / 100 : value
}

function upperDouble(bits: number): number {
  const bytes = Buffer.alloc(8)
  bytes.writeInt32LE(bits, 4)
  return bytes.readDoubleLE(0)
}

const truth = (value: number, isError: boolean): string =>
  isError ? (errors.get(value) ?? '#ERROR') : value === 0 ? 'FALSE' : 'TRUE'
