import { damagedFile } from './damagedFile.ts'

/**
 * Which characters belong to the instructions of a field (域), between its begin 0x13 and its separator 0x14 or, where
 * there is none, its end 0x15 ([MS-DOC] 2.8.25). They are not printed, whatever is nested in them.
 */
export class DocFields {
  /** For each open field, innermost last: whether its result has begun. */
  readonly #inResult: boolean[] = []
  #instructing = 0
  #hidText = false

  mark(character: string): void {
    if (character === '\x13') {
      this.#inResult.push(false)
      this.#instructing += 1
    } else {
      const before = this.#inResult.pop()
      if (before === false) this.#instructing -= 1
      if (character === '\x14' && before !== undefined) this.#inResult.push(true)
    }
  }

  /** Whether characters here are not printed. */
  hides(): boolean {
    this.#hidText ||= this.#instructing > 0
    return this.#instructing > 0
  }

  /** At the end of the text. A field without an end would have swallowed text without a word. */
  finish(): void {
    if (this.#hidText && this.#inResult.includes(false)) throw damagedFile('a field in it has no end')
  }
}
