import type { Form, MetricUnit } from '../../../model/form.ts'
import { metricId } from '../../../model/metric.ts'
import type { FormId } from '../../../model/report.ts'
import { indicatorLabel } from './indicatorLabel.ts'

/** A row of a 情况统计表: one indicator. */
export interface Indicator {
  readonly key: string
  readonly unit: MetricUnit
  /** What it is a part of, as `indicatorLabel` gives it; null at the top. Tells 其他情形数 of 复议 from that of 诉讼. */
  readonly part: string | null
  /** By the key of a column. */
  readonly metrics: ReadonlyMap<string, string>
}

/** A form of the 情况统计表 with everything that is looked up while reading. */
export interface StatisticsForm {
  readonly id: FormId
  /** Keys of the columns by the label that a header prints. */
  readonly columns: ReadonlyMap<string, string>
  readonly indicators: readonly Indicator[]
  /** By `indicatorLabel`; several where the form prints a label twice. */
  readonly byLabel: ReadonlyMap<string, readonly Indicator[]>
  /** Labels of which others are parts. */
  readonly wholes: ReadonlySet<string>
}

/** The forms that consist of one 情况统计表, once per process. */
export function prepareStatistics(forms: readonly Form[]): readonly StatisticsForm[] {
  return forms.flatMap((form) =>
    form.tables.flatMap((table) => {
      if (table.key !== 'statistics') return []
      const all = table.blocks.flatMap(({ rows, columns }) =>
        rows.map((row) => ({
          labels: [...new Set([row.path.at(-1) ?? '', ...(row.also ?? [])].map(indicatorLabel))],
          indicator: {
            key: row.key,
            unit: row.unit ?? '件',
            part: row.path.length > 1 ? indicatorLabel(row.path.at(-2) ?? '') : null,
            metrics: new Map(columns.map(({ key }) => [key, metricId(table, row.key, key)])),
          } satisfies Indicator,
        })),
      )
      const byLabel = new Map<string, Indicator[]>()
      for (const { labels, indicator } of all)
        for (const label of labels) byLabel.set(label, [...(byLabel.get(label) ?? []), indicator])
      const columns = table.blocks.flatMap((block) =>
        block.columns.flatMap(({ key, path, also }) =>
          [...path, ...(also ?? [])].map((label) => [label, key] as const),
        ),
      )
      const wholes = table.blocks.flatMap(({ rows }) => rows.flatMap(({ path }) => path.slice(0, -1)))
      const indicators = all.map(({ indicator }) => indicator)
      return [
        {
          id: form.id,
          columns: new Map(columns),
          indicators,
          byLabel,
          wholes: new Set(wholes.map(indicatorLabel)),
        },
      ]
    }),
  )
}
