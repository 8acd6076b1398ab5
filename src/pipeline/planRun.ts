import { readArchive } from '../archive/openArchive.ts'
import type { Clock } from '../clock.ts'
import { loadConfig } from '../config/loadConfig.ts'
import { archiveState } from '../archive/archiveFolder.ts'
import type { SitePlan } from '../model/sitePlan.ts'
import { sourceKey, type Site } from '../sites/siteFile.ts'
import { dueRechecks } from './dueRechecks.ts'
import { dueWalks } from './dueWalks.ts'
import { isRetryDue, waitingLinks } from './waitingLinks.ts'

/** `--dry-run`: what a run would fetch. Reads the archive, sends nothing, writes nothing. */
export async function planRun(order: {
  readonly archive: string
  readonly config: string
  readonly sites: readonly Site[]
  readonly clock: Clock
  /** Whether everything that was captured is to be looked at again. */
  readonly recheck: boolean
}): Promise<readonly SitePlan[]> {
  const config = await loadConfig(order.config)
  const sources = ({ sources }: Site): readonly string[] => sources.map(sourceKey)
  const state = await archiveState(order.archive)
  if (state.kind === 'missing' || state.kind === 'empty')
    return order.sites.map((site) => {
      return { site: site.id, listings: sources(site), walks: sources(site), retries: [], rechecks: [] }
    })
  const archive = await readArchive(order.archive)
  try {
    const known = new Set(await archive.sites())
    const plans: SitePlan[] = []
    for (const site of order.sites) {
      const shelf = known.has(site.id) ? await archive.site(site.id) : null
      const works = { shelf, clock: order.clock, config }
      plans.push({
        site: site.id,
        listings: sources(site),
        walks: shelf === null || order.recheck ? sources(site) : dueWalks({ ...works, shelf }, sources(site)),
        retries: shelf === null ? [] : retriesOf({ ...works, shelf }, order.recheck),
        rechecks:
          shelf === null
            ? []
            : (await dueRechecks({ ...works, shelf }, order.recheck)).map(({ request }) => request.url),
      })
    }
    return plans
  } finally {
    await archive.close()
  }
}

const retriesOf = (
  works: Parameters<typeof isRetryDue>[1] & Parameters<typeof waitingLinks>[0],
  all: boolean,
) =>
  waitingLinks(works)
    .filter((link) => all || isRetryDue(link, works))
    .map(({ url }) => url)
