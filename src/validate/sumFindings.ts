import type { Finding } from '../model/finding.ts'
import type { Form, FormSum, FormTable } from '../model/form.ts'
import { sumOutcome } from '../model/formSum.ts'
import { metricId } from '../model/metric.ts'
import type { Report } from '../model/report.ts'

type Figures = Report['figures']

/** One sum at one place: the metrics on both sides, and where that is in the table's own words. */
export interface PlacedSum {
  readonly left: readonly string[]
  readonly right: readonly string[]
  readonly where: string
}

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

/** Every sum of a form's table at each place where it must hold. */
export const placedSums = (
  form: Form,
  table: FormTable,
): readonly { readonly sum: FormSum; readonly place: PlacedSum }[] =>
  form.sums
    .filter((sum) => sum.table === table.key)
    .flatMap((sum) => placesOf(sum, table).map((place) => ({ sum, place })))

/** A sum along a row is tested in each row, one along a column in each column. */
function placesOf(sum: FormSum, table: FormTable): readonly PlacedSum[] {
  return table.blocks.flatMap(({ rows, columns }) => {
    const lines = sum.along === 'row' ? rows : columns
    return lines.map(({ key, label }): PlacedSum => {
      const id = (other: string): string =>
        sum.along === 'row' ? metricId(table, key, other) : metricId(table, other, key)
      return { left: sum.left.map(id), right: sum.right.map(id), where: label }
    })
  })
}

function findingOf(sum: FormSum, { left, right, where }: PlacedSum, figures: Figures): readonly Finding[] {
  const value = (metric: string): number | null | undefined => figures[metric]
  const outcome = sumOutcome(left.map(value), right.map(value))
  if (outcome === 'holds' || outcome === 'untested') return []
  const metrics = doubtful(left, right)
    .filter((metric) => metric in figures)
    .sort()
  const message = `${where}: ${sum.name}, printed ${said(left, value)} = ${said(right, value)}`
  return outcome === 'fails'
    ? [{ code: 'sum-mismatch', severity: 'warning', metrics, message }]
    : [{ code: 'sum-incomplete', severity: 'info', metrics, message }]
}

/** A printed contradiction puts the total in doubt; where both sides have several members, none of them is the total. */
const doubtful = (left: readonly string[], right: readonly string[]): readonly string[] =>
  right.length === 1 ? right : [...left, ...right]

const said = (metrics: readonly string[], value: (metric: string) => number | null | undefined): string =>
  metrics.map((metric) => value(metric) ?? '·').join(' + ')
