import { NianbaoError } from '../../errors.ts'
import { ParagraphText } from './docxParagraph.ts'
import { walkTags, type Tag, type TagReader, type Xml } from './docxTags.ts'
import { decodeCharacters } from './docxText.ts'
import { appendDressed, plainLook, type FontLook } from './sheetLook.ts'
import { withElement } from './xlsxLook.ts'
import { sheetVocabulary, type SheetName } from './xlsxVocabulary.ts'

/** Each costs memory, and a cell that could show it. */
const mostStrings = 1_000_000

/** Words that may be set in runs with looks of their own: an item of the shared strings, or inside a cell. */
export class RichText {
  readonly #bytes: Buffer
  readonly #text = new ParagraphText()
  #look: FontLook = plainLook
  /** The part of a `t` read so far: comments may cut it. */
  #piece = ''

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  open(name: SheetName, tag: Tag<SheetName>): void {
    if (name === 'r') this.#look = plainLook
    else if (tag.parent === 'rPr') this.#look = withElement(this.#look, name, tag)
  }

  characters(start: number, end: number, literal: boolean): void {
    this.#piece += decodeCharacters(this.#bytes, start, end, literal)
  }

  close(name: SheetName): void {
    if (name !== 't') return
    appendDressed(this.#text, unescaped(this.#piece), this.#look)
    this.#piece = ''
  }

  take(): string {
    this.#look = plainLook
    return this.#text.take()
  }
}

/** `_x000D_`: a character that XML could not hold (ECMA-376 part 1 §22.9.2.19). Line ends as \n. */
export const unescaped = (text: string): string =>
  text
    .replaceAll(/_x([0-9a-f]{4})_/giu, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replaceAll(/\r\n?/gu, '\n')

/** The strings that cells name by number (`xl/sharedStrings.xml`). Throws `too-large` beyond a million. */
export function readSharedStrings(xml: Xml): readonly string[] {
  const reader = new StringsReader(xml.bytes)
  walkTags(xml, sheetVocabulary, reader)
  return reader.strings
}

class StringsReader implements TagReader<SheetName> {
  readonly textIn: ReadonlySet<SheetName> = new Set<SheetName>(['t'])
  readonly strings: string[] = []
  readonly #words: RichText

  constructor(bytes: Buffer) {
    this.#words = new RichText(bytes)
  }

  open(name: SheetName, tag: Tag<SheetName>): 'enter' | 'skip' {
    // What is to be read aloud over the words.
    if (name === 'rPh') return 'skip'
    this.#words.open(name, tag)
    return 'enter'
  }

  text(start: number, end: number, literal: boolean): void {
    this.#words.characters(start, end, literal)
  }

  close(name: SheetName): void {
    this.#words.close(name)
    if (name !== 'si') return
    if (this.strings.length === mostStrings) {
      throw new NianbaoError('too-large', `the workbook has more than ${mostStrings} strings; not opened`)
    }
    this.strings.push(this.#words.take())
  }
}
