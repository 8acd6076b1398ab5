import type { Clock } from '../clock.ts'
import type { FailureCode } from '../errors.ts'
import type { Fetcher } from '../fetch/fetch.ts'
import type { FetchOutcome } from '../model/exchange.ts'

/** The fetcher of a run: it notes which hosts gave nothing, and stamps exchanges with the clock of the run. */
export interface WatchedFetcher extends Fetcher {
  /** Hosts that were asked for something and answered nothing that could be used. */
  refusing(): readonly string[]
}

/** What says something of the host as a whole; a missing page or a rule of ours does not. */
const refusals: ReadonlySet<FailureCode> = new Set([
  'unreachable',
  'timed-out',
  'server-error',
  'throttled',
  'blocked',
  'challenge-page',
  'captcha',
  'host-paused',
  // robots.txt that forbids or cannot be read: the host as a whole says no
  'robots-disallowed',
])

export function watchedFetcher(fetcher: Fetcher, clock: Clock): WatchedFetcher {
  const answering = new Map<string, boolean>()
  return {
    ...fetcher,
    async fetch(request, policy) {
      const outcome = await fetcher.fetch(request, policy)
      // what is no URL was refused as such, and says nothing of any host
      const host = URL.parse(request.url)?.host ?? null
      if (host !== null) {
        if (outcome.kind !== 'refused') answering.set(host, true)
        else if (refusals.has(outcome.code) && !answering.has(host)) answering.set(host, false)
      }
      return stamped(outcome, clock().toISOString())
    },
    refusing: () => [...answering].flatMap(([host, answers]) => (answers ? [] : [host])).sort(),
  }
}

/** A rehearsal's ledger must speak in the rehearsal's time. */
function stamped(outcome: FetchOutcome, time: string): FetchOutcome {
  if (outcome.kind === 'refused')
    return outcome.exchange ? { ...outcome, exchange: { ...outcome.exchange, time } } : outcome
  return { ...outcome, exchange: { ...outcome.exchange, time } }
}
