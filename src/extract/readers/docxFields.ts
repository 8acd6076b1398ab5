import { NianbaoError } from '../../errors.ts'
import { OpenField, type EndedField } from './fieldResult.ts'

/**
 * Which text belongs to the instructions of a field (域) and which to its result: `begin` … instructions …
 * `separate` … result … `end` (ECMA-376 part 1 §17.16.18). Instructions stand in `w:instrText` and say what kind it is; but a
 * field nested in them has a result of its own, in `w:t`, which is not printed either.
 */
export class FieldNesting {
  /** Innermost last. */
  readonly #open: OpenField[] = []
  /** How many open fields are still at their instructions. */
  #instructing = 0
  #hidText = false

  /** `w:fldCharType` of a `w:fldChar`; gives the field that it ends. */
  mark(type: string | null): EndedField | null {
    if (type === 'begin') {
      this.#open.push(new OpenField())
      this.#instructing++
      return null
    }
    const innermost = this.#open.at(-1)
    if (innermost === undefined) return null
    if (type === 'separate' || type === 'end') {
      if (!innermost.inResult) this.#instructing--
    }
    if (type === 'separate') innermost.inResult = true
    if (type !== 'end') return null
    this.#open.pop()
    const around = this.#open.at(-1)
    if (around !== undefined) around.printed ||= innermost.printed
    return innermost.end()
  }

  /** Words of `w:instrText`. */
  instruct(words: string): void {
    this.#open.at(-1)?.instruct(words)
  }

  /** Something is printed here. */
  print(): void {
    const innermost = this.#open.at(-1)
    if (innermost !== undefined) innermost.printed = true
  }

  /** Whether text at this place is an instruction to a field around the innermost one. */
  hidesText(): boolean {
    if (this.#instructing === 0) return false
    const around = this.#instructing - (this.#open.at(-1)?.inResult === false ? 1 : 0)
    const hides = around > 0
    this.#hidText ||= hides
    return hides
  }

  /** At the end of the document. A field without an end would have swallowed text without a word. */
  finish(): void {
    if (this.#hidText && this.#open.length > 0) {
      throw new NianbaoError(
        'unreadable-file',
        'a field of the document has no end, so its text is not certain; open and save it in Word',
      )
    }
  }
}
