/**
 * The text of the paragraph at hand (段落), as it is printed: hidden runs left out, and figures kept apart from
 * marks that are only raised or lowered beside them.
 */
export class ParagraphText {
  #text = ''
  #lastRaised = false
  /** `w:vanish` of the current run: on the screen of its author only. */
  hidden = false
  /** `w:vertAlign` of the current run: a superscript or subscript. */
  raised = false

  append(piece: string): void {
    if (this.hidden || piece === '') return
    // "60" and a raised "1" are a figure and a note's mark; joined they would be the wrong figure 601.
    if (this.raised !== this.#lastRaised && endsInDigit.test(this.#text) && startsWithDigit.test(piece)) {
      this.#text += '^'
    }
    this.#lastRaised = this.raised
    this.#text += piece
  }

  endRun(): void {
    this.hidden = false
    this.raised = false
  }

  /** Gives the text and begins anew. */
  take(): string {
    const text = this.#text
    this.#text = ''
    this.#lastRaised = false
    return text
  }
}

const endsInDigit = /[0-9０-９]$/u
const startsWithDigit = /^[0-9０-９]/u
