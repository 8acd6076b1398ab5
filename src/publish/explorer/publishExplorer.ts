import { join } from 'node:path'
import type { PageMade, PageTask } from './makePage.ts'
import { intoSiteFolder, type SiteChanges, type SiteFolder } from './siteFolder.ts'
import type { SiteManifest } from './siteManifest.ts'
import { sitePath } from './sitePath.ts'

/** Who makes pages: as many at the same time as `width`. */
export interface PageMaker {
  readonly kind: SiteManifest['archive']
  readonly width: number
  make(task: PageTask): Promise<PageMade>
}

/**
 * Writes the explorer as files that any host serves, below any path: begins at the front page and follows every inner link, so one
 * that leads nowhere ends the publication. What an original holds never changes, so it is not made again; nor is a page of which nothing
 * changed that it was made from.
 */
export function publishExplorer(maker: PageMaker, out: string): Promise<SiteChanges> {
  return intoSiteFolder(out, async (folder) => {
    const waiting = ['/', '/en/']
    const known = new Set(waiting)
    const underWay = new Set<Promise<void>>()
    const publish = async (address: string): Promise<void> => {
      for (const link of await publishPage(maker, { out, folder }, address)) {
        if (!known.has(link)) waiting.push(link)
        known.add(link)
      }
    }
    do {
      // The first pages lead to all others: as soon as links are known, all hands have work.
      while (underWay.size < maker.width) {
        const address = waiting.pop()
        if (address === undefined) break
        const work: Promise<void> = publish(address).finally(() => underWay.delete(work))
        underWay.add(work)
      }
      await Promise.race(underWay)
    } while (underWay.size + waiting.length > 0)
    return folder.finish(maker.kind)
  })
}

/** Writes one page and gives the links on it. */
async function publishPage(
  maker: PageMaker,
  { out, folder }: { readonly out: string; readonly folder: SiteFolder },
  address: string,
): Promise<readonly string[]> {
  const path = sitePath(address)
  const once = isMadeOnce(address, folder)
  if (once === 'made' && folder.isThere(path)) {
    folder.keep(path)
    return []
  }
  const before = folder.before(path)
  const { content, links, inputs } = await maker.make({ address, file: join(out, path), before })
  if (content === null) folder.keep(path)
  else await folder.write(path, content, once === null ? inputs : null)
  return links
}

/**
 * The untouched file, and the document in a frame, are a matter of the original and our version alone: they are made once, whatever is said of the
 * original later. Null for every other page.
 */
function isMadeOnce(address: string, { hasDocuments }: SiteFolder): 'made' | 'to be made' | null {
  if (/^\/original\/[0-9a-f]{64}\/[0-9a-f]{64}\.[^/]+$/u.test(address)) return 'made'
  if (/^\/original\/[0-9a-f]{64}\/document\/$/u.test(address)) return hasDocuments ? 'made' : 'to be made'
  return null
}
