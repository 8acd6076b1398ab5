import { availableParallelism } from 'node:os'
import type { Bundle } from '../model/original.ts'
import type { Derived } from './deriveBundle.ts'
import { startDeriveHand, type DeriveHand, type HandEnd } from './deriveHand.ts'
import type { DeriveAnswer } from './deriveWorker.ts'

/** Derives bundles beside the process that fetches and archives. */
export interface DerivePool {
  /** Rejects only for a defect of ours, or when the pool was closed. */
  readonly derive: (bundle: Bundle) => Promise<Derived>
  close(): Promise<void>
}

interface Job {
  readonly bundle: Bundle
  readonly done: (derived: Derived) => void
  readonly fail: (error: Error) => void
  /** Whether a process ended over it before. */
  readonly isSecondTry?: true
}

interface Hand {
  readonly process: DeriveHand
  readonly jobs: Map<number, Job>
  /** Runs while it has a job. */
  timer?: NodeJS.Timeout
}

/** Bundles that wait before one more process is worth its start. */
const patience = 2
/**
 * What a process may hold, in MB: what the largest readable document needs several times over. A document that needs more ends its
 * process, and is refused.
 */
const oldMegabytes = 512
/** A report takes milliseconds, the longest page that is taken a few seconds. */
const mostSeconds = 120

/** By what V8 ends a process that asks for more than it may have. */
const outOfMemory: ReadonlySet<string> = new Set(['SIGABRT', 'SIGTRAP'])

/** Processes for work that nothing else waits for: every core but one. */
export const everyCore = (): number => Math.max(1, availableParallelism() - 1)

/**
 * Processes begin with the first bundle, one more whenever all have enough to do: a night without news starts none. A crawl is
 * content with one that is lean: it derives tens of reports a second, and no polite crawl brings as many (32 sites, 1.5 s a page), while
 * each process costs a hundred MB.
 */
export function openDerivePool(
  config: string,
  most = 1,
  megabytes = oldMegabytes,
  seconds = mostSeconds,
): DerivePool {
  const hands: Hand[] = []
  let number = 0
  let isClosed = false

  function hire(): Hand {
    const jobs = new Map<number, Job>()
    const hand: Hand = {
      jobs,
      process: startDeriveHand(
        config,
        { megabytes, isLean: most === 1 },
        {
          answer(answer) {
            take(hand, answer)
          },
          end(end) {
            bury(hand, end)
          },
        },
      ),
    }
    hands.push(hand)
    return hand
  }

  function take(hand: Hand, answer: DeriveAnswer): void {
    const job = hand.jobs.get(answer.number)
    hand.jobs.delete(answer.number)
    watch(hand)
    if ('derived' in answer) job?.done(answer.derived)
    else job?.fail(new Error(`deriving failed: ${answer.failed}`))
  }

  /**
   * V8 ends a process that is out of memory by a signal of its own. Any other signal comes from outside, or from a defect: what it met may be
   * innocent, and is tried once more.
   */
  function bury(hand: Hand, end: HandEnd): void {
    if (isClosed) abandon(hand, closed())
    else if (end.kind !== 'signal') abandon(hand, new Error(end.message))
    else if (outOfMemory.has(end.signal)) refuseFirst(hand, `${megabytes} MB of memory`)
    else tryFirstAgain(hand, end.signal)
  }

  /** The first job of a hand begins now: nothing that a document holds may keep the run waiting for ever. */
  function watch(hand: Hand): void {
    clearTimeout(hand.timer)
    if (hand.jobs.size === 0) return
    hand.timer = setTimeout(() => {
      refuseFirst(hand, `${seconds} seconds`)
      void hand.process.kill()
    }, seconds * 1000)
  }

  /** A process takes its jobs in order: it is the first that it could not do, and the others go to another one. */
  function refuseFirst(hand: Hand, more: string): void {
    const [first, ...others] = hand.jobs.values()
    leave(hand)
    if (first) first.done(tooMuch(first.bundle, more))
    for (const job of others) give(job)
  }

  function tryFirstAgain(hand: Hand, signal: NodeJS.Signals): void {
    const [first, ...others] = hand.jobs.values()
    if (first?.isSecondTry) {
      refuseFirst(hand, `a process survives (${signal})`)
      return
    }
    leave(hand)
    if (first) give({ ...first, isSecondTry: true })
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
    hand.process.give({ number, bundle: job.bundle })
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
        if (isClosed) fail(closed())
        else give({ bundle, done, fail })
      }),
    async close() {
      isClosed = true
      for (const { timer } of hands) clearTimeout(timer)
      await Promise.all(
        hands.map(({ process, jobs }) => (jobs.size > 0 ? process.kill() : process.dismiss())),
      )
    },
  }
}

const closed = (): Error => new Error('the pool was closed')

function tooMuch({ originals }: Bundle, more: string): Derived {
  const message = `reading it takes more than ${more}`
  const refused = originals.map(({ sha256, role, url, name }) => {
    return { sha256, role, url, name, code: 'too-large', message } as const
  })
  return { reports: [], refused }
}
