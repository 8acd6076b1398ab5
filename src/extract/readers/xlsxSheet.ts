import { damagedFile } from './damagedFile.ts'
import { walkTags, type Tag, type TagReader, type Xml } from './docxTags.ts'
import { decodeCharacters } from './docxText.ts'
import { objectSign } from './objectSign.ts'
import { SheetBuilder, type Merge, type Sheet } from './sheet.ts'
import { printedNumber, printedText, type CellStyle } from './sheetLook.ts'
import type { CellStyles } from './sheetStyles.ts'
import { RichText, unescaped } from './xlsxStrings.ts'
import { isTrue, sheetVocabulary, type SheetName } from './xlsxVocabulary.ts'

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly strings: readonly string[]
  readonly styles: CellStyles
}

interface OpenCell {
  readonly type: string
  readonly style: number
  value: string | null
  hasFormula: boolean
}

/** Reads one sheet (ECMA-376 part 1 §18.3): what each cell prints, merged cells, hidden rows and columns. */
export function readXlsxSheet(xml: Xml, name: string, context: SheetContext): Sheet {
  const reader = new SheetReader(xml.bytes, name, context)
  walkTags(xml, sheetVocabulary, reader)
  return reader.finish()
}

class SheetReader implements TagReader<SheetName> {
  readonly textIn: ReadonlySet<SheetName> = new Set<SheetName>(['v', 't'])
  readonly #bytes: Buffer
  readonly #context: SheetContext
  readonly #builder: SheetBuilder
  readonly #words: RichText
  /** Cells and rows that do not say where they stand follow the one before. */
  #row = -1
  #column = -1
  #cell: OpenCell | null = null
  #inValue = false
  #showsZeros = true
  #isSheet = false

  readonly #openers: Readonly<Partial<Record<SheetName, (tag: Tag<SheetName>) => void>>> = {
    worksheet: () => (this.#isSheet = true),
    sheetView: (tag) => (this.#showsZeros = isTrue(tag.attribute('showZeros'), true)),
    col: (tag) => {
      this.#readColumn(tag)
    },
    row: (tag) => {
      this.#openRow(tag)
    },
    c: (tag) => {
      this.#openCell(tag)
    },
    f: () => {
      if (this.#cell !== null) this.#cell.hasFormula = true
    },
    v: () => {
      this.#inValue = true
      if (this.#cell !== null) this.#cell.value = ''
    },
    mergeCell: (tag) => {
      this.#builder.merge(areaOf(tag.attribute('ref') ?? ''))
    },
  }

  constructor(bytes: Buffer, name: string, context: SheetContext) {
    this.#bytes = bytes
    this.#context = context
    this.#builder = new SheetBuilder(name)
    this.#words = new RichText(bytes)
  }

  finish(): Sheet {
    if (!this.#isSheet) throw damagedFile('a sheet of the workbook is none')
    return this.#builder.finish()
  }

  open(name: SheetName, tag: Tag<SheetName>): 'enter' | 'skip' {
    const open = this.#openers[name]
    if (open === undefined) this.#words.open(name, tag)
    else open(tag)
    return name === 'f' || name === 'rPh' ? 'skip' : 'enter'
  }

  text(start: number, end: number, literal: boolean): void {
    if (!this.#inValue) this.#words.characters(start, end, literal)
    else if (this.#cell !== null) {
      this.#cell.value = (this.#cell.value ?? '') + decodeCharacters(this.#bytes, start, end, literal)
    }
  }

  close(name: SheetName): void {
    if (name === 'v') this.#inValue = false
    else if (name === 'c') this.#closeCell()
    else this.#words.close(name)
  }

  #readColumn(tag: Tag<SheetName>): void {
    if (!isTrue(tag.attribute('hidden')) && tag.attribute('width') !== '0') return
    this.#builder.hideColumns(Number(tag.attribute('min')) - 1, Number(tag.attribute('max')) - 1)
  }

  #openRow(tag: Tag<SheetName>): void {
    const number = tag.attribute('r')
    this.#row = number === null ? this.#row + 1 : Number(number) - 1
    this.#column = -1
    if (isTrue(tag.attribute('hidden')) || tag.attribute('ht') === '0') this.#builder.hideRow(this.#row)
  }

  #openCell(tag: Tag<SheetName>): void {
    const reference = tag.attribute('r')
    const place = reference === null ? null : placeOf(reference)
    this.#row = place?.row ?? this.#row
    this.#column = place?.column ?? this.#column + 1
    const type = tag.attribute('t') ?? 'n'
    this.#cell = { type, style: Number(tag.attribute('s') ?? 0), value: null, hasFormula: false }
  }

  #closeCell(): void {
    const cell = this.#cell
    this.#cell = null
    const inline = this.#words.take()
    if (cell === null) return
    // A formula whose result was never saved shows something that nobody knows: not blank.
    const hasNone = cell.value === null || (cell.type === 'n' && cell.value.trim() === '')
    const isUnknown = cell.hasFormula && hasNone && inline === ''
    const text = isUnknown ? objectSign : this.#printed(cell, inline)
    this.#builder.add(this.#row, this.#column, text)
  }

  #printed(cell: OpenCell, inline: string): string {
    const style = this.#context.styles(cell.style)
    const value = cell.value ?? ''
    switch (cell.type) {
      case 's':
        return value === '' ? '' : printedText(this.#shared(value), style)
      case 'inlineStr':
        return printedText(inline, style)
      case 'b':
        return value === '' ? '' : isTrue(value.trim()) ? 'TRUE' : 'FALSE'
      case 'n':
        return this.#number(value, style)
      default:
        // A formula's text, an error, a date in words.
        return printedText(unescaped(value), style)
    }
  }

  #shared(value: string): string {
    const found = /^\s*\d+\s*$/u.test(value) ? this.#context.strings[Number(value)] : undefined
    if (found === undefined) throw damagedFile('a cell names a text that the workbook does not have')
    return found
  }

  #number(value: string, style: CellStyle): string {
    if (value.trim() === '') return ''
    const number = Number(value)
    return Number.isFinite(number) ? printedNumber(number, style, this.#showsZeros) : value
  }
}

/** `C5` → row 4, column 2. Throws `unreadable-file` for anything else. */
function placeOf(reference: string): { readonly row: number; readonly column: number } {
  const found = /^\$?(?<letters>[A-Z]{1,3})\$?(?<row>\d{1,7})$/iu.exec(reference)?.groups
  if (found === undefined) throw damagedFile(`a cell stands at ${reference.slice(0, 20)}, which is no place`)
  const letters = (found['letters'] ?? '').toUpperCase()
  let column = 0
  for (let at = 0; at < letters.length; at += 1) column = column * 26 + letters.charCodeAt(at) - 64
  return { row: Number(found['row']) - 1, column: column - 1 }
}

/** `A1:D1`; a single place is a merged cell of one. */
function areaOf(reference: string): Merge {
  const [first = '', last = first] = reference.split(':')
  const from = placeOf(first)
  const to = placeOf(last)
  return { top: from.row, left: from.column, bottom: to.row, right: to.column }
}
