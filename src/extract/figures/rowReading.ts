import type { Finding } from '../../model/finding.ts'

/** Evidence of a figure: the raw text, and table, row and column from 1. */
export interface Evidence {
  readonly raw: string
  readonly table: number
  readonly row: number
  readonly column: number
}

export interface ReadFigure {
  readonly value: number | null
  readonly evidence: Evidence
}

/** What one printed row gives: its figures by metric, and what is remarkable about them. */
export interface RowReading {
  readonly figures: ReadonlyMap<string, ReadFigure>
  readonly findings: readonly Finding[]
}
