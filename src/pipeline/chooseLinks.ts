import type { Wanted } from './capturePage.ts'
import type { CrawlOrder } from './crawlOrder.ts'
import { dueRechecks } from './dueRechecks.ts'
import type { Listed, ListedLink } from './listSite.ts'
import { isRetryDue, missedLately, waitingLinks, type WaitingLink } from './waitingLinks.ts'
import type { SiteWorks } from './works.ts'

/**
 * Which links this run asks for, each once: what is listed and was never captured, what waits and is due again, what was
 * captured and is due for another look (at once where it left its list), and the files that a killed run did not come to (`missing`).
 */
export async function chooseLinks(
  works: SiteWorks,
  order: CrawlOrder,
  listed: Pick<Listed, 'links' | 'hasLeft'>,
  missing: readonly Wanted[],
): Promise<readonly Wanted[]> {
  const all = order.mode === 'recheck'
  return onceByUrl([
    ...newLinks(works, order, listed.links),
    ...retries(works, all),
    ...(await dueRechecks(works, all, urgentPages(works, listed))),
    ...missing,
  ])
}

/** Of a night, what waits has its own turns (`retries`), however often its listing is read again. */
function newLinks(works: SiteWorks, { mode }: CrawlOrder, links: readonly ListedLink[]): readonly Wanted[] {
  const { shelf, site } = works
  const waiting = new Set(mode === 'nightly' ? waitingLinks(works).map(({ url }) => url) : [])
  return links
    .filter(({ candidate: { link } }) => shelf.lastLook({ url: link.url }) === null && !waiting.has(link.url))
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

/** A page that left its list, or was not there lately, is looked at with its files: what is gone must be known within days. */
function urgentPages(
  works: SiteWorks,
  { hasLeft }: Pick<Listed, 'hasLeft'>,
): ((page: string) => boolean) | null {
  const missing = missedLately(works)
  if (hasLeft === null && missing.size === 0) return null
  return (page) => missing.has(page) || hasLeft?.(page) === true
}

function retries(works: SiteWorks, all: boolean): readonly Wanted[] {
  return waitingLinks(works)
    .filter((link) => all || isRetryDue(link, works))
    .map(({ url, facts, bundle }: WaitingLink) => ({
      request: { url, ...(facts.role === 'attachment' && { referer: bundle }) },
      expect: facts.role === 'attachment' ? 'attachment' : 'page',
      facts,
      bundle,
    }))
}

function onceByUrl(links: readonly Wanted[]): readonly Wanted[] {
  return [...new Map(links.map((link) => [link.request.url, link])).values()]
}
