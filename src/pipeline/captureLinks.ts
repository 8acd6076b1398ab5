import { capturePage, type Wanted } from './capturePage.ts'
import { inParallel } from './inParallel.ts'
import { keepWaiting, waitingLinks } from './waitingLinks.ts'
import type { SiteWorks } from './works.ts'

/** Links at hand while the next one is on its way; a host is still asked for one thing at a time. */
const width = 4

/** Stages 2 and 3 for these links: fetches and archives each with its files; what could not be had waits by name. */
export async function captureLinks(works: SiteWorks, links: readonly Wanted[]): Promise<void> {
  const { shelf, site, clock, tell, budget } = works
  const waiting = new Map(waitingLinks(works).map((link) => [link.url, link]))
  await inParallel(width, links, async (link) => {
    const { request, facts, bundle } = link
    const { url } = request
    if (budget.spent() !== null) {
      // what was captured before is due again by itself
      if (shelf.lastLook({ url }) === null && !waiting.has(url))
        waiting.set(url, { url, code: 'budget-spent', tried: clock().toISOString(), tries: 1, facts, bundle })
      return
    }
    const code = await capturePage(works, link)
    if (code === null) waiting.delete(url)
    else if (facts.role === 'page' || shelf.lastLook({ url }) === null) {
      const tries = (waiting.get(url)?.tries ?? 0) + 1
      waiting.set(url, { url, code, tried: clock().toISOString(), tries, facts, bundle })
    }
    tell({ kind: 'link-done', site: site.id })
  })
  keepWaiting(works, [...waiting.values()])
}
