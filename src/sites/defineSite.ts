import type { z } from 'zod'
import type { families, FamilyName } from '../families/families.ts'
import type { TlsFacts } from '../model/tls.ts'

/** Years of report that a source may hold; sites move, and old pages stay elsewhere. */
interface Dated {
  readonly from?: number
  readonly until?: number
}

/** A source as a site file states it: a family with that family's options, so a wrong option is a type error. */
export type SourceFacts = {
  [Name in FamilyName]: Dated & { readonly family: Name } & z.input<(typeof families)[Name]['options']>
}[FamilyName]

/** What a site file states (DESIGN §3). `siteFile.ts` checks the same when it is loaded. */
export interface SiteFacts {
  /** Folder and file name: `heilongjiang-acheng`. */
  readonly id: string
  readonly name: string
  /** Code of the division whose government's site it is. */
  readonly division: string
  /** Every host that may be fetched, attachment hosts included; the first is the site's own. No wildcards. */
  readonly hosts: readonly [string, ...string[]]
  /** Scheme of the first host for families that need no full URL; `http` where not given. */
  readonly scheme?: 'http' | 'https'
  readonly sources: readonly [SourceFacts, ...SourceFacts[]]
  /**
   * First year of report to expect, the fewest and most reports a year, and whose: every government of the division, or (where
   * not given) those that were seen here before.
   */
  readonly expect: {
    readonly from: number
    readonly perYear: readonly [number, number]
    readonly of?: 'division' | 'seen'
  }
  /** Shortest time between two requests in milliseconds, where the site needs more than the usual. */
  readonly pace?: number
  /** `once`: a script challenge of a host may be shown to a real browser, once in a run (docs/decisions/0015). */
  readonly browser?: 'once'
  /** By host, the certificate that is its own though no authority vouches for it (SHA-256, 64 hex digits), and why. */
  readonly tls?: TlsFacts
  /** What its listing pages call themselves (SiteIDCode, or SiteName where they have none), once a person has looked at it: `site-differs`. */
  readonly siteMark?: string
  /** What nobody has seen live yet: a path into this site, and why it is believed. */
  readonly unverified?: Readonly<Record<string, string>>
}

/** Gives the facts back unchanged: it is there for the editor to check them. */
export function defineSite(facts: SiteFacts): SiteFacts {
  return facts
}
