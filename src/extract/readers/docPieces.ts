import { ByteView } from './byteView.ts'
import { damagedFile } from './damagedFile.ts'
import type { DocFile } from './docFib.ts'

/** A stretch of text (片段) that lies in one place of the text stream, [MS-DOC] 2.8.35. */
export interface Piece {
  /** First character, and the first behind it. */
  readonly start: number
  readonly end: number
  /** Where its first character lies in the text stream. */
  readonly place: number
  /** Bytes of a character: 1 in Windows-1252, 2 in UTF-16. */
  readonly width: 1 | 2
  /** Properties of everything in it, on top of its own: a changed document saved fast keeps its changes here. */
  readonly changes: ByteView
}

/** The whole text by character position, and where its characters lie. */
export interface DocText {
  readonly text: string
  readonly pieces: readonly Piece[]
}

/** Bytes 0x80 to 0x9F in Windows-1252; the gaps stand for themselves. */
const windows1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178'

/** Reads the piece table (CLX, [MS-DOC] 2.9.38). Throws `unreadable-file` when pieces overlap in what they claim. */
export function readPieces(file: DocFile): DocText {
  const { changes, table } = splitClx(file.part('pieces'))
  const count = Math.floor((table.length - 4) / 12)
  const pieces: Piece[] = []
  const texts: string[] = []
  let left = file.main.length
  for (let index = 0; index < count; index += 1) {
    const piece = pieceAt(table, count, index, changes)
    const length = piece.end - piece.start
    left -= length * piece.width
    if (piece.start !== (pieces.at(-1)?.end ?? 0) || length < 0 || left < 0) {
      throw damagedFile('its pieces of text do not follow each other')
    }
    pieces.push(piece)
    texts.push(textOf(file.main, piece, length))
  }
  return { text: texts.join(''), pieces }
}

/** First any number of property lists (0x01), then the table of pieces (0x02). */
function splitClx(clx: ByteView): { readonly changes: readonly ByteView[]; readonly table: ByteView } {
  const changes: ByteView[] = []
  let at = 0
  while (clx.u8(at) === 1) {
    const length = clx.u16(at + 1)
    changes.push(clx.part(at + 3, length))
    at += 3 + length
  }
  if (clx.u8(at) !== 2) throw damagedFile('it has no table of its pieces of text')
  return { changes, table: clx.part(at + 5, clx.u32(at + 1)) }
}

const compressed = 0x40000000

function pieceAt(table: ByteView, count: number, index: number, changes: readonly ByteView[]): Piece {
  const descriptor = (count + 1) * 4 + index * 8
  const place = table.u32(descriptor + 2)
  const narrow = (place & compressed) !== 0
  return {
    start: table.u32(index * 4),
    end: table.u32(index * 4 + 4),
    place: narrow ? (place & 0x3fffffff) >>> 1 : place & 0x3fffffff,
    width: narrow ? 1 : 2,
    changes: changesOf(table.u16(descriptor + 6), changes),
  }
}

/** The short form of one property: its number in a list of [MS-DOC] 2.9.215, and its value of one byte. */
const shortProperties: ReadonlyMap<number, number> = new Map([
  [0x0c, 0x260a],
  [0x18, 0x2416],
  [0x19, 0x2417],
  [0x41, 0x0800],
  [0x42, 0x0801],
  [0x53, 0x2a33],
  [0x57, 0x0837],
  [0x5c, 0x083c],
  [0x62, 0x2a42],
  [0x68, 0x2a48],
  [0x73, 0x2a53],
  [0x75, 0x0855],
])

const nothing = ByteView.of(Buffer.alloc(0), 'a list of properties')

function changesOf(modifier: number, changes: readonly ByteView[]): ByteView {
  if ((modifier & 1) === 1) return changes[modifier >>> 1] ?? nothing
  const property = shortProperties.get((modifier >>> 1) & 0x7f)
  if (property === undefined) return nothing
  return ByteView.of(Buffer.from([property & 0xff, property >>> 8, modifier >>> 8]), 'a property')
}

function textOf(main: ByteView, { place, width }: Piece, length: number): string {
  if (width === 2) return main.utf16(place, length)
  const latin1 = main.part(place, length).bytes.toString('latin1')
  return latin1.replaceAll(/[\x80-\x9f]/gu, (sign) => windows1252[sign.charCodeAt(0) - 0x80] ?? sign)
}
