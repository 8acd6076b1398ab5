import { setTimeout as sleep } from 'node:timers/promises'
import PQueue from 'p-queue'

/** The lane of one host: one errand at a time, its requests paced, and held as a whole when the host asks for it. */
export interface Lane {
  /** Runs a task while nothing else runs in this lane. */
  alone<T>(task: () => Promise<T>): Promise<T>
  /**
   * Within `alone`: waits until a request may start, `pace` milliseconds after the one before and not while the lane is
   * held. Gives false at once when it is held for longer than anybody waits.
   */
  start(pace: number): Promise<boolean>
  /** Nothing starts for so many milliseconds from now; the longest hold counts. */
  hold(milliseconds: number): void
}

/** Opens the lane of one host. An abort of `signal` rejects what waits with its reason. Durations in milliseconds. */
export function openLane(longestWait: number, signal: AbortSignal): Lane {
  const queue = new PQueue({ concurrency: 1 })
  let lastStart = -Infinity
  let heldUntil = -Infinity

  return {
    alone: (task) => queue.add(task),
    async start(pace) {
      signal.throwIfAborted()
      if (heldUntil - performance.now() > longestWait) return false
      const next = Math.max(lastStart + pace, heldUntil)
      // Timers fire up to a millisecond early.
      for (let wait = next - performance.now(); wait > 0; wait = next - performance.now()) {
        await sleep(Math.ceil(wait), undefined, { signal }).catch(() => {
          signal.throwIfAborted()
        })
      }
      lastStart = performance.now()
      return true
    },
    hold(milliseconds) {
      heldUntil = Math.max(heldUntil, performance.now() + milliseconds)
    },
  }
}
