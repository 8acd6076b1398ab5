import { NianbaoError } from '../../errors.ts'
import type { ByteView } from './byteView.ts'

/** Visits one property: its number, and its operand without the byte that says how long it is. */
export type SprmVisitor = (sprm: number, operand: ByteView) => void

/** Bytes of properties that one document may have us read: pages may share them endlessly. A report has 1 MB. */
const mostBytes = 64 * 1024 * 1024

/** Length of the operand by the upper three bits of the number ([MS-DOC] 2.6.1 spra); 6 says it itself. */
const operandLengths = [1, 1, 2, 4, 2, 2, -1, 3] as const

const tableDefinition = 0xd608
const tabStops = 0xc615

/** Reads lists of property modifiers (grpprl, [MS-DOC] 2.6). One for a document: it counts along. */
export class Sprms {
  #left = mostBytes

  /** Visits those of the list that are wanted. A last property that is cut off is no property; Word leaves padding there. */
  walk(list: ByteView, wanted: ReadonlySet<number>, visit: SprmVisitor): void {
    this.#left -= list.length
    if (this.#left < 0) {
      throw new NianbaoError(
        'too-large',
        `the document has more than ${mostBytes >>> 20} MB of properties; not opened`,
      )
    }
    let at = 0
    while (at + 2 < list.length) {
      const sprm = list.u16(at)
      const fixed = operandLengths[sprm >>> 13] ?? -1
      const from = at + (fixed >= 0 ? 2 : sprm === tableDefinition ? 4 : 3)
      const length = fixed >= 0 ? fixed : lengthBefore(list, sprm, from)
      if (from + length > list.length) return
      if (wanted.has(sprm)) visit(sprm, list.part(from, length))
      at = from + length
    }
  }
}

/** The length of an operand that says it itself, in the byte before it or, where it defines a table, in two. */
function lengthBefore(list: ByteView, sprm: number, from: number): number {
  if (from > list.length) return list.length
  // That of a table counts one too many ([MS-DOC] 2.9.321).
  if (sprm === tableDefinition) return Math.max(0, list.u16(from - 2) - 1)
  const length = list.u8(from - 1)
  return sprm === tabStops && length === 255 ? longTabStops(list, from) : length
}

/** More than 255 bytes of tab stops: deleted ones of 4 bytes, then new ones of 3, each behind its count ([MS-DOC] 2.9.182). */
function longTabStops(list: ByteView, at: number): number {
  if (at >= list.length) return list.length
  const deleted = 1 + list.u8(at) * 4
  if (at + deleted >= list.length) return list.length
  return deleted + 1 + list.u8(at + deleted) * 3
}
