import type { Report } from '../../src/model/report.ts'
import type { Truth } from './truth.ts'

/** What a reading is worth against the truth; metrics by what became of them. */
export interface Verdict {
  /** Right, whether marked or not. Null and absent count alike. */
  readonly right: number
  /** Wrong or missing, and named by a finding of severity warning or error. */
  readonly marked: readonly string[]
  /** Wrong or missing without a word: the worst. */
  readonly silent: readonly string[]
  /** Wrong although the document can be read for certain. */
  readonly wrong: readonly string[]
  /** Right but marked, in a document without contradictions, where nothing is in doubt. */
  readonly overMarked: readonly string[]
  /** Whether one of the figures of a printed contradiction is named; true where there is none. */
  readonly contradictionNamed: boolean
  /** Form, year and unit, as far as they differ from the truth. */
  readonly identity: readonly string[]
}

const sameFigure = (a: number | null | undefined, b: number | null | undefined): boolean =>
  typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) < 1e-9 : (a ?? null) === (b ?? null)

const bare = (name: string): string => name.replaceAll(/办事处|人民政府/gu, '')

function identity(report: Report, truth: Truth): readonly string[] {
  const { proactive, applications } = report.forms
  const form =
    proactive === applications ? (proactive ?? 'none') : `${proactive ?? 'none'}+${applications ?? 'none'}`
  const named = [report.unit.name, report.unit.as_printed].some((name) => name.includes(bare(truth.unit)))
  return [
    ...(form === truth.form ? [] : [`form ${form}, not ${truth.form}`]),
    ...(report.year === truth.year ? [] : [`year ${String(report.year)}, not ${truth.year}`]),
    ...(named ? [] : [`unit ${report.unit.name}, not ${truth.unit}`]),
  ]
}

/** Compares a report (null when the document was refused, which marks every figure) with the truth. */
export function judge(report: Report | null, truth: Truth): Verdict {
  const metrics = [...new Set([...Object.keys(truth.figures), ...Object.keys(report?.figures ?? {})])]
  const doubted = new Set(
    report?.findings.flatMap((finding) => (finding.severity === 'info' ? [] : finding.metrics)) ?? metrics,
  )
  const differing = metrics.filter((metric) => !sameFigure(report?.figures[metric], truth.figures[metric]))
  const different = new Set(differing)
  const clean = truth.broken.length === 0
  return {
    right: metrics.length - differing.length,
    marked: differing.filter((metric) => doubted.has(metric)),
    silent: differing.filter((metric) => !doubted.has(metric)),
    wrong: differing.filter((metric) => !truth.uncertain.includes(metric)),
    overMarked: clean
      ? metrics.filter(
          (metric) => doubted.has(metric) && !different.has(metric) && !truth.uncertain.includes(metric),
        )
      : [],
    contradictionNamed: clean || truth.broken.some((metric) => doubted.has(metric)),
    identity: report === null ? ['refused'] : identity(report, truth),
  }
}
