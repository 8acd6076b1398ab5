import type { Clock } from '../../clock.ts'
import { loadConfig } from '../../config/loadConfig.ts'
import { NianbaoError } from '../../errors.ts'
import { openFetch } from '../../fetch/fetch.ts'
import type { Site } from '../../sites/siteFile.ts'
import { inParallel } from '../inParallel.ts'
import { policyOf } from '../works.ts'
import { askOnce } from './askOnce.ts'
import { keepRecording, type Kept } from './keepRecording.ts'
import { recordSite } from './recordSite.ts'

/** Sites at work at the same time; each host still has its own queue. */
const width = 8

/** What came of one site. */
export type SiteRecorded =
  | { readonly kind: 'kept'; readonly kept: Kept }
  | { readonly kind: 'failed'; readonly site: string; readonly error: NianbaoError }

/**
 * `nianbao sites record`: records sites anew, each with its own manners, and gives what came of each as soon as it is known.
 * A site that fails keeps the recording that it had and stops no other.
 */
export async function recordSites(
  sites: readonly Site[],
  order: {
    readonly config: string
    readonly replicas: ReadonlyMap<string, string>
    readonly clock: Clock
    /** Folder of the recordings. */
    readonly out: string
  },
  done: (recorded: SiteRecorded) => void,
): Promise<void> {
  const { fetch, knowledge } = await loadConfig(order.config)
  const fetcher = openFetch({ config: fetch, replicas: order.replicas })
  const kind = order.replicas.size > 0 ? 'replica' : 'live'
  try {
    await inParallel(width, sites, async (site) => {
      const ask = askOnce(fetcher, policyOf(site))
      const recorded = order.clock().toISOString().slice(0, 10)
      try {
        const made = await recordSite(site, { ask, kind, recorded, knowledge })
        done({ kind: 'kept', kept: await keepRecording(order.out, made) })
      } catch (error) {
        if (!(error instanceof NianbaoError)) throw error
        done({ kind: 'failed', site: site.id, error })
      }
    })
  } finally {
    fetcher.close()
  }
}
