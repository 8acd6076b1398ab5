import type { PageMade, PageTask } from './makePage.ts'
import { pageQueue, type PageQueue } from './pageQueue.ts'
import { intoSiteFolder, type SiteChanges } from './siteFolder.ts'
import type { SiteManifest } from './siteManifest.ts'
import type { SitePlace } from './siteWriter.ts'

/** Who makes pages, and of what kind of archive. */
export interface PageMaker {
  readonly kind: SiteManifest['archive']
  /** Begins to work at a place. */
  hire(place: SitePlace): PageHands
}

/** Makes and writes pages, in so many lanes: what one lane asks for is made one after the other, by the same hand. */
export interface PageHands {
  readonly width: number
  make(task: PageTask, lane: number): Promise<PageMade>
  /** When nothing more is written. */
  close(): Promise<void>
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
    const hands = maker.hire(folder.place)
    try {
      await inLanes(hands.width, queue, async (address, lane) => {
        const task = folder.task(address)
        if (task === null) return
        const made = await hands.make(task, lane)
        folder.done(task, made)
        for (const link of made.links) queue.add(link, address)
      })
    } finally {
      await hands.close()
    }
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
