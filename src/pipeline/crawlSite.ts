import type { CountsByYear } from '../discover/discovery.ts'
import { expectations } from '../discover/expectations.ts'
import { listedInVain } from '../discover/listedInVain.ts'
import { capturePage, type Wanted } from './capturePage.ts'
import { deriveReports } from './deriveReports.ts'
import { dueRechecks } from './dueRechecks.ts'
import { heldReports } from './heldReports.ts'
import { inParallel } from './inParallel.ts'
import { missingAttachments } from './missingAttachments.ts'
import { listSite, type ListedLink } from './listSite.ts'
import { isRetryDue, keepWaiting, waitingLinks } from './waitingLinks.ts'
import type { SiteWorks } from './works.ts'

/** What to look at: what is new, everything that is listed, or everything captured as well. */
export interface CrawlOrder {
  readonly mode: 'nightly' | 'everything' | 'recheck'
  /** Years of report that are wanted; null for all. */
  readonly years: ReadonlySet<number> | null
}

/** Reports at hand while the next one is on its way; a host is still asked for one thing at a time. */
const width = 4

/** Takes one site along the path: discover, fetch, archive, extract, validate. */
export async function crawlSite(works: SiteWorks, order: CrawlOrder): Promise<void> {
  const { shelf, site, log, clock, tell } = works
  const interrupted = shelf.underived()
  const missing = await missingAttachments(works, interrupted)
  await derive(works, interrupted)

  const mode = order.mode === 'nightly' ? 'nightly' : 'everything'
  const listed = await listSite(works, { mode, years: order.years })
  const waiting = new Map(waitingLinks(works).map((link) => [link.url, link]))
  const links = onceByUrl([
    ...newLinks(works, listed.links),
    ...retries(works, [...waiting.values()], order.mode === 'recheck'),
    ...(await dueRechecks(works, order.mode === 'recheck')),
    ...missing,
  ])
  tell({ kind: 'planned', site: site.id, links: links.length })

  await inParallel(width, links, async (link) => {
    const { request, facts, bundle } = link
    const { url } = request
    const code = await capturePage(works, link)
    if (code === null) waiting.delete(url)
    else if (facts.role === 'page' || shelf.lastLook({ url }) === null) {
      const tries = (waiting.get(url)?.tries ?? 0) + 1
      waiting.set(url, { url, code, tried: clock().toISOString(), tries, facts, bundle })
    }
    await derive(works, shelf.underived([bundle]))
    tell({ kind: 'link-done', site: site.id })
  })

  keepWaiting(works, [...waiting.values()])
  listed.settle()
  for (const { host, message } of works.fetcher.paused())
    if (site.hosts.includes(host)) log.alarm({ code: 'host-paused', endpoint: null, message, fails: true })
  judgeHoldings(works, listed.counts, order.years)
}

/** What the archive holds now against what the site file expects and what the listings named. */
function judgeHoldings(
  { shelf, site, log, clock }: SiteWorks,
  listed: CountsByYear,
  years: CrawlOrder['years'],
): void {
  const { byYear: held, without } = heldReports(shelf)
  const today = clock().toISOString().slice(0, 10)
  for (const alarm of expectations(site, held, today, years)) log.alarm(alarm)
  for (const alarm of listedInVain({ site, listed, held, without, years })) log.alarm(alarm)
}

function derive({ shelf, pool, filing, log }: SiteWorks, keys: readonly string[]): Promise<void> {
  return deriveReports(shelf, keys, {
    derive: pool.derive,
    filing,
    report: log.report,
    unread: log.unread,
  })
}

function newLinks({ shelf, site }: SiteWorks, links: readonly ListedLink[]): readonly Wanted[] {
  return links
    .filter(({ candidate }) => shelf.lastLook({ url: candidate.link.url }) === null)
    .map(({ candidate: { link, source, endpoint, column }, listing }) => ({
      request: { url: link.url, ...(URL.canParse(endpoint) && { referer: endpoint }) },
      expect: 'page',
      bundle: link.url,
      facts: {
        role: 'page',
        source,
        parent: listing,
        division: site.division,
        title: link.title,
        date: link.date,
        column,
        name: null,
        given: null,
      },
    }))
}

function retries(
  works: SiteWorks,
  links: readonly ReturnType<typeof waitingLinks>[number][],
  all: boolean,
): readonly Wanted[] {
  return links
    .filter((link) => all || isRetryDue(link, works))
    .map(({ url, facts, bundle }) => ({
      request: { url, ...(facts.role === 'attachment' && { referer: bundle }) },
      expect: facts.role === 'attachment' ? 'attachment' : 'page',
      facts,
      bundle,
    }))
}

function onceByUrl(links: readonly Wanted[]): readonly Wanted[] {
  return [...new Map(links.map((link) => [link.request.url, link])).values()]
}
