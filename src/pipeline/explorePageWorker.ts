import { parentPort, workerData } from 'node:worker_threads'
import { makePage, pageRenderer, type PageMade, type PageTask } from '../publish/explorer/makePage.ts'
import { exploreArchive, type ExploreOrder } from './exploreArchive.ts'
import { openSiteWriter, type SitePlace } from '../publish/explorer/siteWriter.ts'
import { failureOf, type PageFailure } from './explorePageFailure.ts'
import { explorePageInputs } from './explorePageInputs.ts'

/** What the pool sends, and what comes back for it. */
export interface PageOrder extends Pick<ExploreOrder, 'archive' | 'config' | 'sites'> {
  /** The folder of the catalogue that the thread of the pool has open. */
  readonly catalog: string
  /** Where the site will lie; null where nobody said. */
  readonly base: string | null
  readonly place: SitePlace
}
export interface PageQuestion {
  readonly number: number
  readonly task: PageTask
}
export type PageAnswer =
  | { readonly number: number; readonly made: PageMade }
  | { readonly number: number; readonly failed: PageFailure }

const fail = (error: unknown): never => {
  throw error
}

// What a pool of ours sends: the types of both ends are one.
const order = workerData as PageOrder
// The clock is for what was worked out before: here it is only looked up.
const open = await exploreArchive({ ...order, clock: () => new Date(), failed: fail }, 'as it is')
const watch = explorePageInputs(open, `${open.basis} ${order.base ?? ''}`)
const render = pageRenderer({ library: watch.library, base: order.base, failed: fail })
const tools = { render, watch, writer: openSiteWriter(order.place), out: order.place.out }

/** Addresses that this thread told of: most pages lead to the same few thousand, and to tell of each again costs more than to find them. */
const told = new Set<string>()

/** One after the other: what is asked while a page is made is asked for that page. */
let last: Promise<void> = Promise.resolve()
parentPort?.on('message', ({ number, task }: PageQuestion) => {
  last = last.then(async () => {
    parentPort?.postMessage(await answerTo(number, task))
  })
})

async function answerTo(number: number, task: PageTask): Promise<PageAnswer> {
  try {
    const made = await makePage(tools, task)
    return { number, made: { ...made, links: made.links.filter(isNew) } }
  } catch (error) {
    return { number, failed: failureOf(error) }
  }
}

function isNew(address: string): boolean {
  if (told.has(address)) return false
  told.add(address)
  return true
}
