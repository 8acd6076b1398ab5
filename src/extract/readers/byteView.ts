import { damagedFile } from './damagedFile.ts'

/** Little-endian numbers in bytes that may lie about their lengths: reading past the end is `unreadable-file`. */
export class ByteView {
  readonly #buffer: Buffer
  readonly #start: number
  readonly #name: string
  readonly length: number

  private constructor(buffer: Buffer, start: number, length: number, name: string) {
    this.#buffer = buffer
    this.#start = start
    this.length = length
    this.#name = name
  }

  /** `name` says in failures which part of the file ends too early. */
  static of(bytes: Uint8Array, name: string): ByteView {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return new ByteView(buffer, 0, buffer.length, name)
  }

  /** The bytes themselves, not copied. */
  get bytes(): Buffer {
    return this.#buffer.subarray(this.#start, this.#start + this.length)
  }

  u8(at: number): number {
    return this.#buffer[this.#within(at, 1)] ?? 0
  }

  u16(at: number): number {
    const from = this.#within(at, 2)
    return (this.#buffer[from] ?? 0) | ((this.#buffer[from + 1] ?? 0) << 8)
  }

  i16(at: number): number {
    return (this.u16(at) << 16) >> 16
  }

  u32(at: number): number {
    const from = this.#within(at, 4)
    const lower = (this.#buffer[from] ?? 0) | ((this.#buffer[from + 1] ?? 0) << 8)
    const upper = (this.#buffer[from + 2] ?? 0) | ((this.#buffer[from + 3] ?? 0) << 8)
    return (lower | (upper << 16)) >>> 0
  }

  /** The `length` bytes from `at` on, not copied. */
  part(at: number, length: number): ByteView {
    return new ByteView(this.#buffer, this.#within(at, length), length, this.#name)
  }

  /** `length` UTF-16 code units from `at` on. */
  utf16(at: number, length: number): string {
    const from = this.#within(at, length * 2)
    return this.#buffer.toString('utf16le', from, from + length * 2)
  }

  #within(at: number, length: number): number {
    if (at < 0 || length < 0 || at + length > this.length) {
      throw damagedFile(`${this.#name} ends before what it says it holds`)
    }
    return this.#start + at
  }
}
