import { NianbaoError } from '../../errors.ts'
import type { Block } from '../../model/document.ts'
import { FieldNesting } from './docxFields.ts'
import { showsMore } from './fieldResult.ts'
import { marks } from './docxMarks.ts'
import type { DocxNumbering } from './docxNumbering.ts'
import type { ParagraphText } from './docxParagraph.ts'
import { properties } from './docxProperties.ts'
import { Story } from './docxStory.ts'
import { DocxTable } from './docxTable.ts'
import type { RunLook } from './docxStyles.ts'
import { walkTags, type Tag, type TagReader, type Xml } from './docxTags.ts'
import { decodeText } from './docxText.ts'
import { byName, passedOver, wordVocabulary, type WordName } from './docxVocabulary.ts'

/** As many cells as the largest table may have; a report has about 300. */
const maxCells = 64 * 2000

/**
 * The paragraphs and tables of `word/document.xml` in reading order, as Word prints them:
 * insertions kept and deletions left out, one branch of alternatives, results of fields without their
 * instructions, no hidden text. Blank paragraphs are left out.
 */
export function readBody(
  xml: Xml,
  numbering: DocxNumbering | null,
  looks: ReadonlyMap<string, RunLook> = new Map(),
): readonly Block[] {
  const reader = new BodyReader(xml.bytes, numbering, looks)
  walkTags(xml, wordVocabulary, reader)
  return reader.finish()
}

class BodyReader implements TagReader<WordName> {
  readonly textIn: ReadonlySet<WordName> = new Set<WordName>(['t', 'm:t', 'instrText'])
  readonly repeating: ReadonlySet<WordName> = new Set<WordName>(['rPr', 'pPr', 'tcPr'])
  readonly #bytes: Buffer
  readonly #numbering: DocxNumbering | null
  readonly #looks: ReadonlyMap<string, RunLook>
  readonly #fields = new FieldNesting()
  /** The stories around the one at hand, innermost last. */
  readonly #outer: Story[] = []
  /** Those of cells that were left, to be used again: a report has three hundred. */
  readonly #spare: ParagraphText[] = []
  /** For each open mc:AlternateContent, innermost last: whether a branch was taken. */
  readonly #branchTaken: boolean[] = []
  /** For each open w:bdo, innermost last: whether it is read from right to left. */
  readonly #turned: boolean[] = []
  #story = new Story('words')
  #cells = 0
  #bodySeen = false
  #instructing = false

  constructor(bytes: Buffer, numbering: DocxNumbering | null, looks: ReadonlyMap<string, RunLook>) {
    this.#bytes = bytes
    this.#numbering = numbering
    this.#looks = looks
  }

  finish(): readonly Block[] {
    if (!this.#bodySeen) throw unreadable('its main part is no Word document')
    this.#fields.finish()
    return this.#story.finish()
  }

  text(start: number, end: number, literal: boolean): void {
    const words = decodeText(this.#bytes, start, end, literal)
    if (this.#instructing) this.#fields.instruct(words)
    else if (!this.#fields.hidesText()) this.#print(words)
  }

  open(name: WordName, tag: Tag<WordName>): 'enter' | 'skip' {
    const opening = this.#openings.get(name)
    if (opening !== undefined) return opening(tag)
    const property = properties.get(name)
    if (property !== undefined) {
      property(this.#story, tag)
      if (name === 'pStyle') this.#dress(name, tag)
      return name === 'del' || name === 'moveFrom' ? 'skip' : 'enter'
    }
    if (passedOver.has(name)) return 'skip'
    if (name === 'rStyle') this.#dress(name, tag)
    const mark = marks.get(name)
    if (mark !== undefined && !this.#fields.hidesText()) this.#print(mark(tag))
    return 'enter'
  }

  close(name: WordName): void {
    this.#closings.get(name)?.()
  }

  readonly #openings = byName<(tag: Tag<WordName>) => 'enter' | 'skip'>({
    // Half of all tags that are known: they say nothing by themselves.
    ...{ p: enter, t: enter, pPr: enter, rPr: enter, tcPr: enter },
    body: (tag) => {
      this.#bodySeen ||= tag.parent === 'document'
      return 'enter'
    },
    tbl: () => {
      if (this.#story.table !== null) throw unreadable('a table stands in another one outside of its cells')
      this.#story.table = new DocxTable()
      return 'enter'
    },
    tr: () => {
      if (this.#story.table === null) throw unreadable('a row stands outside of a table')
      this.#story.table.startRow()
      return 'enter'
    },
    tc: () => this.#openCell(),
    txbxContent: () => {
      if (this.#story.text.hidden) return 'skip'
      this.#story.pictures = Math.max(0, this.#story.pictures - 1)
      this.#enter(new Story('words', this.#spare.pop()))
      return 'enter'
    },
    fldChar: (tag) => {
      this.#markField(tag.attribute('fldCharType'))
      return 'enter'
    },
    fldSimple: (tag) => {
      this.#markField('begin')
      this.#fields.instruct(tag.attribute('instr') ?? '')
      return 'enter'
    },
    instrText: () => {
      this.#instructing = true
      return 'enter'
    },
    r: (tag) => {
      if (tag.parent === 'fldSimple') this.#markField('separate')
      return 'enter'
    },
    bdo: (tag) => {
      this.#turned.push(tag.attribute('val') === 'rtl')
      return 'enter'
    },
    'mc:AlternateContent': () => {
      this.#branchTaken.push(false)
      return 'enter'
    },
    'mc:Choice': () => this.#openBranch(),
    'mc:Fallback': () => this.#openBranch(),
    altChunk: () => {
      throw unreadable('part of its text is another file inside of it')
    },
    subDoc: () => {
      throw unreadable('part of its text is in another file')
    },
  })

  readonly #closings = byName<() => void>({
    p: () => {
      this.#story.closeParagraph(this.#numbering)
    },
    r: () => {
      this.#story.text.endRun()
    },
    fldSimple: () => {
      this.#markField('end')
    },
    bdo: () => this.#turned.pop(),
    instrText: () => {
      this.#instructing = false
    },
    tr: () => this.#story.table?.endRow(),
    tc: () => {
      this.#leave()
    },
    tbl: () => {
      this.#story.closeTable()
    },
    txbxContent: () => {
      const blocks = this.#leave()
      this.#story.addBox(blocks)
    },
    'mc:AlternateContent': () => this.#branchTaken.pop(),
  })

  #print(words: string): void {
    if (!this.#story.text.hidden && words.trim() !== '') this.#fields.print()
    this.#story.text.turned = this.#turned.at(-1) ?? false
    this.#story.text.append(words)
  }

  #markField(type: string | null): void {
    const ended = this.#fields.mark(type)
    if (ended === null || this.#story.text.hidden || this.#fields.hidesText()) return
    if (showsMore(ended)) this.#story.pictures += 1
  }

  #dress(name: 'rStyle' | 'pStyle', tag: Tag<WordName>): void {
    const look = this.#looks.get(tag.attribute('val') ?? '')
    if (look === undefined) return
    if (name === 'pStyle') this.#story.text.dress(look, 'paragraph')
    else if (tag.grandparent === 'r') this.#story.text.dress(look, 'run')
  }

  #openCell(): 'enter' {
    const row = this.#story.table?.row
    if (!row) throw unreadable('a cell stands outside of a row')
    if (++this.#cells > maxCells) {
      throw new NianbaoError('too-large', `the document has more than ${maxCells} cells; not opened`)
    }
    const story = new Story('cell', this.#spare.pop())
    if (story.cell !== null) row.cells.push(story.cell)
    this.#enter(story)
    return 'enter'
  }

  /** One branch says what the other ones say for other readers: the first that is there is taken. */
  #openBranch(): 'enter' | 'skip' {
    const taken = this.#branchTaken.pop() ?? false
    this.#branchTaken.push(true)
    return taken ? 'skip' : 'enter'
  }

  #enter(story: Story): void {
    this.#outer.push(this.#story)
    this.#story = story
  }

  #leave(): readonly Block[] {
    const blocks = this.#story.finish()
    this.#spare.push(this.#story.text)
    this.#story = this.#outer.pop() ?? this.#story
    return blocks
  }
}

const enter = (): 'enter' => 'enter'

function unreadable(what: string): NianbaoError {
  return new NianbaoError('unreadable-file', `the document cannot be read: ${what}; open and save it in Word`)
}
