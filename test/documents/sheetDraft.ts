import type { Draft, DraftCell, DraftParagraph, DraftTable } from './draft.ts'
import { seen } from './draft.ts'
import { gridRows, gridWidth } from './grid.ts'
import { type Random, random } from './random.ts'

/** What is typed into a cell of a sheet: words, or a number under a format that prints what the draft says. */
export type Typed =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly format: string }
  | { readonly kind: 'formula'; readonly value: number; readonly format: string }

export interface MadeCell {
  readonly row: number
  readonly column: number
  readonly typed: Typed
}

export interface MadeMerge {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** A sheet before it is written as .xlsx or .xls. */
export interface MadeSheet {
  readonly name: string
  readonly hidden: boolean
  readonly cells: readonly MadeCell[]
  readonly merges: readonly MadeMerge[]
  readonly hiddenRows: readonly number[]
  readonly hiddenColumns: readonly number[]
}

/** Whole-number formats that print no thousands separators, and those that do. */
const plainFormats = ['General', '0', '0_ ', '0_);[Red](0)', 'G/通用格式'] as const
const groupedFormats = ['#,##0', '#,##0_ ', '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '] as const
const accounting = groupedFormats[2]

/** A figure is mostly a number, often a text, sometimes a formula. */
function typed(text: string, dice: Random): Typed {
  if (dice.chance(0.15)) return { kind: 'text', text }
  const kind = dice.chance(0.2) ? 'formula' : 'number'
  if (/^(?:0|[1-9]\d{0,9})$/u.test(text))
    return { kind, value: Number(text), format: dice.pick(plainFormats) }
  if (/^[1-9]\d{0,2}(?:,\d{3})+$/u.test(text)) {
    return { kind, value: Number(text.replaceAll(',', '')), format: dice.pick(groupedFormats) }
  }
  if (text === '-') return { kind, value: 0, format: accounting }
  const places = /^(?:0|[1-9]\d{0,6})\.(?<places>\d{1,4})$/u.exec(text)?.groups?.['places']
  if (places === undefined) return { kind: 'text', text }
  // The double that is nearest may lie on either side.
  const format = places.endsWith('0') || dice.chance(0.5) ? `0.${'0'.repeat(places.length)}` : 'General'
  return { kind, value: Number(text), format }
}

class SheetPen {
  readonly #cells: MadeCell[] = []
  readonly #merges: MadeMerge[] = []
  readonly #hiddenRows: number[] = []
  readonly #left: number
  readonly #width: number
  readonly #dice: Random
  #row: number

  constructor(width: number, dice: Random) {
    this.#dice = dice
    this.#width = width
    this.#left = dice.chance(0.2) ? 1 : 0
    this.#row = dice.chance(0.2) ? 1 : 0
  }

  paragraph({ runs, listNumber }: DraftParagraph): void {
    const text = (listNumber === null ? '' : `${listNumber}、`) + seen(runs)
    if (text.trim() === '') return
    this.#put(this.#left, { kind: 'text', text })
    const right = this.#left + this.#width - 1
    if (right > this.#left) {
      this.#merges.push({ top: this.#row, left: this.#left, bottom: this.#row, right })
    }
    this.#row += 1
  }

  table({ rows }: DraftTable): void {
    if (this.#dice.chance(0.5)) this.#row += 1
    const top = this.#row
    gridRows(rows).forEach(({ row, cells }) => {
      let column = this.#left
      for (const { cell, continued } of cells) {
        if (!continued) this.#cell(cell, column)
        column += cell.columnSpan
      }
      if (row.setting === 'deleted') this.#hiddenRows.push(this.#row)
      this.#row += 1
    })
    for (const [index, merge] of this.#merges.entries()) {
      const bottom = Math.min(merge.bottom, this.#row - 1)
      if (merge.top >= top) this.#merges[index] = { ...merge, bottom }
    }
    // Without a blank row a line below would be a line of the table.
    this.#row += 1
  }

  finish(name: string): MadeSheet {
    const used = { cells: this.#cells, merges: this.#merges, hiddenRows: this.#hiddenRows }
    return { name, hidden: false, ...used, hiddenColumns: [] }
  }

  #cell({ runs, columnSpan, rowSpan, metric }: DraftCell, column: number): void {
    const text = seen(runs)
    if (text.trim() !== '') {
      this.#put(column, metric === null ? { kind: 'text', text } : typed(text, this.#dice))
    }
    if (columnSpan * rowSpan === 1) return
    const [bottom, right] = [this.#row + rowSpan - 1, column + columnSpan - 1]
    this.#merges.push({ top: this.#row, left: column, bottom, right })
  }

  #put(column: number, what: Typed): void {
    this.#cells.push({ row: this.#row, column, typed: what })
  }
}

/** A sheet that nobody is shown, with another year's figures. */
const draftOfLastYear: MadeSheet = {
  name: '去年',
  hidden: true,
  cells: [
    { row: 0, column: 0, typed: { kind: 'text', text: '信息内容' } },
    { row: 0, column: 1, typed: { kind: 'text', text: '本年制发件数' } },
    { row: 1, column: 0, typed: { kind: 'text', text: '规章' } },
    { row: 1, column: 1, typed: { kind: 'number', value: 987, format: 'General' } },
  ],
  merges: [],
  hiddenRows: [],
  hiddenColumns: [],
}

/** The draft in sheets: all in one, or the words in a first and each table in one of its own; `key` decides. */
export function sheetsOf({ blocks }: Draft, key: string): readonly MadeSheet[] {
  const dice = random(`sheets:${key}`)
  const widths = blocks.flatMap((block) => (block.kind === 'table' ? [gridWidth(gridRows(block.rows))] : []))
  const width = Math.max(1, ...widths)
  const isOne = dice.chance(0.5)
  const sheets: MadeSheet[] = []
  let pen = new SheetPen(width, dice)
  let isBlank = true
  const end = (): void => {
    if (!isBlank) sheets.push(pen.finish(sheets.length === 0 ? '年报' : `Sheet${sheets.length + 1}`))
    pen = new SheetPen(width, dice)
    isBlank = true
  }
  for (const block of blocks) {
    if (block.kind === 'paragraph') pen.paragraph(block)
    else {
      pen.table(block)
      if (!isOne) {
        isBlank = false
        end()
        continue
      }
    }
    isBlank = false
  }
  end()
  return dice.chance(0.3) ? [...sheets, draftOfLastYear] : sheets
}
