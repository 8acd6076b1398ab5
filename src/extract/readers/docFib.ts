import { NianbaoError } from '../../errors.ts'
import { ByteView } from './byteView.ts'
import type { CompoundFile } from './cfb.ts'
import { damagedFile } from './damagedFile.ts'

/** Index of a pair (place, length) in the file information block, [MS-DOC] 2.5.6. */
const pairs = {
  styles: 1,
  footnoteMarks: 2,
  sections: 6,
  characterPages: 12,
  paragraphPages: 13,
  pieces: 33,
  drawings: 40,
  endnoteMarks: 46,
  textBoxes: 56,
  lists: 73,
  listUses: 74,
} as const

/** A part of the table stream, by what it holds. */
export type DocPart = keyof typeof pairs

/** The oldest Word that writes this format: Word 97. */
const word97 = 0xc1

/** The streams of a Word document (.doc, .wps) and where in them the parts lie (FIB, [MS-DOC] 2.5). */
export interface DocFile {
  /** The stream WordDocument. */
  readonly main: ByteView
  /** The stream Data, which holds properties too long for their place; empty where there is none. */
  readonly data: ByteView
  /** Number of characters of the text, and of everything before the text boxes, and of these. */
  readonly textLength: number
  readonly beforeBoxes: number
  readonly boxesLength: number
  /** A part of the table stream; empty where the document has none. */
  readonly part: (name: DocPart) => ByteView
  /** Where the part begins in the table stream, and the whole of that stream: some parts go on behind their end. */
  readonly placeOf: (name: DocPart) => number
  readonly tables: ByteView
}

/** Throws `unreadable-file` for what is encrypted, older than Word 97, damaged, or no Word document. */
export function openDoc(file: CompoundFile): DocFile {
  const stream = file.read('WordDocument')
  if (stream === null) throw damagedFile('the compound file holds no Word document')
  const main = ByteView.of(stream, 'the text stream')
  const flags = main.u16(10)
  checkVersion(main.u16(0), main.u16(2))
  if ((flags & 0x0100) !== 0) throw refuse('is encrypted; ask for it without a password')
  const tableName = (flags & 0x0200) === 0 ? '0Table' : '1Table'
  const tables = file.read(tableName)
  if (tables === null) throw damagedFile(`it has no stream ${tableName}`)
  return {
    main,
    data: ByteView.of(file.read('Data') ?? Buffer.alloc(0), 'the stream Data'),
    ...layOut(main, tables),
  }
}

/** Whether the text stream of a Word document says that Word 6 or 95 wrote it ([MS-DOC] 2.5.2, wIdent and nFib), and without a password. */
export function isBeforeWord97(main: ByteView): boolean {
  return isOld(main.u16(0), main.u16(2)) && (main.u16(10) & 0x0100) === 0
}

const isOld = (magic: number, version: number): boolean =>
  magic === 0xa5dc || (magic === 0xa5ec && version < word97)

function checkVersion(magic: number, version: number): void {
  if (isOld(magic, version)) {
    throw refuse('was written by Word 6 or 95, which is not read; open and save it in a newer Word')
  }
  if (magic !== 0xa5ec) throw damagedFile('its text stream does not begin as that of Word does')
}

type Layout = Omit<DocFile, 'main' | 'data'>

/** The block is four lists, each behind its own count: of words, of counts of characters, of pairs ([MS-DOC] 2.5.1). */
function layOut(main: ByteView, tableStream: Buffer): Layout {
  const tables = ByteView.of(tableStream, 'the table stream')
  const counts = 32 + 2 + main.u16(32) * 2 + 2
  const places = counts + main.u16(counts - 2) * 4 + 2
  const placeCount = main.u16(places - 2)
  const count = (index: number): number => main.u32(counts + index * 4)
  const pair = (name: DocPart): readonly [place: number, length: number] => {
    const at = places + pairs[name] * 8
    // Where there is nothing, the place may say anything.
    const length = pairs[name] < placeCount ? main.u32(at + 4) : 0
    return length === 0 ? [0, 0] : [main.u32(at), length]
  }
  return {
    textLength: count(3),
    // footnotes, headers, macros, comments, endnotes
    beforeBoxes: [3, 4, 5, 6, 7, 8].reduce((sum, index) => sum + count(index), 0),
    boxesLength: count(9),
    part: (name) => tables.part(...pair(name)),
    placeOf: (name) => pair(name)[0],
    tables,
  }
}

function refuse(what: string): NianbaoError {
  return new NianbaoError('unreadable-file', `the Word document ${what}`)
}
