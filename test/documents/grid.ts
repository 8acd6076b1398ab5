import type { DraftCell, DraftRow } from './draft.ts'

/** A cell as Word and text converters write it: a merge downwards is repeated as an empty continuation in each row. */
export interface GridCell {
  readonly cell: DraftCell
  readonly continued: boolean
}

export interface GridRow {
  readonly row: DraftRow
  readonly cells: readonly GridCell[]
}

interface Open {
  readonly cell: DraftCell
  readonly column: number
  readonly left: number
}

/** Puts the continuations of merged cells in their places. Spans that do not add up go in as they are. */
export function gridRows(rows: readonly DraftRow[]): readonly GridRow[] {
  let open: readonly Open[] = []
  return rows.map((row): GridRow => {
    const cells: GridCell[] = []
    const next: Open[] = []
    let column = 0
    const place = (cell: DraftCell, continued: boolean, left: number): void => {
      cells.push({ cell, continued })
      if (left > 0) next.push({ cell, column, left })
      column += cell.columnSpan
    }
    const continueMerged = (): void => {
      for (let hit = open.find((o) => o.column === column); hit; hit = open.find((o) => o.column === column))
        place(hit.cell, true, hit.left - 1)
    }
    continueMerged()
    for (const cell of row.cells) {
      place(cell, false, cell.rowSpan - 1)
      continueMerged()
    }
    open = next
    return { row, cells }
  })
}

/** Columns of the widest row. */
export const gridWidth = (rows: readonly GridRow[]): number =>
  Math.max(0, ...rows.map(({ cells }) => cells.reduce((sum, { cell }) => sum + cell.columnSpan, 0)))
