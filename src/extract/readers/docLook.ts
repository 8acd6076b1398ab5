import type { ByteView } from './byteView.ts'
import type { Sprms } from './docSprms.ts'
import type { RunLook } from './docxStyles.ts'

/** What properties say of a run of characters (字符格式) as far as it matters; an absent member says nothing. */
export interface DocLook extends RunLook {
  /** Deleted with change tracking. */
  readonly deleted?: boolean
  /** Control characters in it stand for pictures, fields, notes. */
  readonly special?: boolean
  /** Of letters that are no more than dots. */
  readonly tiny?: boolean
  /** Data of a field or a form, no picture. */
  readonly data?: boolean
  /** A sign of a symbol font in place of the character. */
  readonly symbol?: string
}

type Writable = { -readonly [Member in keyof DocLook]: DocLook[Member] }

const white = 8
/** Half points: letters of one point are a line of dots. */
const leastSize = 2

/** The properties of characters by their number ([MS-DOC] 2.6.1). */
const readers: ReadonlyMap<number, (look: Writable, operand: ByteView, style: RunLook) => void> = new Map<
  number,
  (look: Writable, operand: ByteView, style: RunLook) => void
>([
  [0x0800, (look, operand) => void (look.deleted = operand.u8(0) !== 0)],
  [0x0806, (look, operand) => void (look.data = operand.u8(0) !== 0)],
  [0x0855, (look, operand) => void (look.special = operand.u8(0) !== 0)],
  [0x083c, (look, operand, style) => void (look.hidden = toggled(operand, style.hidden))],
  [0x0837, (look, operand, style) => void (look.struck = toggled(operand, style.struck))],
  [0x2a53, (look, operand) => void (look.struckTwice = operand.u8(0) !== 0)],
  [0x2a48, (look, operand) => void (look.raised = operand.u8(0) !== 0)],
  [0x4845, (look, operand) => void (look.moved = operand.i16(0) !== 0)],
  [0x2a42, (look, operand) => void (look.white = operand.u8(0) === white)],
  [0x6870, (look, operand) => void (look.white = operand.u32(0) === 0xffffff)],
  [0x4a43, (look, operand) => void (look.tiny = operand.u16(0) <= leastSize)],
  [0x6a09, (look, operand) => void (look.symbol = operand.utf16(2, 1))],
])

const characterStyle = 0x4a30
const plain = 0x2a33
const wanted: ReadonlySet<number> = new Set([...readers.keys(), characterStyle, plain])

/** What a list of properties adds to the look of its style; `styleOf` gives that of a character style by its number. */
export function readLook(
  sprms: Sprms,
  list: ByteView,
  base: DocLook,
  styleOf: (style: number) => RunLook,
): DocLook {
  let look: Writable = { ...base }
  let style: RunLook = base
  sprms.walk(list, wanted, (sprm, operand) => {
    if (sprm === characterStyle) {
      style = styleOf(operand.u16(0))
      look = { ...look, ...style }
    } else if (sprm === plain) {
      const { special, data, deleted } = look
      look = { ...base, ...(special && { special }), ...(data && { data }), ...(deleted && { deleted }) }
    } else readers.get(sprm)?.(look, operand, style)
  })
  return look
}

/** A switch: off, on, as the style has it (0x80), or the other way (0x81). */
function toggled(operand: ByteView, styled = false): boolean {
  const value = operand.u8(0)
  return (value & 0x80) === 0 ? value !== 0 : styled !== (value === 0x81)
}
