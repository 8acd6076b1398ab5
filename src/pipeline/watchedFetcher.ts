import type { Clock } from '../clock.ts'
import type { FailureCode } from '../errors.ts'
import type { Fetcher } from '../fetch/fetch.ts'
import type { Exchange, FetchOutcome } from '../model/exchange.ts'

/** The fetcher of a run: it notes which hosts gave nothing, and stamps exchanges with the clock of the run. */
export interface WatchedFetcher extends Fetcher {
  /** Hosts that were asked for something and answered nothing that could be used, or refused until they were left alone. */
  refusing(): readonly string[]
}

/** What says something of the host as a whole; a missing page or a rule of ours does not. */
const refusals: ReadonlySet<FailureCode> = new Set([
  'unreachable',
  'timed-out',
  'server-error',
  'certificate-differs',
  'throttled',
  'blocked',
  'challenge-page',
  'captcha',
  // robots.txt that forbids or cannot be read: the host as a whole says no
  'robots-disallowed',
])

export function watchedFetcher(fetcher: Fetcher, clock: Clock): WatchedFetcher {
  const answering = new Map<string, boolean>()
  return {
    ...fetcher,
    async fetch(request, policy) {
      const outcome = await fetcher.fetch(request, policy)
      const host = URL.parse(request.url)?.host ?? ''
      if (host === '') return outcome
      if (outcome.kind !== 'refused') answering.set(host, true)
      else if (refusals.has(outcome.code) && !answering.has(host)) answering.set(host, false)
      return stamped(outcome, clock().toISOString())
    },
    async picture(page, policy) {
      const pictured = await fetcher.picture(page, policy)
      if (pictured.kind === 'failed') return pictured
      const time = clock().toISOString()
      return { ...pictured, pictures: pictured.pictures.map((picture) => at(time, picture)) }
    },
    refusing() {
      const silent = [...answering].flatMap(([host, answers]) => (answers ? [] : [host]))
      return [...new Set([...silent, ...fetcher.paused().map(({ host }) => host)])].sort()
    },
  }
}

/** A rehearsal's ledger must speak in the rehearsal's time. */
function stamped(outcome: FetchOutcome, time: string): FetchOutcome {
  if (outcome.kind === 'refused')
    return outcome.exchange ? { ...outcome, exchange: at(time, outcome.exchange) } : outcome
  return { ...outcome, exchange: at(time, outcome.exchange) }
}

function at(time: string, exchange: Exchange): Exchange {
  const { browser } = exchange
  if (browser?.kind !== 'rendered') return { ...exchange, time }
  return { ...exchange, time, browser: { ...browser, parts: browser.parts.map((part) => at(time, part)) } }
}
