import type { Validators } from '../model/exchange.ts'
import type { PageRequest } from '../model/page.ts'
import type { Message, Reply } from './answer.ts'
import { headerValue, headerValues } from './headerValue.ts'
import type { Host } from './hosts.ts'
import { judge, type Verdict } from './judge.ts'
import { resolveLocation } from './location.ts'
import type { Errand, Network } from './network.ts'
import { isNameFault } from './networkFault.ts'
import { persist } from './persist.ts'
import { robotsBytes } from './robots.ts'
import { otherScheme, withoutSecrets } from './target.ts'
import type { TlsTerms } from './tlsAgents.ts'

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
 * Asks a host until its answer is final. A host that does not answer at all, or whose gateway finds nobody behind it, is
 * tried once over the other of http and https (platforms.md §6.1: 30 of 3,209 hosts answer over one only; §6.4: 502 over
 * https where http is fine), and what answered is remembered for the run.
 */
export async function ask(network: Network, inquiry: Inquiry): Promise<Asked> {
  const { url } = inquiry
  // What a host says where nothing can be is worth one question.
  const retries = inquiry.errand.expect === 'nothing' ? 0 : network.config.retries
  const host = network.hosts.of(url)
  const other = otherScheme(url)
  if (other !== null && host.silentScheme === url.protocol) {
    const verdict = await askAt(network, host, { ...inquiry, url: other }, retries)
    if (!leadsBack(verdict, other, url)) return { verdict, answered: other }
    // It serves some of its pages over the one scheme and some over the other.
    host.silentScheme = null
  }
  const verdict = await askAt(network, host, inquiry, retries)
  const hopeful = inquiry.errand.expect !== 'nothing' && (isSilence(verdict) || isGatewayFault(verdict))
  if (other === null || !hopeful) return { verdict, answered: url }
  const second = await askAt(network, host, { ...inquiry, url: other }, 0)
  const better = isGatewayFault(verdict) ? second.kind !== 'bad' : !isSilence(second)
  if (!better || leadsBack(second, other, url)) return { verdict, answered: url }
  host.silentScheme = url.protocol
  return { verdict: second, answered: other }
}

function isSilence(verdict: Verdict): boolean {
  return verdict.kind === 'bad' && verdict.fault.code === 'unreachable' && !isNameFault(verdict.fault.cause)
}

/** Whoever answered is not who has the content; a "not found" over the other scheme then says as little. */
function isGatewayFault(verdict: Verdict): boolean {
  if (verdict.kind !== 'bad' || verdict.fault.code !== 'server-error') return false
  return verdict.answer !== null && verdict.answer.status >= badGateway
}

/** From here on a status speaks of what stands between the host and its content; a 500 or 501 is the content's own. */
const badGateway = 502

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
  const between = Math.max(pace, delay)
  async function attempt(): Promise<Verdict> {
    const verdict = await judge(await sendOnTerms(network, host, message, between), question)
    // What a host says of its rules is judged by `robotsRules`, and a refusal of what we made up is our own doing.
    if (!uncounted.has(errand.expect) && !errand.trial) host.refusals.note(verdict)
    return verdict
  }
  return persist(attempt, {
    lane: host.lane,
    // Rules come before anything they govern, and what is had already is doubted all the same.
    paused: () =>
      errand.trial
        ? null
        : (host.refusals.fault() ?? (uncounted.has(errand.expect) ? null : network.spent())),
    pace: between,
    config,
    retries,
    onHold: (code, milliseconds) => {
      network.onHold(host, code, milliseconds)
    },
  })
}

/** What a refusal of says nothing of the host. */
const uncounted: ReadonlySet<Errand['expect']> = new Set(['robots', 'nothing', 'part'])

/** A message whose terms of TLS are the host's. */
type Unsent = Omit<Message, 'tls'> & Pick<TlsTerms, 'pin'>

/** Sends, and where TLS is at fault concedes what cures it, which then holds for the host and the run. */
async function sendOnTerms(
  network: Network,
  host: Host,
  { pin, ...message }: Unsent,
  pace: number,
): Promise<Reply> {
  for (;;) {
    const { concessions } = host
    const reply = await network.send({ ...message, tls: { concessions, pin } }, host)
    const cure = reply.fault?.cure
    if (cure === undefined || concessions.includes(cure)) return reply
    host.concessions = [...concessions, cure]
    if (!(await host.lane.start(pace))) return reply
  }
}

function messageFor({ config }: Network, host: Host, inquiry: Inquiry): Unsent {
  const { url, method, start, request, errand } = inquiry
  const referer = URL.parse(request.referer ?? '')
  return {
    method,
    url,
    replica: host.replica,
    pin: errand.tls?.[url.host]?.pinned ?? null,
    ...bodyOf(method, request),
    headers: {
      accept: '*/*',
      // A redirect to another host must not carry there what a page's scripts meant for theirs.
      ...(url.host === start.host && headerValues(errand.headers ?? {})),
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
  return byName.size === 0 ? {} : { cookie: headerValue([...byName.values()].join('; ')) }
}

/** A redirect may have turned the POST into a GET, which has no body. */
function bodyOf(method: Message['method'], { form, json }: PageRequest): Pick<Message, 'form' | 'json'> {
  if (method === 'GET') return { form: null }
  return json === undefined ? { form: form ?? {} } : { form: null, json }
}

function conditions({ etag, lastModified }: Validators): Readonly<Record<string, string>> {
  return {
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  }
}
