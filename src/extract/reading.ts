import type { FailureCode } from '../errors.ts'
import type { Finding } from '../model/finding.ts'
import type { Original } from '../model/original.ts'
import type { LocalRow, Report, Section, UnitFrom } from '../model/report.ts'
import type { Unit } from '../model/unit.ts'

/** What one original says, before it is put together with others. */
export interface Reading {
  readonly original: Original
  readonly id: string | null
  readonly unit: Unit
  readonly year: number | null
  readonly yearFrom: Report['year_from']
  readonly unitFrom: UnitFrom
  readonly title: string
  /** The title that the document prints right before its chapters, what editions compare; null where it prints none. */
  readonly printedTitle: string | null
  readonly published: string | null
  readonly signed: string | null
  readonly forms: Report['forms']
  readonly sections: readonly Section[]
  readonly statements: Report['statements']
  readonly figures: Report['figures']
  readonly cells: Report['cells']
  readonly localRows: readonly LocalRow[]
  /** Whether its titles call it something else; a source that says it is the report speaks before it. */
  readonly trapped: boolean
  /** Whether its title, or that of the link to it, calls it a later version (更正, 修订, 重新发布). */
  readonly corrects: boolean
  readonly findings: readonly Finding[]
}

export type ReadingOutcome =
  | { readonly kind: 'reading'; readonly reading: Reading }
  | { readonly kind: 'refused'; readonly original: Original; readonly refusal: Refusal }

/** An original that gave no report, and why. Its bytes stay. */
export interface Refusal {
  readonly sha256: string
  readonly role: Original['role']
  readonly url: string | null
  /** Its name as linked, or null. */
  readonly name: string | null
  readonly code: FailureCode
  readonly message: string
}

/** The original that an outcome speaks of. */
export const originalOf = (outcome: ReadingOutcome): Original =>
  outcome.kind === 'reading' ? outcome.reading.original : outcome.original

/** Whether nothing in it was a report, which something inside it or beside it may still be. */
export const isNoReport = (outcome: ReadingOutcome): boolean =>
  outcome.kind === 'refused' && outcome.refusal.code === 'not-a-report'

/** An original that gives no report, and why. */
export const refused = (original: Original, code: FailureCode, message: string): ReadingOutcome => ({
  kind: 'refused',
  original,
  refusal: { ...named(original), code, message },
})

const named = ({ sha256, role, url, name }: Original): Omit<Refusal, 'code' | 'message'> => ({
  sha256,
  role,
  url,
  name,
})
