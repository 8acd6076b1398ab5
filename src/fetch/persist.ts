import type { FailureCode } from '../errors.ts'
import type { FetchConfig } from '../model/config.ts'
import type { Fault } from './answer.ts'
import type { Verdict } from './judge.ts'
import type { Lane } from './lane.ts'
import { retryAfter } from './retryAfter.ts'

export interface Persistence {
  readonly lane: Lane
  /** Milliseconds between the starts of two requests. */
  readonly pace: number
  readonly config: FetchConfig
  /** How often to try again after a failure of host or network. */
  readonly retries: number
  /** Why nothing more may be asked of the host in this run, or null. */
  readonly paused: () => Fault | null
  /** Told of every pause, in milliseconds, that a failure costs the host. */
  readonly onHold: (code: FailureCode, milliseconds: number) => void
}

const transient: ReadonlySet<FailureCode> = new Set(['unreachable', 'timed-out', 'server-error'])

/**
 * Tries until an answer is final, and keeps the host's lane all the while, so that every pause is the whole host's.
 * What fails of host or network is tried again after a pause that doubles; a body that is cut short once more; a host
 * that asks for patience gets it without using up a retry, in all no longer than `maxRetryAfter`.
 */
export function persist(attempt: () => Promise<Verdict>, persistence: Persistence): Promise<Verdict> {
  return persistence.lane.alone(() => tryAll(attempt, persistence))
}

async function tryAll(attempt: () => Promise<Verdict>, persistence: Persistence): Promise<Verdict> {
  const { lane, pace, config, onHold } = persistence
  let retries = persistence.retries
  let truncations = 1
  let patience = config.maxRetryAfter
  for (let backoff = config.backoff; ; backoff = Math.min(backoff * 2, config.maxRetryAfter)) {
    const paused = persistence.paused()
    if (paused !== null) return { kind: 'bad', fault: paused, answer: null, body: null }
    if (!(await lane.start(pace))) return heldFor(config.maxRetryAfter)
    const verdict = await attempt()
    if (verdict.kind !== 'bad') return verdict
    const { code } = verdict.fault
    let pause = backoff
    if (code === 'throttled') {
      pause = Math.max(backoff, retryAfter(verdict.answer?.headers['retry-after'], Date.now()) ?? 0)
      patience -= pause
      // Held also when we give up: what comes next for this host has to wait all the same.
      lane.hold(pause)
    } else if (transient.has(code)) retries -= 1
    else if (code === 'truncated-body') truncations -= 1
    else return verdict
    if (retries < 0 || truncations < 0 || patience < 0) return verdict
    lane.hold(pause)
    onHold(code, pause)
  }
}

function heldFor(longest: number): Verdict {
  const message = `the host asked for a pause of more than ${longest} ms; left to the next run`
  return { kind: 'bad', fault: { code: 'throttled', message }, answer: null, body: null }
}
