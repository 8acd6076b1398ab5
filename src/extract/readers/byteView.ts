import { damagedFile } from './damagedFile.ts'

/** Little-endian numbers in bytes that may lie about their lengths: reading past the end is `unreadable-file`. */
export class ByteView {
  readonly bytes: Buffer
  readonly #name: string

  /** `name` says in failures which part of the file ends too early. */
  constructor(bytes: Uint8Array, name: string) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#name = name
  }

  get length(): number {
    return this.bytes.length
  }

  u8(at: number): number {
    return this.bytes.readUInt8(this.#within(at, 1))
  }

  u16(at: number): number {
    return this.bytes.readUInt16LE(this.#within(at, 2))
  }

  i16(at: number): number {
    return this.bytes.readInt16LE(this.#within(at, 2))
  }

  u32(at: number): number {
    return this.bytes.readUInt32LE(this.#within(at, 4))
  }

  /** The `length` bytes from `at` on, not copied. */
  part(at: number, length: number): ByteView {
    this.#within(at, length)
    return new ByteView(this.bytes.subarray(at, at + length), this.#name)
  }

  /** `length` UTF-16 code units from `at` on. */
  utf16(at: number, length: number): string {
    this.#within(at, length * 2)
    return this.bytes.toString('utf16le', at, at + length * 2)
  }

  #within(at: number, length: number): number {
    if (at < 0 || length < 0 || at + length > this.bytes.length) {
      throw damagedFile(`${this.#name} ends before what it says it holds`)
    }
    return at
  }
}
