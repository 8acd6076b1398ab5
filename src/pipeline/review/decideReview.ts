import { archiveState, notAnArchive } from '../../archive/archiveFolder.ts'
import { openArchive, readArchive, type ArchiveReader } from '../../archive/openArchive.ts'
import type { Clock } from '../../clock.ts'
import { loadConfig } from '../../config/loadConfig.ts'
import { NianbaoError, failures, type FailureCode } from '../../errors.ts'
import type { Knowledge } from '../../model/knowledge.ts'
import type { Report } from '../../model/report.ts'
import {
  effectOf,
  standing,
  type Judgeable,
  type Judged,
  type NewDecision,
  type ReviewDecision,
} from '../../model/reviewDecision.ts'
import { contentNow } from '../../model/reviewedReport.ts'
import type { YearFinding } from '../../model/yearFinding.ts'
import { reviewItems } from '../../validate/reviewItems.ts'
import { validator, type Validate } from '../../validate/validate.ts'
import { yearCauses, yearItems } from '../../validate/yearItems.ts'
import { yearFindingsOf } from '../yearFindings.ts'
import { correctable } from './correctable.ts'
import { reviewSubject, type NamedSubject, type ReviewSubject } from './reviewSubject.ts'

/** What a person decides. */
export type Verdict =
  | { readonly action: 'correct'; readonly metric: string; readonly value: number | null }
  | { readonly action: 'accept' | 'dismiss'; readonly codes: readonly string[] }
  | { readonly action: 'withdraw'; readonly of: number }

export interface DecideOrder extends NamedSubject {
  readonly archive: string
  readonly config: string
  readonly clock: Clock
  readonly by: string
  readonly reason: string
  readonly verdict: Verdict
}

/** What a decision is made of besides its report. */
interface Around {
  readonly knowledge: Knowledge
  /** Contradictions of the report with other years, as they are at that moment. */
  readonly across: readonly YearFinding[]
}

/** What was kept, and what is still open of the same subject. */
export interface ReviewDecided {
  readonly decision: ReviewDecision
  /** Decisions on the same figure or cause whose place it took, whoever made them; of `withdraw` the one that it took back. */
  readonly replaced: readonly DecisionTold[]
  /** Decisions that stand again because this one took a later one back. */
  readonly again: readonly DecisionTold[]
  readonly stillOpen: readonly { readonly cause: string; readonly message: string }[]
}

/** A decision without its reason, which may quote what is withheld. */
export interface DecisionTold {
  readonly number: number
  readonly action: Judgeable['action']
  /** The metric or the codes that it speaks of. */
  readonly on: string
  /** Of a correction. */
  readonly value?: number | null
  readonly by: string
  readonly time: string
}

/**
 * `nianbao review correct|accept|dismiss|withdraw`: keeps a person's decision, durably, and says what is still open. The next
 * run signs it.
 * @throws NianbaoError `usage` for what is not there to be decided
 */
export async function decideReview(order: DecideOrder): Promise<ReviewDecided> {
  const { fetch, knowledge } = await loadConfig(order.config)
  const state = await archiveState(order.archive)
  if (state.kind !== 'archive') throw notAnArchive(order.archive, 'nothing is archived here yet')
  const archive = await openArchive(order.archive, {
    ...{ kind: state.file.kind, now: order.clock, run: order.clock().toISOString() },
    refusedKeptDays: fetch.refusedKeptDays,
  })
  try {
    const reader = await readArchive(order.archive)
    try {
      const before = await reader.decisions()
      const { verdict } = order
      if (verdict.action === 'withdraw')
        return told(await archive.review(withdrawal(order, verdict.of, before)), before, [])
      const found = await reviewSubject(reader, order, before)
      const across = (): Promise<readonly YearFinding[]> =>
        yearFindingsOf(reader, knowledge, { site: found.shelf.id, subject: order.subject })
      const about = { knowledge, across: verdict.action === 'correct' ? [] : await across() }
      const decision = await archive.review(newDecision(order, verdict, found, about))
      const open = await stillOpen(reader, order, { knowledge, across: await across() })
      return told(decision, before, open)
    } finally {
      await reader.close()
    }
  } finally {
    await archive.close()
  }
}

function told(
  decision: ReviewDecision,
  before: readonly ReviewDecision[],
  stillOpen: ReviewDecided['stillOpen'],
): ReviewDecided {
  const { replaced, again } = effectOf(decision, before)
  return { decision, replaced: replaced.map(briefly), again: again.map(briefly), stillOpen }
}

const briefly = (made: Judgeable): DecisionTold => ({
  ...{ number: made.seq, action: made.action, by: made.by, time: made.time },
  ...(made.action === 'correct'
    ? { on: made.metric, value: made.value }
    : { on: made.judged.map(({ code }) => code).join(', ') }),
})

/** Also of a report that is archived no more: what was decided on it must be possible to take back. */
function withdrawal(
  { by, reason, clock, subject, site }: DecideOrder,
  of: number,
  before: readonly ReviewDecision[],
): NewDecision {
  const made = before.find((each) => each.seq === of && each.subject === subject)
  if (
    made !== undefined &&
    (site === null || site === made.site) &&
    standing(before, made).some(({ seq }) => seq === of)
  )
    return { time: clock().toISOString(), by, reason, site: made.site, subject, action: 'withdraw', of }
  throw new NianbaoError(
    'usage',
    `${subject}: decision ${of} is not one that stands on it; review show lists them`,
  )
}

function newDecision(
  { by, reason, clock, subject }: DecideOrder,
  verdict: Exclude<Verdict, { action: 'withdraw' }>,
  found: ReviewSubject,
  { knowledge, across }: Around,
): NewDecision {
  const about = { time: clock().toISOString(), by, reason, site: found.shelf.id, subject }
  if (verdict.action !== 'correct') {
    const { action, codes } = verdict
    return {
      ...about,
      ...lookedAt(found, null),
      action,
      judged: judgedIn(subject, codes, [
        ...causesOf(found, validator(knowledge.forms)),
        ...yearCauses(across),
      ]),
    }
  }
  const { metric, value } = verdict
  if (found.kind !== 'report')
    throw new NianbaoError(
      'usage',
      `${subject}: it gave no report, so there is no figure to correct; import what you read`,
    )
  correctable(verdict, found.report, knowledge.forms)
  const read = found.report.figures[metric]
  return {
    ...about,
    ...lookedAt(found, metric),
    action: 'correct',
    metric,
    ...(read !== undefined && { read }),
    value,
    doubts: doubtsOn(metric, found.report),
  }
}

/** Codes of the findings that name a figure, sorted. */
const doubtsOn = (metric: string, { findings }: Report): readonly FailureCode[] =>
  [...new Set(findings.flatMap(({ code, metrics }) => (metrics.includes(metric) ? [code] : [])))].sort()

/** The original that gave the figure, else the one that speaks; of what gave no report its own bytes. */
function lookedAt(
  found: ReviewSubject,
  metric: string | null,
): { readonly original: string; readonly content: string | null } {
  if (found.kind === 'unfiled') return { original: found.originals[0]?.capture.sha256 ?? '', content: null }
  const { report } = found
  const cell = metric === null ? undefined : report.cells[metric]?.source.slice('sha256:'.length)
  const original = cell ?? report.sources[0]?.sha256
  if (original === undefined)
    throw new NianbaoError('usage', `${report.id ?? ''}: it names no original; run nianbao extract first`)
  return { original, content: contentNow(report).content }
}

function judgedIn(subject: string, codes: readonly string[], there: readonly Judged[]): readonly Judged[] {
  return [...new Set(codes)].map((code) => {
    const judged = there.find((each) => each.code === code)
    if (judged !== undefined) return judged
    const listed = [...new Set(there.map((each) => each.code))].join(', ') || 'nothing'
    throw new NianbaoError(
      'usage',
      `${code}: ${subject} has no such finding; what can be decided is ${listed}`,
    )
  })
}

/** Every cause of a subject, with the metrics that all of its findings put in doubt. */
function causesOf(found: ReviewSubject, validate: Validate): readonly Judged[] {
  if (found.kind === 'unfiled') return found.originals.map(({ code }) => ({ code, metrics: [] }))
  const items = reviewItems(found.shelf.id, found.report, validate)
  const metrics = new Map<Judged['code'], Set<string>>()
  for (const { cause, metrics: named } of items)
    if (isCode(cause)) metrics.set(cause, new Set([...(metrics.get(cause) ?? []), ...named]))
  return [...metrics].map(([code, named]) => ({ code, metrics: [...named].sort() }))
}

const isCode = (cause: string): cause is Judged['code'] => Object.hasOwn(failures, cause)

async function stillOpen(
  reader: ArchiveReader,
  { subject, site }: DecideOrder,
  { knowledge, across }: Around,
): Promise<ReviewDecided['stillOpen']> {
  const decisions = await reader.decisions()
  const found = await reviewSubject(reader, { subject, site }, decisions)
  if (found.kind === 'unfiled') return []
  return [
    ...reviewItems(found.shelf.id, found.report, validator(knowledge.forms)),
    ...yearItems(found.shelf.id, found.report, across, decisions),
  ]
    .filter(({ state, rank }) => state === 'open' && rank !== 'note')
    .map(({ cause, message }) => ({ cause, message }))
}
