import type { Correction, Judgement, Report } from './report.ts'
import { standing, type Judgeable, type ReviewDecision } from './reviewDecision.ts'

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
  const now = contentNow(report)
  const corrections: Correction[] = []
  const judgements: Judgement[] = []
  for (const decision of standing(decisions, { site, subject: report.id })) {
    const { seq: number, by, time, reason } = decision
    if (decision.action === 'correct') {
      const { metric, read, value } = decision
      const outdated = isOutdated(decision, nowOf(report, metric, now))
      corrections.push({
        number,
        metric,
        ...(read !== undefined && { read }),
        value,
        by,
        time,
        reason,
        outdated,
      })
    } else {
      const { action } = decision
      const outdated = isOutdated(decision, now)
      for (const { code, metrics } of decision.judged)
        judgements.push({ number, action, code, metrics, by, time, reason, outdated })
    }
  }
  return {
    ...report,
    ...(corrections.length > 0 && { corrections }),
    ...(judgements.length > 0 && { judgements }),
  }
}

/** The correction in force of each figure that has one. */
export const correctionsInForce = ({ corrections = [] }: Report): ReadonlyMap<string, Correction> =>
  new Map(corrections.flatMap((each) => (each.outdated ? [] : [[each.metric, each] as const])))

/** What was extracted, with the corrections in force in its place. */
export function figuresForUse(report: Report): Report['figures'] {
  const corrections = [...correctionsInForce(report)].map(([metric, { value }]) => [metric, value] as const)
  return corrections.length === 0 ? report.figures : { ...report.figures, ...Object.fromEntries(corrections) }
}
