import type { Exchange, FetchOutcome, Hop } from '../model/exchange.ts'
import type { PageRequest } from '../model/page.ts'
import type { Fault } from './answer.ts'
import { ask } from './ask.ts'
import type { Verdict } from './judge.ts'
import { encodeBytes, resolveLocation } from './location.ts'
import { movedBy } from './moved.ts'
import type { Errand, Network } from './network.ts'
import { robotsRedirects, robotsRules, type RobotsRules } from './robots.ts'
import { targetFault, withoutSecrets } from './target.ts'
import { toExchange } from './toExchange.ts'

/** One stop of a walk: what is asked for, and how the walk came there. */
interface Stop {
  readonly url: URL
  readonly method: 'GET' | 'POST'
  readonly hops: readonly Hop[]
  /** The redirect that led here. */
  readonly redirect: Exchange | null
}

/** Fetches one URL, following redirects by hand: every hop passes allow-list, robots.txt and queue of its own host. */
export async function walk(network: Network, request: PageRequest, errand: Errand): Promise<FetchOutcome> {
  const parsed = URL.parse(request.url)
  if (parsed === null) return refused({ code: 'host-not-allowed', message: `${request.url} is no URL` }, null)
  const start = withoutSecrets(parsed)
  const most = errand.expect === 'robots' ? robotsRedirects : network.config.maxRedirects
  const seen = new Set<string>()
  let stop: Stop = { url: start, method: request.method ?? 'GET', hops: [], redirect: null }
  for (;;) {
    const { url, method, hops } = stop
    const forbidden = forbiddenBy(stop, errand) ?? tooFar(seen, stop, most)
    if (forbidden !== null) return refused(forbidden, stop.redirect)
    const rules = errand.expect === 'robots' ? null : await rulesOf(network, url, errand)
    const disallowed = rules?.fault(url) ?? null
    if (disallowed !== null) return refused(disallowed, stop.redirect)

    const inquiry = { url, method, start, request, errand, delay: rules?.delay ?? 0 }
    const { verdict, answered } = await ask(network, inquiry)
    if (verdict.kind !== 'redirect') return outcome(request, hops, answered, verdict)
    const next = follow(request, stop, answered, verdict)
    if (next.url === null) {
      return refused(
        { code: 'blocked', message: `redirected to what is no URL: ${next.location}` },
        next.redirect,
      )
    }
    stop = { ...next, url: next.url }
  }
}

/** A host that is not allowed, and that an allowed one named as its own new place, is told from any other. */
function forbiddenBy({ url, hops }: Stop, errand: Errand): Fault | null {
  const fault = targetFault(url, errand.hosts)
  return fault?.code === 'host-not-allowed' ? (movedBy(hops.at(-1), url, errand) ?? fault) : fault
}

/** robots.txt of the URL's host, asked for once in a run and by the same gate. */
function rulesOf(network: Network, url: URL, { hosts, pace, tls }: Errand): Promise<RobotsRules> {
  const host = network.hosts.of(url)
  const errand: Errand = { hosts, expect: 'robots', ...(pace !== undefined && { pace }), ...(tls && { tls }) }
  host.rules ??= walk(network, { url: `${url.origin}/robots.txt` }, errand).then((found) =>
    robotsRules(found, network.config.maxRetryAfter),
  )
  return host.rules
}

function tooFar(seen: Set<string>, { url, method, hops }: Stop, most: number): Fault | null {
  if (hops.length > most) return { code: 'blocked', message: `more than ${most} redirects` }
  const key = `${method} ${url.href}`
  if (seen.has(key)) return { code: 'blocked', message: `redirects in a circle: ${url.href}` }
  seen.add(key)
  return null
}

function follow(
  request: PageRequest,
  { method, hops }: Stop,
  answered: URL,
  { answer, location: header }: Extract<Verdict, { kind: 'redirect' }>,
): Omit<Stop, 'url'> & { readonly url: URL | null; readonly location: string } {
  const url = resolveLocation(header, answered)
  const location = encodeBytes(header)
  return {
    url: url === null ? null : withoutSecrets(url),
    location,
    // RFC 9110 §15.4: only 307 and 308 keep the method.
    method: answer.status === 307 || answer.status === 308 ? method : 'GET',
    hops: [...hops, { url: answered.href, status: answer.status, location }],
    redirect: toExchange(request, hops, answered, answer, answer.bytes),
  }
}

function outcome(
  request: PageRequest,
  hops: readonly Hop[],
  answered: URL,
  verdict: Exclude<Verdict, { kind: 'redirect' }>,
): FetchOutcome {
  if (verdict.kind === 'good') {
    const exchange = toExchange(request, hops, answered, verdict.answer, verdict.body)
    return { kind: exchange.status === 304 ? 'not-modified' : 'admitted', exchange }
  }
  const { fault, answer, body } = verdict
  const arrived = answer !== null && body !== null
  return refused(fault, arrived ? toExchange(request, hops, answered, answer, body) : null)
}

function refused({ code, message, cause }: Fault, exchange: Exchange | null): FetchOutcome {
  return { kind: 'refused', code, message, exchange, ...(cause === undefined ? {} : { cause }) }
}
