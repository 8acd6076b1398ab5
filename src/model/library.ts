import type { FailureCode } from '../errors.ts'
import type { Capture } from './capture.ts'
import type { Coverage, SiteCoverage } from './coverage.ts'
import type { Document } from './document.ts'
import type { Finding } from './finding.ts'
import type { Form } from './form.ts'
import type { Change } from './history.ts'
import type { News, NewsScope, ToldFinding } from './news.ts'
import type { Metric } from './metric.ts'
import type { RankedFigures } from './rankedFigures.ts'
import type { Publication, PublicationState } from './publication.ts'
import type { Report, Source } from './report.ts'
import type { UnitKind } from './unitKind.ts'
import type { WithheldOriginal } from './withholding.ts'
import type { YearFinding } from './yearFinding.ts'

/** A report in a list. */
export interface ListedReport {
  readonly site: string
  readonly id: string
  /** `unitPath` of the unit's code. */
  readonly unitPath: string
  /** Name of the unit. */
  readonly name: string
  /** Names of its divisions from the province down, parted by slashes. */
  readonly place: string
  readonly year: number
  readonly title: string
  readonly published: string | null
  /** When the newest original that speaks was captured; ISO 8601, UTC. */
  readonly captured: string | null
  /** Figures that a warning or an error puts in doubt. */
  readonly inDoubt: number
}

/** What a reader asks for (检索). The parts narrow each other; null is no limit. */
export interface Asked {
  readonly words: string | null
  /** Code of a division, and all below it. */
  readonly region: string | null
  readonly year: number | null
  readonly form: string | null
  /** Code of a finding. */
  readonly finding: string | null
  /** From 1. */
  readonly page: number
}

/** A place in a report's text, around the words that were asked for. */
export interface Snippet {
  readonly before: string
  readonly match: string
  readonly after: string
}

/** How many of what was found have a value. */
export interface Facet {
  readonly value: string
  /** For people, where the value is a code. */
  readonly name: string | null
  readonly reports: number
}

export interface Found {
  readonly total: number
  readonly pages: number
  readonly reports: readonly (ListedReport & { readonly snippet: Snippet | null })[]
  readonly facets: Readonly<Record<'region' | 'year' | 'form' | 'finding', readonly Facet[]>>
}

/** A division and what is archived in it and below. */
export interface RegionInBrief {
  readonly code: string
  readonly name: string
  readonly reports: number
}

export interface UnitInBrief {
  readonly path: string
  readonly name: string
  readonly years: readonly number[]
}

export interface Region extends RegionInBrief {
  /** From the province down to the one above. */
  readonly above: readonly { readonly code: string; readonly name: string }[]
  readonly below: readonly RegionInBrief[]
  /** Units of this very division, and those whose place has no page of its own. */
  readonly units: readonly UnitInBrief[]
}

/** A report as others may have it, with the site that has it. */
export interface SitedReport {
  readonly site: string
  readonly report: Report
}

/** A finding in a list, with its report. */
export interface ListedFinding extends ToldFinding {
  readonly code: Finding['code']
  readonly report: ListedReport
}

/** Which findings of a list are asked for. The parts narrow each other; null is no limit. */
export interface AskedFindings {
  readonly code: string | null
  /** Code of a division, and all below it. */
  readonly region: string | null
  readonly year: number | null
}

/** Some findings of a list, and what the whole list has. */
export interface FoundFindings {
  readonly total: number
  readonly findings: readonly ListedFinding[]
}

/** By what findings can be narrowed further, with the number of reports of each. */
export interface FindingFacets {
  readonly code: readonly (Facet & { readonly severity: string })[]
  readonly region: readonly Facet[]
  readonly year: readonly Facet[]
}

/** A report with the figures that rankings are made of. */
export interface RankedReport {
  readonly report: ListedReport
  /** Code of the unit. */
  readonly unit: string
  readonly figures: RankedFigures
}

/** An original (原件) that gives a report, without its bytes. */
export interface OriginalFacts extends Pick<
  Source,
  'sha256' | 'media_type' | 'url' | 'captured' | 'capture'
> {
  readonly site: string
  /** Decided from its magic bytes; null where the file is not in this archive. */
  readonly extension: string | null
  /** Null unless it is withheld: then nothing of it is shown. */
  readonly withheld: WithheldOriginal | null
  /** Of a page: what its reader saw (页面截图), as far as it is kept and not withheld. */
  readonly pictures: readonly Pick<Capture, 'sha256' | 'extension' | 'time'>[]
  /** What a converter made of it, where its reports were read from that (docs/decisions/0061) and it is here and not withheld; else null. */
  readonly conversion: { readonly sha256: string; readonly extension: string; readonly by: string } | null
  /** Reports that name it. */
  readonly reports: readonly SitedReport[]
}

/** The words of an original as our reader gives them, or why there are none. */
export type OriginalWords =
  | { readonly kind: 'document'; readonly document: Document }
  | { readonly kind: 'refused'; readonly code: FailureCode; readonly message: string }

/** What the archive holds, in numbers. */
export interface Holding {
  readonly reports: number
  readonly units: number
  readonly sites: number
  /** First and last year of report; null where there is none. */
  readonly years: readonly [number, number] | null
  /** Newest capture; ISO 8601, UTC. */
  readonly captured: string | null
  /** When the last run ended, and which verb it was. */
  readonly lastRun: { readonly command: string; readonly finished: string } | null
}

/** A site, and how many of its units and years are in which state. */
export interface SiteInBrief {
  readonly site: string
  /** Null when the site file is gone. */
  readonly name: string | null
  readonly reports: number
  readonly states: Readonly<Partial<Record<PublicationState, number>>>
}

export type SiteNoteKind = 'alarm' | 'waiting' | 'unread' | 'unverified'

/** Something that is to be said of a site (备注): an alarm, what waits or was not read, what nobody has seen live. */
export interface SiteNote {
  readonly site: string
  readonly kind: SiteNoteKind
  /** A failure code; of what is unverified, the place in the site file. */
  readonly what: string
  /** A message, an address or a reason. */
  readonly words: string
}

/** A page of a long list. */
export interface Listed<T> {
  /** Of the whole list. */
  readonly total: number
  readonly pages: number
  readonly items: readonly T[]
}

/**
 * An archive as the explorer reads it (馆藏): nothing of it writes, and what is withheld is never in it. Implemented by `pipeline/`
 * over the archive and its catalogue.
 */
export interface Library {
  readonly kind: 'live' | 'replica'
  /** When the archive began; ISO 8601, UTC. */
  readonly created: string
  readonly forms: readonly Form[]
  readonly metrics: readonly Metric[]
  /** Until when the answers speak; called before each page. */
  refresh(): Promise<void>
  holding(): Promise<Holding>
  find(asked: Asked): Promise<Found>
  /** The whole country for an empty code; null where nothing is archived of it. */
  region(code: string): Promise<Region | null>
  years(): Promise<readonly { readonly year: number; readonly reports: number }[]>
  /** Every report of a unit, oldest first. */
  unit(path: string): Promise<readonly SitedReport[]>
  /** The report of a unit and year, one for each site that has it. */
  report(path: string, year: number): Promise<readonly SitedReport[]>
  /** Whether another site has the report too, and comes first: its address is then the plain one, and this one's names its site. */
  isBeside(site: string, id: string): boolean
  /** Reports that had an edition of this digest. */
  edition(digest: string): Promise<readonly SitedReport[]>
  original(sha256: string): Promise<OriginalFacts | null>
  /** The untouched bytes. */
  bytes(original: OriginalFacts): Promise<Uint8Array>
  words(original: OriginalFacts): Promise<OriginalWords>
  /** The document as HTML that is not cleaned; null for a kind that has none. */
  preview(original: OriginalFacts): Promise<string | null>
  findingCodes(): Promise<readonly (Facet & { readonly severity: string })[]>
  /** Contradictions between the years of a unit, by its path. */
  acrossYears(unit: string): Promise<readonly YearFinding[]>
  /** Years of a unit's reports, oldest first. */
  yearsOf(path: string): Promise<readonly number[]>
  /** Every report of a list, on all its pages; not more than `most`, the first ones. */
  reports(asked: Omit<Asked, 'page'>, most: number): Promise<readonly ListedReport[]>
  /** Findings within reports, the newest reports first: so many, from that place (0 is the first). */
  findingList(
    asked: AskedFindings,
    window: { readonly from: number; readonly most: number },
  ): Promise<FoundFindings>
  /** Of findings within reports. */
  findingFacets(asked: AskedFindings): Promise<FindingFacets>
  /** Units of a kind in a year, in a division (empty: anywhere) and below. */
  ranked(asked: {
    readonly kind: UnitKind
    readonly year: number
    readonly region: string
  }): Promise<readonly RankedReport[]>
  /** Of which kinds and years there are reports that can be ranked. */
  rankable(): Promise<readonly { readonly kind: UnitKind; readonly year: number; readonly reports: number }[]>
  /** Name of a division in the newest register that has it, else its code. */
  divisionName(code: string): string
  /** Contradictions between years, the newest reports first: so many, from that place (0 is the first; -1 is all). */
  acrossList(
    asked: AskedFindings,
    window: { readonly from: number; readonly most: number },
  ): Promise<{ readonly total: number; readonly findings: readonly YearFinding[] }>
  /** Of contradictions between years. */
  acrossFacets(asked: AskedFindings): Promise<FindingFacets>
  /** Contradictions of a year that doubt figures of it. */
  doubtedBetweenYears(year: number): Promise<readonly YearFinding[]>
  /** Units that have nothing of a year, or nothing that can be read, in a division (empty: anywhere) and below. */
  absent(asked: { readonly year: number; readonly region: string }): Promise<readonly Publication[]>
  coveredSites(): Promise<readonly SiteInBrief[]>
  siteCoverage(site: string): Promise<SiteCoverage | null>
  /** The first so many of a kind, and how many there are. */
  siteNotes(
    kind: SiteNoteKind,
    most: number,
  ): Promise<{ readonly total: number; readonly notes: readonly SiteNote[] }>
  /** What is withheld, and the newest runs. */
  collection(): Promise<Pick<Coverage, 'withheld' | 'runs'>>
  /** All of them, newest first. A page asks for less. */
  changes(): Promise<readonly Change[]>
  /** The newest hundred, newest first (docs/decisions/0057). */
  news(scope: NewsScope): Promise<readonly News[]>
  /** Newest first. */
  changesOn(page: number): Promise<Listed<Change>>
}
