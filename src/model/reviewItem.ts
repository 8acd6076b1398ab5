import type { FailureCode } from '../errors.ts'
import type { Judgement } from './report.ts'

/** How bad it is, the worst first (docs/decisions/0040). */
export const reviewRanks = [
  ...(['error', 'identity', 'outdated', 'unread', 'reading', 'listed', 'contradiction'] as const),
  ...(['remark', 'note'] as const),
] as const
export type ReviewRank = (typeof reviewRanks)[number]

/** One thing for a person to look at (待复核): one cause of one report, or an original that gave none. */
export interface ReviewItem {
  readonly rank: ReviewRank
  readonly site: string
  /** Id of the report; the address of an original that gave none. */
  readonly subject: string
  /** Title as the report or the list printed it. */
  readonly title: string
  readonly year: number | null
  /** `outdated-correction`: a figure was corrected in another edition. */
  readonly cause: FailureCode | 'outdated-correction'
  /** Metrics in doubt, sorted. */
  readonly metrics: readonly string[]
  /** Findings that are this one line. */
  readonly findings: number
  /** Message of the first of them. */
  readonly message: string
  /** Of a contradiction between years: the other reports that it rests on. Absent elsewhere. */
  readonly beside?: readonly { readonly site: string; readonly subject: string }[]
  readonly state: 'open' | 'decided'
  /** What was decided on this cause: in force where the state says so, else outdated or of fewer figures. */
  readonly decision: DecisionInBrief | null
}

/** Who decided what, when and why. */
export interface DecisionInBrief extends Pick<Judgement, 'number' | 'by' | 'time' | 'reason' | 'outdated'> {
  readonly action: Judgement['action'] | 'correct'
}

/** `nianbao review`: what is to be looked at, worst first. */
export interface Review {
  readonly archive: 'live' | 'replica'
  readonly items: readonly ReviewItem[]
  /** Open lines and decided ones, also those that are not among `items`. */
  readonly open: number
  readonly decided: number
}
