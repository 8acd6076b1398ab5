import type { Column } from './header.ts'
import type { Entry } from './entries.ts'
import type { PrintedCell } from './printedLine.ts'

/**
 * Which cell stands in which column. `missing`: the row ends before its last columns. `certain`: grid and sequence agree, or
 * there is no grid and the count is right; otherwise only the row's own sum can prove it.
 */
export type Assignment =
  | { readonly kind: 'cells'; readonly cells: readonly (PrintedCell | null)[]; readonly certain: boolean }
  | { readonly kind: 'unclear' }
  | { readonly kind: 'run-together' }

const unclear: Assignment = { kind: 'unclear' }
const isBlank = (cell: PrintedCell): boolean => cell.look === 'blank'

/** Puts the cells of a row into the columns of its header. */
export function assignCells(
  entry: Entry,
  columns: readonly Column[],
  headerTable: number | null,
): Assignment {
  const { values, line } = entry
  if (entry.ragged && !values.every(isBlank)) return unclear
  const grid =
    entry.joined === 'no' && headerTable === line.table && columns.every(({ range }) => range !== null)
  const trimmed = values.length > columns.length ? trim(values, columns, grid) : values
  if (trimmed === null || trimmed.length > columns.length) return unclear
  if (trimmed.length === columns.length) {
    if (!grid) return { kind: 'cells', cells: trimmed, certain: entry.joined !== 'unsure' }
    return agreed(
      trimmed,
      trimmed.every((cell, index) => overlaps(cell, columns[index])),
    )
  }
  return line.blanksLost ? flattenedShort(trimmed, columns) : short(trimmed, columns, grid)
}

const overlaps = (cell: PrintedCell | undefined, column: Column | undefined): boolean =>
  cell !== undefined &&
  column?.range != null &&
  cell.start < column.range.end &&
  cell.end > column.range.start

/**
 * As many cells as columns, but shifted against the grid: spans that do not add up. With a figure at both ends the order is
 * plain; a blank at an end may belong to the labels or hide a lost cell.
 */
function agreed(cells: readonly PrintedCell[], agrees: boolean): Assignment {
  const [first] = cells
  const last = cells.at(-1)
  if (!first || !last) return unclear
  if (agrees || cells.every(isBlank) || !(isBlank(first) || isBlank(last)))
    return { kind: 'cells', cells, certain: true }
  return isBlank(first) ? unclear : { kind: 'cells', cells, certain: false }
}

/** Too many cells: the blank ones outside the columns go; where more than one way remains, none is taken. */
function trim(
  values: readonly PrintedCell[],
  columns: readonly Column[],
  grid: boolean,
): readonly PrintedCell[] | null {
  if (grid) {
    const inside = values.filter((cell) => columns.some((column) => overlaps(cell, column)) || !isBlank(cell))
    if (inside.length <= columns.length) return inside
  }
  const ways = Array.from({ length: values.length - columns.length + 1 }, (_, from) => ({
    taken: values.slice(from, from + columns.length),
    left: [...values.slice(0, from), ...values.slice(from + columns.length)],
  })).filter(({ left }) => left.every(isBlank))
  const [way] = ways
  return way && (ways.length === 1 || values.every(isBlank)) ? way.taken : null
}

/** One cell less than columns: the last one is lost, unless grid or figures say that it may be another. */
function short(cells: readonly PrintedCell[], columns: readonly Column[], grid: boolean): Assignment {
  const merged = grid ? spread(cells, columns) : null
  if (merged) return { kind: 'cells', cells: merged, certain: true }
  if (
    grid &&
    !cells.every((cell, index) => overlaps(cell, columns[index]) && !overlaps(cell, columns[index + 1]))
  )
    return unclear
  // A column that no form knows may be the one that is missing, or one that never had cells.
  if (cells.length < columns.length - 1 || columns.some(({ key }) => key === null)) return unclear
  if (cells.length > 0 && columns.length > 3 && lastMayBeTotal(cells)) return unclear
  return { kind: 'cells', cells: columns.map((_, index) => cells[index] ?? null), certain: true }
}

/** Blank cells merged over several columns are blank in each of them, when all columns are then covered. */
function spread(cells: readonly PrintedCell[], columns: readonly Column[]): readonly PrintedCell[] | null {
  const over = columns.map((column) => cells.filter((cell) => overlaps(cell, column)))
  if (!over.every((each) => each.length === 1)) return null
  const merged = cells.filter((cell) => over.filter(([each]) => each === cell).length > 1)
  return merged.every(isBlank) ? over.flat() : null
}

/** The last cell is as large as the others together: then it may be the total, and the cell that is missing stood elsewhere. */
function lastMayBeTotal(cells: readonly PrintedCell[]): boolean {
  const numbers = cells.map(({ text }) => Number(text.trim()))
  const last = numbers.at(-1) ?? 0
  return last !== 0 && !(last < numbers.slice(0, -1).reduce((sum, each) => sum + each, 0))
}

/** In flattened text a short row has lost its blanks or the space between two numbers. A row without any figure has only blanks. */
function flattenedShort(cells: readonly PrintedCell[], columns: readonly Column[]): Assignment {
  if (cells.length === 0) return { kind: 'cells', cells: columns.map(() => null), certain: true }
  return cells.some(({ text }) => /\d\d/u.test(text)) ? { kind: 'run-together' } : unclear
}
