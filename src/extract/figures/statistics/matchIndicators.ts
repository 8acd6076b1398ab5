import { editDistance } from '../editDistance.ts'
import { nearestLabel } from '../nearestLabel.ts'
import { indicatorLabel } from './indicatorLabel.ts'
import type { IndicatorRow } from './indicatorRows.ts'
import type { Indicator, StatisticsForm } from './prepareStatistics.ts'

/** The indicator (指标) of each row, or null. A label that the form has twice is known by what it is a part of. */
export function matchIndicators(
  rows: readonly IndicatorRow[],
  form: StatisticsForm,
): readonly (Indicator | null)[] {
  const exact = exactly(rows, form)
  return exact.map((found, at) => found ?? misprinted(rows[at], at, exact, form))
}

function exactly(rows: readonly IndicatorRow[], form: StatisticsForm): readonly (Indicator | null)[] {
  let whole: string | null = null
  return rows.map(({ labels }) => {
    const printed = labels.map(indicatorLabel)
    const own = printed.at(-1) ?? ''
    for (const label of printed.slice(0, -1)) if (form.wholes.has(label)) whole = label
    const candidates = form.byLabel.get(own) ?? []
    const among = candidates.length > 1 ? candidates.filter(({ part }) => part === whole) : candidates
    if (form.wholes.has(own)) whole = own
    return among.length === 1 ? (among[0] ?? null) : null
  })
}

/**
 * The indicator of which a row's label is a misprint: one character is another, too many or too few, the form's own label stands
 * nowhere, and the row stands in its place. One character alone proves nothing: 办理依申请公开信息 counts other things than 受理….
 */
function misprinted(
  row: IndicatorRow | undefined,
  at: number,
  exact: readonly (Indicator | null)[],
  form: StatisticsForm,
): Indicator | null {
  const own = indicatorLabel(row?.labels.at(-1) ?? '')
  if (form.wholes.has(own)) return null
  const near = nearestLabel(own, form.byLabel.keys())
  if (near === null || editDistance(own, near, 2) > 1) return null
  const [indicator, ...more] = form.byLabel.get(near) ?? []
  if (indicator === undefined || more.length > 0 || exact.includes(indicator)) return null
  const place = form.indicators.indexOf(indicator)
  const before = exact.slice(0, at).findLast((each) => each !== null) ?? null
  const after = exact.slice(at + 1).find((each) => each !== null) ?? null
  const isInPlace =
    before === (form.indicators[place - 1] ?? null) && after === (form.indicators[place + 1] ?? null)
  return isInPlace ? indicator : null
}
