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
  const edges = rows.map(ascendingEdges)
  const columnOf = columnsOf(edges)
  return edges.map((own, row) => {
    const columns = own.map((position) => columnOf(row, position))
    const before = columns[0] ?? 0
    return { before, spans: columns.slice(1).map((column, index) => column - (columns[index] ?? 0)) }
  })
}

/** The edges of a row from left to right, each at least one twip behind the one before. */
function ascendingEdges({ left, cells }: RowShape): readonly number[] {
  let last = left
  return [left, ...cells.map(({ right }) => (last = Math.max(right, last + 1)))]
}

function columnsOf(rows: readonly (readonly number[])[]): (row: number, position: number) => number {
  const gap = Math.min(widestGap, narrowest(rows) / 3)
  const edges = rows
    .flatMap((own, row) => own.map((position): Edge => ({ position, row })))
    .sort((a, b) => a.position - b.position)
  const columns = rows.map(() => new Map<number, number>())
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
    columns[row]?.set(position, column)
  }
  return (row, position) => columns[row]?.get(position) ?? 0
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
