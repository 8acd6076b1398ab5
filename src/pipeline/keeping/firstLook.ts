import { discover } from '../../discover/discover.ts'
import type { Discovery } from '../../discover/discovery.ts'
import type { Get } from '../../model/page.ts'
import type { Site } from '../../sites/siteFile.ts'

/** Everything that a site lists, as a first run sees it: nothing remembered, every endpoint to its end. */
export function firstLook(site: Site, get: Get): Promise<readonly Discovery[]> {
  const nothingKept = { remembered: () => null, learnt: () => null, past: () => null, taken: () => ({}) }
  // what is not kept has no day
  const everything = { mode: 'everything', years: null, today: '', isWalkDue: () => true } as const
  return Array.fromAsync(discover(site, { ...nothingKept, ...everything, get }))
}
