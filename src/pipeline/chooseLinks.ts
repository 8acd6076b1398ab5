import type { Wanted } from './capturePage.ts'
import type { CrawlOrder } from './crawlOrder.ts'
import { dueRechecks } from './dueRechecks.ts'
import { knownArticles, type KnownArticles } from './knownArticles.ts'
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
  const articles = knownArticles(works, listed.links)
  return onceByArticle(articles, [
    ...newLinks(works, order, listed.links, articles),
    ...retries(works, all),
    ...(await dueRechecks(works, all, urgentPages(works, listed))),
    ...missing,
  ])
}

/**
 * Of a night, what waits has its own turns (`retries`), however often its listing is read again. An article that is known is not
 * asked for at another of its addresses: the one that is archived is looked at again in its own time.
 */
function newLinks(
  works: SiteWorks,
  { mode }: CrawlOrder,
  links: readonly ListedLink[],
  { keyOf, captured }: KnownArticles,
): readonly Wanted[] {
  const { site } = works
  const waiting = new Set(
    mode === 'nightly' ? waitingLinks(works).map(({ url, facts }) => keyOf(url, facts.source)) : [],
  )
  const isNew = ({ candidate: { link, source } }: ListedLink): boolean => {
    const key = keyOf(link.url, source)
    return !captured.has(key) && !waiting.has(key)
  }
  return links.filter(isNew).map(({ candidate: { link, source, endpoint, column }, listing }) => ({
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

/** A file by its address, an article by its key; the last of several counts. */
function onceByArticle({ keyOf }: KnownArticles, links: readonly Wanted[]): readonly Wanted[] {
  const key = ({ request, facts }: Wanted): string =>
    facts.role === 'page' ? keyOf(request.url, facts.source) : request.url
  return [...new Map(links.map((link) => [key(link), link])).values()]
}
