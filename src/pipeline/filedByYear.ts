import type { SiteReader } from '../archive/siteReader.ts'
import type { CountsByYear } from '../discover/discovery.ts'

/** How many reports of a site are filed for each year: what a site has, whatever this run listed or left. */
export function filedByYear(shelf: Pick<SiteReader, 'bundleKeys' | 'outcome'>): CountsByYear {
  const ids = new Set<string>()
  for (const key of shelf.bundleKeys()) {
    for (const id of shelf.outcome(key)?.ids ?? []) ids.add(id)
  }
  const counts: Record<string, number> = {}
  for (const id of ids) {
    const year = id.slice(id.lastIndexOf('/') + 1)
    counts[year] = (counts[year] ?? 0) + 1
  }
  return counts
}
