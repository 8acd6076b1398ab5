import type { z } from 'zod'
import type { Json } from '../model/json.ts'
import type { Appetite, ListingPage } from '../model/listing.ts'
import type { Get, Page } from '../model/page.ts'

/** Anything that JSON can hold: what a family wants to remember of a listing until the next run (parameters that a page gave). */
export type Memory = Json

/** What a family is given to list with. */
export interface ListingTools {
  /** Origin of the site's first host as configured, e.g. `http://www.acheng.gov.cn`. */
  readonly origin: string
  readonly get: Get
  /** Addresses that other sources of the site list: a link to them is followed there. */
  readonly elsewhere?: readonly string[]
  /**
   * What the last complete run of this source remembered, or null. Never trusted: a stale one costs one more request, not a wrong list.
   * Null too when the source's turn has come to be learnt anew (docs/decisions/0030): a memory that still lists hides what is new beside it.
   */
  readonly remembered: Memory
  /** The same, at every turn: for what a family asks for besides what the site shows, never in its place. */
  readonly known?: Memory
  /** Called with what the next run should remember. */
  readonly remember: (memory: Memory) => void
}

/** What a page tells of the options that would list it (建议): a guess, to be checked and tried before it is believed. */
export interface Suggestion {
  readonly options: Readonly<Record<string, string | number | boolean>>
  /** Options that the page does not state outright, each with why it is believed. */
  readonly guessed: Readonly<Record<string, string>>
}

/** An address that only an annual report can have, whatever its title, and the year of report where it names one. */
export interface ReportAddress {
  readonly year: number | null
}

/**
 * One platform vendor (平台): how its sites are recognised and listed. Pure apart from `tools.get`.
 * `list` yields the pages of every endpoint of the source in the site's order and goes on or leaves an endpoint as the reader replies.
 * A listing that ends after a page with `more: true` ended before its end: the reader counts it as partial.
 * It throws a NianbaoError `layout-changed` when a response is not what the vendor sends; an error of `get` passes through unchanged.
 */
export interface Family<Options> {
  readonly name: string
  readonly options: z.ZodType<Options>
  /** There when its lists are rendered by a browser. */
  readonly needsBrowser?: true
  detect(page: Page): boolean
  list(options: Options, tools: ListingTools): AsyncGenerator<ListingPage, void, Appetite | undefined>
  /** Options that may list this page, which `detect` recognised, for a new site file; null when the page does not tell. */
  suggest?(page: Page): Suggestion | null
  /** One text for every address of the same article, where the vendor serves an article at several. */
  identity?(url: string): string
  /** What the address alone says of an annual report; null for addresses that other pages have too. */
  reportAt?(url: string): ReportAddress | null
}
