import type { Block, Place, TableBlock } from '../../model/document.ts'
import type { HtmlPlaces } from './htmlPlaces.ts'
import { figuresAlone, objectSign } from './objectSign.ts'

interface Line {
  readonly text: string
  readonly home: Place | null
}

/** A stream of text (文字流): the body of the page or the inside of a cell, cut into lines by breaks and blocks. */
export class HtmlFlow {
  private readonly places: HtmlPlaces
  private readonly parts: (Line | TableBlock)[] = []
  private line = ''
  private lineHome: Place | null = null
  /** Of the line so far: whether it has no word, and its last character. To look into the line itself for each piece of it would take the square of its length. */
  private blank = true
  private last = ''
  private holdsObject = false

  constructor(places: HtmlPlaces) {
    this.places = places
  }

  text(text: string): void {
    if (this.blank) {
      this.lineHome = this.places.here
      this.blank = text.trim() === ''
    }
    this.last = text.at(-1) ?? this.last
    this.line += text
  }

  /** Ends the line: `<br>`, the begin or the end of a block. Lines without a word are nothing. */
  break(): void {
    if (this.line === '') return
    const line = /[ \t\r\n\f#]/u.test(this.line) ? inOneLine(this.line) : this.line
    this.line = ''
    this.last = ''
    this.blank = true
    if (line !== '') this.parts.push({ text: line, home: this.lineHome })
  }

  block(block: Block): void {
    this.break()
    const home = this.places.homes.get(block) ?? this.places.here
    if (block.kind === 'paragraph') this.parts.push({ text: block.text, home })
    else {
      this.parts.push(block)
      if (home) this.places.homes.set(block, home)
    }
  }

  get endsWithDigit(): boolean {
    return /[\d０-９]/u.test(this.last)
  }

  /** A picture or another thing without words stands here. */
  object(): void {
    this.holdsObject = true
  }

  /** Whether a table stands in this flow. */
  get holdsTable(): boolean {
    return this.parts.some((part) => 'kind' in part)
  }

  /**
   * The lines as the text of a cell, `&nbsp;` and U+3000 as printed; a nested table gives the text of its cells. Beside nothing or
   * bare figures a picture may be the figure: U+FFFC stands for it, so that the cell is not taken for blank.
   */
  asText(): string {
    this.break()
    const text = this.parts.map((part) => ('kind' in part ? textOf(part) : part.text)).join('\n')
    return this.holdsObject && figuresAlone.test(text) ? `${text}${objectSign}` : text
  }

  /** The lines as paragraphs, without indentation and blank ones, and the tables, in reading order. */
  asBlocks(): readonly Block[] {
    this.break()
    return this.parts.flatMap((part): readonly Block[] => {
      if ('kind' in part) return [part]
      const text = part.text.trim()
      if (text === '') return []
      const paragraph: Block = { kind: 'paragraph', text }
      if (part.home) this.places.homes.set(paragraph, part.home)
      return [paragraph]
    })
  }
}

/** White space as a browser prints it. `#PAGE_BREAK#` is UCAP's mark for the pages that its script makes of one article (platforms, UCAP). */
const inOneLine = (text: string): string =>
  text
    .replaceAll('#PAGE_BREAK#', '')
    .replaceAll(/[ \t\r\n\f]+/gu, ' ')
    .replaceAll(/^ | $/gu, '')

const textOf = ({ table }: TableBlock): string =>
  table.rows
    .flat()
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join('\n')
