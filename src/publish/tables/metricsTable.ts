import type { Metric } from '../../model/metric.ts'
import { fixedTable } from './fixedTable.ts'
import { column, type Table } from './table.ts'

/** The codebook of the figures: one row a metric of a form (表样). */
export const metricsTable = (metrics: readonly Metric[]): Table =>
  fixedTable({
    name: 'metrics',
    meaning: 'one row a metric (指标) of a form: what the column `metric` of the other tables names',
    columns: [
      column('metric', 'string', 'name of the metric; the same in every form that has its cell'),
      column('form', 'string', 'form (表样) by its year of issue'),
      column('table', 'string', 'table of the form'),
      column('row_label', 'string', 'label of the row'),
      column('column_label', 'string', 'label of the column'),
      column('unit', 'string', 'unit of the figure; amounts are in 万元 whatever the cell says'),
      column('signed', 'boolean', 'whether it is a difference, which may be below zero'),
    ],
    key: ['metric', 'form'],
    fixed: metrics.map(({ id, form, table, rowLabel, columnLabel, unit, signed }) => [
      ...[id, form, table, rowLabel, columnLabel, unit, signed],
    ]),
  })
