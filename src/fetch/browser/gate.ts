import type { BrowserContext, Frame, Page, Request, Route } from 'playwright'
import type { Exchange, FetchOutcome } from '../../model/exchange.ts'
import type { PageRequest, Unasked } from '../../model/page.ts'
import { fulfilment, forwarding } from './headers.ts'
import { pageRequestOf } from './pageRequestOf.ts'

/** Asks for something through the gate that everything passes (`walk`), as a document of its own or as a part of one. */
export type AskFor = (
  request: PageRequest,
  what: 'document' | 'part',
  headers: Readonly<Record<string, string>>,
) => Promise<FetchOutcome>

/** All that a browser's page may ask for, and what became of it. */
export interface Gate {
  /** Requests under way. */
  readonly pending: () => number
  /** What came of the page's own documents, in order. */
  readonly documents: () => readonly FetchOutcome[]
  /** The answers to its scripts, and its documents, since the last call; without scripts and frames. */
  readonly take: () => readonly Exchange[]
  readonly unasked: () => readonly Unasked[]
  /** Throws what went wrong on our side of it: a defect, or the end of the run. */
  readonly check: () => void
}

const asked: ReadonlySet<string> = new Set(['document', 'script', 'xhr', 'fetch'])

/**
 * Puts the gate before everything that `page` asks for: nothing but what `askFor` gives reaches it. Documents, scripts and XHR are
 * asked for, style sheets are answered empty (loaders wait for them), all else is cut off. A document whose challenge is
 * refused is shown to the page only with `showRefused`.
 */
export async function openGate(
  context: BrowserContext,
  page: Page,
  askFor: AskFor,
  limits: { readonly requests: number; readonly bytes: number; readonly showRefused: boolean },
): Promise<Gate> {
  const documents: FetchOutcome[] = []
  const unasked = new Map<string, Unasked>()
  const redirected = new Map<string, FetchOutcome>()
  const defects: unknown[] = []
  let taken: Exchange[] = []
  let pending = 0
  let requests = 0
  let bytes = 0

  function refuse(url: string, fault: Pick<Unasked, 'code' | 'message'>): null {
    // one line for a host and reason: a page may ask a thousand times
    const key = `${fault.code} ${URL.parse(url)?.host ?? url}`
    if (!unasked.has(key)) unasked.set(key, { url, code: fault.code, message: fault.message })
    return null
  }

  async function outcomeOf(request: Request): Promise<FetchOutcome | null> {
    const url = request.url()
    const isDocument = isOwnDocument(request)
    const ahead = request.isNavigationRequest() ? redirected.get(bare(url)) : undefined
    redirected.delete(bare(url))
    if (ahead !== undefined) return ahead
    requests += 1
    if (requests > limits.requests || bytes > limits.bytes) {
      const most = `${limits.requests} requests or ${limits.bytes} bytes`
      return refuse(url, { code: 'too-large', message: `the page asks for more than ${most}` })
    }
    const wanted = pageRequestOf(request)
    if (wanted === null)
      return refuse(url, { code: 'blocked', message: `a page's ${request.method()} is not sent` })
    const outcome = await askFor(wanted, isDocument ? 'document' : 'part', forwarding(request.headers()))
    const exchange = exchangeOf(outcome)
    bytes += exchange?.body.length ?? 0
    if (outcome.kind === 'refused' && exchange === null) refuse(url, outcome)
    if (isDocument) documents.push(outcome)
    if (outcome.kind === 'admitted' && (isDocument || /^(?:xhr|fetch)$/u.test(request.resourceType())))
      taken.push(outcome.exchange)
    return outcome
  }

  async function answer(route: Route): Promise<void> {
    const request = route.request()
    const type = request.resourceType()
    if (ownerOf(request) !== page) return route.abort('blockedbyclient')
    if (type === 'stylesheet') return route.fulfill({ contentType: 'text/css', body: '' })
    if (!asked.has(type)) return route.abort('blockedbyclient')
    const outcome = await outcomeOf(request)
    const exchange = outcome === null ? null : exchangeOf(outcome)
    if (outcome === null || exchange === null) return route.abort('blockedbyclient')
    const isDocument = type === 'document'
    if (isDocument && outcome.kind === 'refused' && !limits.showRefused) return route.abort('blockedbyclient')
    if (isDocument && exchange.finalUrl !== bare(request.url())) {
      redirected.set(exchange.finalUrl, outcome)
      return route.fulfill({ contentType: 'text/html', body: goTo(exchange.finalUrl) })
    }
    return route.fulfill(fulfilment(exchange))
  }

  // Both forms of a connection that is not asked for by `route`.
  await context.routeWebSocket(/.*/u, (socket) => {
    refuse(socket.url(), { code: 'host-not-allowed', message: `${socket.url()}: no WebSocket is opened` })
    void socket.close()
  })
  await context.route(/.*/u, async (route) => {
    pending += 1
    try {
      await answer(route)
    } catch (error) {
      // Where the page was closed under it nobody waits for the answer.
      if (!page.isClosed()) defects.push(error)
      await route.abort('failed').catch(() => undefined)
    } finally {
      pending -= 1
    }
  })
  context.on('page', (other) => {
    if (other !== page) void other.close().catch(() => undefined) // a pop-up
  })

  return {
    pending: () => pending,
    documents: () => documents,
    take() {
      const since = taken
      taken = []
      return since
    },
    unasked: () => [...unasked.values()],
    check() {
      if (defects.length > 0) throw defects[0]
    },
  }
}

/** What arrived, unless it is a redirect that leads where we do not go. */
function exchangeOf(outcome: FetchOutcome): Exchange | null {
  if (outcome.kind !== 'refused') return outcome.exchange
  const { exchange } = outcome
  return exchange === null || (exchange.status >= 300 && exchange.status < 400) ? null : exchange
}

function frameOf(request: Request): Frame | null {
  try {
    return request.frame()
  } catch {
    return null // a pop-up before it has a frame
  }
}

const ownerOf = (request: Request): Page | null => frameOf(request)?.page() ?? null

const isOwnDocument = (request: Request): boolean =>
  request.isNavigationRequest() && frameOf(request)?.parentFrame() === null

/** The URL without its fragment, which is never sent. */
const bare = (url: string): string => url.replace(/#.*$/u, '')

/** Chromium does not show us requests that follow from a redirect: it is sent where the redirect led. */
const goTo = (url: string): string =>
  `<script>location.replace(${JSON.stringify(url).replaceAll('<', '\\u003c')})</script>`
