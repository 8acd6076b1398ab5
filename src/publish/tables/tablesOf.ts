import type { Form } from '../../model/form.ts'
import type { Metric } from '../../model/metric.ts'
import { toldFindings } from '../toldFindings.ts'
import { changesTable } from './changesTable.ts'
import { columnsTable } from './columnsTable.ts'
import { decisionsTable } from './decisionsTable.ts'
import { editionsTable } from './editionsTable.ts'
import { figuresTable } from './figuresTable.ts'
import { findingsTable } from './findingsTable.ts'
import { localRowsTable } from './localRowsTable.ts'
import { metricsTable } from './metricsTable.ts'
import { reportsTable } from './reportsTable.ts'
import { statementsTable } from './statementsTable.ts'
import type { Table } from './table.ts'

/** The tables of what reports say. `metrics`: the dictionary in the order of the `forms`, the columns of the wide table. */
const tablesOf = (metrics: readonly Metric[], forms: readonly Form[]): readonly Table[] => [
  reportsTable(metrics),
  ...[figuresTable, statementsTable, localRowsTable],
  ...[findingsTable(toldFindings(forms)), editionsTable, changesTable, decisionsTable],
]

/** Every table of an archive’s exports, with the codebook: what each column and each metric means. */
export function tablesWithCodebook(metrics: readonly Metric[], forms: readonly Form[]): readonly Table[] {
  const tables = tablesOf(metrics, forms)
  return [...tables, columnsTable(tables), metricsTable(metrics)]
}
