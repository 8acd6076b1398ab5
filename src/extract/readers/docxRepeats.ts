/** A tag inside an element, as the walk met it; null for a name that the vocabulary does not know. */
export interface MetTag<Name extends string> {
  readonly kind: 'open' | 'empty' | 'close'
  readonly name: Name | null
  /** Where in the bytes its attributes are. */
  readonly nameEnd: number
  readonly end: number
  /** Values of attributes that were asked for, by local name. */
  values: Map<string, string | null> | null
}

/** An element that was walked to its end. */
export interface Repeat<Name extends string> {
  /** All of it, from `<` to `>`. */
  readonly start: number
  readonly length: number
  /** What was met behind its opening tag, its closing tag included. */
  readonly met: readonly MetTag<Name>[]
  /** So many levels below its own. */
  readonly levels: number
}

/** Elements of one name. */
interface Kind<Name extends string> {
  /** The one that was met last comes first. */
  readonly known: Repeat<Name>[]
  misses: number
  hits: number
}

/** The properties of a run or a cell have some hundred bytes. */
const longest = 4000
/** A report has some twenty kinds of runs, and one comparison costs as much as half a tag. */
const mostOfAName = 24
/** Where so many elements were new and no more were known, this document repeats none. */
const patience = 64

/**
 * Elements that come again byte by byte (属性), as the properties of runs and cells do some hundred times in a report: what was met in
 * them once is met again, without walking over the same bytes.
 */
export class Repeats<Name extends string> {
  readonly #bytes: Buffer
  readonly #kinds = new Map<Name, Kind<Name>>()
  #met: MetTag<Name>[] | null = null
  #name: Name | null = null
  #start = 0
  #depth = 0
  #deepest = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get isRecording(): boolean {
    return this.#met !== null
  }

  /** The element that begins at `at`, where one of the same bytes was recorded. */
  find(name: Name, at: number): Repeat<Name> | null {
    const kind = this.#kinds.get(name)
    if (kind === undefined) return null
    const { known } = kind
    for (let n = 0; n < known.length; n++) {
      const repeat = known[n]
      if (repeat === undefined || !this.#isSame(repeat, at)) continue
      for (let before = n; before > 0; before--) known[before] = known[before - 1] ?? repeat
      known[0] = repeat
      kind.hits++
      return repeat
    }
    kind.misses++
    return null
  }

  /** Single bytes tell most of them apart: their ends, and what differs between the cells of a row. */
  #isSame({ start, length }: Repeat<Name>, at: number): boolean {
    const bytes = this.#bytes
    const end = at + length
    if (bytes[end - 1] !== bytes[start + length - 1] || bytes[end - 3] !== bytes[start + length - 3])
      return false
    const middle = length >> 1
    if (bytes[at + middle] !== bytes[start + middle] || end > bytes.length) return false
    return bytes.compare(bytes, start, start + length, at, end) === 0
  }

  /** Records what is met from now on, up to the end of the element of this name that begins at `at`, in this depth. */
  begin(name: Name, at: number, depth: number): void {
    const { misses, hits } = this.#kinds.get(name) ?? { misses: 0, hits: 0 }
    if (misses > patience && hits < misses) return
    this.#name = name
    this.#start = at
    this.#depth = depth
    this.#deepest = depth
    this.#met = []
  }

  meet(tag: Omit<MetTag<Name>, 'values'>, depth: number): void {
    if (depth > this.#deepest) this.#deepest = depth
    this.#met?.push({ kind: tag.kind, name: tag.name, nameEnd: tag.nameEnd, end: tag.end, values: null })
  }

  /** A tag was closed that ends at `end`; the element itself is kept when it was its own. */
  meetEnd(name: Name | null, end: number, depth: number): void {
    if (!this.#takeBackUnknown(name)) this.meet({ kind: 'close', name, nameEnd: end, end }, depth)
    if (depth > this.#depth || this.#met === null || this.#name === null) return
    const length = end - this.#start
    const kind = this.#kinds.get(this.#name) ?? { known: [], misses: 0, hits: 0 }
    this.#kinds.set(this.#name, kind)
    if (length <= longest) {
      kind.known.unshift({ start: this.#start, length, met: this.#met, levels: this.#deepest - this.#depth })
      if (kind.known.length > mostOfAName) kind.known.pop()
    }
    this.#met = null
  }

  /** An element without a name that holds none with one (borders of a cell) says nothing to anybody. */
  #takeBackUnknown(name: Name | null): boolean {
    const last = this.#met?.at(-1)
    if (name !== null || last?.kind !== 'open' || last.name !== null) return false
    this.#met?.pop()
    return true
  }

  /** Its words, or what else stands in it, may be read in another way next time. */
  abandon(): void {
    this.#met = null
  }
}
