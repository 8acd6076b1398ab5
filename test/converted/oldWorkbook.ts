import { encodeGb18030Text } from '../documents/gb18030.ts'
import { writeCfb } from '../documents/writeCfb.ts'

const record = (type: number, ...words: readonly (number | Uint8Array)[]): Buffer => {
  const data = Buffer.concat(
    words.map((word) => (typeof word === 'number' ? Buffer.from([word & 0xff, word >>> 8]) : word)),
  )
  return Buffer.concat([Buffer.from([type & 0xff, type >>> 8, data.length & 0xff, data.length >>> 8]), data])
}
const begin = (what: number): Buffer => record(0x0809, 0x0500, what, 0x096c, 0x07cc)
const end = record(0x000a)
/** Of the machine that saved it: GBK. */
const codePage = record(0x0042, 936)
const encoded = (text: string): Uint8Array => encodeGb18030Text(text) ?? Buffer.from('?')
const name = encoded('报告')

/** A workbook as Excel 5 and 95 saved it (BIFF5: words in the code page of the machine, no merged cells) with one sheet of texts. */
export function oldWorkbook(rows: readonly (readonly string[])[]): Uint8Array {
  const cells = rows.flatMap((row, y) =>
    row.map((text, x) => {
      const bytes = encoded(text)
      return record(0x0204, y, x, 0, bytes.length, bytes)
    }),
  )
  const globals = (start: number): Buffer =>
    Buffer.concat([
      ...[begin(0x0005), codePage],
      record(0x0085, start & 0xffff, start >>> 16, 0, Buffer.from([name.length]), name),
      end,
    ])
  const sheet = Buffer.concat([begin(0x0010), ...cells, end])
  return writeCfb({ Book: Buffer.concat([globals(globals(0).length), sheet]) })
}
