import { discover } from '../../discover/discover.ts'
import type { Discovery } from '../../discover/discovery.ts'
import type { Get } from '../../model/page.ts'
import type { Site, Source } from '../../sites/siteFile.ts'

/**
 * Everything that a site lists, as a first run sees it: nothing remembered, every endpoint to its end. `sources` are all of the site
 * where only some of them are looked at.
 */
export function firstLook(
  site: Site,
  get: Get,
  sources: readonly Source[] = site.sources,
): Promise<readonly Discovery[]> {
  const nothingKept = { remembered: () => null, learnt: () => null, past: () => null, taken: () => ({}) }
  // what is not kept has no day
  const everything = { mode: 'everything', years: null, today: '', isWalkDue: () => true } as const
  return Array.fromAsync(discover(site, { ...nothingKept, ...everything, sources, get }))
}
