import { z } from 'zod'
import { failures, type FailureCode } from '../errors.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u)
const codes = Object.keys(failures) as [FailureCode, ...FailureCode[]]

const line = {
  /** Line, from 1. */
  seq: z.int().positive(),
  /** SHA-256 of the line before without its line feed; 64 zeros in the first. */
  prev: Sha256,
  /** ISO 8601, UTC. */
  time: z.string(),
  by: z.string().min(1),
  /** For everybody to read. */
  reason: z.string().min(1),
  site: z.string().min(1),
  /** Id of a report, or the address of an original that gave none. */
  subject: z.string().min(1),
}

/** What the person looked at: an original, and the digest of the edition that it gave; null where it gave no report. */
const lookedAt = { original: Sha256, content: Sha256.nullable() }

/** What was judged: findings of a code, with the metrics that they put in doubt then. */
export const Judged = z
  .strictObject({
    code: z.enum(codes),
    metrics: z.array(z.string()).readonly(),
    /** Of a contradiction between years: the figures of every year that were seen (`figuresSeen`). Absent elsewhere. */
    seen: z.array(z.string()).readonly().optional(),
  })
  .readonly()
export type Judged = z.infer<typeof Judged>

const FigureCorrected = z
  .strictObject({
    ...line,
    ...lookedAt,
    action: z.literal('correct'),
    metric: z.string(),
    /** What had been read; absent where nothing had. */
    read: z.number().nullable().optional(),
    /** What the original says; null where its cell is blank. */
    value: z.number().nullable(),
    /** Codes of the findings that put the figure in doubt then, sorted; absent in lines of before 2026-11-21T18:20Z. */
    doubts: z.array(z.enum(codes)).readonly().optional(),
  })
  .readonly()
export type FigureCorrected = z.infer<typeof FigureCorrected>

const CauseJudged = z
  .strictObject({
    ...line,
    ...lookedAt,
    /** `accept`: it is printed so. `dismiss`: the finding says nothing here. */
    action: z.enum(['accept', 'dismiss']),
    judged: z.array(Judged).min(1).readonly(),
  })
  .readonly()
export type CauseJudged = z.infer<typeof CauseJudged>

const Withdrawn = z
  .strictObject({ ...line, action: z.literal('withdraw'), of: z.int().positive() })
  .readonly()

/** A person's decision on what was read (人工复核): one line of decisions.jsonl (docs/decisions/0040). */
export const ReviewDecision = z.discriminatedUnion('action', [FigureCorrected, CauseJudged, Withdrawn])
export type ReviewDecision = z.infer<typeof ReviewDecision>

type WithoutPlace<T> = T extends unknown ? Omit<T, 'seq' | 'prev'> : never
/** A decision that is to be kept: its place in the chain comes with keeping it. */
export type NewDecision = WithoutPlace<ReviewDecision>

/** A correction or judgement: what can be in force. */
export type Judgeable = FigureCorrected | CauseJudged

/** A decision on one figure or cause of a subject, and the later line that took its place or took it back; null while it stands. */
export interface Traced {
  readonly decision: Judgeable
  readonly supersededBy: number | null
}

/** What decisions speak of. */
interface Subject {
  readonly site: string
  readonly subject: string
}

/** Prepares the decisions on single subjects, for whoever asks about many. */
export function decisionsBySubject(
  decisions: readonly ReviewDecision[],
): (about: Subject) => readonly ReviewDecision[] {
  const keyOf = ({ site, subject }: Subject): string => `${site} ${subject}`
  const groups = Map.groupBy(decisions, keyOf)
  return (about) => groups.get(keyOf(about)) ?? []
}

/** Every correction and judgement of one subject in its order; of a line that judged several causes each cause for itself. */
export function traced(decisions: readonly ReviewDecision[], about: Subject): readonly Traced[] {
  const own = decisions.filter(({ site, subject }) => site === about.site && subject === about.subject)
  const takenBack = new Map(own.flatMap((each) => (each.action === 'withdraw' ? [[each.of, each.seq]] : [])))
  const parts = own.flatMap((each): readonly Judgeable[] => {
    if (each.action === 'withdraw') return []
    return each.action === 'correct' ? [each] : each.judged.map((one) => ({ ...each, judged: [one] }))
  })
  const open = Map.groupBy(
    parts.filter(({ seq }) => !takenBack.has(seq)),
    matterOf,
  )
  return parts.map((decision) => {
    const later = open.get(matterOf(decision))?.find(({ seq }) => seq > decision.seq)
    return { decision, supersededBy: takenBack.get(decision.seq) ?? later?.seq ?? null }
  })
}

/** The figure or cause that a decision speaks of. */
const matterOf = (decision: Judgeable): string =>
  decision.action === 'correct'
    ? `figure ${decision.metric}`
    : decision.judged.map(({ code }) => `cause ${code}`).join()

/**
 * The decisions on one subject that were neither withdrawn nor decided anew, the oldest first. Of a line that judged several
 * causes, what was not decided anew stays.
 */
export function standing(decisions: readonly ReviewDecision[], about: Subject): readonly Judgeable[] {
  return traced(decisions, about).flatMap(({ decision, supersededBy }) =>
    supersededBy === null ? [decision] : [],
  )
}

/** What a new line changes: the decisions whose place it takes or that it takes back, and those that stand again because of that. */
export function effectOf(
  decision: ReviewDecision,
  earlier: readonly ReviewDecision[],
): { readonly replaced: readonly Judgeable[]; readonly again: readonly Judgeable[] } {
  const before = traced(earlier, decision)
  const after = traced([...earlier, decision], decision).slice(0, before.length)
  return {
    replaced: after.flatMap((each) => (each.supersededBy === decision.seq ? [each.decision] : [])),
    again: after.flatMap((each, at) =>
      each.supersededBy === null && before[at]?.supersededBy !== null ? [each.decision] : [],
    ),
  }
}
