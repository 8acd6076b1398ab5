import { NianbaoError } from '../../errors.ts'
import type { ByteView } from './byteView.ts'
import type { Calendar } from './sheetDate.ts'
import type { FontLook } from './sheetLook.ts'
import { cellStyles, type CellStyles, type NamedStyle } from './sheetStyles.ts'
import { recordsFrom, recordType, type XlsRecord } from './xlsRecords.ts'
import { fontsByNumber, readStrings, readText, RecordReader, type FontOf } from './xlsText.ts'

/** A visible sheet: its name and where in the stream its records begin. */
export interface SheetPlace {
  readonly name: string
  readonly start: number
}

/** What the first part of the stream says of the whole workbook ([MS-XLS] 2.1.7.20.3). */
export interface XlsGlobals {
  readonly sheets: readonly SheetPlace[]
  readonly strings: readonly string[]
  readonly styles: CellStyles
  readonly fontOf: FontOf
}

const version8 = 0x0600
/** Of Excel 5 and 95 alike. */
const version5 = 0x0500

/** Throws `unreadable-file` for an encrypted workbook and for those before Excel 97. */
export function readGlobals(stream: ByteView): XlsGlobals {
  const fonts: FontLook[] = []
  const fontOf = fontsByNumber(fonts)
  const formats = new Map<number, string>()
  const named: NamedStyle[] = []
  const sheets: SheetPlace[] = []
  const strings: string[] = []
  const said: { calendar: Calendar } = { calendar: 1900 }
  const readers: Readonly<Record<number, (record: XlsRecord) => void>> = {
    [recordType.begin]: refuseOld,
    [recordType.encrypted]: refuseEncrypted,
    [recordType.calendar]: ({ data }) => {
      if (data.u16(0) === 1) said.calendar = 1904
    },
    [recordType.font]: ({ data }) => {
      fonts.push(fontLook(data))
    },
    [recordType.format]: (record) => {
      const text = readText(new RecordReader(record, 4), record.data.u16(2), fontOf)
      formats.set(record.data.u16(0), text)
    },
    [recordType.style]: ({ data }) => {
      named.push({ font: data.u16(0), format: data.u16(2) })
    },
    [recordType.sheet]: (record) => {
      const { data } = record
      const isShown = (data.u8(4) & 3) === 0 && data.u8(5) === 0
      const name = readText(new RecordReader(record, 7), data.u8(6), fontOf)
      if (isShown) sheets.push({ name, start: data.u32(0) })
    },
    [recordType.strings]: (record) => {
      for (const text of readStrings(record, fontOf)) strings.push(text)
    },
  }
  for (const record of recordsFrom(stream, 0)) readers[record.type]?.(record)
  const fontsOfStyles = Array.from({ length: fonts.length + 1 }, (_, index) => fontOf(index))
  return { sheets, strings, fontOf, styles: cellStyles(named, formats, fontsOfStyles, said.calendar) }
}

/** Colours 1 and 9 of the palette are white. */
const fontLook = (data: ByteView): FontLook => ({
  struck: (data.u16(2) & 0x08) !== 0,
  white: data.u16(4) === 1 || data.u16(4) === 9,
  raised: data.u16(8) !== 0,
})

/** Whether a workbook says that Excel 5 or 95 wrote it ([MS-XLS] 2.4.21, vers), and without a password. */
export function isBeforeExcel97(stream: ByteView): boolean {
  let [isOld, isShut] = [false, false]
  for (const { type, data } of recordsFrom(stream, 0)) {
    if (type === recordType.begin) isOld = data.u16(0) === version5
    if (type === recordType.encrypted) isShut = true
  }
  return isOld && !isShut
}

function refuseOld({ data }: XlsRecord): void {
  if (data.u16(0) !== version8) throw unreadable('it is of a version before Excel 97')
}

function refuseEncrypted(): void {
  throw unreadable('it is encrypted')
}

const unreadable = (what: string): NianbaoError =>
  new NianbaoError(
    'unreadable-file',
    `the Excel workbook cannot be read: ${what}; open it in Excel and save it as .xlsx`,
  )
