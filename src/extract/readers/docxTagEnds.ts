import { malformed } from './docxMalformed.ts'

/** Where the tags of an XML part end: in its bytes, and in their latin1 view. */
export class TagEnds {
  readonly #xml: string
  readonly #bytes: Buffer
  readonly #singleQuotes: boolean

  constructor({ bytes, markup }: { readonly bytes: Buffer; readonly markup: string }) {
    this.#xml = markup
    this.#bytes = bytes
    this.#singleQuotes = hasSingleQuotedValue(markup, Math.max(0, markup.indexOf('?>')))
  }

  /** Where the first word of a tag ends: at a blank, or at the `>` of one without attributes. */
  ofWord(from: number): number {
    const xml = this.#bytes
    for (let at = from; at < xml.length; at++) {
      const code = xml[at]
      if (code === greater || isSpace(code)) return at
    }
    throw malformed('it ends inside a tag')
  }

  /**
   * Index of the `>` that ends the tag. It may also stand inside an attribute value; what precedes it tells the
   * two apart at once, except behind single quotes or blanks, where the quotes are walked one by one.
   */
  ofTag(at: number): number {
    const xml = this.#xml
    if (this.#bytes[at] === greater) return at
    const end = xml.indexOf('>', at)
    if (end < 0) throw malformed('it ends inside a tag')
    const last = this.#bytes[end - 1] === slash ? end - 2 : end - 1
    const before = this.#bytes[last - 1]
    const certain =
      this.#bytes[last] === doubleQuote ? before !== equals && !isSpace(before) : !this.#hasQuote(at, end)
    return certain && !this.#singleQuotes ? end : this.#walkQuotes(at)
  }

  #hasQuote(at: number, end: number): boolean {
    for (let n = at; n < end; n++) if (this.#bytes[n] === doubleQuote) return true
    return false
  }

  #walkQuotes(at: number): number {
    const xml = this.#xml
    for (let n = at; n < xml.length; n++) {
      const code = xml.charCodeAt(n)
      if (code === greater) return n
      if (code !== doubleQuote && code !== apostrophe) continue
      n = xml.indexOf(code === doubleQuote ? '"' : "'", n + 1)
      if (n < 0) break
    }
    throw malformed('it ends inside a tag')
  }

  /** Index of the `>` behind the name of an end tag; only white space may stand between. */
  ofClosing(from: number): number {
    if (this.#bytes[from] === greater) return from
    const end = this.#xml.indexOf('>', from)
    if (end < 0 || this.#xml.slice(from, end).trim() !== '') {
      throw malformed('an end tag does not match its start')
    }
    return end
  }
}

const doubleQuote = 0x22
const apostrophe = 0x27
const slash = 0x2f
const equals = 0x3d
const greater = 0x3e

/** Whether any attribute behind the XML declaration stands in single quotes, as only few writers do. */
function hasSingleQuotedValue(xml: string, from: number): boolean {
  if (!xml.includes("'", from)) return false
  const value = /=\s*'/gu
  value.lastIndex = from
  return value.test(xml)
}

function isSpace(code: number | undefined): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d
}
