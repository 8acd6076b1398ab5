import type { SiteRun } from '../model/run.ts'
import type { Site } from '../sites/siteFile.ts'
import { concernsOneSite } from './concernsOneSite.ts'
import { siteLog } from './siteLog.ts'
import { waitingLinks } from './waitingLinks.ts'
import type { SiteWorks, Works } from './works.ts'

/**
 * Does `work` at one site and gives its part of the run's record. One site's failure is the site's: others go on, unless the
 * archive itself or our own program is at fault.
 */
export async function runSite(
  site: Site,
  works: Works,
  work: (works: SiteWorks) => Promise<void>,
): Promise<SiteRun> {
  const log = siteLog(site, works.tell)
  works.tell({ kind: 'site-started', site: site.id })
  const shelf = await works.archive.site(site.id)
  for (const message of shelf.recovered) works.tell({ kind: 'recovered', site: site.id, message })
  const siteWorks = { ...works, site, shelf, log, filing: new Map<string, Promise<void>>() }
  try {
    await work(siteWorks)
  } catch (error) {
    if (!concernsOneSite(error)) throw error
    log.alarm({ code: error.code, endpoint: null, message: error.message, fails: true })
  }
  const result = log.result(waitingLinks(siteWorks).length)
  works.tell({ kind: 'site-done', site: site.id, reports: result.reports })
  return result
}
