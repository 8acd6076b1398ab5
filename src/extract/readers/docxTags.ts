import { NianbaoError } from '../../errors.ts'
import { attributeIn } from './docxAttribute.ts'
import { malformed } from './docxMalformed.ts'
import { elementNames, type Vocabulary } from './docxNames.ts'
import { Repeats, type MetTag } from './docxRepeats.ts'
import { TagEnds } from './docxTagEnds.ts'

/** Word itself stays below 60; deeper files are made to exhaust readers. */
const maxDepth = 256

/** XML as UTF-8 without BOM. It is walked as bytes: a string of it costs as much as inflating it. */
export interface Xml {
  readonly bytes: Buffer
}

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
  /** Elements that often come again byte by byte: the bytes of such a one are walked once, `open` and `close` are called each time. */
  readonly repeating?: ReadonlySet<Name>
  /** Elements whose character data is wanted. */
  readonly textIn: ReadonlySet<Name>
  /** Character data between `start` and `end`; `literal` inside CDATA, where an ampersand is itself. */
  text(start: number, end: number, literal: boolean): void
}

/**
 * Visits every tag of an XML part once, in order (XML 1.0, namespaces 1.0); only wanted text is ever decoded. Throws `unreadable-file` where the XML is not well-formed or has a DOCTYPE, `too-large` beyond
 * 256 levels.
 */
export function walkTags<Name extends string>(
  xml: Xml,
  vocabulary: Vocabulary<Name>,
  reader: TagReader<Name>,
): void {
  new TagWalk(xml, vocabulary, reader).run()
}

class TagWalk<Name extends string> implements Tag<Name> {
  readonly #bytes: Buffer
  readonly #reader: TagReader<Name>
  readonly #nameAt: (start: number, end: number) => Name | null
  /** Name and extent of each open element's tag, by depth. */
  readonly #names: (Name | null)[] = []
  readonly #starts = new Int32Array(maxDepth + 1)
  readonly #lengths = new Int32Array(maxDepth + 1)
  readonly #ends: TagEnds
  readonly #repeats: Repeats<Name>
  /** The tag at hand, where it is met again. */
  #again: MetTag<Name> | null = null
  #depth = 0
  /** Depth of the element that is passed over, or 0. */
  #skipping = 0
  #wantsText = false
  #rootSeen = false
  #nameEnd = 0
  #end = 0
  name: Name | null = null

  constructor({ bytes }: Xml, vocabulary: Vocabulary<Name>, reader: TagReader<Name>) {
    this.#bytes = bytes
    this.#reader = reader
    this.#nameAt = elementNames(bytes, vocabulary)
    this.#repeats = new Repeats(bytes)
    this.#ends = new TagEnds(bytes)
  }

  get parent(): Name | null {
    return this.#names[this.#depth - 2] ?? null
  }

  get grandparent(): Name | null {
    return this.#names[this.#depth - 3] ?? null
  }

  attribute(localName: string): string | null {
    const again = this.#again
    if (again === null) return attributeIn(this.#bytes, this.#nameEnd, this.#end, localName)
    const known = again.values?.get(localName)
    if (known !== undefined) return known
    const value = attributeIn(this.#bytes, this.#nameEnd, this.#end, localName)
    again.values ??= new Map()
    again.values.set(localName, value)
    return value
  }

  run(): void {
    const bytes = this.#bytes
    let from = 0
    for (;;) {
      let at = from
      while (at < bytes.length && bytes[at] !== less) at++
      if (at === bytes.length) break
      if (this.#wantsText && at > from) this.#text(from, at, false)
      const first = bytes[at + 1]
      if (first === slash) from = this.#closeTag(at)
      else if (first === exclamation || first === question) from = this.#declaration(at)
      else from = this.#openTag(at)
    }
    if (!this.#rootSeen || this.#depth > 0) throw malformed('it ends before its last element does')
  }

  #openTag(at: number): number {
    const wordEnd = this.#ends.ofWord(at + 1)
    const end = this.#ends.ofTag(wordEnd)
    const empty = this.#bytes[end - 1] === slash
    const nameEnd = empty && wordEnd === end ? end - 1 : wordEnd
    if (nameEnd === at + 1) throw malformed('a tag has no name')
    if (this.#depth === 0 && this.#rootSeen) throw malformed('it has two roots')
    if (this.#depth === maxDepth) {
      throw new NianbaoError('too-large', `the document is nested deeper than ${maxDepth} levels; not opened`)
    }
    const name = this.#skipping === 0 ? this.#nameAt(at + 1, nameEnd) : null
    // Most tags of a report are such: borders, fonts, widths.
    if (empty && name === null && this.#depth > 0) return end + 1
    this.#rootSeen = true
    this.#starts[this.#depth] = at + 1
    this.#lengths[this.#depth] = nameEnd - at - 1
    this.#enter(name, nameEnd, end)
    if (this.#repeats.isRecording) {
      this.#repeats.meet({ kind: empty ? 'empty' : 'open', name, nameEnd, end }, this.#depth)
      if (this.#skipping > 0) this.#repeats.abandon()
    } else if (
      !empty &&
      name !== null &&
      this.#skipping === 0 &&
      this.#reader.repeating?.has(name) === true
    ) {
      const behind = this.#repeat(name, at)
      if (behind !== null) return behind
    }
    if (empty) this.#leave(name)
    else this.#listen(name)
    return end + 1
  }

  #enter(name: Name | null, nameEnd: number, end: number): void {
    this.#names[this.#depth] = name
    this.#depth++
    this.#nameEnd = nameEnd
    this.#end = end
    this.name = name
    if (name !== null && this.#reader.open(name, this) === 'skip') this.#skipping = this.#depth
  }

  /** Goes over the element at hand as over one of the same bytes before; the index behind it, null where it is new. */
  #repeat(name: Name, at: number): number | null {
    const repeat = this.#repeats.find(name, at)
    if (repeat === null || this.#depth + repeat.levels > maxDepth) {
      if (repeat === null) this.#repeats.begin(name, at, this.#depth)
      return null
    }
    for (const tag of repeat.met) {
      this.#again = tag
      if (tag.kind !== 'close') this.#enter(this.#skipping === 0 ? tag.name : null, tag.nameEnd, tag.end)
      if (tag.kind !== 'open') this.#leave(this.#names[this.#depth - 1] ?? null)
    }
    this.#again = null
    return at + repeat.length
  }

  #text(start: number, end: number, literal: boolean): void {
    this.#repeats.abandon()
    this.#reader.text(start, end, literal)
  }

  #closeTag(at: number): number {
    if (this.#depth === 0) throw malformed('an end tag has no start')
    const start = this.#starts[this.#depth - 1] ?? 0
    const length = this.#lengths[this.#depth - 1] ?? 0
    for (let n = 0; n < length; n++) {
      if (this.#bytes[start + n] !== this.#bytes[at + 2 + n]) {
        throw malformed('an end tag does not match its start')
      }
    }
    const end = this.#ends.ofClosing(at + 2 + length)
    const name = this.#names[this.#depth - 1] ?? null
    if (this.#repeats.isRecording) this.#repeats.meetEnd(name, end + 1, this.#depth)
    this.#leave(name)
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
    const mark = this.#bytes.toString('latin1', at, Math.min(at + 9, this.#bytes.length))
    if (mark.startsWith('<!--')) return this.#after('-->', at + 4)
    if (mark.startsWith('<?')) return this.#after('?>', at + 2)
    if (mark !== '<![CDATA[') throw malformed('it has a DOCTYPE, which no Word document has')
    const end = this.#after(']]>', at + 9)
    if (this.#wantsText) this.#text(at + 9, end - 3, true)
    return end
  }

  #after(mark: string, from: number): number {
    const at = this.#bytes.indexOf(mark, from)
    if (at < 0) throw malformed(`it ends before a ${mark}`)
    return at + mark.length
  }
}

const less = 0x3c
const slash = 0x2f
const question = 0x3f
const exclamation = 0x21
