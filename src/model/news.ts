import type { Fate } from './history.ts'
import type { Finding } from './finding.ts'
import type { FindingEvidence } from './findingEvidence.ts'
import type { Edition } from './report.ts'
import type { YearFinding } from './yearFinding.ts'

/** Whose news (范围): of the whole archive, of a division and all below it, or of one unit by its `unitPath`. */
export type NewsScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'region'; readonly code: string }
  | { readonly kind: 'unit'; readonly path: string }

/** Which report it is about. */
export interface NewsSubject {
  readonly site: string
  /** Id of the report. */
  readonly id: string
  /** Name of the unit. */
  readonly unit: string
  /** Names of its divisions from the province down, parted by slashes. */
  readonly place: string
  readonly year: number
  readonly title: string
}

/** A finding with what its sentence rests on. */
export interface ToldFinding extends Pick<Finding, 'severity' | 'metrics' | 'message'> {
  readonly evidence: FindingEvidence
}

/** What happened to a report, or is remarkable about it. `time`: when we saw it, by the ledger; ISO 8601, UTC. */
export type NewsEvent =
  | { readonly kind: 'found'; readonly time: string; readonly published: string | null }
  | {
      readonly kind: 'replaced'
      readonly time: string
      readonly digest: string
      readonly changes: Edition['changes']
      /** How many paragraphs differ; their words stand on the page, which knows what is withheld. */
      readonly paragraphs: number
    }
  | Fate
  | {
      readonly kind: 'finding'
      readonly time: string
      readonly code: Finding['code']
      /** Every finding of this code in the report's newest edition. */
      readonly findings: readonly ToldFinding[]
    }
  | {
      readonly kind: 'contradiction'
      readonly time: string
      readonly code: YearFinding['code']
      readonly finding: Pick<YearFinding, 'severity' | 'metrics' | 'message' | 'message_zh' | 'evidence'>
    }

/** Something that a subscriber hears of (消息, docs/decisions/0057). */
export type News = NewsSubject & NewsEvent
