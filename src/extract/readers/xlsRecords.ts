import type { ByteView } from './byteView.ts'
import { damagedFile } from './damagedFile.ts'

/** Types of records ([MS-XLS] 2.3) that say something about words, grids or looks. */
export const recordType = {
  begin: 0x0809,
  end: 0x000a,
  continue: 0x003c,
  encrypted: 0x002f,
  calendar: 0x0022,
  font: 0x0031,
  format: 0x041e,
  style: 0x00e0,
  sheet: 0x0085,
  strings: 0x00fc,
  row: 0x0208,
  columns: 0x007d,
  window: 0x023e,
  sharedText: 0x00fd,
  text: 0x0204,
  richText: 0x00d6,
  number: 0x0203,
  shortNumber: 0x027e,
  shortNumbers: 0x00bd,
  formula: 0x0006,
  formulaText: 0x0207,
  truth: 0x0205,
  merges: 0x00e5,
} as const

/** A record with the records that continue it, because none is longer than 8,224 bytes. */
export interface XlsRecord {
  readonly type: number
  readonly data: ByteView
  readonly continued: readonly ByteView[]
}

/** The records of a stream from `start` to the end that belongs to the first of them; parts in it (charts) are passed over. */
export function* recordsFrom(stream: ByteView, start: number): Generator<XlsRecord> {
  let depth = 0
  for (let at = start; ;) {
    const { record, next } = recordAt(stream, at)
    at = next
    if (record.type === recordType.begin) depth += 1
    if (depth === 0) throw damagedFile('a part of the workbook does not begin where it says')
    if (depth === 1) yield record
    if (record.type === recordType.end) depth -= 1
    if (depth === 0) return
  }
}

function recordAt(stream: ByteView, start: number): { readonly record: XlsRecord; readonly next: number } {
  const one = (at: number): ByteView => stream.part(at + 4, stream.u16(at + 2))
  const data = one(start)
  const continued: ByteView[] = []
  let next = start + 4 + data.length
  while (next + 4 <= stream.length && stream.u16(next) === recordType.continue) {
    const more = one(next)
    continued.push(more)
    next += 4 + more.length
  }
  return { record: { type: stream.u16(start), data, continued }, next }
}
