import type { Clock } from '../clock.ts'

/** How much a run may take (限额); null for no limit. */
export interface Limits {
  readonly minutes: number | null
  /** Requests sent, robots.txt, redirects and retries included. */
  readonly requests: number | null
}

export interface Budget {
  /** In words what is spent, or null while the run may go on. What is under way is finished all the same. */
  spent(): string | null
}

/** The budget of a run that begins now; `requests` tells how many were sent so far. */
export function openBudget({ minutes, requests }: Limits, clock: Clock, sent: () => number): Budget {
  const begun = clock().getTime()
  return {
    spent() {
      if (requests !== null && sent() >= requests) return `the ${requests} requests of this run are spent`
      const over = minutes !== null && clock().getTime() - begun >= minutes * 60_000
      return over ? `the ${minutes} minutes of this run are over` : null
    },
  }
}
