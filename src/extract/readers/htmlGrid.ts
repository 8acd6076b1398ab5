import { NianbaoError } from '../../errors.ts'
import type { Block, Cell, Table } from '../../model/document.ts'
import { HtmlFlow } from './htmlFlow.ts'
import type { HtmlPlaces } from './htmlPlaces.ts'

/** Clamps of a table, measured on bombs (decision 0004): no report comes near them. */
export const bounds = { columns: 64, rows: 2000, nested: 64 } as const

interface Placed extends Cell {
  readonly flow: HtmlFlow
}

interface OpenCell {
  readonly flow: HtmlFlow
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
}

/**
 * A table under construction: the HTML standard's algorithm for forming a table (4.9.12), row by row.
 * Spans are true: a row span ends with its row group at the latest, `rowspan=0` reaches to that end.
 */
export class HtmlGrid {
  private readonly places: HtmlPlaces
  private readonly rows: Placed[][] = []
  private cell: OpenCell | null = null
  private groupStart = 0
  /** By column: the first row in which it is free again. */
  private busyUntil: number[] = []
  private rowCount = 0
  private inRow = false

  constructor(places: HtmlPlaces) {
    this.places = places
  }

  startGroup(): void {
    this.endGroup()
    this.groupStart = this.rowCount
    this.busyUntil = []
  }

  /** Row spans do not leave their group. */
  endGroup(): void {
    this.endRow()
    for (let row = this.groupStart; row < this.rows.length; row += 1) {
      const cells = this.rows[row] ?? []
      this.rows[row] = cells.map((cell) => ({
        ...cell,
        rowSpan: Math.min(cell.rowSpan, this.rowCount - row),
      }))
    }
    this.groupStart = this.rowCount
    this.busyUntil = []
  }

  startRow(): void {
    this.endRow()
    if (this.rowCount < bounds.rows) this.rows.push([])
    this.rowCount += 1
    this.inRow = true
  }

  endRow(): void {
    this.endCell()
    this.inRow = false
  }

  /** Opens a cell in the first free column and gives the flow for its text. */
  startCell(rowSpan: number, columnSpan: number): HtmlFlow {
    this.endCell()
    if (!this.inRow) this.startRow()
    const row = this.rowCount - 1
    let column = 0
    while (column < bounds.columns && (this.busyUntil[column] ?? 0) > row) column += 1
    const span = Math.max(1, Math.min(columnSpan, bounds.columns - column))
    for (let at = column; at < column + span; at += 1) {
      this.busyUntil[at] = Math.max(this.busyUntil[at] ?? 0, row + rowSpan)
    }
    const flow = new HtmlFlow(this.places)
    this.cell = { flow, row, column, rowSpan, columnSpan: span }
    return flow
  }

  endCell(): void {
    const cell = this.cell
    if (cell === null) return
    this.cell = null
    const text = cell.flow.asText()
    if (cell.row < bounds.rows && cell.column < bounds.columns) this.rows[cell.row]?.push({ ...cell, text })
    else if (text.trim() !== '') throw tooLarge()
  }

  /** The finished table as blocks: itself, or what it holds where it only lays out the page. */
  finish(): readonly Block[] {
    this.endGroup()
    const table = this.table()
    if (table.rows.length === 0) return []
    if (!isLayout(this.rows, table)) return [{ kind: 'table', table }]
    return this.rows.flat().flatMap(({ flow }) => flow.asBlocks())
  }

  private table(): Table {
    const rows = this.rows.map((cells) =>
      cells.map(({ text, row, column, rowSpan, columnSpan }) => ({ text, row, column, rowSpan, columnSpan })),
    )
    const ends = rows.flat().map(({ column, columnSpan }) => column + columnSpan)
    return { rows, width: ends.reduce((widest, end) => Math.max(widest, end), 0), spansKnown: true }
  }
}

/**
 * A table one column wide is a frame, and one with another table in a cell lays out the page: unless two of its rows print
 * two bare figures or more each, which only a form does; then the inner table is the text of its cell.
 */
function isLayout(rows: readonly (readonly Placed[])[], { width }: Table): boolean {
  if (width <= 1) return true
  if (!rows.some((cells) => cells.some(({ flow }) => flow.holdsTable))) return false
  const withFigures = rows.filter(
    (cells) => cells.filter(({ text }) => /^\s*[\d.,]+\s*$/u.test(text)).length >= 2,
  )
  return withFigures.length < 2
}

const tooLarge = (): NianbaoError =>
  new NianbaoError(
    'unreadable-file',
    `a table passes ${bounds.rows} rows or ${bounds.columns} columns; no report does: look at the file`,
  )
