import type { FailureCode } from '../errors.ts'
import type { Finding } from './finding.ts'

/** The codes of findings that need more than one year. */
export type YearFindingCode = Extract<FailureCode, 'carry-over-differs' | 'stock-differs' | 'out-of-scale'>

/** One figure that a finding rests on (证据). */
export interface YearEvidence {
  readonly site: string
  /** Id of the report that prints it. */
  readonly report: string
  readonly metric: string
  /** For use: as it was read, or as a person corrected it. */
  readonly value: number | null
  /** Where `value` is a person's correction (人工更正); absent elsewhere. */
  readonly corrected?: true
  /** Of a corrected figure: what was read; null is a blank cell, absent where nothing was. */
  readonly read?: number | null
  /** Text of the cell; null where the report names none. */
  readonly raw: string | null
  /** `sha256:…` of the original; null where the report names none. */
  readonly source: string | null
  /** Where an edition changed what is printed: from what to what, and since when (ISO 8601, UTC). */
  readonly edited: {
    readonly before: number | null
    readonly after: number | null
    readonly since: string
  } | null
}

/**
 * A contradiction between the reports of one unit (跨年发现, docs/decisions/0039). It stands in no report file: a later year would
 * change an earlier report.
 */
export interface YearFinding {
  readonly site: string
  /** Id of the report that it is about, the later one of two. */
  readonly report: string
  readonly unit: string
  readonly unit_code: string
  readonly year: number
  readonly code: YearFindingCode
  readonly severity: Finding['severity']
  /** Metrics of this report that do not fit the other years, sorted. */
  readonly metrics: readonly string[]
  readonly evidence: readonly YearEvidence[]
  /** One sentence for a reader who knows nothing of forms, in English and in Chinese. */
  readonly message: string
  readonly message_zh: string
}

/** How many findings of one kind there are. */
export interface YearFindingCount extends Pick<YearFinding, 'code' | 'severity'> {
  readonly findings: number
}
