import { malformed } from './docxMalformed.ts'

/** Where the tags of an XML part end, by its bytes. */
export class TagEnds {
  readonly #bytes: Buffer
  readonly #singleQuotes: boolean

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.#singleQuotes = hasSingleQuotedValue(bytes, Math.max(0, bytes.indexOf('?>')))
  }

  /** Where the first word of a tag ends: at a blank, or at the `>` of one without attributes. */
  ofWord(from: number): number {
    const bytes = this.#bytes
    for (let at = from; at < bytes.length; at++) {
      const code = bytes[at]
      if (code === greater || isSpace(code)) return at
    }
    throw malformed('it ends inside a tag')
  }

  /**
   * Index of the `>` that ends the tag. It may also stand inside an attribute value; what precedes it tells the
   * two apart at once, except behind single quotes or blanks, where the quotes are walked one by one.
   */
  ofTag(at: number): number {
    const bytes = this.#bytes
    let end = at
    while (end < bytes.length && bytes[end] !== greater) end++
    if (end === at) return at
    if (end === bytes.length) throw malformed('it ends inside a tag')
    const last = bytes[end - 1] === slash ? end - 2 : end - 1
    const before = bytes[last - 1]
    const certain =
      bytes[last] === doubleQuote ? before !== equals && !isSpace(before) : !this.#hasQuote(at, end)
    return certain && !this.#singleQuotes ? end : this.#walkQuotes(at)
  }

  #hasQuote(at: number, end: number): boolean {
    for (let n = at; n < end; n++) if (this.#bytes[n] === doubleQuote) return true
    return false
  }

  #walkQuotes(at: number): number {
    const bytes = this.#bytes
    for (let n = at; n < bytes.length; n++) {
      const code = bytes[n]
      if (code === greater) return n
      if (code !== doubleQuote && code !== apostrophe) continue
      n = bytes.indexOf(code, n + 1)
      if (n < 0) break
    }
    throw malformed('it ends inside a tag')
  }

  /** Index of the `>` behind the name of an end tag; only white space may stand between. */
  ofClosing(from: number): number {
    const bytes = this.#bytes
    if (bytes[from] === greater) return from
    const end = bytes.indexOf(greater, from)
    if (end < 0 || bytes.toString('latin1', from, end).trim() !== '') {
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
function hasSingleQuotedValue(bytes: Buffer, from: number): boolean {
  return bytes.includes(apostrophe, from) && /=\s*'/u.test(bytes.toString('latin1', from))
}

function isSpace(code: number | undefined): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d
}
