import type { WithheldOriginal } from '../model/withholding.ts'

/** What every export of tables says of itself. */
export interface ExportFacts {
  readonly kind: 'live' | 'replica'
  /** What was selected, in words. */
  readonly selection: string
  /** ISO 8601, UTC: when it was begun. */
  readonly made: string
  /** The `--since` of the next increment: `made`, or when the first was captured of what was archived and not read by then. */
  readonly next_since: string
  /** Name and version of this program. */
  readonly software: string
  /** Originals that are withheld in this archive. */
  readonly withheld: readonly WithheldOriginal[]
}
