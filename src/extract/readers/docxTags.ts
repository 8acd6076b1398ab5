import { NianbaoError } from '../../errors.ts'
import { elementNames, type Vocabulary } from './docxNames.ts'

/** Word itself stays below 60; deeper files are made to exhaust readers. */
const maxDepth = 256

/** The tag at hand. One object is reused for all tags: read it during the call, do not keep it. */
export interface Tag<Name extends string> {
  /** The element's name as the vocabulary calls it, and those of the two around it; null for other elements. */
  readonly name: Name | null
  readonly parent: Name | null
  readonly grandparent: Name | null
  /** Value of an attribute by its local name, whatever its prefix, or null. Entities stay as written. */
  attribute(localName: string): string | null
}

/** What a reader does with the elements that its vocabulary names. */
export interface TagReader<Name extends string> {
  /** An element begins. `skip` passes over everything inside it, its end included. */
  open(name: Name, tag: Tag<Name>): 'enter' | 'skip'
  close(name: Name): void
  /** Elements whose character data is wanted. */
  readonly textIn: ReadonlySet<Name>
  /** Character data between `start` and `end`; `literal` inside CDATA, where an ampersand is itself. */
  text(start: number, end: number, literal: boolean): void
}

/**
 * Visits every tag of an XML part once, in order (XML 1.0, namespaces 1.0). `xml` is a latin1 view of UTF-8 bytes:
 * every character of markup is ASCII, so an index into the view is an index into the bytes, and only wanted text
 * is ever decoded. Throws `unreadable-file` where the XML is not well-formed or has a DOCTYPE, `too-large` beyond
 * 256 levels.
 */
export function walkTags<Name extends string>(
  xml: string,
  vocabulary: Vocabulary<Name>,
  reader: TagReader<Name>,
): void {
  new TagWalk(xml, vocabulary, reader).run()
}

class TagWalk<Name extends string> implements Tag<Name> {
  readonly #xml: string
  readonly #reader: TagReader<Name>
  readonly #nameAt: (start: number, end: number) => Name | null
  /** Name and extent of each open element's tag, by depth. */
  readonly #names: (Name | null)[] = []
  readonly #starts = new Int32Array(maxDepth + 1)
  readonly #lengths = new Int32Array(maxDepth + 1)
  readonly #singleQuotes: boolean
  #depth = 0
  /** Depth of the element that is passed over, or 0. */
  #skipping = 0
  #wantsText = false
  #rootSeen = false
  #nameEnd = 0
  #end = 0
  name: Name | null = null

  constructor(xml: string, vocabulary: Vocabulary<Name>, reader: TagReader<Name>) {
    this.#xml = xml
    this.#reader = reader
    this.#nameAt = elementNames(xml, vocabulary)
    this.#singleQuotes = hasSingleQuotedValue(xml, Math.max(0, xml.indexOf('?>')))
  }

  get parent(): Name | null {
    return this.#names[this.#depth - 2] ?? null
  }

  get grandparent(): Name | null {
    return this.#names[this.#depth - 3] ?? null
  }

  attribute(localName: string): string | null {
    const tag = this.#xml.slice(this.#nameEnd, this.#end)
    for (const [, name, quoted, single] of tag.matchAll(
      /\s(?:[^\s=:]+:)?([^\s=:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu,
    )) {
      if (name === localName) return quoted ?? single ?? ''
    }
    return null
  }

  run(): void {
    const xml = this.#xml
    let from = 0
    for (;;) {
      const at = xml.indexOf('<', from)
      if (at < 0) break
      if (this.#wantsText && at > from) this.#reader.text(from, at, false)
      const first = xml.charCodeAt(at + 1)
      if (first === slash) from = this.#closeTag(at)
      else if (first === exclamation || first === question) from = this.#declaration(at)
      else from = this.#openTag(at)
    }
    if (!this.#rootSeen || this.#depth > 0) throw malformed('it ends before its last element does')
  }

  #openTag(at: number): number {
    const end = this.#tagEnd(at)
    const empty = this.#xml.charCodeAt(end - 1) === slash
    const nameEnd = this.#findNameEnd(at + 1, empty ? end - 1 : end)
    if (this.#depth === 0 && this.#rootSeen) throw malformed('it has two roots')
    if (this.#depth === maxDepth) {
      throw new NianbaoError('too-large', `the document is nested deeper than ${maxDepth} levels; not opened`)
    }
    this.#rootSeen = true
    const name = this.#nameAt(at + 1, nameEnd)
    this.#names[this.#depth] = name
    this.#starts[this.#depth] = at + 1
    this.#lengths[this.#depth] = nameEnd - at - 1
    this.#depth++
    this.#nameEnd = nameEnd
    this.#end = end
    this.name = name
    if (this.#skipping === 0 && name !== null && this.#reader.open(name, this) === 'skip') {
      this.#skipping = this.#depth
    }
    if (empty) this.#leave(name)
    else this.#listen(name)
    return end + 1
  }

  #closeTag(at: number): number {
    const end = this.#xml.indexOf('>', at)
    if (this.#depth === 0 || end < 0) throw malformed('an end tag has no start')
    const start = this.#starts[this.#depth - 1] ?? 0
    const length = this.#lengths[this.#depth - 1] ?? 0
    for (let n = 0; n < length; n++) {
      if (this.#xml.charCodeAt(start + n) !== this.#xml.charCodeAt(at + 2 + n)) {
        throw malformed('an end tag does not match its start')
      }
    }
    if (at + 2 + length !== end && this.#xml.slice(at + 2 + length, end).trim() !== '') {
      throw malformed('an end tag does not match its start')
    }
    this.#leave(this.#names[this.#depth - 1] ?? null)
    return end + 1
  }

  #leave(name: Name | null): void {
    if (this.#skipping === 0 && name !== null) this.#reader.close(name)
    if (this.#skipping === this.#depth) this.#skipping = 0
    this.#depth--
    this.#listen(this.#names[this.#depth - 1] ?? null)
  }

  #listen(name: Name | null): void {
    this.#wantsText =
      this.#skipping === 0 && this.#depth > 0 && name !== null && this.#reader.textIn.has(name)
  }

  /** Comment, CDATA, processing instruction; a DOCTYPE is refused, because its entities can be bombs. */
  #declaration(at: number): number {
    const xml = this.#xml
    if (xml.startsWith('<!--', at)) return this.#after('-->', at + 4)
    if (xml.startsWith('<?', at)) return this.#after('?>', at + 2)
    if (!xml.startsWith('<![CDATA[', at)) throw malformed('it has a DOCTYPE, which no Word document has')
    const end = this.#after(']]>', at + 9)
    if (this.#wantsText) this.#reader.text(at + 9, end - 3, true)
    return end
  }

  #after(mark: string, from: number): number {
    const at = this.#xml.indexOf(mark, from)
    if (at < 0) throw malformed(`it ends before a ${mark}`)
    return at + mark.length
  }

  #findNameEnd(from: number, end: number): number {
    let at = from
    while (at < end && !isSpace(this.#xml.charCodeAt(at))) at++
    if (at === from) throw malformed('a tag has no name')
    return at
  }

  /**
   * Index of the `>` that ends the tag. It may also stand inside an attribute value; what precedes it tells the
   * two apart at once, except behind single quotes or blanks, where the quotes are walked one by one.
   */
  #tagEnd(at: number): number {
    const xml = this.#xml
    const end = xml.indexOf('>', at)
    if (end < 0) throw malformed('it ends inside a tag')
    const last = xml.charCodeAt(end - 1) === slash ? end - 2 : end - 1
    const before = xml.charCodeAt(last - 1)
    const certain =
      xml.charCodeAt(last) === doubleQuote ? before !== equals && !isSpace(before) : !this.#hasQuote(at, end)
    return certain && !this.#singleQuotes ? end : this.#walkQuotes(at)
  }

  #hasQuote(at: number, end: number): boolean {
    for (let n = at; n < end; n++) if (this.#xml.charCodeAt(n) === doubleQuote) return true
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
}

const doubleQuote = 0x22
const apostrophe = 0x27
const slash = 0x2f
const equals = 0x3d
const greater = 0x3e
const question = 0x3f
const exclamation = 0x21

/** Whether any attribute behind the XML declaration stands in single quotes, as only few writers do. */
function hasSingleQuotedValue(xml: string, from: number): boolean {
  if (!xml.includes("'", from)) return false
  const value = /=\s*'/gu
  value.lastIndex = from
  return value.test(xml)
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d
}

function malformed(what: string): NianbaoError {
  return new NianbaoError(
    'unreadable-file',
    `the document's XML is damaged: ${what}; get the file again, or open and save it in Word`,
  )
}
