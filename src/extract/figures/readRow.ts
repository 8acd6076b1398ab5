import { assignCells } from './assignCells.ts'
import { columnOrders } from './columnOrders.ts'
import type { Entry } from './entries.ts'
import type { ColumnsHeader } from './header.ts'
import { forcedRow, joinedRow } from './joinedRow.ts'
import { onlyFigure } from './onlyFigure.ts'
import type { PreparedRow } from './prepareForms.ts'
import { allAlike, provedRow } from './provedRow.ts'
import { readCells } from './readCells.ts'
import { refusedRow } from './rowFinding.ts'
import type { RowReading } from './rowReading.ts'

/**
 * Reads the cells of a printed row as figures of a row of the form. What only a sum could prove, and none does, is left out; so
 * is a row that adds up in several orders of its columns and has other figures in each.
 */
export function readRow(entry: Entry, row: PreparedRow, header: ColumnsHeader): RowReading {
  const reading = readInOrder(entry, row, header)
  if (header.order !== 'guess' || reading.figures.size === 0) return reading
  const orders = [...columnOrders(header.columns), ...(header.rival ? [header.rival] : [])]
  const others = orders.map((columns) => readInOrder(entry, row, { ...header, columns }))
  const rival = others.some(({ figures }) => figures.size > 0 && !areSame(figures, reading.figures))
  return rival
    ? refusedRow(entry, row, 'unclear-layout', 'it adds up in several orders of its columns')
    : reading
}

const areSame = (one: RowReading['figures'], other: RowReading['figures']): boolean =>
  one.size === other.size && [...one].every(([metric, { value }]) => other.get(metric)?.value === value)

/** The row with the columns in the order that the header gives, and no other. */
export function readInOrder(entry: Entry, row: PreparedRow, header: ColumnsHeader): RowReading {
  const refused = (code: 'digits-run-together' | 'unclear-layout', why: string): RowReading =>
    refusedRow(entry, row, code, why)
  const only = onlyFigure(entry, row, header.columns, header.table)
  if (only !== null)
    return provedRow(readCells(entry, row, [only.column], [only.cell]), row, entry, header.order === 'labels')
  const assignment = assignCells(entry, header.columns, header.table)
  if (assignment.kind === 'run-together') {
    const joined = joinedRow(entry, row, header)
    const split = joined && forcedRow(joined)
    return split ?? refused('digits-run-together', 'fewer numbers than columns')
  }
  // Which columns the document has, only as many cells as columns could tell.
  const tooMany = header.order === 'guess' && entry.values.length > header.columns.length
  if (assignment.kind === 'unclear' || (tooMany && entry.values.some(({ look }) => look !== 'blank')))
    return refused('unclear-layout', 'its cells do not fit the columns above them')
  const draft = readCells(entry, row, header.columns, assignment.cells)
  if (entry.line.blanksLost && lostTotal(draft.figures, row, header))
    return refused('unclear-layout', 'a mark for nothing where a total must be')
  if (header.order !== 'guess' || isTelling(draft.figures))
    return provedRow(draft, row, entry, assignment.certain && header.order === 'labels')
  return refused('unclear-layout', 'noughts and blanks under a header that cannot be read')
}

/** Whether a sum over these figures can tell their order: noughts and blanks add up in any, and alike in all they need none. */
const isTelling = (figures: RowReading['figures']): boolean =>
  allAlike(figures) || [...figures.values()].some(({ value }) => (value ?? 0) !== 0)

/**
 * A blank total (无, -) over numbers in text where blanks leave no trace: whether it is blank, or a blank before it is lost and
 * the mark stood in a column of remarks, nobody can tell; over noughts only where the header has such a column.
 */
function lostTotal(
  figures: RowReading['figures'],
  { sums }: PreparedRow,
  { spare = false }: ColumnsHeader,
): boolean {
  const counts = (metric: string): boolean => {
    const value = figures.get(metric)?.value ?? null
    return value !== null && (spare || value !== 0)
  }
  return sums.some(
    ({ left, right }) => right.every((metric) => figures.get(metric)?.value === null) && left.some(counts),
  )
}
