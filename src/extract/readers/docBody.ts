import type { Block } from '../../model/document.ts'
import { type Beside, DocCharacters } from './docCharacters.ts'
import { damagedFile } from './damagedFile.ts'
import type { DocFile } from './docFib.ts'
import { readDocLists } from './docLists.ts'
import { PropertyPages } from './docPages.ts'
import { DocParagraphs, type DocParagraph } from './docParagraph.ts'
import { PieceAt, placeIn } from './docPieceAt.ts'
import { readPieces, type DocText } from './docPieces.ts'
import { readAnchors, readBoxes, readSectionEnds, readTypedMarks } from './docPlexes.ts'
import { DocRuns } from './docRuns.ts'
import { Sprms } from './docSprms.ts'
import { readDocStyles, type DocStyles } from './docStyles.ts'
import { DocxNumbering } from './docxNumbering.ts'
import { OpenTables } from './openTables.ts'

/** The paragraphs and tables of a Word document in reading order, with its text boxes where they are anchored. */
export function readDocBody(file: DocFile): readonly Block[] {
  const text = readPieces(file)
  const reader = new BodyReader(file, text)
  const boxes = new Map(
    readBoxes(file).map(({ shape, start, end }) => [shape, reader.read(start, end, nothingBeside)]),
  )
  const anchors = readAnchors(file)
  const marks = readTypedMarks(file)
  const body = reader.read(0, file.textLength, {
    boxAt: (character) => boxes.get(anchors.get(character) ?? -1) ?? null,
    isTypedMark: (character) => marks.has(character),
  })
  // A box in a group of shapes is anchored by the group only; its words are kept, at the end.
  const anchored = new Set(
    [...anchors].flatMap(([character, shape]) => (text.text[character] === drawing ? [shape] : [])),
  )
  return [...body, ...[...boxes].flatMap(([shape, blocks]) => (anchored.has(shape) ? [] : blocks))]
}

/** Stands in the text where a drawing is anchored. */
const drawing = '\x08'

const nothingBeside: Beside = { boxAt: () => null, isTypedMark: () => false }

class BodyReader {
  readonly #text: DocText
  readonly #pieces: PieceAt
  readonly #pages: PropertyPages
  readonly #paragraphs: DocParagraphs
  readonly #styles: DocStyles
  readonly #runs: DocRuns
  readonly #numbering: DocxNumbering
  readonly #sectionEnds: ReadonlySet<number>

  constructor(file: DocFile, text: DocText) {
    const sprms = new Sprms()
    this.#text = text
    this.#pieces = new PieceAt(text.pieces)
    this.#pages = new PropertyPages(file, 'paragraphs')
    this.#paragraphs = new DocParagraphs(file, sprms)
    this.#styles = readDocStyles(file.part('styles'), sprms)
    this.#runs = new DocRuns(file, text.pieces, sprms, this.#styles)
    this.#numbering = new DocxNumbering(readDocLists(file), this.#styles.numbering)
    this.#sectionEnds = readSectionEnds(file)
  }

  /** The blocks between two characters. */
  read(from: number, to: number, beside: Beside): readonly Block[] {
    if (to > this.#text.text.length) throw damagedFile('it has less text than it says')
    const tables = new OpenTables()
    const characters = new DocCharacters(this.#text.text, beside)
    for (let start = from; start < to;) {
      const mark = this.#nextMark(start, to)
      this.#paragraph(start, mark, tables, characters)
      start = mark + 1
    }
    characters.finish()
    return tables.finish()
  }

  /** The character that ends the paragraph: end of paragraph, cell, row or section. */
  #nextMark(start: number, limit: number): number {
    const { text } = this.#text
    for (let at = start; at < limit; at += 1) {
      const code = text.charCodeAt(at)
      if (code === 0x0d || code === 0x07) return at
      if (code === 0x0c && this.#sectionEnds.has(at + 1)) return at
    }
    return limit - 1
  }

  #paragraph(start: number, mark: number, tables: OpenTables, characters: DocCharacters): void {
    const piece = this.#pieces.find(mark)
    const { properties } = this.#pages.at(placeIn(piece, mark))
    const paragraph = this.#paragraphs.read(this.#text.text.charAt(mark), properties, piece.changes)
    const story = tables.storyAt(paragraph.depth)
    const base = this.#styles.lookOf(paragraph.style)
    for (const run of this.#runs.between(start, mark, base)) {
      if (run.look.deleted === true) tables.remove(paragraph.depth)
      else characters.write(story, run)
    }
    const { look } = this.#runs.at(mark, mark + 1, base)
    if (paragraph.ends === 'row') {
      if (look.deleted === true || look.hidden === true) tables.remove(paragraph.depth)
      tables.endRow(paragraph.depth, paragraph.row)
    } else this.#endParagraph(paragraph, look.deleted === true, tables)
  }

  #endParagraph(
    { depth, ends, style, list, level }: DocParagraph,
    deleted: boolean,
    tables: OpenTables,
  ): void {
    const story = tables.storyAt(depth)
    story.style = String(style)
    story.numId = list
    story.level = level
    story.markDeleted = deleted && ends === 'nothing'
    story.closeParagraph(this.#numbering)
    if (ends === 'cell') tables.endCell(depth)
  }
}
