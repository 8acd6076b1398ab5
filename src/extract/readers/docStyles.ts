import { ByteView } from './byteView.ts'
import { readLook } from './docLook.ts'
import type { Sprms } from './docSprms.ts'
import type { RunLook } from './docxStyles.ts'
import type { StyleNumbering } from './docxNumberingParts.ts'

/** What styles (样式) say of words and of automatic numbers, by the number of the style. */
export interface DocStyles {
  readonly lookOf: (style: number) => RunLook
  readonly numbering: ReadonlyMap<string, StyleNumbering>
}

interface Style {
  readonly basedOn: number
  readonly characters: ByteView
  readonly paragraph: ByteView
}

const noStyle = 0xfff
const noLook: RunLook = {}
/** Longer chains of styles are a circle. */
const longestChain = 20
/** Lists that a paragraph names by these numbers are none ([MS-DOC] 2.6.2 sprmPIlfo). */
const lastList = 0x7fe

/** Reads the style sheet (STSH, [MS-DOC] 2.9.271). What is cut off in it counts as not said. */
export function readDocStyles(sheet: ByteView, sprms: Sprms): DocStyles {
  const styles = sheet.length === 0 ? [] : readStyles(sheet)
  const looks = new Map<number, RunLook>()
  const lookOf = (index: number, left = longestChain): RunLook => {
    const known = looks.get(index)
    const style = styles[index]
    if (known !== undefined || style === undefined || left === 0) return known ?? noLook
    const look = readLook(sprms, style.characters, lookOf(style.basedOn, left - 1), () => ({}))
    looks.set(index, look)
    return look
  }
  const numbering = new Map<string, StyleNumbering>()
  styles.forEach((style, index) => {
    if (style !== undefined) numbering.set(String(index), numberingOf(style, sprms))
  })
  return { lookOf: (style) => lookOf(style), numbering }
}

function readStyles(sheet: ByteView): readonly (Style | undefined)[] {
  const headerLength = sheet.u16(0)
  const count = sheet.u16(2)
  const fixedLength = sheet.u16(4)
  const styles: (Style | undefined)[] = []
  let at = 2 + headerLength
  while (styles.length < count && at + 2 <= sheet.length) {
    const length = Math.min(sheet.u16(at), sheet.length - at - 2)
    styles.push(length < fixedLength ? undefined : readStyle(sheet.part(at + 2, length), fixedLength))
    at += 2 + length
  }
  return styles
}

const paragraphStyle = 1
const characterStyle = 2

/** Fixed part, name, then lists of properties: of the paragraph (behind the number of the style), of characters. */
function readStyle(style: ByteView, fixedLength: number): Style | undefined {
  if (fixedLength < 10 || fixedLength + 2 > style.length) return undefined
  const kind = style.u16(2) & 0xf
  const basedOn = style.u16(2) >>> 4
  const lists: ByteView[] = []
  let at = fixedLength + 2 + style.u16(fixedLength) * 2 + 2
  while (lists.length < 2 && at + 2 <= style.length) {
    const length = Math.min(style.u16(at), style.length - at - 2)
    lists.push(style.part(at + 2, length))
    at += 2 + length + (length % 2)
  }
  const [first = nothing, second = nothing] = lists
  if (kind === characterStyle) return { basedOn, characters: first, paragraph: nothing }
  if (kind !== paragraphStyle) return { basedOn: noStyle, characters: nothing, paragraph: nothing }
  const own = first.length < 2 ? nothing : first.part(2, first.length - 2)
  return { basedOn, characters: second, paragraph: own }
}

const nothing = ByteView.of(Buffer.alloc(0), 'a list of properties')

const ownList = 0x460b
const ownLevel = 0x260a
const listProperties: ReadonlySet<number> = new Set([ownList, ownLevel])

function numberingOf({ basedOn, paragraph }: Style, sprms: Sprms): StyleNumbering {
  let numId: string | null = null
  let level: string | null = null
  sprms.walk(paragraph, listProperties, (sprm, operand) => {
    if (sprm === ownList) numId = listName(operand.u16(0))
    else level = String(operand.u8(0))
  })
  return { basedOn: basedOn === noStyle ? null : String(basedOn), numId, level }
}

/** The list that `sprmPIlfo` names, as `readDocLists` names it; `0` is none. */
export const listName = (list: number): string => String(list <= lastList ? list : 0)
