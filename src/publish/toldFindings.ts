import { evidenceOfFindings, type FindingEvidence } from '../model/findingEvidence.ts'
import type { MetricWords } from '../model/findingParts.ts'
import { findingSentence } from '../model/findingSentence.ts'
import type { Finding } from '../model/finding.ts'
import type { Form } from '../model/form.ts'
import { metricsOf } from '../model/metric.ts'
import { metricWords } from '../model/metricWords.ts'
import type { Report } from '../model/report.ts'
import type { YearEvidence } from '../model/yearFinding.ts'

/** A finding of a report as exports tell it: with its Chinese sentence and the figures that it rests on (证据). */
export interface ToldFinding extends Finding {
  readonly message_zh: string
  readonly evidence: readonly YearEvidence[]
}

/** The findings of a report, in their order. */
export type TellFindings = (report: Report, site: string) => readonly ToldFinding[]

/** Prepares it for the metrics of these forms. Figures are those that were extracted: the findings were made of them. */
export function toldFindings(forms: readonly Form[]): TellFindings {
  const evidenceOf = evidenceOfFindings(forms)
  const metrics = forms.flatMap(metricsOf)
  const wordsOf = (id: string): MetricWords => metricWords(metrics, 'zh', id)
  return (report, site) => {
    const { unit, year } = report
    const evidence = evidenceOf(report)
    return report.findings.map((finding, at) => {
      const own = evidence[at] ?? { figures: [] }
      return {
        ...finding,
        message_zh: findingSentence('zh', { ...finding, evidence: own, unit: unit.name, year }, wordsOf),
        evidence: restsOn(finding, own).flatMap((metric) => cellOf(report, site, metric)),
      }
    })
  }
}

/** Both sides of its sum first, then all that it doubts. */
const restsOn = ({ metrics }: Finding, { sum }: FindingEvidence): readonly string[] => [
  ...new Set([...[...(sum?.left ?? []), ...(sum?.right ?? [])].map(({ metric }) => metric), ...metrics]),
]

/** Nothing for a figure that was not read. */
function cellOf({ id, figures, cells }: Report, site: string, metric: string): readonly YearEvidence[] {
  const value = figures[metric]
  if (value === undefined || id === null) return []
  const { raw = null, source = null } = cells[metric] ?? {}
  return [{ site, report: id, metric, value, raw, source, edited: null }]
}
