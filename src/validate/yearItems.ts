import type { Report } from '../model/report.ts'
import type { Judged, ReviewDecision } from '../model/reviewDecision.ts'
import type { ReviewItem } from '../model/reviewItem.ts'
import type { YearFinding } from '../model/yearFinding.ts'
import { briefly, judgementOf } from './reviewItems.ts'

/**
 * What a person should look at between this report and other years (docs/decisions/0040), one line a cause. A judgement covers the
 * figures that were seen: when one of them changes, in whatever year, it is outdated.
 */
export function yearItems(
  site: string,
  { id, title, year, judgements = [] }: Report,
  findings: readonly YearFinding[],
  decisions: readonly ReviewDecision[],
): readonly ReviewItem[] {
  if (id === null) return []
  const causes = Map.groupBy(findings, ({ code, severity }) => `${severity} ${code}`)
  return [...causes.values()].flatMap((same): readonly ReviewItem[] => {
    const [first] = same
    if (first === undefined) return []
    const judgement = judgementOf(judgements, first.code)
    const seen = new Set(seenBefore(decisions, judgement?.number, first.code))
    const isDecided = judgement?.outdated === false && figuresSeen(same).every((figure) => seen.has(figure))
    return [
      {
        ...{ rank: first.severity === 'info' ? 'note' : 'contradiction', site, subject: id, title, year },
        ...{ cause: first.code, metrics: metricsOf(same), findings: same.length, message: first.message },
        beside: besideOf(same, id),
        state: isDecided ? 'decided' : 'open',
        decision:
          judgement === null ? null : briefly({ ...judgement, outdated: !isDecided }, judgement.action),
      },
    ]
  })
}

/** What a judgement on these contradictions is about, one entry a code. */
export const yearCauses = (findings: readonly YearFinding[]): readonly Judged[] =>
  [...Map.groupBy(findings, ({ code }) => code)].map(([code, same]) => ({
    ...{ code, metrics: metricsOf(same), seen: figuresSeen(same) },
  }))

/** Every figure that findings rest on, as `<report> <metric>=<value>`; a blank cell has no value. Sorted. */
const figuresSeen = (findings: readonly YearFinding[]): readonly string[] =>
  sorted(
    findings.flatMap(({ evidence }) =>
      evidence.map(({ report, metric, value }) => `${report} ${metric}=${value ?? ''}`),
    ),
  )

function seenBefore(
  decisions: readonly ReviewDecision[],
  number: number | undefined,
  code: Judged['code'],
): readonly string[] {
  const decision = decisions.find(({ seq }) => seq === number)
  if (decision === undefined || !('judged' in decision)) return []
  return decision.judged.find((each) => each.code === code)?.seen ?? []
}

function besideOf(findings: readonly YearFinding[], id: string): NonNullable<ReviewItem['beside']> {
  const others = findings.flatMap(({ evidence }) => evidence).filter(({ report }) => report !== id)
  const byPlace = new Map(
    others.map(({ site, report: subject }) => [`${subject} ${site}`, { site, subject }] as const),
  )
  return [...byPlace].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place)
}

const metricsOf = (findings: readonly YearFinding[]): readonly string[] =>
  sorted(findings.flatMap(({ metrics }) => metrics))

const sorted = (words: readonly string[]): readonly string[] => [...new Set(words)].sort()
