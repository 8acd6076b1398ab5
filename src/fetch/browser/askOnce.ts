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

type Reason = Pick<Unasked, 'code' | 'message'>

/** So many hosts and reasons are named; of more only the number is told. */
const named = 20

/** The requests of one page, and the notes of what became of them. */
export interface Asking {
  /** Null for what is not asked for. */
  readonly outcomeOf: (request: Request) => Promise<Outcome | null>
  /** Notes what is not asked for: one line for a host and reason, and a few of them, for a page may ask a thousand times. */
  readonly refuse: (url: string, fault: Reason) => null
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
  let more: (Unasked & { readonly count: number }) | null = null
  let parts: Exchange[] = []
  let requests = 0
  let bytes = 0

  function note(key: string, what: Unasked): null {
    if (refused.has(key)) return null
    if (refused.size >= named) {
      more = { ...(more ?? what), count: (more?.count ?? 0) + 1 }
    } else {
      refused.add(key)
      unasked.push(what)
    }
    return null
  }

  const refuse: Asking['refuse'] = (url, { code, message }) =>
    note(`${code} ${URL.parse(url)?.host ?? url}`, { url, code, message })

  /** Once for the page. */
  const refuseForBounds = (url: string): null => {
    const message = `the page asks for more than ${limits.requests} requests or ${limits.bytes} bytes`
    return note('bounds', { url, code: 'too-large', message })
  }

  return {
    async outcomeOf(request) {
      const wanted = pageRequestOf(request)
      const url = wanted?.url ?? request.url()
      const ahead = request.isNavigationRequest() ? redirected.get(url) : undefined
      redirected.delete(url)
      if (ahead !== undefined) return { ...ahead, isThere: true }
      requests += 1
      if (requests > limits.requests || bytes > limits.bytes) return refuseForBounds(url)
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
      const taken = [...unasked, ...(more === null ? [] : [countOf(more)])]
      unasked = []
      more = null
      return taken
    },
  }
}

const countOf = ({ url, code, count }: Unasked & { readonly count: number }): Unasked => ({
  ...{ url, code },
  message: `${count} more requests to hosts or for reasons beyond the ${named} that are named, this the first`,
})

/** What arrived, unless it is a redirect that leads where we do not go. */
export function exchangeOf(outcome: FetchOutcome): Exchange | null {
  if (outcome.kind !== 'refused') return outcome.exchange
  const { exchange } = outcome
  return exchange === null || (exchange.status >= 300 && exchange.status < 400) ? null : exchange
}
