import type { ByteView } from './byteView.ts'
import { damagedFile } from './damagedFile.ts'
import type { DocFile } from './docFib.ts'
import type { ListLevel, Lists } from './docxNumberingParts.ts'

/** `w:numFmt` of ECMA-376 by the number that [MS-OSHARED] 2.2.1.3 gives it (MSONFC). Others count in decimal digits. */
const formats: ReadonlyMap<number, string> = new Map([
  [1, 'upperRoman'],
  [2, 'lowerRoman'],
  [3, 'upperLetter'],
  [4, 'lowerLetter'],
  [10, 'ideographDigital'],
  [11, 'japaneseCounting'],
  [18, 'decimalEnclosedCircle'],
  [22, 'decimalZero'],
  [23, 'bullet'],
  [28, 'decimalEnclosedCircleChinese'],
  [33, 'taiwaneseCounting'],
  [35, 'taiwaneseCountingThousand'],
  [37, 'chineseCounting'],
  [39, 'chineseCountingThousand'],
  [255, 'none'],
])
const suffixes = ['tab', 'space', 'nothing'] as const

const listSize = 28
const useSize = 16
const levelSize = 28

/**
 * Reads the lists (LST and LFO, [MS-DOC] 2.9.131) as those of a docx are read: a paragraph names the use of a list by its
 * number from 1 on, several uses count on together in one list.
 */
export function readDocLists(file: DocFile): Lists {
  const uses = file.part('listUses')
  const lists = file.part('lists')
  if (uses.length === 0 || lists.length === 0) return { shared: new Map(), lists: new Map() }
  return { shared: readShared(file, lists), lists: readUses(uses) }
}

/** The levels of all lists stand behind the part that holds the lists. */
function readShared({ tables, placeOf }: DocFile, lists: ByteView): Lists['shared'] {
  const shared = new Map<string, ReadonlyMap<number, ListLevel>>()
  const count = lists.u16(0)
  let at = placeOf('lists') + lists.length
  for (let list = 0; list < count; list += 1) {
    const simple = (lists.u8(2 + list * listSize + 26) & 1) === 1
    const levels = new Map<number, ListLevel>()
    for (let level = 0; level < (simple ? 1 : 9); level += 1) {
      const { read, end } = readLevel(tables, at)
      levels.set(level, read)
      at = end
    }
    shared.set(String(lists.u32(2 + list * listSize)), levels)
  }
  return shared
}

/** Fixed part, properties of the paragraph and of the number, then its text with levels as signs 0 to 8 ([MS-DOC] 2.9.150). */
function readLevel(tables: ByteView, at: number): { readonly read: ListLevel; readonly end: number } {
  const text = at + levelSize + tables.u8(at + 24) + tables.u8(at + 25)
  const length = tables.u16(text)
  const written = tables.utf16(text + 2, length)
  const read = {
    start: tables.u32(at) & 0x7fff,
    format: formats.get(tables.u8(at + 4)) ?? 'decimal',
    // A percent sign of its own would be taken for a level.
    text: written.replaceAll('%', '％').replaceAll(/[\0-\x08]/gu, (sign) => `%${sign.charCodeAt(0) + 1}`),
    suffix: suffixes[tables.u8(at + 15)] ?? 'tab',
  }
  return { read, end: text + 2 + length * 2 }
}

type Uses = Map<string, { abstract: string; readonly restarts: Map<number, number> }>

/** All uses, then what each changes of its list ([MS-DOC] 2.9.193). */
function readUses(uses: ByteView): Uses {
  const found: Uses = new Map()
  const count = uses.u32(0)
  if (count * useSize > uses.length) throw damagedFile('it has more lists than bytes for them')
  let at = 4 + count * useSize
  for (let use = 0; use < count; use += 1) {
    const restarts = new Map<number, number>()
    at += 4
    for (let change = uses.u8(4 + use * useSize + 12); change > 0 && at + 8 <= uses.length; change -= 1) {
      at = readChange(uses, at, restarts)
    }
    found.set(String(use + 1), { abstract: String(uses.u32(4 + use * useSize)), restarts })
  }
  return found
}

/** A level that begins anew, or is given anew as a whole: then only its start counts, as in a docx ([MS-DOC] 2.9.132). */
function readChange(uses: ByteView, at: number, restarts: Map<number, number>): number {
  const flags = uses.u32(at + 4)
  const level = flags & 0xf
  if ((flags & 0x20) === 0) {
    if ((flags & 0x10) !== 0) restarts.set(level, uses.u32(at) & 0x7fff)
    return at + 8
  }
  const { read, end } = readLevel(uses, at + 8)
  if ((flags & 0x10) !== 0) restarts.set(level, read.start)
  return end
}
