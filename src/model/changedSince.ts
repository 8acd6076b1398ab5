import { originalsEver } from './originalsOf.ts'
import type { Report } from './report.ts'
import type { Withheld } from './withholding.ts'

/**
 * Whether a report, with what people decided on it, is of a moment (ISO 8601, UTC) or later: its newest edition or capture,
 * a decision of a person on it, or one to withhold an original that ever gave it or to lift that: then other words of it may be told.
 * Other rules of extraction are no change of a report.
 */
export function changedSince(report: Report, since: string, { decided }: Pick<Withheld, 'decided'>): boolean {
  const { editions, sources, corrections = [], judgements = [], earlier_decisions = [] } = report
  const moments = [
    ...editions.map(({ first_seen }) => first_seen),
    ...sources.map(({ captured }) => captured ?? ''),
    ...[...originalsEver(report)].map((sha256) => decided.get(sha256) ?? ''),
    ...[...corrections, ...judgements, ...earlier_decisions].map(({ time }) => time),
  ]
  return moments.some((moment) => moment >= since)
}
