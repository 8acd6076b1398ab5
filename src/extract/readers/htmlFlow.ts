import type { Block, Place, TableBlock } from '../../model/document.ts'
import type { HtmlPlaces } from './htmlPlaces.ts'

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

  constructor(places: HtmlPlaces) {
    this.places = places
  }

  text(text: string): void {
    if (this.line.trim() === '') this.lineHome = this.places.here
    this.line += text
  }

  /** Ends the line: `<br>`, the begin or the end of a block. Lines without a word are nothing. */
  break(): void {
    // `#PAGE_BREAK#` is UCAP's mark for the pages that its script makes of one article (platforms, UCAP).
    const line = this.line
      .replaceAll('#PAGE_BREAK#', '')
      .replaceAll(/[ \t\r\n\f]+/gu, ' ')
      .replaceAll(/^ | $/gu, '')
    this.line = ''
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

  /** Whether a table stands in this flow. */
  get holdsTable(): boolean {
    return this.parts.some((part) => 'kind' in part)
  }

  /** The lines as the text of a cell, `&nbsp;` and U+3000 as printed; a nested table gives the text of its cells. */
  asText(): string {
    this.break()
    return this.parts.map((part) => ('kind' in part ? textOf(part) : part.text)).join('\n')
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

const textOf = ({ table }: TableBlock): string =>
  table.rows
    .flat()
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join('\n')
