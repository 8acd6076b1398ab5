import type { Validators } from '../model/exchange.ts'
import type { PageRequest } from '../model/page.ts'
import type { Message } from './answer.ts'
import type { Host } from './hosts.ts'
import { judge, type Verdict } from './judge.ts'
import { resolveLocation } from './location.ts'
import type { Errand, Network } from './network.ts'
import { isNameFault } from './networkFault.ts'
import { persist } from './persist.ts'
import { robotsBytes } from './robots.ts'
import { otherScheme, withoutSecrets } from './target.ts'

/** One URL to be asked of its host, no redirect followed. */
export interface Inquiry {
  readonly url: URL
  readonly method: 'GET' | 'POST'
  /** Where the walk began: the page that was wanted. */
  readonly start: URL
  readonly request: PageRequest
  readonly errand: Errand
  /** Crawl-delay of the host in milliseconds. */
  readonly delay: number
}

export interface Asked {
  readonly verdict: Verdict
  /** The URL that was asked in the end: `inquiry.url`, or the same over the other scheme. */
  readonly answered: URL
}

/**
 * Asks a host until its answer is final. A host that does not answer at all is tried once over the other of http and
 * https (platforms.md §6.1: 30 of 3,209 hosts answer over one only), and what answered is remembered for the run.
 */
export async function ask(network: Network, inquiry: Inquiry): Promise<Asked> {
  const { url } = inquiry
  const { retries } = network.config
  const host = network.hosts.of(url)
  const other = otherScheme(url)
  if (other !== null && host.silentScheme === url.protocol) {
    return { verdict: await askAt(network, host, { ...inquiry, url: other }, retries), answered: other }
  }
  const verdict = await askAt(network, host, inquiry, retries)
  if (other === null || !isSilence(verdict)) return { verdict, answered: url }
  const second = await askAt(network, host, { ...inquiry, url: other }, 0)
  if (isSilence(second) || leadsBack(second, other, url)) return { verdict, answered: url }
  host.silentScheme = url.protocol
  return { verdict: second, answered: other }
}

function isSilence(verdict: Verdict): boolean {
  return verdict.kind === 'bad' && verdict.fault.code === 'unreachable' && !isNameFault(verdict.fault.cause)
}

/** A host whose https is broken often redirects http to it: that is no answer, and following it would be a circle. */
function leadsBack(verdict: Verdict, from: URL, to: URL): boolean {
  return verdict.kind === 'redirect' && resolveLocation(verdict.location, from)?.href === to.href
}

function askAt(network: Network, host: Host, inquiry: Inquiry, retries: number): Promise<Verdict> {
  const { config } = network
  const { errand, delay, start, url } = inquiry
  const message = messageFor(network, host, inquiry)
  const question = {
    asked: start,
    answered: url,
    expect: errand.expect === 'part' ? ('robots' as const) : errand.expect,
    conditional: 'if-none-match' in message.headers || 'if-modified-since' in message.headers,
    maxBytes: message.limit.bytes,
  }
  // A replica has no pace of its own; what its robots.txt asks for holds there too, or it could not be rehearsed.
  const pace = host.replica === null ? Math.max(config.pace, errand.pace ?? 0) : 0
  async function attempt(): Promise<Verdict> {
    const verdict = await judge(await network.send(message, host), question)
    // What a host says of its rules is judged by `robotsRules`.
    if (errand.expect !== 'robots' && errand.expect !== 'part' && !errand.trial) host.refusals.note(verdict)
    return verdict
  }
  return persist(attempt, {
    lane: host.lane,
    paused: () => (errand.trial ? null : host.refusals.fault()),
    pace: Math.max(pace, delay),
    config,
    retries,
    onHold: (code, milliseconds) => {
      network.onHold(host, code, milliseconds)
    },
  })
}

function messageFor({ config }: Network, host: Host, inquiry: Inquiry): Message {
  const { url, method, start, request, errand } = inquiry
  const { json } = request
  const referer = URL.parse(request.referer ?? '')
  return {
    method,
    url,
    replica: host.replica,
    form: method === 'POST' && json === undefined ? (request.form ?? {}) : null,
    ...(method === 'POST' && json !== undefined && { json }),
    headers: {
      accept: '*/*',
      ...(method === 'POST' && json !== undefined && { 'content-type': 'application/json' }),
      // A redirect to another host must not carry there what a page's scripts meant for theirs.
      ...(url.host === start.host && errand.headers),
      ...cookieOf(host, url.host === start.host ? errand.headers?.['cookie'] : undefined),
      'user-agent': config.userAgent,
      'accept-encoding': 'identity',
      ...(referer === null ? {} : { referer: withoutSecrets(referer).href }),
      ...(method === 'GET' && errand.validators !== undefined ? conditions(errand.validators) : {}),
    },
    limit:
      errand.expect === 'robots'
        ? { bytes: robotsBytes, enough: true }
        : { bytes: config.maxBytes, enough: false },
  }
}

/** What the host set in the browser that passed its challenge, and what it set in the page that asks, which is newer. */
function cookieOf({ cookies }: Host, own = ''): Readonly<Record<string, string>> {
  const byName = new Map(
    `${cookies}; ${own}`.split('; ').flatMap((cookie): [string, string][] => {
      const [name = ''] = cookie.split('=')
      return name === '' ? [] : [[name, cookie]]
    }),
  )
  return byName.size === 0 ? {} : { cookie: [...byName.values()].join('; ') }
}

function conditions({ etag, lastModified }: Validators): Readonly<Record<string, string>> {
  return {
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  }
}
