import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Bundle } from '../model/original.ts'
import type { Derived } from './deriveBundle.ts'
import type { DeriveAnswer, DeriveTask } from './deriveWorker.ts'

/** Derives bundles on every core but the one that fetches and archives. */
export interface DerivePool {
  /** Rejects only for a defect of ours, or when the pool was closed. */
  readonly derive: (bundle: Bundle) => Promise<Derived>
  close(): Promise<void>
}

interface Job {
  readonly done: (derived: Derived) => void
  readonly fail: (error: Error) => void
}

interface Hand {
  readonly worker: Worker
  readonly jobs: Map<number, Job>
}

/** Bundles that wait before one more worker is worth its start. */
const patience = 6

/** Workers begin with the first bundle, one more whenever all have enough to do: a night without news starts none. */
export function openDerivePool(config: string, most = Math.max(1, availableParallelism() - 1)): DerivePool {
  const hands: Hand[] = []
  let number = 0

  function hire(): Hand {
    const worker = new Worker(new URL('./deriveWorker.ts', import.meta.url), { workerData: { config } })
    const hand: Hand = { worker, jobs: new Map() }
    worker.on('message', (answer: DeriveAnswer) => {
      const job = hand.jobs.get(answer.number)
      hand.jobs.delete(answer.number)
      if ('derived' in answer) job?.done(answer.derived)
      else job?.fail(new Error(`deriving failed: ${answer.failed}`))
    })
    worker.on('error', (error) => {
      abandon(hand, error instanceof Error ? error : new Error(String(error)))
    })
    worker.on('exit', () => {
      abandon(hand, new Error('a worker ended before its work was done'))
    })
    hands.push(hand)
    return hand
  }

  function abandon(hand: Hand, error: Error): void {
    const at = hands.indexOf(hand)
    if (at >= 0) hands.splice(at, 1)
    for (const { fail } of hand.jobs.values()) fail(error)
    hand.jobs.clear()
  }

  function leastBusy(): Hand {
    const [first, ...others] = hands
    if (!first) return hire()
    const free = others.reduce((a, b) => (b.jobs.size < a.jobs.size ? b : a), first)
    return free.jobs.size >= patience && hands.length < most ? hire() : free
  }

  return {
    derive(bundle) {
      const hand = leastBusy()
      number += 1
      const task: DeriveTask = { number, bundle }
      return new Promise((done, fail) => {
        hand.jobs.set(task.number, { done, fail })
        hand.worker.postMessage(task)
      })
    },
    async close() {
      await Promise.all(hands.map(({ worker }) => worker.terminate()))
    },
  }
}
