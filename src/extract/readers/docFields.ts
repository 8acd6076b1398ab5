import { damagedFile } from './damagedFile.ts'
import { OpenField, type EndedField } from './fieldResult.ts'

/**
 * Which characters belong to the instructions of a field (域), between its begin 0x13 and its separator 0x14 or, where
 * there is none, its end 0x15 ([MS-DOC] 2.8.25). They are not printed, whatever is nested in them.
 */
export class DocFields {
  /** Innermost last. */
  readonly #open: OpenField[] = []
  #instructing = 0
  #hidText = false

  /** Gives the field that the character ends. */
  mark(character: string): EndedField | null {
    if (character === '\x13') {
      this.#open.push(new OpenField())
      this.#instructing += 1
      return null
    }
    const innermost = this.#open.at(-1)
    if (innermost === undefined) return null
    if (!innermost.inResult) this.#instructing -= 1
    if (character === '\x14') {
      innermost.inResult = true
      return null
    }
    this.#open.pop()
    const around = this.#open.at(-1)
    if (around !== undefined) around.printed ||= innermost.printed
    return innermost.end()
  }

  /** Words that are not printed: instructions, unless of a field around the one at hand. */
  instruct(words: string): void {
    const innermost = this.#open.at(-1)
    if (innermost?.inResult === false) innermost.instruct(words)
  }

  /** Something is printed here. */
  print(): void {
    const innermost = this.#open.at(-1)
    if (innermost !== undefined) innermost.printed = true
  }

  /** Whether characters here are not printed. */
  hides(): boolean {
    this.#hidText ||= this.#instructing > 0
    return this.#instructing > 0
  }

  /** At the end of the text. A field without an end would have swallowed text without a word. */
  finish(): void {
    if (this.#hidText && this.#open.some(({ inResult }) => !inResult))
      throw damagedFile('a field in it has no end')
  }
}
