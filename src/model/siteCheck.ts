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
  readonly sources: readonly SourceCheck[]
  /** Requests sent, robots.txt included. */
  readonly requests: number
}
