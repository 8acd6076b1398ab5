import { expectations } from '../discover/expectations.ts'
import { capturePage, type Wanted } from './capturePage.ts'
import { deriveReports } from './deriveReports.ts'
import { dueRechecks } from './dueRechecks.ts'
import { inParallel } from './inParallel.ts'
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
  await derive(works, shelf.underived())

  const mode = order.mode === 'nightly' ? 'nightly' : 'everything'
  const listed = await listSite(works, { mode, years: order.years })
  const waiting = new Map(waitingLinks(works).map((link) => [link.url, link]))
  const links = onceByUrl([
    ...newLinks(works, listed.links),
    ...retries(works, [...waiting.values()], order.mode === 'recheck'),
    ...(await dueRechecks(works, order.mode === 'recheck')),
  ])
  tell({ kind: 'planned', site: site.id, links: links.length })

  await inParallel(width, links, async (link) => {
    const { url, referer } = link.request
    const code = await capturePage(works, link)
    if (code === null) waiting.delete(url)
    else if (link.facts.role === 'page')
      waiting.set(url, { url, code, tried: clock().toISOString(), facts: link.facts })
    await derive(works, shelf.underived([link.facts.role === 'attachment' ? (referer ?? url) : url]))
    tell({ kind: 'link-done', site: site.id })
  })

  keepWaiting(works, [...waiting.values()])
  listed.settle()
  const today = clock().toISOString().slice(0, 10)
  for (const alarm of expectations(site, listed.counts, today, order.years)) log.alarm(alarm)
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
    .map(({ url, facts }) => ({ request: { url }, expect: 'page', facts }))
}

function onceByUrl(links: readonly Wanted[]): readonly Wanted[] {
  return [...new Map(links.map((link) => [link.request.url, link])).values()]
}
