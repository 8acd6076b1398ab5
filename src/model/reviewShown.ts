import type { CellEvidence, Correction, EarlierDecision, Judgement } from './report.ts'
import type { ReviewItem } from './reviewItem.ts'

/** Where an original lies and came from. */
export interface OriginalShown {
  /** Lower-case hex. */
  readonly sha256: string
  /** Path of the file; null where it is not in this archive. */
  readonly path: string | null
  readonly role: string
  readonly url: string | null
  /** ISO 8601, UTC. */
  readonly captured: string | null
}

/** A figure as it was read, and where it stands. */
export interface FigureShown {
  readonly metric: string
  /** Row and column in the words of the form; empty for a metric that no form has. */
  readonly label: string
  /** As extracted; null is a blank cell, absent is a cell that was not read. */
  readonly value?: number | null
  readonly corrected: Correction | null
  readonly cell: CellEvidence | null
  /** Codes of the findings that name it. */
  readonly findings: readonly string[]
}

/** `nianbao review show`: everything that a person needs to decide. */
export interface ReviewShown {
  readonly archive: 'live' | 'replica'
  readonly site: string
  readonly subject: string
  readonly title: string
  readonly originals: readonly OriginalShown[]
  readonly items: readonly ReviewItem[]
  /** The metric that was asked for, else every one in doubt, else (with `--all`) every one. */
  readonly figures: readonly FigureShown[]
  /** What else was read of the same row, from left to right; for a metric that was asked for. */
  readonly row: readonly FigureShown[]
  /** Sums that do not hold with the corrections in force, in words; of the metric that was asked for, else all. */
  readonly sums: readonly string[]
  readonly corrections: readonly Correction[]
  readonly judgements: readonly Judgement[]
  /** What people decided before and is in force no more, also what they took back. */
  readonly earlier: readonly EarlierDecision[]
}
