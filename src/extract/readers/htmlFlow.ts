import type { Block, TableBlock } from '../../model/document.ts'

/** A stream of text (文字流): the body of the page or the inside of a cell, cut into lines by breaks and blocks. */
export class HtmlFlow {
  private readonly parts: (string | TableBlock)[] = []
  private line = ''

  text(text: string): void {
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
    if (line !== '') this.parts.push(line)
  }

  block(block: Block): void {
    this.break()
    this.parts.push(block.kind === 'paragraph' ? block.text : block)
  }

  /** Whether a table stands in this flow. */
  get holdsTable(): boolean {
    return this.parts.some((part) => typeof part !== 'string')
  }

  /** The lines as the text of a cell, `&nbsp;` and U+3000 as printed; a nested table gives the text of its cells. */
  asText(): string {
    this.break()
    return this.parts.map((part) => (typeof part === 'string' ? part : textOf(part))).join('\n')
  }

  /** The lines as paragraphs, without indentation and blank ones, and the tables, in reading order. */
  asBlocks(): readonly Block[] {
    this.break()
    return this.parts.flatMap((part): readonly Block[] => {
      if (typeof part !== 'string') return [part]
      const text = part.trim()
      return text === '' ? [] : [{ kind: 'paragraph', text }]
    })
  }
}

const textOf = ({ table }: TableBlock): string =>
  table.rows
    .flat()
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join('\n')
