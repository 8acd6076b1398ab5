import type { Form, FormBlock, FormColumn, FormRow, FormTable, MetricUnit } from './form.ts'
import type { FormId, TableKey } from './report.ts'

/** A metric (指标): one cell of one form; a line of config/forms/metrics.csv. */
export interface Metric {
  readonly id: string
  readonly form: FormId
  readonly table: TableKey
  readonly rowLabel: string
  readonly columnLabel: string
  readonly unit: MetricUnit
  /** A difference (本年增/减), which may be below zero. */
  readonly signed: boolean
}

/** The id of the cell where a row and a column of a table meet. */
export const metricId = (table: FormTable, row: string, column: string): string =>
  table.prefix === '' ? `${row}.${column}` : `${table.prefix}.${row}.${column}`

/** Every metric of a form, in the order of the form: table, block, row, column. */
export function metricsOf(form: Form): readonly Metric[] {
  return form.tables.flatMap((table) => table.blocks.flatMap((block) => metricsOfBlock(form, table, block)))
}

function metricsOfBlock(form: Form, table: FormTable, block: FormBlock): readonly Metric[] {
  const metric = (row: FormRow, column: FormColumn): Metric => ({
    id: metricId(table, row.key, column.key),
    form: form.id,
    table: table.key,
    rowLabel: row.label,
    columnLabel: column.label,
    unit: row.unit ?? column.unit,
    signed: column.signed === true,
  })
  return block.rows.flatMap((row) => block.columns.map((column) => metric(row, column)))
}
