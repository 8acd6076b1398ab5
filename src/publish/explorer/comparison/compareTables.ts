import { figureStandings, type FigureStanding } from '../../../model/figureStanding.ts'
import type { Form, FormTable } from '../../../model/form.ts'
import { metricId, metricsOf, type Metric } from '../../../model/metric.ts'
import { TableKey, type FormId, type Report } from '../../../model/report.ts'
import { ofPair } from './ofPair.ts'
import { compareFigures, type ComparedFigure } from './compareFigures.ts'

/** A table of two reports, as far as both forms have the same cells. */
export interface ComparedTable {
  readonly key: TableKey
  /** Form of the table in each report; null where it has no such table. */
  readonly left: FormId | null
  readonly right: FormId | null
  /** Rows that both forms have, in the words of the newer form; null where there are none. */
  readonly layout: FormTable | null
  /** By metric; what the layout shows and the forms do not share is not in it. */
  readonly figures: ReadonlyMap<string, ComparedFigure>
  /** Metrics of which a report has a cell and the other's form has none. */
  readonly apart: readonly ApartFigure[]
}

/** A figure that stands alone. */
export interface ApartFigure {
  readonly side: 'left' | 'right'
  readonly metric: Metric
  readonly standing: FigureStanding
}

/** Every table that one of two reports has. */
export const compareTables = ofPair(tablesOf)

function tablesOf(left: Report, right: Report, forms: readonly Form[]): readonly ComparedTable[] {
  return TableKey.options.flatMap((key) => {
    const [one, other] = [left, right].map((report) => report.forms[key] ?? null)
    if (one == null && other == null) return []
    return [compareTable(key, left, right, forms)]
  })
}

function compareTable(key: TableKey, left: Report, right: Report, forms: readonly Form[]): ComparedTable {
  const formOf = (report: Report) => forms.find(({ id }) => id === report.forms[key]) ?? null
  const [leftForm, rightForm] = [formOf(left), formOf(right)]
  const metricsIn = (form: Form | null): ReadonlyMap<string, Metric> =>
    new Map(
      (form === null ? [] : metricsOf(form)).filter(({ table }) => table === key).map((one) => [one.id, one]),
    )
  const [leftMetrics, rightMetrics] = [metricsIn(leftForm), metricsIn(rightForm)]
  const [leftFigure, rightFigure] = [figureStandings(left), figureStandings(right)]
  const figures = new Map<string, ComparedFigure>()
  for (const metric of leftMetrics.values())
    if (isShared(metric, rightMetrics))
      figures.set(metric.id, compareFigures(leftFigure(metric.id), rightFigure(metric.id), metric))
  const alone = (side: 'left' | 'right', metric: Metric): readonly ApartFigure[] => {
    const standing = (side === 'left' ? leftFigure : rightFigure)(metric.id)
    return figures.has(metric.id) || standing.kind === 'absent' ? [] : [{ side, metric, standing }]
  }
  const apart = [
    ...[...leftMetrics.values()].flatMap((metric) => alone('left', metric)),
    ...[...rightMetrics.values()].flatMap((metric) => alone('right', metric)),
  ]
  const newer = forms.findLast((form) => form === leftForm || form === rightForm)
  return {
    ...{ key, left: left.forms[key] ?? null, right: right.forms[key] ?? null, figures, apart },
    layout: newer === undefined ? null : sharedLayout(newer, key, figures),
  }
}

/** The same cell by its id, counted in the same unit. */
const isShared = ({ id, unit }: Metric, others: ReadonlyMap<string, Metric>): boolean =>
  others.get(id)?.unit === unit

function sharedLayout(
  form: Form,
  key: TableKey,
  figures: ReadonlyMap<string, ComparedFigure>,
): FormTable | null {
  const table = form.tables.find((each) => each.key === key)
  if (table === undefined) return null
  const blocks = table.blocks.flatMap((block) => {
    const rows = block.rows.filter((row) =>
      block.columns.some((column) => figures.has(metricId(table, row.key, column.key))),
    )
    const columns = block.columns.filter((column) =>
      rows.some((row) => figures.has(metricId(table, row.key, column.key))),
    )
    return rows.length === 0 ? [] : [{ ...block, rows, columns }]
  })
  return blocks.length === 0 ? null : { ...table, blocks }
}
