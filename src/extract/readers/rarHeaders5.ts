import { crc32 } from 'node:zlib'
import type { RarHeader, RarHeaders } from './rarHeader.ts'

const archiveHeader = 1
const fileHeader = 2
const encryptionHeader = 4
const endOfArchive = 5

const hasExtra = 0x01
const hasData = 0x02
const isVolume = 0x01
const isFolder = 0x01
const hasTime = 0x02
const hasCrc = 0x04
const hasUnknownSize = 0x08

/** Records of the extra area. */
const encryption = 0x01
const redirection = 0x05

/** The blocks of a RAR archive since 5.0 (rarlab.com/technote.htm); the last one says that it is the last. */
export function readHeaders5(file: Buffer, start: number): RarHeaders {
  const headers: RarHeader[] = []
  let at = start
  while (at < file.length) {
    const size = new Numbers(file.subarray(at + 4))
    const length = size.next()
    const end = at + 4 + size.at + length
    if (length === 0 || !(end <= file.length)) break
    if (crc32(file.subarray(at + 4, end)) !== file.readUInt32LE(at))
      return { kind: 'fault', fault: 'damaged' }
    const numbers = new Numbers(file.subarray(at + 4 + size.at, end))
    const [type, flags] = [numbers.next(), numbers.next()]
    const extra = has(flags, hasExtra) ? numbers.next() : 0
    const data = has(flags, hasData) ? numbers.next() : 0
    if (type === endOfArchive) return { kind: 'headers', headers }
    if (type === encryptionHeader) return { kind: 'fault', fault: 'encrypted' }
    if (type === archiveHeader && has(numbers.next(), isVolume)) return { kind: 'fault', fault: 'volume' }
    if (type === fileHeader) headers.push(headerOf(numbers, extra))
    at = end + data
  }
  return { kind: 'fault', fault: 'cut off' }
}

function headerOf(numbers: Numbers, extraLength: number): RarHeader {
  const flags = numbers.next()
  const size = numbers.next()
  numbers.next() // attributes
  numbers.skip((has(flags, hasTime) ? 4 : 0) + (has(flags, hasCrc) ? 4 : 0))
  const records = recordsOf(numbers.last(extraLength))
  return {
    kind: has(flags, isFolder) ? 'folder' : records.has(redirection) ? 'link' : 'file',
    size: has(flags, hasUnknownSize) || Number.isNaN(size) ? Infinity : size,
    isEncrypted: records.has(encryption),
  }
}

/** The types of the records in an extra area. */
function recordsOf(extra: Buffer): ReadonlySet<number> {
  const types = new Set<number>()
  for (let at = 0; at < extra.length;) {
    const record = new Numbers(extra.subarray(at))
    const length = record.next()
    const start = record.at
    types.add(record.next())
    at += start + (Number.isNaN(length) ? extra.length : length)
  }
  return types
}

const has = (flags: number, flag: number): boolean => ((flags % 256) & flag) !== 0

/** Numbers of seven bits a byte, the lowest first; NaN beyond the end or 2^53, which is no size of anything. */
class Numbers {
  readonly #bytes: Buffer
  at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  next(): number {
    let value = 0
    for (let scale = 1; scale <= 2 ** 49; scale *= 128) {
      const byte = this.#bytes[this.at]
      if (byte === undefined) return NaN
      this.at += 1
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
    }
    return NaN
  }

  skip(count: number): void {
    this.at += count
  }

  /** The last `length` bytes, less where there are less. */
  last(length: number): Buffer {
    return this.#bytes.subarray(Math.max(this.at, this.#bytes.length - (length || 0)))
  }
}
