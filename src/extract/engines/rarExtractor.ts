import { Extractor, type SeekMethod } from 'node-unrar-js'
import type { RarFile, RarFiles, RarQuestion } from './rarFiles.ts'
import type { Unrar } from './unrar.ts'

const archive = 1
const output = 2

/** What UnRAR writes to: nothing but these bytes, whatever path it names. */
interface Output {
  readonly pieces: Uint8Array[]
  size: number
}

/**
 * UnRAR over bytes in memory. The library's own extractor for that keeps each file under its name, loses empty files and those whose
 * name climbs out of its folder, and has no end to what it keeps (2.0.2).
 */
class RarExtractor extends Extractor<Uint8Array> {
  protected readonly _filePath = 'archive.rar'
  readonly #heap: Unrar
  readonly #bytes: Uint8Array
  #at = 0
  #left: number
  #written: Output = { pieces: [], size: 0 }

  constructor(unrar: Unrar, { bytes, most }: RarQuestion) {
    super(unrar)
    this.#heap = unrar
    this.#bytes = bytes
    this.#left = most
    unrar.extractor = this
  }

  /** What UnRAR wrote since it was last asked. */
  taken(): Uint8Array<ArrayBuffer> {
    const { pieces, size } = this.#written
    const whole = new Uint8Array(size)
    let at = 0
    for (const piece of pieces) {
      whole.set(piece, at)
      at += piece.length
    }
    this.#written = { pieces: [], size: 0 }
    return whole
  }

  protected open(path: string): number {
    this.#at = 0
    return path === this._filePath ? archive : 0
  }

  protected create(): number {
    return output
  }

  protected closeFile(): void {
    // There is nothing to close: the bytes stay until the archive is done.
  }

  protected read(file: number, pointer: number, size: number): number {
    if (file !== archive) return -1
    const piece = this.#bytes.subarray(this.#at, this.#at + size)
    this.#heap.HEAPU8.set(piece, pointer)
    this.#at += piece.length
    return piece.length
  }

  protected write(file: number, pointer: number, size: number): boolean {
    if (file !== output) return false
    this.#left -= size
    // UnRAR goes on after a write that failed (seen with 6.1.7), so this goes through it and ends it.
    if (this.#left < 0) throw new RangeError('it holds more than its headers declare')
    this.#written.pieces.push(this.#heap.HEAPU8.slice(pointer, pointer + size))
    this.#written.size += size
    return true
  }

  protected tell(): number {
    return this.#at
  }

  protected seek(_file: number, to: number, from: SeekMethod): boolean {
    const start = { SET: 0, CUR: this.#at, END: this.#bytes.length }[from]
    if (!(start + to >= 0)) return false
    this.#at = start + to
    return true
  }
}

/** Unpacks the wanted files. Throws the library's `UnrarError`, and what WebAssembly throws when it is at its end. */
export function unpackWith(unrar: Unrar, question: RarQuestion): RarFiles {
  const extractor = new RarExtractor(unrar, question)
  let index = 0
  const isWanted = (): boolean => question.wanted[index++] ?? false
  const files: RarFile[] = []
  for (const { fileHeader } of extractor.extract({ files: isWanted }).files)
    files.push({ name: fileHeader.name, bytes: extractor.taken() })
  const found = `UnRAR finds ${index} files in it, its headers say ${question.wanted.length}`
  if (index !== question.wanted.length) return { kind: 'fault', fault: 'damaged', what: found }
  return { kind: 'files', files }
}
