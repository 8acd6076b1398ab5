import { columnOrders } from './columnOrders.ts'
import type { Column, ColumnsHeader } from './header.ts'
import type { Entry } from './entries.ts'
import type { PreparedRow } from './prepareForms.ts'
import { readInOrder } from './readRow.ts'

/** A printed row and the row of the form that it is. */
export interface MatchedRow {
  readonly entry: Entry
  readonly row: PreparedRow
}

/** Fewer rows may add up by chance. */
const enough = 3

/**
 * A header that prints a column of no form, with that column in the place where the rows of the whole table add up: where it is
 * printed, or else the only such place. As it was, when there is none. A row that adds up nowhere is a contradiction in print
 * and speaks for none.
 */
export function settledHeader(header: ColumnsHeader, rows: readonly MatchedRow[]): ColumnsHeader {
  if (header.order === 'labels' || !header.columns.some(({ key }) => key === null)) return header
  const orders = columnOrders(header.columns)
  const proofs = orders.map((columns) => rows.map((each) => outcome(each, header, columns)))
  const speaks = rows.map((_, at) => proofs.some((proof) => proof[at] === 'holds'))
  const standing = orders.filter((_, order) => {
    const proof = proofs[order]?.filter((_each, at) => speaks[at]) ?? []
    return proof.length >= enough && proof.every((each) => each === 'holds')
  })
  const isPrinted = (order: readonly Column[]): boolean =>
    header.order === 'sequence' && order.every((column, at) => column === header.columns[at])
  const [only, ...others] = standing
  const columns = standing.find(isPrinted) ?? (others.length === 0 ? only : undefined)
  return columns ? { ...header, columns, order: 'labels' } : header
}

/** Whether the row adds up in that order. Noughts and blanks say nothing, nor does a row that is not as wide as the header. */
function outcome(
  { entry, row }: MatchedRow,
  header: ColumnsHeader,
  columns: readonly Column[],
): 'holds' | 'fails' | 'untested' {
  if (entry.values.length !== columns.length) return 'untested'
  const { figures } = readInOrder(entry, row, { ...header, columns })
  if (figures.size === 0) return 'fails'
  return [...figures.values()].some(({ value }) => (value ?? 0) !== 0) ? 'holds' : 'untested'
}
