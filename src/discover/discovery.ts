import type { Site } from '../sites/siteFile.ts'
import type { Memory } from '../families/family.ts'
import type { Link, ListingPage } from '../model/listing.ts'
import type { ReportTitle } from '../model/reportTitle.ts'
import type { Alarm } from '../model/run.ts'

/** Why a link of a listing is not looked at. */
export type IgnoredReason =
  | Extract<ReportTitle, { kind: 'trap' }>['reason']
  /** The title says too little, and the column is not one of annual reports. */
  | 'unclear-title'
  /** The same article stood in the site's listings before, perhaps at another address. */
  | 'duplicate'
  /** A report of a year that was not asked for. */
  | 'other-year'

/** A site as far as its numbers are judged. */
export interface Expecting {
  readonly name: string
  readonly expect: Pick<Site['expect'], 'from' | 'perYear'>
}

/** Links taken for annual reports by year of report; `unknown` where the title names none. JSON-safe. */
export type CountsByYear = Readonly<Record<string, number>>

/** What the last complete walk of a listing endpoint left, for the rule of docs/decisions/0002. */
export interface Past {
  readonly fingerprint: string
  readonly rows: number
  readonly declaredTotal: number | null
  readonly counts: CountsByYear
  /** ISO date of that walk. */
  readonly walked: string | null
  /** Whether an unchanged first page shows that nothing further on changed: there is no further page, or a total that was reached. */
  readonly provable: boolean
  /** One text for all links that it gave. */
  readonly content: string | null
  /** Titles of rows of a report column that nobody could place. */
  readonly strange: readonly string[]
}

/** Keys of the links taken for reports, by endpoint, as the last whole listing of a source gave them. JSON-safe. */
export type TakenLinks = Readonly<Record<string, readonly string[]>>

interface Seen {
  /** Index of the source in the site file. */
  readonly source: number
  readonly endpoint: string
  readonly column: string | null
  readonly link: Link
  /** The response that printed the link. */
  readonly response: ListingPage['response']
}

/** A link (候选) that is, or may be, an annual report. */
export interface Candidate extends Seen {
  readonly kind: 'candidate'
  /** One text for all addresses of the article. */
  readonly key: string
  /** `unclear`: the title is cut off or says too little, the page itself must tell. */
  readonly verdict: 'report' | 'unclear'
  readonly unit: string | null
  readonly year: number | null
}

interface Ignored extends Seen {
  readonly kind: 'ignored'
  readonly reason: IgnoredReason
}

/** One endpoint was read, after its candidates. */
export interface Listing {
  readonly kind: 'listing'
  readonly source: number
  readonly endpoint: string
  readonly column: string | null
  readonly complete: boolean
  /** The first page is as the last complete walk left it: nothing further was read, no candidate given. */
  readonly unchanged: boolean
  /** Its links, to the last page, are those of the last complete walk. */
  readonly sameLinks: boolean
  /** Something else stands in its place (an alarm says what): nothing of it counts. */
  readonly foreign: boolean
  /** Rows printed, repeats included. When unchanged, those of the last complete walk. */
  readonly rows: number
  readonly declaredTotal: number | null
  readonly counts: CountsByYear
  /** ISO date of which the whole content is known; null when nothing proves it (docs/decisions/0030). */
  readonly walked: string | null
  /** Keys of the links taken for reports, also of those that another listing gave before. */
  readonly taken: readonly string[]
  /** To be kept until the next run once the candidates are safe; null when this walk must not count as complete. */
  readonly past: Past | null
  /** The responses that were read, in order: the evidence of the listing. */
  readonly responses: readonly ListingPage['response'][]
}

/** What the family wants to have remembered of a source that was listed to its end. */
interface Remembered {
  readonly kind: 'remembered'
  readonly source: number
  /** `sourceKey` of the source. */
  readonly key: string
  readonly memory: Memory
  /** ISO date on which the family last listed the source without its memory. */
  readonly learnt: string | null
  /** The vendor that its pages look like. */
  readonly vendor: string | null
}

/** What a source that was listed to its end gave, for the next run to see what is gone. */
export interface Taken {
  readonly kind: 'taken'
  readonly source: number
  /** `sourceKey` of the source. */
  readonly key: string
  readonly links: TakenLinks
  /** Endpoints that lost most of what they listed: the next run reads them again, whatever they show. */
  readonly lost: readonly string[]
}

export type DiscoveryAlarm = Alarm & { readonly kind: 'alarm'; readonly source: number }

/** What discovery (发现) tells, in order. */
export type Discovery = Candidate | Ignored | Listing | Remembered | Taken | DiscoveryAlarm
