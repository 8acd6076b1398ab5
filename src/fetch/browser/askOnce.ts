import type { Request } from 'playwright'
import type { Exchange, FetchOutcome } from '../../model/exchange.ts'
import type { PageRequest, Unasked } from '../../model/page.ts'
import { forwarding } from './headers.ts'
import { pageRequestOf } from './pageRequestOf.ts'
import { isOwnDocument } from './whoseRequest.ts'

/** Asks for something through the gate that everything passes (`walk`), as a document of its own or as a part of one. */
export type AskFor = (
  request: PageRequest,
  what: 'document' | 'part',
  headers: Readonly<Record<string, string>>,
) => Promise<FetchOutcome>

/** An answer; `isThere` when it is given again to the document that a redirect led to. */
type Outcome = FetchOutcome & { readonly isThere?: true }

/** The requests of one page, and the notes of what became of them. */
export interface Asking {
  /** Null for what is not asked for. */
  readonly outcomeOf: (request: Request) => Promise<Outcome | null>
  /** Notes what is not asked for: one line for a host and reason, for a page may ask a thousand times. */
  readonly refuse: (url: string, fault: Pick<Unasked, 'code' | 'message'>) => null
  /** What came of the page's own documents, in order. */
  readonly documents: () => readonly FetchOutcome[]
  /** Its documents and the answers to its scripts since the last call, without frames and the scripts themselves. */
  readonly takeParts: () => readonly Exchange[]
  /** What was not asked for and is new since the last call. */
  readonly takeUnasked: () => readonly Unasked[]
}

/** Asks for each request of a page within its bounds. */
export function askOnce(
  askFor: AskFor,
  limits: { readonly requests: number; readonly bytes: number },
): Asking {
  const documents: FetchOutcome[] = []
  const redirected = new Map<string, FetchOutcome>()
  const refused = new Set<string>()
  let unasked: Unasked[] = []
  let parts: Exchange[] = []
  let requests = 0
  let bytes = 0

  const refuse: Asking['refuse'] = (url, { code, message }) => {
    const key = `${code} ${URL.parse(url)?.host ?? url}`
    if (!refused.has(key)) unasked.push({ url, code, message })
    refused.add(key)
    return null
  }

  return {
    async outcomeOf(request) {
      const wanted = pageRequestOf(request)
      const url = wanted?.url ?? request.url()
      const ahead = request.isNavigationRequest() ? redirected.get(url) : undefined
      redirected.delete(url)
      if (ahead !== undefined) return { ...ahead, isThere: true }
      requests += 1
      if (requests > limits.requests || bytes > limits.bytes) {
        const most = `${limits.requests} requests or ${limits.bytes} bytes`
        return refuse(url, { code: 'too-large', message: `the page asks for more than ${most}` })
      }
      if (wanted === null)
        return refuse(url, { code: 'blocked', message: `a page's ${request.method()} is not sent` })
      const isDocument = isOwnDocument(request)
      const outcome = await askFor(wanted, isDocument ? 'document' : 'part', forwarding(request.headers()))
      const exchange = exchangeOf(outcome)
      bytes += exchange?.body.length ?? 0
      if (outcome.kind === 'refused' && exchange === null) refuse(url, outcome)
      if (exchange !== null && exchange.finalUrl !== url && request.isNavigationRequest())
        redirected.set(exchange.finalUrl, outcome)
      if (isDocument) documents.push(outcome)
      if (outcome.kind === 'admitted' && (isDocument || /^(?:xhr|fetch)$/u.test(request.resourceType())))
        parts.push(outcome.exchange)
      return outcome
    },
    refuse,
    documents: () => documents,
    takeParts() {
      const taken = parts
      parts = []
      return taken
    },
    takeUnasked() {
      const taken = unasked
      unasked = []
      return taken
    },
  }
}

/** What arrived, unless it is a redirect that leads where we do not go. */
export function exchangeOf(outcome: FetchOutcome): Exchange | null {
  if (outcome.kind !== 'refused') return outcome.exchange
  const { exchange } = outcome
  return exchange === null || (exchange.status >= 300 && exchange.status < 400) ? null : exchange
}
