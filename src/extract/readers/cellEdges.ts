import type { RowShape } from './cellShape.ts'

/** A row on the grid of its table: columns left free before the first cell, and the columns of each cell. */
export interface RowSpans {
  readonly before: number
  readonly spans: readonly number[]
}

/** Edges that lie closer than this are one, in twips: 1.5 mm, less than any column with a digit in it needs. */
const widestGap = 90

interface Edge {
  readonly position: number
  readonly row: number
}

/**
 * The common grid (网格) of rows that are defined by the edges of their cells: every edge that some row has is a border
 * between columns, edges that differ by rounding or by a careless hand are one. A cell spans the columns between its edges.
 * Two edges of one row are never one, so that a cell of no width still has a column.
 */
export function gridOfEdges(rows: readonly RowShape[]): readonly RowSpans[] {
  // Most rows of a table have the same edges.
  const layouts = new Map<string, number>()
  const edges: (readonly number[])[] = []
  const layoutOf = rows.map((row) => {
    const own = ascendingEdges(row)
    const key = own.join()
    const known = layouts.get(key) ?? edges.push(own) - 1
    layouts.set(key, known)
    return known
  })
  const spans = columnsOf(edges).map(spansOf)
  return layoutOf.map((layout) => spans[layout] ?? { before: 0, spans: [] })
}

function spansOf(columns: readonly number[]): RowSpans {
  const before = columns[0] ?? 0
  return { before, spans: columns.slice(1).map((column, index) => column - (columns[index] ?? 0)) }
}

/** The edges of a row from left to right, each at least one twip behind the one before. */
function ascendingEdges({ left, cells }: RowShape): readonly number[] {
  let last = left
  return [left, ...cells.map(({ right }) => (last = Math.max(right, last + 1)))]
}

/** The column border at which each edge of each row lies, in the order of the edges. */
function columnsOf(rows: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const gap = Math.min(widestGap, narrowest(rows) / 3)
  const edges = rows
    .flatMap((own, row) => own.map((position): Edge => ({ position, row })))
    .sort((a, b) => a.position - b.position)
  const columns = rows.map((): number[] => [])
  let column = -1
  let start = -Infinity
  let members = new Set<number>()
  for (const { position, row } of edges) {
    if (position - start > gap || members.has(row)) {
      column += 1
      start = position
      members = new Set()
    }
    members.add(row)
    columns[row]?.push(column)
  }
  return columns
}

/** The narrowest cell that could hold anything. */
function narrowest(rows: readonly (readonly number[])[]): number {
  let least = Infinity
  for (const own of rows) {
    own.forEach((position, index) => {
      const width = position - (own[index - 1] ?? -Infinity)
      if (width > widestGap) least = Math.min(least, width)
    })
  }
  return least
}
