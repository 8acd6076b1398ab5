import type { FailureCode } from '../errors.ts'
import type { Report } from '../model/report.ts'
import { correctionsInForce, figuresForUse } from '../model/reviewedReport.ts'
import type { YearEvidence } from '../model/yearFinding.ts'

/** A report and the site that it is archived from. */
export interface SitedReport {
  readonly site: string
  readonly report: Report
}

/** A report with an id, whose unit and year are certain. */
export interface CertainReport extends SitedReport {
  readonly id: string
  readonly unitCode: string
  readonly year: number
}

const ofIdentity: ReadonlySet<FailureCode> = new Set(['ambiguous-unit', 'ambiguous-year', 'year-differs'])
/** These doubt what is printed, not that it was read right. */
const ofPrint: ReadonlySet<FailureCode> = new Set(['sum-mismatch', 'statement-differs'])

/** Null where unit or year is in doubt: then it proves nothing about another year. */
export function certainReport({ site, report }: SitedReport): CertainReport | null {
  const { id, unit, year, findings } = report
  const doubted = findings.some(({ code, severity }) => severity !== 'info' && ofIdentity.has(code))
  if (id === null || unit.code === null || year === null || doubted) return null
  return { site, report, id, unitCode: unit.code, year }
}

/**
 * Prepares the look-up of the figures of a report that were read for certain, by the program or by a person who corrected it: a number,
 * null for a blank cell, else undefined.
 */
export function certainFigures({ report }: SitedReport): (metric: string) => number | null | undefined {
  const doubted = new Set(
    report.findings.flatMap(({ code, severity, metrics }) =>
      severity === 'info' || ofPrint.has(code) ? [] : metrics,
    ),
  )
  const corrections = correctionsInForce(report)
  return (metric) => {
    const correction = corrections.get(metric)
    if (correction !== undefined) return correction.value
    return doubted.has(metric) ? undefined : report.figures[metric]
  }
}

/** The figure as evidence: its value for use, the cell that prints it, and how the last edition that touched it changed what is printed. */
export function evidenceOf({ site, id, report }: CertainReport, metric: string): YearEvidence {
  const cell = report.cells[metric]
  const read = report.figures[metric]
  const isCorrected = correctionsInForce(report).has(metric)
  return {
    ...{ site, report: id, metric, value: figuresForUse(report)[metric] ?? null },
    ...(isCorrected && { corrected: true, ...(read !== undefined && { read }) }),
    ...{ raw: cell?.raw ?? null, source: cell?.source ?? null },
    edited: lastEdit(report, metric),
  }
}

function lastEdit({ editions }: Report, metric: string): YearEvidence['edited'] {
  for (const { first_seen: since, changes } of editions.toReversed()) {
    const change = changes.find((each) => each.metric === metric)
    if (change === undefined) continue
    const { before, after } = change
    return before === undefined || after === undefined ? null : { before, after, since }
  }
  return null
}
