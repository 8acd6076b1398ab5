import type { FailureCode } from '../errors.ts'
import type { Finding } from '../model/finding.ts'
import type { Correction, Judgement, Report } from '../model/report.ts'
import { correctionsInForce, figuresForUse } from '../model/reviewedReport.ts'
import { reviewRanks, type DecisionInBrief, type ReviewItem, type ReviewRank } from '../model/reviewItem.ts'
import type { Validate } from './validate.ts'

/** Codes that say that the document contradicts itself or another source: what was read is what is printed. */
const contradictions: ReadonlySet<FailureCode> = new Set([
  ...(['sum-mismatch', 'sum-incomplete', 'sources-disagree', 'statement-differs'] as const),
])
/** Codes after which every figure may stand under a wrong unit or year. */
const identities: ReadonlySet<FailureCode> = new Set(['ambiguous-unit', 'ambiguous-year', 'year-differs'])

/**
 * What a person should look at in a report, one line a cause. Sums are tested with the corrections in force; a finding that was
 * there when all of its figures were corrected is decided.
 */
export function reviewItems(site: string, report: Report, validate: Validate): readonly ReviewItem[] {
  const { id, title, year, judgements = [] } = report
  if (id === null) return []
  const about = { site, subject: id, title, year }
  const corrected = correctionsInForce(report)
  const found = corrected.size === 0 ? report.findings : findingsForUse(report, validate)
  const causes = Map.groupBy(found, ({ code, severity }) => `${severity} ${code}`)
  const items = [...causes.values()].flatMap((findings): ReviewItem[] => {
    const [first] = findings
    if (first === undefined) return []
    const all = metricsOf(findings)
    // Sums were tested anew with the corrections: one that still fails is open, whatever was corrected in it.
    const metrics = isSum(first.code)
      ? all
      : all.filter((metric) => !settles(corrected.get(metric), first.code))
    const judgement = judgementOf(judgements, first.code)
    const isCorrected = all.length > 0 && metrics.length === 0
    const decided = isCorrected || covers(judgement, metrics)
    return [
      {
        ...about,
        rank: rankOf(first, all.length > 0),
        ...{ cause: first.code, metrics: decided ? all : metrics, findings: findings.length },
        ...{ message: first.message, state: decided ? 'decided' : 'open' },
        decision:
          judgement === null
            ? isCorrected
              ? lastOf(corrected, all)
              : null
            : briefly(judgement, judgement.action),
      },
    ]
  })
  return [...items, ...outdatedItems(about, report)]
}

/**
 * Whether a correction answers a doubt: one of its day. Where its line does not say which these were, those of the reading; that
 * another source disagrees may be news.
 */
function settles(correction: Correction | undefined, code: FailureCode): boolean {
  if (correction === undefined) return false
  return correction.doubts?.includes(code) ?? code !== 'sources-disagree'
}

/** The findings of a report with its corrections in force: sums are tested anew, all else is as extracted. */
const findingsForUse = (report: Report, validate: Validate): readonly Finding[] =>
  validate({ ...report, figures: figuresForUse(report) }).findings

/** Corrections that a new edition outdated: what is in use is the machine's reading again. */
function outdatedItems(
  about: Pick<ReviewItem, 'site' | 'subject' | 'title' | 'year'>,
  { corrections = [] }: Report,
): readonly ReviewItem[] {
  const outdated = corrections.filter((each) => each.outdated)
  const last = outdated.at(-1)
  if (last === undefined) return []
  return [
    {
      ...about,
      ...{ rank: 'outdated', cause: 'outdated-correction' },
      metrics: outdated.map(({ metric }) => metric).sort(),
      findings: outdated.length,
      message: 'corrected in another edition; correct it again, or withdraw the correction',
      ...{ state: 'open', decision: briefly(last, 'correct') },
    },
  ]
}

/** The worst first; more figures first, then the newer year. */
export const worstFirst = (items: readonly ReviewItem[]): readonly ReviewItem[] =>
  items.toSorted(
    (a, b) =>
      reviewRanks.indexOf(a.rank) - reviewRanks.indexOf(b.rank) ||
      b.metrics.length - a.metrics.length ||
      (b.year ?? 0) - (a.year ?? 0) ||
      order(a.site, b.site) ||
      order(a.subject, b.subject) ||
      order(a.cause, b.cause),
  )

const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

function rankOf({ code, severity }: Finding, doubtsFigures: boolean): ReviewRank {
  if (severity === 'error') return 'error'
  if (severity === 'info') return 'note'
  if (identities.has(code)) return 'identity'
  if (contradictions.has(code)) return 'contradiction'
  return doubtsFigures ? 'reading' : 'remark'
}

const isSum = (code: FailureCode): boolean => code === 'sum-mismatch' || code === 'sum-incomplete'

const metricsOf = (findings: readonly Finding[]): readonly string[] =>
  [...new Set(findings.flatMap(({ metrics }) => metrics))].sort()

/** The last judgement of a code. */
export const judgementOf = (judgements: readonly Judgement[], code: FailureCode): Judgement | null =>
  judgements.findLast((each) => each.code === code) ?? null

/** The newest correction of these figures. */
function lastOf(
  corrected: ReadonlyMap<string, Correction>,
  metrics: readonly string[],
): DecisionInBrief | null {
  const made = metrics.flatMap((metric) => corrected.get(metric) ?? [])
  const last = made.toSorted((a, b) => a.number - b.number).at(-1)
  return last === undefined ? null : briefly(last, 'correct')
}

export const briefly = (
  { number, by, time, reason, outdated }: Correction | Judgement,
  action: DecisionInBrief['action'],
): DecisionInBrief => ({ number, action, by, time, reason, outdated })

/** What a later rule finds beside the metrics that were judged is open again. */
const covers = (judgement: Judgement | null, metrics: readonly string[]): boolean =>
  judgement !== null && !judgement.outdated && metrics.every((metric) => judgement.metrics.includes(metric))
