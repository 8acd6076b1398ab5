import type { RtfCharsets } from './rtfCharsets.ts'

/** The tables at the head of an RTF, of fonts and of colours, as far as they matter to figures. */
export class RtfHeads {
  readonly #charsets: RtfCharsets
  /** `\deff`: the font of text that names none. */
  usualFont = 0
  /** The numbers of the colours that are white. */
  readonly whites = new Set<number>()
  #font = 0
  #charset: number | null = null
  #codePage: number | null = null
  #colour: number[] = []
  #colourCount = 0

  constructor(charsets: RtfCharsets) {
    this.#charsets = charsets
  }

  control(table: 'fonts' | 'colours', word: string, value: number | null): void {
    if (table === 'colours') {
      if (word === 'red' || word === 'green' || word === 'blue') this.#colour.push(value ?? 0)
      return
    }
    if (word === 'f') {
      this.#font = value ?? 0
      this.#charset = null
      this.#codePage = null
    } else if (word === 'fcharset') this.#charset = value
    else if (word === 'cpg') this.#codePage = value
    if (word === 'fcharset' || word === 'cpg') {
      this.#charsets.addFont(this.#font, { charset: this.#charset, codePage: this.#codePage })
    }
  }

  /** A semicolon ends a colour; one without numbers is the usual one. */
  bytes(table: 'fonts' | 'colours', text: string): void {
    if (table === 'fonts') return
    for (const sign of text) {
      if (sign !== ';') continue
      if (this.#colour.length === 3 && this.#colour.every((part) => part === 255))
        this.whites.add(this.#colourCount)
      this.#colourCount += 1
      this.#colour = []
    }
  }
}
