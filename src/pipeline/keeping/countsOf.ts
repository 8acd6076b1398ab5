import type { CountsByYear, Discovery } from '../../discover/discovery.ts'

/** Links taken for annual reports in all listings of a look together, by year of report. */
export const countsOf = (found: readonly Discovery[]): CountsByYear =>
  sumOf(found.flatMap((seen) => (seen.kind === 'listing' ? [seen.counts] : [])))

/** Counts of several listings or sources, added up year by year. */
export function sumOf(all: readonly CountsByYear[]): CountsByYear {
  const counts: Record<string, number> = {}
  for (const [year, count] of all.flatMap((one) => Object.entries(one)))
    counts[year] = (counts[year] ?? 0) + count
  return counts
}
