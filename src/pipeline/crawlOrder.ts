/** What to look at: what is new, everything that is listed, or everything captured as well. */
export interface CrawlOrder {
  readonly mode: 'nightly' | 'everything' | 'recheck'
  /** Years of report that are wanted; null for all. */
  readonly years: ReadonlySet<number> | null
}
