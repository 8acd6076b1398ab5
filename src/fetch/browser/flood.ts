import type { Fault } from '../answer.ts'

/** So many times the requests that a page may make it may try, whatever comes of them: each costs memory here. */
const tries = 5
/** A page that means well opens one, in vain. */
const popUps = 10

/** Counts what a page tries in vain, too. */
export interface Flood {
  readonly count: (what: 'request' | 'pop-up') => void
  /** Why the page was ended, or null. */
  readonly fault: () => Fault | null
}

/** Ends a page (`end` is called once) that tries too much. */
export function openFlood(requests: number, end: () => void): Flood {
  const most = { request: requests * tries, 'pop-up': popUps }
  const counts = { request: 0, 'pop-up': 0 }
  let fault: Fault | null = null
  return {
    count(what) {
      counts[what] += 1
      if (fault !== null || counts[what] <= most[what]) return
      fault = { code: 'too-large', message: `the page was ended: it tried more than ${most[what]} ${what}s` }
      end()
    },
    fault: () => fault,
  }
}
