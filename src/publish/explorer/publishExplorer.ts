import { join } from 'node:path'
import type { PageMade, PageTask } from './makePage.ts'
import { pageQueue, type PageQueue } from './pageQueue.ts'
import { intoSiteFolder, type SiteChanges, type SiteFolder } from './siteFolder.ts'
import type { SiteManifest } from './siteManifest.ts'
import { sitePath } from './sitePath.ts'

/** Who makes pages, in so many lanes: what one lane asks for is made one after the other, by the same hand. */
export interface PageMaker {
  readonly kind: SiteManifest['archive']
  readonly width: number
  make(task: PageTask, lane: number): Promise<PageMade>
}

/**
 * Writes the explorer as files that any host serves, below any path: begins at the front page and follows every inner link, so one
 * that leads nowhere ends the publication. What an original holds never changes, so it is not made again; nor is a page of which nothing
 * changed that it was made from.
 */
export function publishExplorer(maker: PageMaker, out: string): Promise<SiteChanges> {
  return intoSiteFolder(out, async (folder) => {
    const queue = pageQueue()
    for (const first of ['/', '/en/']) queue.add(first, null)
    await inLanes(maker.width, queue, async (address, lane) => {
      const links = await publishPage({ make: (task) => maker.make(task, lane) }, { out, folder }, address)
      for (const link of links) queue.add(link, address)
    })
    return folder.finish(maker.kind)
  })
}

/** Until nothing waits and nobody is at work who may find more. Rejects as soon as one page fails; no other is begun then. */
async function inLanes(
  width: number,
  queue: PageQueue,
  work: (address: string, lane: number) => Promise<void>,
): Promise<void> {
  let atWork = 0
  let hasFailed = false
  let news = Promise.withResolvers<undefined>()
  const lane = async (number: number): Promise<void> => {
    while (!hasFailed) {
      const address = queue.next(number)
      if (address === null) {
        if (atWork === 0) return
        await news.promise
        continue
      }
      atWork += 1
      try {
        await work(address, number)
      } catch (error) {
        hasFailed = true
        throw error
      } finally {
        atWork -= 1
        news.resolve(undefined)
        news = Promise.withResolvers()
      }
    }
  }
  await Promise.all(Array.from({ length: width }, (_, number) => lane(number)))
}

/** Writes one page and gives the links on it. */
async function publishPage(
  maker: { readonly make: (task: PageTask) => Promise<PageMade> },
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
