import type { CellEvidence } from '../../model/report.ts'

/** Name of the fragment that a cell has where an original is shown; they count from 1. */
export const cellAnchor = ({ table, row, column }: Pick<CellEvidence, 'table' | 'row' | 'column'>): string =>
  `t${table}r${row}c${column}`
