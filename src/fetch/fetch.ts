import dns from 'node:dns'
import { setMaxListeners } from 'node:events'
import type { LookupFunction } from 'node:net'
import { NianbaoError, type FailureCode } from '../errors.ts'
import type { FetchConfig } from '../model/config.ts'
import type { ArchivedPage, Exchange, FetchOutcome, Pictured, Validators } from '../model/exchange.ts'
import type { PageRequest } from '../model/page.ts'
import { openBrowserGate } from './browser/browser.ts'
import type { BrowserLimits } from './browser/limits.ts'
import type { TlsFacts } from '../model/tls.ts'
import type { Expectation } from './evidence.ts'
import { openHosts } from './hosts.ts'
import { openSender } from './send.ts'
import type { Network } from './network.ts'
import { sameAsNowhere } from './nowhere.ts'

/** What the site asks of its requests. */
export interface FetchPolicy {
  /** The allow-list of the site: nothing else is fetched, also not after a redirect. */
  readonly hosts: readonly string[]
  /** Milliseconds between the starts of two requests to a host, when the site wants more than the configuration. */
  readonly pace?: number
  /** What the answer should be; an error page in its place is told from it by this. */
  readonly expect: Expectation
  /** `once`: a script challenge may be shown to a real browser, once per host and run. */
  readonly browser?: 'once'
  /** Makes the request conditional. */
  readonly validators?: Validators
  /** Certificates that the site file pins, by host; all others are verified. */
  readonly tls?: TlsFacts
}

/** What happens on the way, for progress and logs. Durations in milliseconds. */
export type FetchEvent =
  | { readonly kind: 'request'; readonly host: string; readonly url: string }
  | {
      readonly kind: 'hold'
      readonly host: string
      readonly code: FailureCode
      readonly milliseconds: number
    }

/** Requests that were sent, robots.txt, redirects and retries included. */
export interface FetchStatistics {
  readonly total: number
  readonly byHost: Readonly<Record<string, number>>
}

/** The one gate to the network, with the manners of DESIGN §8. */
export interface Fetcher {
  /** Never rejects for what a host does: that is a refused outcome. Rejects on abort, after `close`, and for defects of ours. */
  fetch(request: PageRequest, policy: FetchPolicy): Promise<FetchOutcome>
  /**
   * A second look at an admitted answer that gives reason to doubt it: refused (`soft-404`) when the host gives the same for
   * an address at which nothing can be, or on its front page; else admitted as it was. Costs a host at most three requests in
   * a run for each kind of address.
   */
  doubt(exchange: Exchange, policy: Pick<FetchPolicy, 'hosts' | 'pace' | 'tls'>): Promise<FetchOutcome>
  /** A picture and a PDF of an archived page as a reader saw it, made by a browser behind this gate (docs/decisions/0059). */
  picture(page: ArchivedPage, policy: Pick<FetchPolicy, 'hosts' | 'pace' | 'tls'>): Promise<Pictured>
  statistics(): FetchStatistics
  /** Hosts of which nothing more is asked in this run because they refused twice in a row, and the line that says so. */
  paused(): readonly { readonly host: string; readonly message: string }[]
  /** Ends what is under way and closes the connections. */
  close(): void
}

export interface FetchOptions {
  readonly config: FetchConfig
  /** From host to the loopback origin that stands in for it; only these are exempt from the rule on private addresses. */
  readonly replicas: ReadonlyMap<string, string>
  /** Requests after which nothing is begun any more (`budget-spent`); robots.txt and `doubt` are counted and not stopped. */
  readonly maxRequests?: number
  readonly signal?: AbortSignal
  readonly onEvent?: (event: FetchEvent) => void
  /** Name lookup of the sockets; the system's by default. */
  readonly lookup?: LookupFunction
  /** What a browser's page may cost, where it is not the usual. */
  readonly browser?: Partial<BrowserLimits>
}

/**
 * Opens the network for one run. Throws a NianbaoError (`usage`) for a replica that is not on loopback.
 */
export function openFetch(options: FetchOptions): Fetcher {
  const { config, maxRequests = Infinity, onEvent = () => undefined } = options
  const closing = new AbortController()
  const signal =
    options.signal === undefined ? closing.signal : AbortSignal.any([options.signal, closing.signal])
  // One listener per request under way: as many as there are hosts.
  setMaxListeners(0, signal)
  const sender = openSender(config, options.lookup ?? dns.lookup, signal)
  const hosts = openHosts(config, replicaOrigins(options.replicas), signal)
  const statistics = (): FetchStatistics => {
    const byHost = hosts.requests()
    return { total: Object.values(byHost).reduce((sum, count) => sum + count, 0), byHost }
  }
  const network: Network = {
    config,
    hosts,
    spent: () => {
      const { total } = statistics()
      const message = `the ${maxRequests} requests of this run are spent`
      return total >= maxRequests ? { code: 'budget-spent', message } : null
    },
    send: (message, host) => {
      host.requests += 1
      onEvent({ kind: 'request', host: host.name, url: message.url.href })
      return sender.send(message)
    },
    onHold: (host, code, milliseconds) => {
      onEvent({ kind: 'hold', host: host.name, code, milliseconds })
    },
  }

  const gate = openBrowserGate(network, options.browser ?? {})

  return {
    async fetch(request, policy) {
      signal.throwIfAborted()
      const outcome = await gate.fetch(request, policy)
      // A browser that is ended with us fails in ways of its own.
      if (outcome.kind === 'refused') signal.throwIfAborted()
      return outcome
    },
    async doubt(exchange, policy) {
      signal.throwIfAborted()
      const fault = await sameAsNowhere(network, exchange, policy)
      return fault === null ? { kind: 'admitted', exchange } : { kind: 'refused', ...fault, exchange }
    },
    async picture(page, policy) {
      signal.throwIfAborted()
      const pictured = await gate.picture(page, { ...policy, expect: 'page' })
      if (pictured.kind === 'failed') signal.throwIfAborted()
      return pictured
    },
    statistics,
    paused: () => network.hosts.paused(),
    close() {
      closing.abort(new Error('the fetcher was closed'))
      gate.close()
      sender.close()
    },
  }
}

function replicaOrigins(replicas: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...replicas].map(([host, origin]) => [host.toLowerCase(), loopbackOrigin(host, origin)]))
}

function loopbackOrigin(host: string, origin: string): string {
  const url = URL.parse(origin)
  if (url?.protocol === 'http:' && /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/u.test(url.hostname))
    return url.origin
  throw new NianbaoError('usage', `the replica of ${host} must be http on loopback, not ${origin}`)
}
