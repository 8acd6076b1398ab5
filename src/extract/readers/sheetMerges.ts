import { NianbaoError } from '../../errors.ts'
import { cellKey, placeOfKey, type Merge, type Sheet } from './sheet.ts'

/** The rows of a sheet in which something stands, and which merged cell covers a place in them. */
export interface SheetMerges {
  /** 0-based, ascending, hidden ones included; also the blank rows beside a label that is merged downwards. */
  readonly rows: readonly number[]
  /** The rows among them that the merged cell covers. */
  rowsOf(merge: Merge): readonly number[]
  /** The merged cell at a place; where two overlap, the first that the file names. */
  at(row: number, column: number): Merge | undefined
}

/** All tables of a sheet together; a report has about 60. */
const mostRows = 10_000
/** Cells under merged ones, blank ones included. */
const mostCovered = 2_000_000

/** Work grows with what stands in the sheet, however far its merged cells reach. Throws `too-large` beyond 10,000 rows or 2,000,000 cells. */
export function sheetMerges(sheet: Sheet): SheetMerges {
  const rows = rowsWithWords(sheet)
  const rowsOf = ({ top, bottom }: Merge): readonly number[] =>
    rows.slice(firstFrom(rows, top), firstFrom(rows, bottom + 1))
  const lastColumn = Math.max(0, ...columnsWithWords(sheet))
  const covered = new Map<number, Merge>()
  let steps = 0
  for (const merge of sheet.merges) {
    for (const row of rowsOf(merge)) {
      for (let column = merge.left; column <= Math.min(merge.right, lastColumn); column += 1) {
        if (++steps > mostCovered) {
          throw new NianbaoError('too-large', `a sheet has over ${mostCovered} merged cells; not opened`)
        }
        const key = cellKey(row, column)
        if (!covered.has(key)) covered.set(key, merge)
      }
    }
  }
  return { rows, rowsOf, at: (row, column) => covered.get(cellKey(row, column)) }
}

const columnsWithWords = ({ texts }: Sheet): ReadonlySet<number> =>
  new Set([...texts.keys()].map((key) => placeOfKey(key).column))

function rowsWithWords({ texts, merges }: Sheet): readonly number[] {
  const rows = new Set([...texts.keys()].map((key) => placeOfKey(key).row))
  const last = [...rows].reduce((a, b) => Math.max(a, b), 0)
  const bound = (): void => {
    if (rows.size > mostRows) {
      throw new NianbaoError('too-large', `a sheet has more than ${mostRows} rows with words; not opened`)
    }
  }
  bound()
  for (const { top, left, bottom } of merges) {
    if (!texts.has(cellKey(top, left))) continue
    for (let row = top; row <= Math.min(bottom, last); row += 1) {
      rows.add(row)
      bound()
    }
  }
  return [...rows].sort((a, b) => a - b)
}

/** Index of the first row that is not above `least`. */
function firstFrom(rows: readonly number[], least: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle] ?? 0) < least) low = middle + 1
    else high = middle
  }
  return low
}
