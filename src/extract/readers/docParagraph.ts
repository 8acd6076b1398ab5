import type { ByteView } from './byteView.ts'
import type { RowShape } from './cellShape.ts'
import type { DocFile } from './docFib.ts'
import { DocRow, rowProperties } from './docRow.ts'
import type { Sprms } from './docSprms.ts'
import { listName } from './docStyles.ts'

/** What the properties of a paragraph (段落格式) say as far as it matters. */
export interface DocParagraph {
  /** How many tables it stands in. */
  readonly depth: number
  /** What its mark ends besides the paragraph, in a table. */
  readonly ends: 'nothing' | 'cell' | 'row'
  /** The number of its style. */
  readonly style: number
  /** Its own list and level, as `readDocLists` names them; null where only the style may say. */
  readonly list: string | null
  readonly level: string | null
  /** The definition of the row whose end it is. */
  readonly row: RowShape
}

interface Said {
  inTable: boolean
  rowEnd: boolean
  depth: number
  innerCellEnd: boolean
  innerRowEnd: boolean
  style: number
  list: string | null
  level: string | null
}

const nothing: Said = {
  inTable: false,
  rowEnd: false,
  depth: 0,
  innerCellEnd: false,
  innerRowEnd: false,
  style: 0,
  list: null,
  level: null,
}

/** The properties of paragraphs by their number ([MS-DOC] 2.6.2). */
const readers: ReadonlyMap<number, (said: Said, operand: ByteView) => void> = new Map<
  number,
  (said: Said, operand: ByteView) => void
>([
  [0x2416, (said, operand) => void (said.inTable = operand.u8(0) !== 0)],
  [0x2417, (said, operand) => void (said.rowEnd = operand.u8(0) !== 0)],
  [0x6649, (said, operand) => void (said.depth = operand.u32(0) & 0x7fffffff)],
  [0x664a, (said, operand) => void (said.depth = Math.max(0, said.depth + (operand.u32(0) | 0)))],
  [0x244b, (said, operand) => void (said.innerCellEnd = operand.u8(0) !== 0)],
  [0x244c, (said, operand) => void (said.innerRowEnd = operand.u8(0) !== 0)],
  [0x4600, (said, operand) => void (said.style = operand.u16(0))],
  [0x460b, (said, operand) => void (said.list = listName(operand.u16(0)))],
  [0x260a, (said, operand) => void (said.level = String(operand.u8(0)))],
])

/** Properties that stand in the stream Data because they are too many: of a wide row ([MS-DOC] 2.6.2). */
const elsewhere: ReadonlySet<number> = new Set([0x6645, 0x6646, 0x646b])

const wanted: ReadonlySet<number> = new Set([...readers.keys(), ...elsewhere, ...rowProperties])

/** Reads the properties of the paragraph whose mark is this character, and what its piece of text changes of them. */
export class DocParagraphs {
  readonly #file: DocFile
  readonly #sprms: Sprms
  readonly #known = new Map<number, DocParagraph>()

  constructor(file: DocFile, sprms: Sprms) {
    this.#file = file
    this.#sprms = sprms
  }

  /** `properties` is the place of a PAPX in the text stream, 0 for none. Many paragraphs share one. */
  read(mark: string, properties: number, changes: ByteView): DocParagraph {
    if (changes.length > 0) return this.#read(mark, properties, changes)
    const key = properties * 2 + (mark === cellMark ? 1 : 0)
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const read = this.#read(mark, properties, changes)
    this.#known.set(key, read)
    return read
  }

  #read(mark: string, properties: number, changes: ByteView): DocParagraph {
    const said: Said = { ...nothing }
    let row: DocRow | null = null
    const visit = (sprm: number, operand: ByteView): void => {
      const reader = readers.get(sprm)
      if (reader !== undefined) reader(said, operand)
      else (row ??= new DocRow()).apply(sprm, operand)
    }
    const own = this.#own(properties)
    if (own !== null) {
      said.style = own.style
      this.#walk(own.list, visit)
    }
    this.#walk(changes, visit)
    const { depth, inTable, style, list, level } = said
    return {
      depth: Math.max(depth, inTable ? 1 : 0),
      ends: endOf(mark, said),
      style,
      list,
      level,
      row: shapeOf(row),
    }
  }

  /** Lists of properties name others in the stream Data; those name no further ones. */
  #walk(list: ByteView, visit: (sprm: number, operand: ByteView) => void): void {
    this.#sprms.walk(list, wanted, (sprm, operand) => {
      if (elsewhere.has(sprm)) {
        const { data } = this.#file
        const place = operand.u32(0)
        this.#sprms.walk(data.part(place + 2, data.u16(place)), wanted, visit)
      } else visit(sprm, operand)
    })
  }

  /** A PAPX: its length in words, in one byte or behind a zero in a second one; its style; its list ([MS-DOC] 2.9.175). */
  #own(at: number): { readonly style: number; readonly list: ByteView } | null {
    if (at === 0) return null
    const { main } = this.#file
    const words = main.u8(at)
    const from = words === 0 ? at + 2 : at + 1
    const length = words === 0 ? main.u8(at + 1) * 2 : words * 2 - 1
    if (length < 2) return null
    return { style: main.u16(from), list: main.part(from + 2, length - 2) }
  }
}

const noRow: RowShape = { left: 0, cells: [] }

/** The type checker does not see that a visitor assigned the row. */
const shapeOf = (row: DocRow | null): RowShape => row?.shape() ?? noRow

const cellMark = '\x07'

function endOf(mark: string, said: Said): DocParagraph['ends'] {
  if (mark === cellMark) return said.rowEnd ? 'row' : 'cell'
  if (said.innerRowEnd) return 'row'
  return said.innerCellEnd ? 'cell' : 'nothing'
}
