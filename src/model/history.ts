import type { Edition, Source } from './report.ts'
import type { WithheldOriginal } from './withholding.ts'

/** How a report was removed from where it had been (移除): 404 or 410, sent to the front page, another error page, other content, off its list. */
export type Removed = 'not-found' | 'redirected-home' | 'soft-404' | 'other-content' | 'unlisted'

/** How a report may be there and was not given to us (不予访问): its address asks for a login (401, sent to one), or refuses us (403). */
export type Locked = 'login' | 'refused'

/** How a report was not where it had been (去向). */
export type Missing = Removed | Locked

/** A look (查看) at an address that says something of the report. Times are ISO 8601, UTC; of a refused look that of its run's begin. */
export type AddressLook =
  | { readonly kind: 'seen'; readonly time: string; readonly edition: number; readonly capture: number }
  | { readonly kind: 'missing'; readonly time: string; readonly how: Missing }

/** An address that gave the report at some time, with what was seen there, oldest first. */
export interface Address {
  readonly url: string
  readonly role: Source['role']
  readonly looks: readonly AddressLook[]
}

/** When a report, or one address of it, was last seen and first missed. */
export interface Absence {
  readonly last_seen: string
  readonly first_missed: string
  readonly how: Missing
}

/** What became of where a report stands. `time` is when it was known. `locked`: no address gives it, and one is not gone but asks for a login or refuses us. */
export type Fate =
  | ({ readonly kind: 'moved'; readonly time: string; readonly from: string; readonly to: string } & Absence)
  | ({ readonly kind: 'locked'; readonly time: string; readonly url: string } & Absence)
  | ({ readonly kind: 'disappeared'; readonly time: string; readonly url: string } & Absence)
  | { readonly kind: 'returned'; readonly time: string; readonly url: string; readonly first_missed: string }

/** An event (变更) in the life of a report. Editions count from 1. */
export type HistoryEvent =
  | { readonly kind: 'found'; readonly time: string; readonly url: string | null }
  | {
      readonly kind: 'replaced'
      readonly time: string
      readonly url: string | null
      readonly edition: number
      readonly changes: Edition['changes']
      readonly text: NonNullable<Edition['text']>
    }
  | Fate

/** An edition and when it was seen: the first and last look at any of its sources, and how many there were. */
export interface EditionSeen extends Edition {
  readonly edition: number
  readonly seen_from: string
  readonly seen_to: string
  readonly looks: number
}

/** An address as it stands: `missing` since it was last seen, whether or not that is enough to call it gone; null while it is there. */
export interface AddressSeen {
  readonly url: string
  readonly role: Source['role']
  readonly seen_from: string | null
  readonly seen_to: string | null
  readonly looks: number
  readonly missing: Absence | null
}

/** The history (沿革) of a report at one site. */
export interface History {
  readonly id: string
  readonly site: string
  readonly unit: string
  readonly year: number
  readonly title: string
  readonly editions: readonly EditionSeen[]
  readonly addresses: readonly AddressSeen[]
  readonly events: readonly HistoryEvent[]
}

/** The histories of one report: one for each site that has it. */
export interface Histories {
  readonly archive: 'live' | 'replica'
  readonly histories: readonly History[]
  /** Originals of any of their editions whose words are not told (docs/decisions/0034). */
  readonly withheld: readonly WithheldOriginal[]
}

/** An event with the report that it happened to. */
export type Change = Pick<History, 'id' | 'site' | 'unit' | 'year' | 'title'> & HistoryEvent

/** What changed in an archive. */
export interface Changes {
  readonly archive: 'live' | 'replica'
  readonly since: string
  /** Oldest first; of one moment by site and report. */
  readonly changes: readonly Change[]
}
