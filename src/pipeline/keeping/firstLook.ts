import { discover } from '../../discover/discover.ts'
import type { Discovery } from '../../discover/discovery.ts'
import type { Get } from '../../model/page.ts'
import type { Site } from '../../sites/siteFile.ts'

/** Everything that a site lists, as a first run sees it: nothing remembered, every endpoint to its end. */
export function firstLook(site: Site, get: Get): Promise<readonly Discovery[]> {
  const nothingKept = { remembered: () => null, past: () => null, taken: () => ({}) }
  return Array.fromAsync(discover(site, { ...nothingKept, get, mode: 'everything', years: null }))
}
