import type { TableKey } from '../../model/report.ts'
import { readCell } from './readCell.ts'
import type { Evidence } from './rowReading.ts'

/** A row (地方自设行) that no form has, as it is printed. */
export interface LocalRow {
  readonly table: TableKey
  /** From the outermost region inwards. */
  readonly labels: readonly string[]
  readonly cells: readonly LocalCell[]
}

interface LocalCell {
  /** What the header prints above it; empty where that cannot be told. */
  readonly column: string
  /** The number as printed, in whatever unit; null for a blank, absent for what is no number. */
  readonly value?: number | null
  readonly evidence: Evidence
}

/** A cell of such a row: nothing is known of its unit, so nothing is converted. */
export function localCell(column: string, evidence: Evidence): LocalCell {
  const read = readCell(evidence.raw, { unit: '件', signed: true })
  if (read.kind === 'unreadable' || (read.kind === 'number' && read.joined)) return { column, evidence }
  return { column, value: read.kind === 'blank' ? null : read.value, evidence }
}
