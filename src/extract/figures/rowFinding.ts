import type { Finding } from '../../model/finding.ts'
import type { Entry } from './entries.ts'
import type { PreparedRow } from './prepareForms.ts'
import type { RowReading } from './rowReading.ts'

/** What is remarkable about a printed row, in words that begin with its place. */
export const rowFinding = (
  entry: Entry,
  code: Finding['code'],
  severity: Finding['severity'],
  metrics: readonly string[],
  what: string,
): Finding => ({ code, severity, metrics: [...metrics].sort(), message: `${placeOf(entry)}: ${what}` })

/** A row of which nothing is taken, with the reason: every figure of it is in doubt. */
export const refusedRow = (
  entry: Entry,
  row: PreparedRow,
  code: Finding['code'],
  why: string,
): RowReading => ({ figures: new Map(), findings: [rowFinding(entry, code, 'warning', row.metrics, why)] })

/** A row whose label names one row of the form by its words and another by its number: neither is taken. */
export const contradictedRow = (entry: Entry, row: PreparedRow): RowReading =>
  refusedRow(entry, row, 'unknown-label', 'its number and its words are those of different rows')

/** A row with blank cells whose figures may stand in the next one, which has no label. */
export const brokenRow = (entry: Entry, row: PreparedRow): RowReading =>
  refusedRow(entry, row, 'unclear-layout', 'blank cells, and figures without a label in the row below')

const placeOf = ({ line, labels }: Entry): string =>
  `table ${line.table + 1}, row ${(line.cells[0]?.row ?? 0) + 1} ${labels.at(-1)?.text.replace(/\s+/gu, '') ?? ''}`.trim()
