import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Bundle } from '../model/original.ts'
import type { Derived } from './deriveBundle.ts'
import type { DeriveAnswer, DeriveTask } from './deriveWorker.ts'

/** Derives bundles beside the thread that fetches and archives. */
export interface DerivePool {
  /** Rejects only for a defect of ours, or when the pool was closed. */
  readonly derive: (bundle: Bundle) => Promise<Derived>
  close(): Promise<void>
}

interface Job {
  readonly bundle: Bundle
  readonly done: (derived: Derived) => void
  readonly fail: (error: Error) => void
}

interface Hand {
  readonly worker: Worker
  readonly jobs: Map<number, Job>
  /** Runs while it has a job. */
  timer?: NodeJS.Timeout
}

/** Bundles that wait before one more worker is worth its start. */
const patience = 2
/**
 * What a worker may hold, in MB. The young generation is small because every worker has one and V8 would let each grow to 64;
 * the old one is what the largest readable document needs several times over. A document that needs more ends its worker, and
 * is refused.
 */
const youngMegabytes = 2
const oldMegabytes = 512
/** A report takes milliseconds, the longest page that is taken a few seconds. */
const mostSeconds = 120

/** Workers for work that nothing else waits for: every core but one. */
export const everyCore = (): number => Math.max(1, availableParallelism() - 1)

/**
 * Workers begin with the first bundle, one more whenever all have enough to do: a night without news starts none. A crawl is
 * content with one: it derives 150 reports a second, and no polite crawl brings a tenth of that (32 sites, 1.5 s a page), while
 * each worker more costs 40 MB.
 */
export function openDerivePool(
  config: string,
  most = 1,
  megabytes = oldMegabytes,
  seconds = mostSeconds,
): DerivePool {
  const heap = { maxYoungGenerationSizeMb: youngMegabytes, maxOldGenerationSizeMb: megabytes }
  const hands: Hand[] = []
  let number = 0

  function hire(): Hand {
    const program = new URL('./deriveWorker.ts', import.meta.url)
    const worker = new Worker(program, { workerData: { config }, resourceLimits: heap })
    const hand: Hand = { worker, jobs: new Map() }
    worker.on('message', (answer: DeriveAnswer) => {
      const job = hand.jobs.get(answer.number)
      hand.jobs.delete(answer.number)
      watch(hand)
      if ('derived' in answer) job?.done(answer.derived)
      else job?.fail(new Error(`deriving failed: ${answer.failed}`))
    })
    worker.on('error', (error) => {
      if (isOutOfMemory(error)) refuseFirst(hand, `${megabytes} MB of memory`)
      abandon(hand, error instanceof Error ? error : new Error(String(error)))
    })
    worker.on('exit', () => {
      abandon(hand, new Error('a worker ended before its work was done'))
    })
    hands.push(hand)
    return hand
  }

  /** The first job of a hand begins now: nothing that a document holds may keep the run waiting for ever. */
  function watch(hand: Hand): void {
    clearTimeout(hand.timer)
    if (hand.jobs.size === 0) return
    hand.timer = setTimeout(() => {
      refuseFirst(hand, `${seconds} seconds`)
      void hand.worker.terminate()
    }, seconds * 1000)
  }

  /** A worker takes its jobs in order: it is the first that it could not do, and the others go to another worker. */
  function refuseFirst(hand: Hand, more: string): void {
    const [first, ...others] = hand.jobs.values()
    leave(hand)
    if (first) first.done(tooMuch(first.bundle, more))
    for (const job of others) give(job)
  }

  function abandon(hand: Hand, error: Error): void {
    const jobs = [...hand.jobs.values()]
    leave(hand)
    for (const { fail } of jobs) fail(error)
  }

  function leave(hand: Hand): void {
    const at = hands.indexOf(hand)
    if (at >= 0) hands.splice(at, 1)
    clearTimeout(hand.timer)
    hand.jobs.clear()
  }

  function give(job: Job): void {
    const hand = leastBusy()
    number += 1
    hand.jobs.set(number, job)
    if (hand.jobs.size === 1) watch(hand)
    hand.worker.postMessage({ number, bundle: job.bundle } satisfies DeriveTask)
  }

  function leastBusy(): Hand {
    const [first, ...others] = hands
    if (!first) return hire()
    const free = others.reduce((a, b) => (b.jobs.size < a.jobs.size ? b : a), first)
    return free.jobs.size >= patience && hands.length < most ? hire() : free
  }

  return {
    derive: (bundle) =>
      new Promise((done, fail) => {
        give({ bundle, done, fail })
      }),
    async close() {
      for (const { timer } of hands) clearTimeout(timer)
      await Promise.all(hands.map(({ worker }) => worker.terminate()))
    },
  }
}

function tooMuch({ originals }: Bundle, more: string): Derived {
  const message = `reading it takes more than ${more}`
  const refused = originals.map(({ sha256, role, url, name }) => {
    return { sha256, role, url, name, code: 'too-large', message } as const
  })
  return { reports: [], refused }
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
