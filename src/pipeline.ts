import { readArchive } from './archive/openArchive.ts'
import type { Clock } from './clock.ts'
import { loadConfig } from './config/loadConfig.ts'
import { NianbaoError } from './errors.ts'
import { isArchival, type ExportFormat } from './model/exportFormat.ts'
import { metricsOf } from './model/metric.ts'
import type { Run, SiteRun } from './model/run.ts'
import { isSelected, type Selection } from './model/selection.ts'
import { afterRun } from './pipeline/afterRun.ts'
import { allReports } from './pipeline/allReports.ts'
import { byNeed } from './pipeline/byNeed.ts'
import { captureLinks } from './pipeline/captureLinks.ts'
import { chooseLinks } from './pipeline/chooseLinks.ts'
import { convertUnread } from './pipeline/convertUnread.ts'
import type { CrawlOrder } from './pipeline/crawlOrder.ts'
import { deriveReports } from './pipeline/deriveReports.ts'
import { inBatches } from './pipeline/inBatches.ts'
import { inParallel } from './pipeline/inParallel.ts'
import { judgeSite } from './pipeline/judgeSite.ts'
import { keepHeapSmall } from './pipeline/keepHeapSmall.ts'
import { leastSeconds } from './pipeline/leastSeconds.ts'
import { listSite } from './pipeline/listSite.ts'
import { missingAttachments } from './pipeline/missingAttachments.ts'
import { closeWorks, openWorks, type WorksOrder } from './pipeline/openWorks.ts'
import { outsideArchive } from './pipeline/outsideArchive.ts'
import { runSite } from './pipeline/runSite.ts'
import { selectHoldings } from './pipeline/selectHoldings.ts'
import { stampCheckpoint, warnUnstamped } from './pipeline/stampCheckpoint.ts'
import { storyBundle } from './pipeline/storyBundle.ts'
import { takePictures } from './pipeline/takePictures.ts'
import { watchNights } from './pipeline/watchNights.ts'
import type { SiteWorks } from './pipeline/works.ts'
import { readUntil } from './pipeline/readUntil.ts'
import { yearFindings } from './pipeline/yearFindings.ts'
import { exportArchival } from './publish/archival.ts'
import { publish as publishReports, type Published } from './publish/publish.ts'
import { software } from './publish/software.ts'
import type { Archived } from './publish/warc.ts'
import type { Site } from './sites/siteFile.ts'

/** Sites at work at the same time; each host still has its own queue. */
const sitesAtATime = 32
/** Bundles of a site that are at hand to be derived: the next ones are read while one is at work. */
const bundlesAtATime = 2
/** Links of a site that are captured before their reports are made. */
const linksInABatch = 200

/** Which sites to crawl, how much of them, and where things are. */
export interface RunOrder extends CrawlOrder, WorksOrder {
  /** The verb, for the record. */
  readonly command: string
  readonly sites: readonly Site[]
}

/**
 * The path of the data, stages one to five, for every site of the order:
 *
 *     discover ─▶ fetch ─▶ archive ─▶ extract ─▶ validate ─▶ publish
 *
 * Gives the record of the run, which the archive keeps too.
 */
export async function crawl(order: RunOrder): Promise<Run> {
  const started = order.clock().toISOString()
  const works = await openWorks(order, started)
  try {
    const sites: SiteRun[] = []
    const judgeNights = await watchNights(order, started)
    await inParallel(sitesAtATime, await byNeed(order.sites, order.archive), async (site) => {
      sites.push(judgeNights(await runSite(site, works, (siteWorks) => crawlSite(siteWorks, order))))
    })
    const run: Run = {
      schema: 'nianbao/run@1',
      run: works.run,
      command: order.command,
      started,
      finished: order.clock().toISOString(),
      sites: sites.sort((a, b) => (a.site < b.site ? -1 : 1)),
      requests: works.fetcher.statistics().byHost,
      hostsRefusing: works.fetcher.refusing(),
    }
    await works.archive.finish()
    await works.archive.saveRun({ ...run })
    await works.archive.checkpoint(works.signer)
    warnUnstamped(await stampCheckpoint(works.archive, works.authority, works.config.fetch), order.tell)
    await afterRun({ ...works, fetch: works.config.fetch, config: order.config })
    return run
  } finally {
    await closeWorks(works)
  }
}

/** One site. What a killed run archived and did not come to derive is finished first. */
async function crawlSite(works: SiteWorks, order: CrawlOrder): Promise<void> {
  const interrupted = works.shelf.underived()
  const missing = await missingAttachments(works, interrupted)
  await convert(works, works.shelf.bundleKeys())
  await extractAndValidate(works, works.shelf.underived())

  if (works.budget.spent() !== null) {
    leaveSite(works)
    return
  }
  const listed = await discover(works, order)
  const links = await chooseLinks(works, order, listed, missing)
  works.tell({
    kind: 'planned',
    site: works.site.id,
    links: links.length,
    seconds: leastSeconds(works, links.length),
  })

  for (const batch of inBatches(linksInABatch, links)) {
    await fetchAndArchive(works, batch)
    const bundles = works.shelf.underived(batch.map(({ bundle }) => bundle))
    await convert(works, bundles)
    await extractAndValidate(works, bundles)
    await takePictures(works, bundles)
  }
  listed.settle()
  judgeSite(works, listed.counts, order.years)
}

/** A site that the budget did not reach comes first in the next run (`byNeed`). */
function leaveSite({ log, budget }: SiteWorks): void {
  const message = `${budget.spent() ?? ''}; this site was not looked at`
  log.alarm({ code: 'budget-spent', endpoint: null, message, fails: false })
}

/** Stage 1, `discover/`: the links that the site lists. What is listed and not captured must not be forgotten: see `settle`. */
const discover = (works: SiteWorks, { mode, years }: CrawlOrder): ReturnType<typeof listSite> =>
  listSite(works, { mode: mode === 'nightly' ? 'nightly' : 'everything', years })

/** Stages 2 and 3, `fetch/` and `archive/`: bytes first; original and ledger line are durable before anything is made of them. */
const fetchAndArchive = captureLinks

/** Of what no reader of ours reads, where that was asked for; before anything is made of it. */
const convert = (works: SiteWorks, bundles: readonly string[]): Promise<void> =>
  convertUnread(
    {
      ...works,
      spent: () => works.budget.spent(),
      trouble: (failed) => {
        works.log.trouble(failed)
      },
    },
    bundles,
  )

/** Stages 4 and 5, `extract/` and `validate/`: from here on nothing needs the network, and all of it can be made again. */
const extractAndValidate = (
  { shelf, pool, filing, log }: SiteWorks,
  bundles: readonly string[],
): Promise<void> =>
  deriveReports(shelf, bundles, {
    width: bundlesAtATime,
    derive: pool.derive,
    filing,
    report: log.report,
    unread: log.unread,
  })

/** Stage 6, `publish/`: what is selected of an archive in a format for others; a command of its own, at any time. */
export async function publish(order: {
  readonly archive: string
  readonly config: string
  readonly clock: Clock
  readonly format: ExportFormat
  readonly selection: Selection
  readonly out: string
  /** Whether a table may have fewer rows than in the export that lies there; not if it is not given. */
  readonly allowShrink?: boolean
}): Promise<Published | Archived> {
  const { format, selection, out, allowShrink = false } = order
  if (selection.since !== undefined && (isArchival(format) || format === 'bundle'))
    throw new NianbaoError('usage', `${format}: --since is for tables; choose with --year, --report, --site`)
  keepHeapSmall()
  const { knowledge } = await loadConfig(order.config)
  const now = order.clock().toISOString()
  const archive = await readArchive(order.archive)
  try {
    await outsideArchive(order.archive, out)
    const withheld = await archive.withheld()
    const holdings = selectHoldings(archive, selection, withheld)
    if (isArchival(format))
      return await exportArchival(format, holdings, { out, software: await software(), now })
    const decisions = await archive.decisions()
    const reports = () => allReports(archive, selection, withheld, decisions)
    const acrossYears = () => yearFindings(archive, knowledge, (place) => isSelected(selection, place))
    const tables = {
      ...{ selection, out, kind: archive.kind, now, software: await software() },
      ...{ forms: knowledge.forms, metrics: knowledge.forms.flatMap(metricsOf) },
      ...{ withheld, readUntil: await readUntil(archive) },
    }
    return format === 'bundle'
      ? await storyBundle({ ...tables, archive: order.archive, holdings, reports, acrossYears })
      : await publishReports(reports(), acrossYears(), { ...tables, format, allowShrink })
  } finally {
    await archive.close()
  }
}
