import type { NianbaoError } from '../errors.ts'
import type { Memory } from '../families/family.ts'
import type { Get } from '../model/page.ts'
import type { Site, Source } from '../sites/siteFile.ts'
import type { Listing, Past, TakenLinks } from './discovery.ts'

/** The network and the remembered state, as arguments. */
export interface DiscoverTools {
  readonly get: Get
  /** All sources of the site, where only some of them are listed. */
  readonly sources?: readonly Source[]
  /** What a source's family had remembered at the end of its last complete run, by `sourceKey`. */
  readonly remembered: (source: string) => Memory
  /** ISO date of this run. */
  readonly today: string
  /** Whether the turn of what bears this name (a `sourceKey`, an endpoint) has come since it was last read from end to end. */
  readonly isWalkDue: (name: string, walked: string | null) => boolean
  /** ISO date on which a source's family last listed it without its memory, by `sourceKey`; null when that is not known. */
  readonly learnt: (source: string) => string | null
  /** The vendor that a source's pages looked like when it was last listed in peace, by `sourceKey`; null for none, undefined when that is not known. */
  readonly vendor?: (source: string) => string | null | undefined
  /** What the last complete walk of an endpoint left, by `sourceKey` and endpoint. */
  readonly past: (source: string, endpoint: string) => Past | null
  /** What a source gave when it was last listed to its end, by `sourceKey`; empty when that is not known. */
  readonly taken: (source: string) => TakenLinks
  /**
   * Why what was read is no listing of this site (a page that the host gives for every address, another owner's), or null.
   * Asked only of a listing without any link taken for a report, or without any of those that it gave before.
   */
  readonly doubt?: (listing: Listing) => Promise<NianbaoError | null>
  /** `nightly` leaves an endpoint whose first page is unchanged, unless its walk is due; `everything` walks every endpoint to its end. */
  readonly mode: 'nightly' | 'everything'
  /** Years of report that are wanted; null for all. */
  readonly years: ReadonlySet<number> | null
}

/** One source of a site being listed. */
export interface Task {
  readonly site: Site
  readonly index: number
  readonly source: Source
  /** Whether its family does without its memory now. */
  readonly anew: boolean
  /** ISO date on which it last did. */
  readonly learnt: string | null
  /** Keys of the articles that this run met at the site, and of every link that it saw. */
  readonly met: Set<string>
  readonly seen: Set<string>
  readonly tools: DiscoverTools
}
