import type { Block } from '../../model/document.ts'
import type { DocxNumbering } from './docxNumbering.ts'
import { ParagraphText } from './docxParagraph.ts'
import type { DocxTable, WrittenCell } from './docxTable.ts'
import { figuresAlone, objectSign } from './objectSign.ts'

/** Most cells are blank. */
const none: readonly Block[] = []

/** A place where paragraphs and tables collect: the body, a cell or a text box. */
export class Story {
  #blocks: Block[] | null = null
  readonly text: ParagraphText
  /** The table at hand; one that is nested in a cell belongs to the story of that cell. */
  table: DocxTable | null = null
  /** The cell whose story this is. */
  readonly cell: WrittenCell | null
  /** What text boxes hold that are anchored in the paragraph at hand: it follows that paragraph. */
  #boxes: Block[] | null = null
  style: string | null = null
  numId: string | null = null
  level: string | null = null
  /** Pictures and embedded things without words. */
  pictures = 0
  /** The end of the paragraph is deleted with change tracking: the next one goes on in the same line. */
  markDeleted = false

  /** `text` is at the beginning of a paragraph. */
  constructor(of: 'cell' | 'words', text = new ParagraphText()) {
    this.text = text
    this.cell =
      of === 'words'
        ? null
        : { span: 1, vertical: 'none', horizontal: 'none', deleted: false, ground: null, blocks: none }
  }

  addBox(blocks: readonly Block[]): void {
    this.#boxes ??= []
    for (const block of blocks) this.#boxes.push(block)
  }

  closeParagraph(numbering: Pick<DocxNumbering, 'next'> | null): void {
    if (!this.markDeleted) this.#endParagraph(numbering)
    this.markDeleted = false
  }

  closeTable(): void {
    for (const block of this.table?.finish() ?? []) this.add(block)
    this.table = null
  }

  /** Everything in reading order; a last paragraph whose end was deleted included. */
  finish(): readonly Block[] {
    this.#endParagraph(null)
    if (this.cell !== null && this.pictures > 0) this.#showPicture()
    return this.#blocks ?? none
  }

  add(block: Block): void {
    if (this.#blocks !== null) {
      this.#blocks.push(block)
      return
    }
    // Nearly every cell holds one paragraph: a list that begins empty makes room for sixteen.
    this.#blocks = [block]
    if (this.cell !== null) this.cell.blocks = this.#blocks
  }

  /** Beside nothing or bare figures a picture may be the figure, so that the cell is not taken for blank. */
  #showPicture(): void {
    const text = (this.#blocks ?? none)
      .map((block) => (block.kind === 'paragraph' ? block.text : '表'))
      .join('')
    if (figuresAlone.test(text)) this.add({ kind: 'paragraph', text: objectSign })
  }

  #endParagraph(numbering: Pick<DocxNumbering, 'next'> | null): void {
    const number = numbering?.next(this.style, this.numId, this.level) ?? ''
    const text = this.text.take()
    if (text.trim() !== '') this.add({ kind: 'paragraph', text: number + text })
    // Printed alone, and perhaps it is meant for the figure.
    else if (number !== '') this.pictures += 1
    if (this.#boxes !== null) for (const block of this.#boxes.splice(0)) this.add(block)
    this.style = null
    this.numId = null
    this.level = null
  }
}
