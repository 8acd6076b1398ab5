import { Worker } from 'node:worker_threads'
import type { PageMade } from '../publish/explorer/makePage.ts'
import type { PageHands } from '../publish/explorer/publishExplorer.ts'
import { failureFrom } from './explorePageFailure.ts'
import type { PageAnswer, PageOrder, PageQuestion } from './explorePageWorker.ts'

/** Pages that a worker has at once: while the links of one are followed, the next is made. */
const depth = 2
/** In MB. A page is made of thousands of small strings that live for a moment: a large young generation forgets them for nothing. */
const heap = { maxYoungGenerationSizeMb: 64 }

interface Hand {
  readonly worker: Worker
  readonly jobs: Map<
    number,
    { readonly done: (made: PageMade) => void; readonly fail: (error: Error) => void }
  >
}

/**
 * Opens so many workers, each with the archive open for reading; the pages of a lane are made by the same one. `make` rejects where a page cannot be
 * made or written, or a worker ended.
 */
export function openPagePool(
  { archive, catalog, config, sites, base, place }: PageOrder,
  workers: number,
): PageHands {
  const data: PageOrder = { archive, catalog, config, sites, base, place }
  const hands = Array.from({ length: workers }, () => hire(data))
  let number = 0
  return {
    width: workers * depth,
    make(task, lane) {
      const hand = hands[lane % hands.length]
      if (hand === undefined) throw new Error('a page is asked for, and there is no worker')
      number += 1
      const question: PageQuestion = { number, task }
      return new Promise((done, fail) => {
        hand.jobs.set(question.number, { done, fail })
        hand.worker.postMessage(question)
      })
    },
    async close() {
      await Promise.all(hands.map(({ worker }) => worker.terminate()))
    },
  }
}

function hire(data: PageOrder): Hand {
  const program = new URL('./explorePageWorker.ts', import.meta.url)
  const worker = new Worker(program, { workerData: data, resourceLimits: heap })
  const hand: Hand = { worker, jobs: new Map() }
  const abandon = (error: Error): void => {
    for (const { fail } of hand.jobs.values()) fail(error)
    hand.jobs.clear()
  }
  worker.on('message', (answer: PageAnswer) => {
    const job = hand.jobs.get(answer.number)
    hand.jobs.delete(answer.number)
    if ('made' in answer) job?.done(answer.made)
    else job?.fail(failureFrom(answer.failed))
  })
  worker.on('error', (error) => {
    abandon(error instanceof Error ? error : new Error(String(error)))
  })
  worker.on('exit', () => {
    abandon(new Error('a worker ended before its page was made'))
  })
  return hand
}
