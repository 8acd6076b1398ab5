import type { Undelivered } from './outbox.ts'
import type { Publication } from './publication.ts'
import type { Alarm, Run, Trouble } from './run.ts'
import type { WithheldOriginal } from './withholding.ts'
import type { YearFindingCount } from './yearFinding.ts'

/** A unit of a site and the years of which a report is archived, with the figures in doubt and what is remarkable. */
export interface UnitCoverage {
  readonly code: string
  readonly name: string
  readonly years: Readonly<
    Record<string, { readonly id: string; readonly inDoubt: number; readonly findings: readonly string[] }>
  >
}

/** What is archived of one site (覆盖情况), and what is not. */
export interface SiteCoverage {
  readonly site: string
  /** Null when the site file is gone; what was archived stays. */
  readonly name: string | null
  readonly reports: number
  readonly units: readonly UnitCoverage[]
  /** Who published, who is late, missing or unreadable, and of whom nothing can be said, with the reason; unit × year. */
  readonly publications: readonly Publication[]
  /** How often reports contradict other years of the same unit (docs/decisions/0039), by code and severity; exports have the sentences. */
  readonly acrossYears: readonly YearFindingCount[]
  /** Archived, not extracted. */
  readonly unread: readonly Trouble[]
  /** Listed, not captured yet. */
  readonly waiting: readonly Trouble[]
  /** What nobody has seen live yet, with the reason. */
  readonly unverified: Readonly<Record<string, string>>
  /** Of the last run that crawled the site. */
  readonly alarms: readonly Alarm[]
}

export interface Coverage {
  readonly archive: 'live' | 'replica'
  readonly sites: readonly SiteCoverage[]
  /**
   * Originals that no export shows, by decision of the archive's keeper (docs/decisions/0034); `news`: what came to their addresses
   * since and is shown.
   */
  readonly withheld: readonly (WithheldOriginal & {
    readonly news: readonly {
      readonly site: string
      readonly line: number
      readonly url: string
      readonly sha256: string
    }[]
  })[]
  /** Receivers of news that did not take what they were told (docs/decisions/0057). */
  readonly undelivered: readonly Undelivered[]
  /** Newest first. */
  readonly runs: readonly Run[]
}
