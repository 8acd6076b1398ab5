import type { Finding } from '../model/finding.ts'
import type { Form, FormSum, FormTable } from '../model/form.ts'
import { sumOutcome } from '../model/formSum.ts'
import { doubtedBy, placedSums, type PlacedSum } from '../model/placedSum.ts'
import type { Report } from '../model/report.ts'

type Figures = Report['figures']

/** Finds the sums of one form's table that do not hold in some figures. */
export type SumTest = (figures: Figures) => readonly Finding[]

/**
 * Prepares the sums (勾稽关系) of one form's table: figures in, a finding for each sum that does not hold out, with the metrics
 * that it puts in doubt.
 */
export function sumTest(form: Form, table: FormTable): SumTest {
  const placed = placedSums(form, table)
  return (figures) => placed.flatMap(({ sum, place }) => findingOf(sum, place, figures))
}

function findingOf(sum: FormSum, place: PlacedSum, figures: Figures): readonly Finding[] {
  const { left, right, where } = place
  const value = (metric: string): number | null | undefined => figures[metric]
  const outcome = sumOutcome(left.map(value), right.map(value))
  if (outcome === 'holds' || outcome === 'untested') return []
  const metrics = doubtedBy(place)
    .filter((metric) => metric in figures)
    .sort()
  const message = `${where}: ${sum.name}, printed ${said(left, value)} = ${said(right, value)}`
  return outcome === 'fails'
    ? [{ code: 'sum-mismatch', severity: 'warning', metrics, message }]
    : [{ code: 'sum-incomplete', severity: 'info', metrics, message }]
}

const said = (metrics: readonly string[], value: (metric: string) => number | null | undefined): string =>
  metrics.map((metric) => value(metric) ?? '·').join(' + ')
