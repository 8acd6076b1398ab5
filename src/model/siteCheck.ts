import type { FailureCode } from '../errors.ts'

/** What a live look at one source of a site gave (核查). */
export interface SourceCheck {
  /** Index in the site file. */
  readonly source: number
  readonly family: string
  /** The family that its column page looks like now; null when none is recognised or the page was not got. */
  readonly detected: string | null
  readonly listings: number
  readonly rows: number
  /** Links taken for annual reports, by year of report. */
  readonly byYear: Readonly<Record<string, number>>
  readonly problems: readonly { readonly code: FailureCode; readonly message: string }[]
  /** What to change in the site file, a line each. */
  readonly advice: readonly string[]
}

export interface SiteCheck {
  readonly site: string
  /** `replica`: a rehearsal, which settles nothing of the real site. */
  readonly kind: 'live' | 'replica'
  readonly sources: readonly SourceCheck[]
  /** Links taken for annual reports at all sources together, by year of report. */
  readonly byYear: Readonly<Record<string, number>>
  /** Years whose count is out of the bounds of `expect`; too few fail the site. */
  readonly outOfBounds: readonly {
    readonly code: FailureCode
    readonly message: string
    readonly fails: boolean
  }[]
  /** What to change in the site file that concerns no single source, a line each. */
  readonly advice: readonly string[]
  /** Requests sent, robots.txt included. */
  readonly requests: number
}
