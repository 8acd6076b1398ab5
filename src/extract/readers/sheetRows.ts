import { placeOfKey, type Merge, type Sheet } from './sheet.ts'
import type { SheetMerges } from './sheetMerges.ts'

/** A text and where a reader sees it. */
export interface ShownText {
  readonly text: string
  /** The first and the last column of the sheet that it covers; the first is visible. */
  readonly column: number
  readonly lastColumn: number
}

/** A visible row in which something is shown. */
export interface ShownRow {
  /** 0-based, of the sheet. */
  readonly row: number
  /** Whether a visible row without anything stands above it. */
  readonly afterBlank: boolean
  /** The texts that begin in it, from left to right. */
  readonly texts: readonly ShownText[]
  /** Whether a text from a row above reaches into it. */
  readonly goesOn: boolean
}

/**
 * The rows of a sheet that a reader sees: without hidden rows and columns and without what merged cells cover, blank rows left out.
 * A merged cell shows its text as long as one of its cells is visible.
 */
export function shownRows(sheet: Sheet, merges: SheetMerges): readonly ShownRow[] {
  const begun = new Map<number, ShownText[]>()
  const goesOn = new Set<number>()
  for (const [key, text] of sheet.texts) {
    const { row, column } = placeOfKey(key)
    const merge = merges.at(row, column) ?? { top: row, left: column, bottom: row, right: column }
    if (merge.top !== row || merge.left !== column) continue
    const [first, ...below] = merges.rowsOf(merge).filter((at) => !sheet.hiddenRows.has(at))
    const firstColumn = visibleColumn(sheet, merge)
    if (first === undefined || firstColumn === null) continue
    const texts = begun.get(first) ?? []
    begun.set(first, texts)
    texts.push({ text, column: firstColumn, lastColumn: merge.right })
    for (const at of below) goesOn.add(at)
  }
  const rows = merges.rows.filter((row) => begun.has(row) || goesOn.has(row))
  return rows.map((row, index) => ({
    row,
    afterBlank: hasVisibleRow(sheet, (rows[index - 1] ?? row) + 1, row),
    texts: (begun.get(row) ?? []).sort((a, b) => a.column - b.column),
    goesOn: goesOn.has(row),
  }))
}

function visibleColumn({ hiddenColumns }: Sheet, { left, right }: Merge): number | null {
  for (let column = left; column <= right; column += 1) if (!hiddenColumns.has(column)) return column
  return null
}

/** Whether any row from `from` to before `end` is not hidden. */
function hasVisibleRow({ hiddenRows }: Sheet, from: number, end: number): boolean {
  for (let row = from; row < end; row += 1) if (!hiddenRows.has(row)) return true
  return false
}
