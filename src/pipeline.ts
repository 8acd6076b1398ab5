import { openArchive } from './archive/openArchive.ts'
import type { Clock } from './clock.ts'
import { loadConfig } from './config/loadConfig.ts'
import { openFetch } from './fetch/fetch.ts'
import type { Tell } from './model/progress.ts'
import type { Run, SiteRun } from './model/run.ts'
import { crawlSite, type CrawlOrder } from './pipeline/crawlSite.ts'
import { openDerivePool } from './pipeline/derivePool.ts'
import { inParallel } from './pipeline/inParallel.ts'
import { concernsOneSite } from './pipeline/concernsOneSite.ts'
import { siteLog } from './pipeline/siteLog.ts'
import { waitingLinks } from './pipeline/waitingLinks.ts'
import { watchedFetcher } from './pipeline/watchedFetcher.ts'
import type { Works } from './pipeline/works.ts'
import type { Site } from './sites/siteFile.ts'

/** Where things are, and which sites to crawl. */
export interface RunOrder extends CrawlOrder {
  /** The verb, for the record. */
  readonly command: string
  readonly sites: readonly Site[]
  /** Folders. */
  readonly archive: string
  readonly config: string
  /** Host to loopback origin; empty for a live crawl. */
  readonly replicas: ReadonlyMap<string, string>
  readonly clock: Clock
  readonly tell: Tell
}

/** Sites at work at the same time; each host still has its own queue. */
const width = 32

/**
 * Crawls sites: the path of the data in its six stages.
 *
 *     discover ─▶ fetch ─▶ archive ─▶ extract ─▶ validate ─▶ publish
 *
 * `crawlSite` takes every site through the first five; publishing is a command of its own (`pipeline/exportArchive.ts`),
 * because it reads what is archived and can be done at any time.
 * Gives the record of the run, which the archive keeps too.
 */
export async function crawl(order: RunOrder): Promise<Run> {
  const started = order.clock().toISOString()
  const works = await openWorks(order, started)
  try {
    const sites: SiteRun[] = []
    await inParallel(width, order.sites, async (site) => {
      sites.push(await runSite(site, works, order))
    })
    const run = recordOf(order, works, started, sites)
    await works.archive.finish()
    await works.archive.saveRun({ ...run })
    return run
  } finally {
    works.fetcher.close()
    await works.pool.close()
    await works.archive.close()
  }
}

async function openWorks(
  { archive, config: folder, replicas, clock, tell }: RunOrder,
  run: string,
): Promise<Works> {
  const config = await loadConfig(folder)
  const opened = await openArchive(archive, {
    kind: replicas.size > 0 ? 'replica' : 'live',
    now: clock,
    run,
    refusedKeptDays: config.fetch.refusedKeptDays,
  })
  return {
    run,
    clock,
    config,
    tell,
    archive: opened,
    fetcher: watchedFetcher(openFetch({ config: config.fetch, replicas }), clock),
    pool: openDerivePool(folder),
  }
}

/** One site's failure is the site's: others go on, unless the archive itself or our own program is at fault. */
async function runSite(site: Site, works: Works, order: RunOrder): Promise<SiteRun> {
  const log = siteLog(site.id, works.tell)
  works.tell({ kind: 'site-started', site: site.id })
  const shelf = await works.archive.site(site.id)
  for (const message of shelf.recovered) works.tell({ kind: 'recovered', site: site.id, message })
  const siteWorks = { ...works, site, shelf, log, filing: new Map<string, Promise<void>>() }
  try {
    await crawlSite(siteWorks, order)
  } catch (error) {
    if (!concernsOneSite(error)) throw error
    log.alarm({ code: error.code, endpoint: null, message: error.message, fails: true })
  }
  const result = log.result(waitingLinks(siteWorks).length)
  works.tell({ kind: 'site-done', site: site.id, reports: result.reports })
  return result
}

function recordOf(order: RunOrder, works: Works, started: string, sites: readonly SiteRun[]): Run {
  return {
    schema: 'nianbao/run@1',
    run: works.run,
    command: order.command,
    started,
    finished: order.clock().toISOString(),
    sites: [...sites].sort((a, b) => (a.site < b.site ? -1 : 1)),
    requests: works.fetcher.statistics().byHost,
    hostsRefusing: works.fetcher.refusing(),
  }
}
