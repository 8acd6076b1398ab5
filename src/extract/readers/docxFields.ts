import { NianbaoError } from '../../errors.ts'

/**
 * Which text belongs to the instructions of a field (域) and which to its result: `begin` … instructions …
 * `separate` … result … `end` (ECMA-376 part 1 §17.16.18). Instructions stand in `w:instrText`, which is never
 * read; but a field nested in them has a result of its own, in `w:t`, which is not printed either.
 */
export class FieldNesting {
  /** For each open field, innermost last: whether its result has begun. */
  readonly #inResult: boolean[] = []
  /** How many open fields are still at their instructions. */
  #instructing = 0
  #hidText = false

  /** `w:fldCharType` of a `w:fldChar`. */
  mark(type: string | null): void {
    if (type === 'begin') {
      this.#inResult.push(false)
      this.#instructing++
    } else if (this.#inResult.length > 0 && (type === 'end' || type === 'separate')) {
      if (this.#inResult.pop() === false) this.#instructing--
      if (type === 'separate') this.#inResult.push(true)
    }
  }

  /** Whether text at this place is an instruction to a field around the innermost one. */
  hidesText(): boolean {
    if (this.#instructing === 0) return false
    const around = this.#instructing - (this.#inResult.at(-1) === false ? 1 : 0)
    const hides = around > 0
    this.#hidText ||= hides
    return hides
  }

  /** At the end of the document. A field without an end would have swallowed text without a word. */
  finish(): void {
    if (this.#hidText && this.#inResult.length > 0) {
      throw new NianbaoError(
        'unreadable-file',
        'a field of the document has no end, so its text is not certain; open and save it in Word',
      )
    }
  }
}
