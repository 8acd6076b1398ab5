import type { FailureCode } from '../errors.ts'
import type { Report } from './report.ts'
import { correctionsInForce } from './reviewedReport.ts'

/** How a figure of a report stands (数据状态): what may be reckoned with it. */
export type FigureStanding =
  | {
      readonly kind: 'number'
      readonly value: number
      /** Codes of the warnings and errors that doubt it; a person's correction settles them. */
      readonly doubts: readonly FailureCode[]
      readonly corrected: boolean
    }
  | { readonly kind: 'blank'; readonly doubts: readonly FailureCode[]; readonly corrected: boolean }
  /** The document has no such cell, or it could not be read for certain. */
  | { readonly kind: 'absent' }

/** Prepares the look-up of a report's figures, with corrections in force in place of what was extracted. */
export function figureStandings(report: Report): (metric: string) => FigureStanding {
  const doubts = new Map<string, FailureCode[]>()
  for (const { severity, metrics, code } of report.findings)
    if (severity !== 'info')
      for (const metric of metrics) doubts.set(metric, [...(doubts.get(metric) ?? []), code])
  const corrections = correctionsInForce(report)
  return (metric) => {
    const correction = corrections.get(metric)
    const value = correction === undefined ? report.figures[metric] : correction.value
    if (value === undefined) return { kind: 'absent' }
    const marks = {
      doubts: correction === undefined ? (doubts.get(metric) ?? []) : [],
      corrected: correction !== undefined,
    }
    return value === null ? { kind: 'blank', ...marks } : { kind: 'number', value, ...marks }
  }
}
