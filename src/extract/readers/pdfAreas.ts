import type { Grid } from './pdfGrids.ts'
import { closeness, type Rule } from './pdfRules.ts'

/** A cell of a lattice: the field where it begins, and how many fields it covers. */
export interface Area {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
}

/**
 * The cell of each field of a lattice, by row and column: fields with no line between them are one cell where they fill a rectangle.
 * Where they do not, a line is missing or one too many, and each field stays for itself: a figure then stands in its own column.
 */
export function areasOf(grid: Grid): readonly (readonly Area[])[] {
  const [rows, columns] = [grid.ys.length - 1, grid.xs.length - 1]
  const group = groupsOf(grid, rows, columns)
  const boxes = new Map<
    number,
    { top: number; left: number; bottom: number; right: number; fields: number }
  >()
  group.forEach((of, field) => {
    const [row, column] = [Math.floor(field / columns), field % columns]
    const box = boxes.get(of)
    if (box === undefined) boxes.set(of, { top: row, left: column, bottom: row, right: column, fields: 1 })
    else {
      box.left = Math.min(box.left, column)
      box.right = Math.max(box.right, column)
      box.bottom = row
      box.fields += 1
    }
  })
  const areas = new Map<number, Area>()
  for (const [of, { top, left, bottom, right, fields }] of boxes) {
    const [rowSpan, columnSpan] = [bottom - top + 1, right - left + 1]
    if (rowSpan * columnSpan === fields) areas.set(of, { row: top, column: left, rowSpan, columnSpan })
  }
  return Array.from({ length: rows }, (_, row) =>
    Array.from(
      { length: columns },
      (__, column) =>
        areas.get(group[row * columns + column] ?? -1) ?? { row, column, rowSpan: 1, columnSpan: 1 },
    ),
  )
}

/** For each field, row by row, the number of its group. */
function groupsOf({ xs, ys, rules }: Grid, rows: number, columns: number): readonly number[] {
  const parent = Array.from({ length: rows * columns }, (_, field) => field)
  const root = (field: number): number => {
    let at = field
    while (parent[at] !== at) at = parent[at] ?? at
    return at
  }
  const join = (a: number, b: number): void => {
    const [low, high] = [root(a), root(b)].toSorted((one, other) => one - other)
    if (low !== undefined && high !== undefined) parent[high] = low
  }
  const right = byEdge(xs, rules.vertical)
  const below = byEdge(ys, rules.horizontal)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const field = row * columns + column
      if (column + 1 < columns && !isDrawn(right[column + 1], middle(ys, row))) join(field, field + 1)
      if (row + 1 < rows && !isDrawn(below[row + 1], middle(xs, column))) join(field, field + columns)
    }
  }
  return parent.map((_, field) => root(field))
}

const middle = (edges: readonly number[], at: number): number => ((edges[at] ?? 0) + (edges[at + 1] ?? 0)) / 2

/** The lines that lie on each edge. */
const byEdge = (edges: readonly number[], rules: readonly Rule[]): readonly (readonly Rule[])[] =>
  edges.map((edge) => rules.filter(({ at }) => Math.abs(at - edge) <= closeness))

const isDrawn = (rules: readonly Rule[] | undefined, position: number): boolean =>
  rules?.some(({ from, to }) => from <= position && to >= position) ?? false
