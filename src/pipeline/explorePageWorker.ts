import { parentPort, workerData } from 'node:worker_threads'
import { makePage, pageRenderer, type PageMade, type PageTask } from '../publish/explorer/makePage.ts'
import { exploreArchive, type ExploreOrder } from './exploreArchive.ts'
import { explorePageInputs } from './explorePageInputs.ts'

/** What the pool sends, and what comes back for it. */
export interface PageOrder extends Pick<ExploreOrder, 'archive' | 'config' | 'sites'> {
  /** The folder of the catalogue that the thread of the pool has open. */
  readonly catalog: string
  /** Where the site will lie; null where nobody said. */
  readonly base: string | null
}
export interface PageQuestion {
  readonly number: number
  readonly task: PageTask
}
export type PageAnswer =
  { readonly number: number; readonly made: PageMade } | { readonly number: number; readonly failed: string }

const fail = (error: unknown): never => {
  throw error
}

// What a pool of ours sends: the types of both ends are one.
const order = workerData as PageOrder
// The clock is for what was worked out before: here it is only looked up.
const open = await exploreArchive({ ...order, clock: () => new Date(), failed: fail }, 'as it is')
const watch = explorePageInputs(open, `${open.basis} ${order.base ?? ''}`)
const render = pageRenderer({ library: watch.library, base: order.base, failed: fail })

/** One after the other: what is asked while a page is made is asked for that page. */
let last: Promise<void> = Promise.resolve()
parentPort?.on('message', ({ number, task }: PageQuestion) => {
  last = last.then(async () => {
    send(await answerTo(number, task))
  })
})

function send(answer: PageAnswer): void {
  const content = 'made' in answer ? answer.made.content : null
  const mayMove = content !== null && content.byteLength === content.buffer.byteLength
  parentPort?.postMessage(answer, mayMove ? [content.buffer as ArrayBuffer] : [])
}

async function answerTo(number: number, task: PageTask): Promise<PageAnswer> {
  try {
    return { number, made: await makePage(render, task, watch) }
  } catch (error) {
    return { number, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
