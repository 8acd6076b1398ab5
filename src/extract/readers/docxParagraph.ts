import type { Colour } from './cssColour.ts'
import type { RunLook } from './docxStyles.ts'

const plain: RunLook = {}

/**
 * The text of the paragraph at hand (段落), as it is printed: hidden runs left out, and figures kept apart from
 * marks that are only raised or lowered beside them, from what is struck through, and from white digits, which may or may
 * not be seen.
 */
export class ParagraphText {
  #text = ''
  /** The last character and whether it is raised; kept apart, because looking into a growing text copies it. */
  #last = ''
  #lastRaised = false
  /** What the style of the paragraph says of its runs. */
  #style: RunLook = plain
  /** `w:vanish` of the current run: on the screen of its author only. */
  hidden = false
  /** `w:vertAlign` of the current run: a superscript or subscript. */
  raised = false
  /** `w:position` of the current run: above or below the line. */
  moved = false
  /** `w:strike` of the current run. */
  struck = false
  /** `w:dstrike` of the current run. */
  struckTwice = false
  /** `w:rtl` of the current run: its figures may be printed in another order. */
  fromRight = false
  /** `w:bdo` around the current run: its signs are printed from right to left. */
  turned = false
  /** The current run can hardly be seen on paper, or on its own shading. */
  white = false
  /** `w:color` of the current run, where it says one. */
  colour: Colour | null = null
  /** `w:shd` of the current run, where it says one. */
  ground: Colour | null = null

  append(piece: string): void {
    if (this.hidden || piece === '') return
    // "60" and a raised "1" are a figure and a note's mark; joined they would be the wrong figure 601.
    const raised = this.raised || this.moved
    if (raised !== this.#lastRaised && isDigit(this.#last) && isDigit(piece.charAt(0))) {
      this.#text += '^'
    }
    if (this.#isDoubtful(piece)) this.#text += '~'
    this.#last = piece.slice(-1)
    this.#lastRaised = raised
    this.#text += piece
  }

  /** The look of a style: of the run at hand, or of every run of the paragraph. */
  dress(look: RunLook, of: 'run' | 'paragraph'): void {
    if (of === 'paragraph') this.#style = look
    this.hidden = look.hidden ?? this.hidden
    this.raised = look.raised ?? this.raised
    this.moved = look.moved ?? this.moved
    this.struck = look.struck ?? this.struck
    this.struckTwice = look.struckTwice ?? this.struckTwice
    this.white = look.white ?? this.white
  }

  endRun(): void {
    this.colour = null
    this.ground = null
    this.fromRight = false
    this.hidden = this.#style.hidden ?? false
    this.raised = this.#style.raised ?? false
    this.moved = this.#style.moved ?? false
    this.struck = this.#style.struck ?? false
    this.struckTwice = this.#style.struckTwice ?? false
    this.white = this.#style.white ?? false
  }

  /** Gives the text and begins anew. */
  take(): string {
    const text = this.#text
    this.#text = ''
    this.#last = ''
    this.#lastRaised = false
    this.#style = plain
    this.endRun()
    return text
  }

  #isDoubtful(piece: string): boolean {
    if (this.struck || this.struckTwice) return piece.trim() !== ''
    const doubtful = this.white || this.fromRight || this.turned
    return doubtful && /^[\s\d０-９.,]+$/u.test(piece) && /[\d０-９]/u.test(piece)
  }
}

function isDigit(character: string): boolean {
  return /^[0-9０-９]/u.test(character)
}
