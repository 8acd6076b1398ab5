import { NianbaoError } from '../../errors.ts'
import { outOfBounds } from '../../extract/figures/outOfBounds.ts'
import type { Form } from '../../model/form.ts'
import { metricsOf, type Metric } from '../../model/metric.ts'
import type { Report } from '../../model/report.ts'

/**
 * Refuses a correction to what no cell of this report can say: a metric of a form that it does not print, or a value that a reader
 * of its cells would not take either. `usage`, in one line.
 */
export function correctable(
  { metric, value }: { readonly metric: string; readonly value: number | null },
  { forms: printed }: Pick<Report, 'forms'>,
  forms: readonly Form[],
): void {
  const listed = 'review show with --all lists those of this report'
  const known = forms.flatMap(metricsOf).filter((each) => each.id === metric)
  if (known.length === 0) throw new NianbaoError('usage', `${metric}: no form has such a figure; ${listed}`)
  const own = known.findLast((each) => isPrinted(each, printed))
  if (own === undefined) {
    const issues = known.map(({ form }) => form).join(', ')
    const here = [...new Set(Object.values(printed))].join(', ')
    throw new NianbaoError(
      'usage',
      `${metric}: a figure of the form ${issues}, and this report prints ${here}; ${listed}`,
    )
  }
  const wrong = value === null ? null : outOfBounds(value, own)
  if (wrong !== null)
    throw new NianbaoError(
      'usage',
      `${metric}: ${String(value)} ${wrong}; give what the original prints in this cell`,
    )
}

/** Of a table that was not read any form will do that goes with the others: 情况统计表 stands alone, the three since 2019 together. */
function isPrinted({ form, table }: Metric, printed: Report['forms']): boolean {
  const own = printed[table]
  if (own !== undefined) return own === form
  const others = Object.keys(printed)
  return others.length === 0 || others.includes('statistics') === (table === 'statistics')
}
