import { z } from 'zod'
import type { Finding } from './finding.ts'
import type { Form } from './form.ts'
import { sumOutcome, type SumOutcome } from './formSum.ts'
import { doubtedBy, placedSums, type PlacedSum } from './placedSum.ts'
import type { Report } from './report.ts'
import { statedMetrics } from './statedMetric.ts'
import { withheldText } from './withoutWords.ts'

/** A figure as a sentence speaks of it: null is blank, without a value it was not read. `raw`: what its cell says, where that is the matter. */
const EvidentFigure = z
  .strictObject({ metric: z.string(), value: z.number().nullable().optional(), raw: z.string().optional() })
  .readonly()
export type EvidentFigure = z.infer<typeof EvidentFigure>

/** What a sentence about a finding rests on (证据): its first figures, both sides of its sum, or what a sentence and a table say. */
export const FindingEvidence = z
  .strictObject({
    figures: z.array(EvidentFigure).readonly(),
    sum: z
      .strictObject({ left: z.array(EvidentFigure).readonly(), right: z.array(EvidentFigure).readonly() })
      .readonly()
      .optional(),
    stated: z
      .strictObject({ metric: z.string(), said: z.number(), printed: z.number() })
      .readonly()
      .optional(),
  })
  .readonly()
export type FindingEvidence = z.infer<typeof FindingEvidence>

/** Figures that one sentence names; the page has links to all of them. */
const mostNamed = 3
const longestRaw = 60

type Printed = Pick<Report, 'forms' | 'figures' | 'cells' | 'statements' | 'findings'>

/** Prepares the evidence of a report's findings, one for each in their order. Figures are those that were extracted: so the findings were made. */
export function evidenceOfFindings(forms: readonly Form[]): (report: Printed) => readonly FindingEvidence[] {
  const sums = forms.flatMap((form) =>
    form.tables.flatMap((table) =>
      placedSums(form, table).map(({ place }) => ({ form: form.id, table: table.key, place })),
    ),
  )
  return (report) => {
    const own = sums.filter(({ form, table }) => report.forms[table] === form).map(({ place }) => place)
    const failing = failingSums(own, report)
    return report.findings.map((finding) => {
      const sum = failing.get(keyOf(finding.code, finding.metrics))?.shift()
      const stated = finding.code === 'statement-differs' ? statedOf(report, finding.metrics) : null
      return {
        figures: finding.metrics.slice(0, mostNamed).map((metric) => figureOf(report, metric, finding.code)),
        ...(sum !== undefined && { sum: sidesOf(sum, report) }),
        ...(stated !== null && { stated }),
      }
    })
  }
}

const codes: Readonly<Partial<Record<SumOutcome, Finding['code']>>> = {
  fails: 'sum-mismatch',
  incomplete: 'sum-incomplete',
}

const keyOf = (code: string, metrics: readonly string[]): string => [code, ...metrics].join(' ')

/** Sums that do not hold by the finding that they give. Several may meet at one total: they stand in the order of the form, as their findings do. */
function failingSums(
  sums: readonly PlacedSum[],
  { figures, findings }: Printed,
): ReadonlyMap<string, PlacedSum[]> {
  const failing = new Map<string, PlacedSum[]>()
  if (!findings.some(({ code }) => code === 'sum-mismatch' || code === 'sum-incomplete')) return failing
  const value = (metric: string): number | null | undefined => figures[metric]
  for (const sum of sums) {
    const code = codes[sumOutcome(sum.left.map(value), sum.right.map(value))]
    if (code === undefined) continue
    const doubted = doubtedBy(sum)
      .filter((metric) => metric in figures)
      .sort()
    const key = keyOf(code, doubted)
    failing.set(key, [...(failing.get(key) ?? []), sum])
  }
  return failing
}

const sidesOf = ({ left, right }: PlacedSum, report: Printed): NonNullable<FindingEvidence['sum']> => ({
  left: left.map((metric) => figureOf(report, metric)),
  right: right.map((metric) => figureOf(report, metric)),
})

/** Cells whose text is what the finding is about. */
const aboutTexts: ReadonlySet<Finding['code']> = new Set(['note-in-cell', 'unreadable-cell'] as const)

function figureOf({ figures, cells }: Printed, metric: string, code?: Finding['code']): EvidentFigure {
  const value = figures[metric]
  const raw = code !== undefined && aboutTexts.has(code) ? cells[metric]?.raw.trim() : undefined
  return {
    metric,
    ...(value !== undefined && { value }),
    ...(raw !== undefined && raw !== '' && raw !== withheldText && { raw: raw.slice(0, longestRaw) }),
  }
}

function statedOf(
  { statements, figures }: Printed,
  metrics: readonly string[],
): FindingEvidence['stated'] | null {
  const named = metrics.join(' ')
  const metric = statedMetrics.find(({ equals }) => equals.some((sum) => sum.toSorted().join(' ') === named))
  const said = statements.find((each) => each.metric === metric?.id)
  if (metric === undefined || said === undefined) return null
  return {
    metric: metric.id,
    said: said.value,
    printed: metrics.reduce((sum, each) => sum + (figures[each] ?? 0), 0),
  }
}
