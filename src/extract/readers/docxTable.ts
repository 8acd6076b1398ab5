import { NianbaoError } from '../../errors.ts'
import type { Block, Cell } from '../../model/document.ts'
import type { Colour } from './cssColour.ts'

const maxColumns = 64
const maxRows = 2000

/** A cell as the XML writes it: `w:tcPr` and what stands in it. */
export interface WrittenCell {
  /** `w:gridSpan` */
  span: number
  /** `w:vMerge`, and the older `w:hMerge` */
  vertical: 'none' | 'restart' | 'continue'
  horizontal: 'none' | 'restart' | 'continue'
  /** `w:cellDel`: deleted with change tracking. */
  deleted: boolean
  /** `w:shd`, where it says a colour. */
  ground: Colour | null
  blocks: readonly Block[]
}

/** A row as the XML writes it. */
export interface WrittenRow {
  /** `w:gridBefore`: grid columns that stay free before the first cell. */
  before: number
  /** `w:del` or `w:hidden` in `w:trPr`: not printed. */
  gone: boolean
  cells: WrittenCell[]
}

type GridCell = { -readonly [K in keyof Cell]: Cell[K] }

/**
 * Builds one table with true spans from its written rows (ECMA-376 part 1 §17.4).
 * Throws `too-large` beyond 64 columns or 2,000 rows.
 */
export class DocxTable {
  readonly #rows: GridCell[][] = []
  /** By column: the cell that a `w:vMerge` without `restart` below it continues. */
  readonly #continuable: (GridCell | undefined)[] = []
  readonly #nested: Block[] = []
  #width = 0
  #cellCount = 0
  #firstCell: WrittenCell | null = null
  row: WrittenRow | null = null

  startRow(): void {
    this.row = { before: 0, gone: false, cells: [] }
  }

  endRow(): void {
    const { row } = this
    this.row = null
    const cells = row?.cells.filter(({ deleted }) => !deleted) ?? []
    if (row === null || row.gone || cells.length === 0) return
    if (this.#rows.length === maxRows) {
      throw new NianbaoError('too-large', `a table has more than ${maxRows} rows; not opened`)
    }
    this.#cellCount += cells.length
    this.#firstCell ??= cells[0] ?? null
    this.#rows.push(this.#place(cells, row.before))
  }

  /**
   * What the table adds to the words around it: itself and then, each as a block of its own, the tables that are
   * nested in its cells. A table of one single cell is a frame around text: its content takes its place.
   */
  finish(): readonly Block[] {
    if (this.#firstCell === null) return []
    if (this.#cellCount === 1) return this.#firstCell.blocks
    return [
      { kind: 'table', table: { rows: this.#rows, width: this.#width, spansKnown: true } },
      ...this.#nested,
    ]
  }

  #place(cells: readonly WrittenCell[], before: number): GridCell[] {
    const row: GridCell[] = []
    let column = before
    for (const cell of joinHorizontally(cells)) {
      const end = column + cell.span
      if (end > maxColumns) {
        throw new NianbaoError('too-large', `a table is wider than ${maxColumns} columns; not opened`)
      }
      if (!this.#continuesAbove(cell, column)) row.push(this.#begin(cell, column))
      column = end
    }
    this.#width = Math.max(this.#width, column)
    return row
  }

  /**
   * Whether the cell only continues one above it, which then grows. That one must begin in the same column and
   * reach the row just above; a narrower continuation is a cell of its own, because the rest of its width would
   * be claimed twice.
   */
  #continuesAbove(cell: WrittenCell, column: number): boolean {
    const above = this.#continuable[column]
    const continues =
      cell.vertical === 'continue' &&
      above !== undefined &&
      above.row + above.rowSpan === this.#rows.length &&
      cell.span >= above.columnSpan
    if (continues) above.rowSpan++
    return continues
  }

  #begin(cell: WrittenCell, column: number): GridCell {
    const lines: string[] = []
    for (const block of cell.blocks) {
      if (block.kind === 'paragraph') lines.push(block.text)
      else this.#nested.push(block)
    }
    const begun = {
      text: lines.join('\n'),
      row: this.#rows.length,
      column,
      rowSpan: 1,
      columnSpan: cell.span,
    }
    this.#continuable[column] = cell.vertical === 'none' ? undefined : begun
    return begun
  }
}

/** Resolves `w:hMerge`: a continuing cell widens the one before it, and Word does not show its text. */
function joinHorizontally(cells: readonly WrittenCell[]): readonly WrittenCell[] {
  if (cells.every(({ horizontal }) => horizontal === 'none')) return cells
  const joined: WrittenCell[] = []
  for (const cell of cells) {
    const before = joined.at(-1)
    if (cell.horizontal !== 'continue' || before === undefined) joined.push({ ...cell })
    else before.span += cell.span
  }
  return joined
}
