/**
 * The text of the paragraph at hand (段落), as it is printed: hidden runs left out, and figures kept apart from
 * marks that are only raised or lowered beside them.
 */
export class ParagraphText {
  #text = ''
  /** The last character and whether it is raised; kept apart, because looking into a growing text copies it. */
  #last = ''
  #lastRaised = false
  /** `w:vanish` of the current run: on the screen of its author only. */
  hidden = false
  /** `w:vertAlign` of the current run: a superscript or subscript. */
  raised = false

  append(piece: string): void {
    if (this.hidden || piece === '') return
    // "60" and a raised "1" are a figure and a note's mark; joined they would be the wrong figure 601.
    if (this.raised !== this.#lastRaised && isDigit(this.#last) && isDigit(piece.charAt(0))) {
      this.#text += '^'
    }
    this.#last = piece.slice(-1)
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
    this.#last = ''
    this.#lastRaised = false
    return text
  }
}

function isDigit(character: string): boolean {
  return /^[0-9０-９]/u.test(character)
}
