import type { Correction, EarlierDecision, Judgement, Report } from './report.ts'
import {
  standing,
  traced,
  type FigureCorrected,
  type Judgeable,
  type ReviewDecision,
} from './reviewDecision.ts'

/** What a decision speaks of, as it is now. */
export interface ContentNow {
  /** Digest of the newest edition; null where there is none. */
  readonly content: string | null
  /** SHA-256 of the originals that give it. */
  readonly originals: ReadonlySet<string>
}

/** The newest state of a report. Reports of rules before 2026-11-21.12 do not say which originals gave an edition. */
export function contentNow({ editions, sources }: Report): ContentNow {
  const edition = editions.at(-1)
  const given = edition?.sources ?? sources
  return { content: edition?.digest ?? null, originals: new Set(given.map(({ sha256 }) => sha256)) }
}

/** Where another original gives a figure today, a correction of the one that gave it before says nothing of it. */
function nowOf({ cells }: Report, metric: string, now: ContentNow): ContentNow {
  const source = cells[metric]?.source.slice('sha256:'.length)
  return source === undefined ? now : { ...now, originals: new Set([source]) }
}

/** Whether a decision was made of another content than is there now (docs/decisions/0040): then it is shown and not applied. */
export const isOutdated = (
  { original, content: decided }: Pick<Judgeable, 'original' | 'content'>,
  { content, originals }: ContentNow,
): boolean => !originals.has(original) && (decided === null || decided !== content)

/**
 * A report as it is read for use: with what people decided on it. Figures and findings stay what was extracted; who wants the
 * corrected ones asks `figuresForUse`. A report without decisions is the report itself.
 */
export function reviewedReport(site: string, report: Report, decisions: readonly ReviewDecision[]): Report {
  if (report.id === null) return report
  const about = { site, subject: report.id }
  const now = contentNow(report)
  const corrections: Correction[] = []
  const judgements: Judgement[] = []
  for (const decision of standing(decisions, about)) {
    if (decision.action === 'correct') {
      const { doubts } = decision
      const outdated = isOutdated(decision, nowOf(report, decision.metric, now))
      const made = { ...told(decision), ...figureOf(decision), outdated }
      corrections.push({ ...made, ...(doubts !== undefined && { doubts }) })
    } else {
      const { action } = decision
      const outdated = isOutdated(decision, now)
      for (const { code, metrics } of decision.judged)
        judgements.push({ ...told(decision), action, code, metrics, outdated })
    }
  }
  const earlier = earlierDecisions(decisions, about)
  return {
    ...report,
    ...(corrections.length > 0 && { corrections }),
    ...(judgements.length > 0 && { judgements }),
    ...(earlier.length > 0 && { earlier_decisions: earlier }),
  }
}

/** What is in force no more, and the lines that took something back. */
function earlierDecisions(
  decisions: readonly ReviewDecision[],
  about: { readonly site: string; readonly subject: string },
): readonly EarlierDecision[] {
  const past = traced(decisions, about).flatMap(({ decision, supersededBy }): readonly EarlierDecision[] => {
    if (supersededBy === null) return []
    const line = { ...told(decision), superseded_by: supersededBy }
    const { action } = decision
    if (action === 'correct') return [{ ...line, action, ...figureOf(decision) }]
    return decision.judged.map(({ code, metrics }) => ({ ...line, action, code, metrics }))
  })
  const withdrawals = decisions.flatMap((each): readonly EarlierDecision[] =>
    each.action === 'withdraw' && each.site === about.site && each.subject === about.subject
      ? [{ ...told(each), action: 'withdraw', of: each.of }]
      : [],
  )
  return [...past, ...withdrawals].sort((a, b) => a.number - b.number)
}

const told = ({ seq: number, by, time, reason }: ReviewDecision) => ({ number, by, time, reason })

const figureOf = ({ metric, read, value }: FigureCorrected) => ({
  metric,
  ...(read !== undefined && { read }),
  value,
})

/** The correction in force of each figure that has one. */
export const correctionsInForce = ({ corrections = [] }: Report): ReadonlyMap<string, Correction> =>
  new Map(corrections.flatMap((each) => (each.outdated ? [] : [[each.metric, each] as const])))

/** What was extracted, with the corrections in force in its place. */
export function figuresForUse(report: Report): Report['figures'] {
  const corrections = [...correctionsInForce(report)].map(([metric, { value }]) => [metric, value] as const)
  return corrections.length === 0 ? report.figures : { ...report.figures, ...Object.fromEntries(corrections) }
}
