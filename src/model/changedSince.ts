import type { Report } from './report.ts'
import type { WithheldOriginal } from './withholding.ts'

/**
 * Whether a report, with what people decided on it, is of a moment (ISO 8601, UTC) or later: its newest edition or capture,
 * a decision of a person, or the withholding of one of its originals. Other rules of extraction are no change of a report.
 */
export function changedSince(
  { editions, sources, corrections = [], judgements = [], earlier_decisions = [] }: Report,
  since: string,
  withheld: readonly WithheldOriginal[],
): boolean {
  const hidden = new Map(withheld.map((original) => [original.sha256, original.since]))
  const moments = [
    ...editions.map(({ first_seen }) => first_seen),
    ...sources.flatMap(({ captured, sha256 }) => [captured ?? '', hidden.get(sha256) ?? '']),
    ...[...corrections, ...judgements, ...earlier_decisions].map(({ time }) => time),
  ]
  return moments.some((moment) => moment >= since)
}
