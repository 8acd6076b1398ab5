import type { ByteView } from './byteView.ts'
import { damagedFile } from './damagedFile.ts'
import { ParagraphText } from './docxParagraph.ts'
import { appendDressed, plainLook, type FontLook } from './sheetLook.ts'
import type { XlsRecord } from './xlsRecords.ts'

/** Fonts by the number that texts name: there is no number 4 ([MS-XLS] 2.5.129). */
export type FontOf = (index: number) => FontLook

export const fontsByNumber =
  (fonts: readonly FontLook[]): FontOf =>
  (index) =>
    fonts[index > 4 ? index - 1 : index] ?? plainLook

const wide = 0x01
const hasSound = 0x04
const hasRuns = 0x08

/** Reads a record across the records that continue it. */
export class RecordReader {
  readonly #parts: readonly ByteView[]
  #part = 0
  #at: number

  constructor({ data, continued }: XlsRecord, from: number) {
    this.#parts = [data, ...continued]
    this.#at = from
  }

  get isAtEnd(): boolean {
    return this.#left === 0 && this.#part >= this.#parts.length - 1
  }

  u8(): number {
    if (this.#left === 0) this.#nextPart()
    const value = this.#view.u8(this.#at)
    this.#at += 1
    return value
  }

  u16(): number {
    return this.u8() + this.u8() * 0x100
  }

  u32(): number {
    return this.u16() + this.u16() * 0x10000
  }

  skip(count: number): void {
    for (let left = count; left > 0;) {
      if (this.#left === 0) this.#nextPart()
      const step = Math.min(left, this.#left)
      this.#at += step
      left -= step
    }
  }

  /** Where a text is cut, the record that continues it says again whether its characters have one byte or two. */
  characters(count: number, isWide: boolean): string {
    let text = ''
    let bytes = isWide ? 2 : 1
    for (let left = count; left > 0;) {
      if (this.#left === 0) {
        this.#nextPart()
        bytes = (this.u8() & wide) === 0 ? 1 : 2
      }
      const step = Math.min(left, Math.floor(this.#left / bytes))
      if (step === 0) throw damagedFile('a character is cut in two')
      text +=
        bytes === 2
          ? this.#view.utf16(this.#at, step)
          : this.#view.part(this.#at, step).bytes.toString('latin1')
      this.#at += step * bytes
      left -= step
    }
    return text
  }

  get #view(): ByteView {
    const view = this.#parts[this.#part]
    if (view === undefined) throw damagedFile('a text ends before what it says it holds')
    return view
  }

  get #left(): number {
    return (this.#parts[this.#part]?.length ?? 0) - this.#at
  }

  #nextPart(): void {
    do {
      this.#part += 1
      this.#at = 0
    } while (this.#view.length === 0)
  }
}

/** A text of `count` characters with the looks of its runs (XLUnicodeRichExtendedString, [MS-XLS] 2.5.293). */
export function readText(reader: RecordReader, count: number, fontOf: FontOf): string {
  const flags = reader.u8()
  const runs = (flags & hasRuns) === 0 ? 0 : reader.u16()
  const sound = (flags & hasSound) === 0 ? 0 : reader.u32()
  const characters = reader.characters(count, (flags & wide) !== 0)
  const starts = Array.from({ length: runs }, () => ({ from: reader.u16(), font: reader.u16() }))
  reader.skip(sound)
  return dressedRuns(characters, starts, fontOf)
}

/** The text with what its runs say; before the first run it looks as its cell does. Line ends as \n. */
export function dressedRuns(
  characters: string,
  runs: readonly { readonly from: number; readonly font: number }[],
  fontOf: FontOf,
): string {
  const text = new ParagraphText()
  const first = runs[0]?.from ?? characters.length
  appendDressed(text, characters.slice(0, first), plainLook)
  runs.forEach(({ from, font }, index) => {
    appendDressed(text, characters.slice(from, runs[index + 1]?.from), fontOf(font))
  })
  return text.take().replaceAll(/\r\n?/gu, '\n')
}

/** The texts that cells name by number (SST, [MS-XLS] 2.4.265). */
export function readStrings(record: XlsRecord, fontOf: FontOf): readonly string[] {
  const count = record.data.u32(4)
  const reader = new RecordReader(record, 8)
  const strings: string[] = []
  while (strings.length < count && !reader.isAtEnd) strings.push(readText(reader, reader.u16(), fontOf))
  return strings
}
