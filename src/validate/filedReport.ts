/** A filed report, as far as coverage cares. */
export interface FiledReport {
  readonly unit: string
  readonly name: string
  readonly year: number
  /** ISO date as listing or page say, or null. */
  readonly published: string | null
  /** ISO date under its signature, or null. */
  readonly signed: string | null
  /** What its findings doubt of whose report it is, and of which year. */
  readonly doubts: readonly ('unit' | 'year')[]
}
