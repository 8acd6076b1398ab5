import type { Metric } from '../../model/metric.ts'
import { changesTable } from './changesTable.ts'
import { decisionsTable } from './decisionsTable.ts'
import { editionsTable } from './editionsTable.ts'
import { figuresTable } from './figuresTable.ts'
import { findingsTable } from './findingsTable.ts'
import { localRowsTable } from './localRowsTable.ts'
import { reportsTable } from './reportsTable.ts'
import { statementsTable } from './statementsTable.ts'
import type { Table } from './table.ts'

/** Every table of an archive's exports. `metrics`: the dictionary in the order of the forms, the columns of the wide table. */
export const tablesOf = (metrics: readonly Metric[]): readonly Table[] => [
  reportsTable(metrics),
  ...[figuresTable, statementsTable, localRowsTable],
  ...[findingsTable, editionsTable, changesTable, decisionsTable],
]
