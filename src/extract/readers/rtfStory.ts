import type { Block } from '../../model/document.ts'
import type { Story } from './docxStory.ts'
import { OpenTables } from './openTables.ts'
import type { RtfState } from './rtfLook.ts'
import { RtfRow } from './rtfRow.ts'

/** Letters, digits or Chinese signs: a number. A bullet is a sign of a symbol font and says nothing. */
const saysSomething = /[\p{L}\p{N}]/u

/** One text of an RTF, the body or a text box: its words go into the cell or the body that its properties name. */
export class RtfStory {
  readonly #tables = new OpenTables()
  readonly #rows = new Map<number, RtfRow>()
  /** Between `\trowd` and `\row`: some writers leave out that its paragraphs stand in a table. */
  #rowOpen = false
  #begun = false
  #number = ''
  #blanks = ''

  write(text: string, state: RtfState): void {
    if (state.destination === 'number') {
      if (!state.hidden && !state.deleted) this.#number += text
      return
    }
    // Blanks between rows would end the table: they count only before a word of their own paragraph.
    if (!this.#begun && text.trim() === '') {
      if (!state.hidden && !state.deleted) this.#blanks += text
      return
    }
    this.#begun = true
    const depth = this.#depth(state)
    const story = this.#tables.storyAt(depth)
    if (state.deleted) {
      this.#tables.remove(depth)
      return
    }
    story.text.endRun()
    story.text.dress(state, 'run')
    story.text.append(this.#blanks + text)
    this.#blanks = ''
  }

  /** The story at hand, for what stands among its words. */
  at(state: RtfState): Story {
    this.#begun = true
    return this.#tables.storyAt(this.#depth(state))
  }

  endParagraph(state: RtfState): void {
    const story = this.#tables.storyAt(this.#depth(state))
    story.markDeleted = state.deleted
    this.#close(story)
  }

  endCell(state: RtfState, depth: number): void {
    if (state.deleted) this.#tables.remove(depth)
    this.#close(this.#tables.storyAt(depth))
    this.#tables.endCell(depth)
  }

  endRow(depth: number): void {
    this.#tables.endRow(depth, this.#row(depth).shape())
    if (depth === 1) this.#rowOpen = false
  }

  /** Words that define rows; `nested` inside the properties of a row in a nested table. */
  define(word: string, value: number | null, state: RtfState, nested: boolean): void {
    if (word === 'trowd' && !nested) this.#rowOpen = true
    this.#row(nested ? this.depthOf(state) : 1).control(word, value)
  }

  depthOf(state: RtfState): number {
    return Math.max(state.depth, 1)
  }

  finish(): readonly Block[] {
    return this.#tables.finish()
  }

  #row(depth: number): RtfRow {
    const row = this.#rows.get(depth) ?? new RtfRow()
    this.#rows.set(depth, row)
    return row
  }

  #depth(state: RtfState): number {
    return Math.max(state.depth, state.inTable || this.#rowOpen ? 1 : 0)
  }

  #close(story: Story): void {
    const number = this.#number.trim()
    const spaced = /\s$/u.test(this.#number) || /[0-9]$/u.test(number) ? `${number} ` : number
    story.closeParagraph({ next: () => (saysSomething.test(number) ? spaced : '') })
    this.#number = ''
    this.#blanks = ''
    this.#begun = false
  }
}
