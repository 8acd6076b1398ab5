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
  .strictObject({ code: z.enum(codes), metrics: z.array(z.string()).readonly() })
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

/**
 * The decisions on one subject that were neither withdrawn nor decided anew, the oldest first. Of a line that judged several
 * causes, what was not decided anew stays.
 */
export function standing(
  decisions: readonly ReviewDecision[],
  { site, subject }: { readonly site: string; readonly subject: string },
): readonly Judgeable[] {
  const about = decisions.filter((each) => each.site === site && each.subject === subject)
  const withdrawn = new Set(about.flatMap((each) => (each.action === 'withdraw' ? [each.of] : [])))
  const open = about.filter(
    (each): each is Judgeable => each.action !== 'withdraw' && !withdrawn.has(each.seq),
  )
  return open.flatMap((each, at): readonly Judgeable[] => {
    const later = open.slice(at + 1)
    if (each.action === 'correct')
      return later.some((one) => one.action === 'correct' && one.metric === each.metric) ? [] : [each]
    const judgedAgain = new Set(
      later.flatMap((one) => (one.action === 'correct' ? [] : one.judged.map(({ code }) => code))),
    )
    const judged = each.judged.filter(({ code }) => !judgedAgain.has(code))
    return judged.length === 0 ? [] : [{ ...each, judged }]
  })
}
