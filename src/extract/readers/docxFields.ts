import { NianbaoError } from '../../errors.ts'

/**
 * Which text belongs to the instructions of a field (域) and which to its result: `begin` … instructions …
 * `separate` … result … `end` (ECMA-376 part 1 §17.16.18). Instructions stand in `w:instrText`, which is never
 * read; but a field nested in them has a result of its own, in `w:t`, which is not printed either.
 */
export class FieldNesting {
  /** For each open field, innermost last: whether its result has begun. */
  readonly #inResult: boolean[] = []
  #hidText = false

  /** `w:fldCharType` of a `w:fldChar`. */
  mark(type: string | null): void {
    if (type === 'begin') this.#inResult.push(false)
    else if (type === 'end') this.#inResult.pop()
    else if (type === 'separate' && this.#inResult.length > 0)
      this.#inResult[this.#inResult.length - 1] = true
  }

  /** Whether text at this place is an instruction to a field around the innermost one. */
  hidesText(): boolean {
    if (this.#inResult.length < 2) return false
    const hides = this.#inResult.slice(0, -1).includes(false)
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
