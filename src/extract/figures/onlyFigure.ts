import type { Column } from './header.ts'
import type { Entry } from './entries.ts'
import type { PreparedRow } from './prepareForms.ts'
import type { PrintedCell } from './printedLine.ts'

/** The one column of a row, and the cell that stands in it. */
export interface OnlyFigure {
  readonly column: Column
  readonly cell: PrintedCell
}

/**
 * A row that has one figure in the form, printed in one cell that is merged under all columns of a header of other rows:
 * tables in sheets often leave the headers of such items out (行政许可 below 本年制发件数, 本年废止件数, 现行有效件数). Nothing else
 * can be meant by that cell. Null for every other row.
 */
export function onlyFigure(
  { line, values, joined }: Entry,
  row: PreparedRow,
  columns: readonly Column[],
  headerTable: number | null,
): OnlyFigure | null {
  const [key] = row.cells.keys()
  const [cell, ...further] = values
  if (key === undefined || row.metrics.length > 1 || cell === undefined || further.length > 0) return null
  if (!line.spansKnown || joined !== 'no' || headerTable !== line.table || columns.length < 2) return null
  const isUnderAll = columns.every(
    ({ key: other, range }) =>
      other !== null &&
      !row.cells.has(other) &&
      range !== null &&
      cell.start <= range.start &&
      cell.end >= range.end,
  )
  if (!isUnderAll) return null
  // The units of the columns above are not those of this row.
  return { column: { key, printed: '', units: line.units, range: null }, cell }
}
