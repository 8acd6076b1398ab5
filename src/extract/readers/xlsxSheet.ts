import { damagedFile } from './damagedFile.ts'
import { walkTags, type Tag, type TagReader, type Xml } from './docxTags.ts'
import { decodeCharacters } from './docxText.ts'
import { objectSign } from './objectSign.ts'
import { SheetBuilder, type Merge, type Sheet } from './sheet.ts'
import { printedNumber, printedText, type CellStyle, type ConditionalLook } from './sheetLook.ts'
import type { CellStyles } from './sheetStyles.ts'
import { RichText, unescaped } from './xlsxStrings.ts'
import { areaOf, placeOf } from './xlsxPlaces.ts'
import { readConditions, type ConditionAt } from './xlsxConditions.ts'
import { isTrue, sheetVocabulary, type SheetName } from './xlsxVocabulary.ts'

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly strings: readonly string[]
  readonly styles: CellStyles
  /** Formats for conditions, by their number. */
  readonly conditionals: readonly (ConditionalLook | null)[]
  /** The cells over which something is drawn. */
  readonly anchored: readonly Merge[]
}

interface OpenCell {
  readonly type: string
  readonly style: number
  value: string | null
  hasFormula: boolean
}

/** Reads one sheet (ECMA-376 part 1 §18.3): what each cell prints, merged cells, hidden rows and columns. */
export function readXlsxSheet(xml: Xml, name: string, context: SheetContext): Sheet {
  const reader = new SheetReader(xml, name, context)
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
  /** Rows that say nothing of their height have none. */
  #rowsAreHidden = false
  readonly #conditionAt: ConditionAt

  readonly #openers: Readonly<Partial<Record<SheetName, (tag: Tag<SheetName>) => void>>> = {
    worksheet: () => (this.#isSheet = true),
    sheetFormatPr: (tag) => {
      this.#rowsAreHidden = isTrue(tag.attribute('zeroHeight')) || isFlat(tag.attribute('defaultRowHeight'))
    },
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

  constructor(xml: Xml, name: string, context: SheetContext) {
    const { bytes } = xml
    this.#bytes = bytes
    this.#conditionAt = readConditions(xml, context.conditionals)
    this.#context = context
    this.#builder = new SheetBuilder(name)
    this.#words = new RichText(bytes)
  }

  finish(): Sheet {
    if (!this.#isSheet) throw damagedFile('a sheet of the workbook is none')
    for (const area of this.#context.anchored) this.#builder.draw(area)
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
    if (!isTrue(tag.attribute('hidden')) && !isFlat(tag.attribute('width'))) return
    this.#builder.hideColumns(Number(tag.attribute('min')) - 1, Number(tag.attribute('max')) - 1)
  }

  #openRow(tag: Tag<SheetName>): void {
    const number = tag.attribute('r')
    this.#row = number === null ? this.#row + 1 : Number(number) - 1
    this.#column = -1
    const height = tag.attribute('ht')
    const isHidden =
      isTrue(tag.attribute('hidden')) || (height === null ? this.#rowsAreHidden : isFlat(height))
    if (isHidden) this.#builder.hideRow(this.#row)
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
    const style = this.#styleOf(cell)
    if (style === 'covered') return objectSign
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

  /** With what a condition makes of it; `covered` where a bar or a sign stands in place of the number. */
  #styleOf(cell: OpenCell): CellStyle | 'covered' {
    const style = this.#context.styles(cell.style)
    const value = cell.type === 'n' && cell.value !== null ? Number(cell.value) : null
    const condition = this.#conditionAt(this.#row, this.#column, value)
    if (condition === null || (cell.value === null && cell.type === 'n')) return style
    const { look, sure } = condition
    if (!sure) return { ...style, look: { ...style.look, white: true } }
    if (look.covers) return 'covered'
    return { format: look.format ?? style.format, look: { ...style.look, white: look.white } }
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

/** Less than half a point high, or as narrow as a hair: nothing is seen of it. */
const isFlat = (size: string | null): boolean => size !== null && Number(size) < 0.5
