import type { BrowserContext, Page, Route } from 'playwright'
import { askOnce, exchangeOf, type AskFor, type Asking } from './askOnce.ts'
import type { Fault } from '../answer.ts'
import { openFlood } from './flood.ts'
import { goTo } from './goTo.ts'
import { fulfilment } from './headers.ts'
import { isOf } from './whoseRequest.ts'

/** All that a browser's page may ask for, and what became of it. */
export interface Gate extends Omit<Asking, 'outcomeOf'> {
  /** Requests under way. */
  readonly pending: () => number
  /** While a page is kept for later its scripts ask in vain: nobody reads what they would get. */
  readonly rest: (isResting: boolean) => void
  /** Why the page was ended, or null. */
  readonly fault: () => Fault | null
  /** Throws what went wrong on our side of it: a defect, or the end of the run. */
  readonly check: () => void
}

export interface GateLimits {
  readonly requests: number
  readonly bytes: number
  /** `looks`: also what a page only looks like. */
  readonly asks: 'content' | 'looks'
  /** Whether a document that is refused is shown to the page all the same: a challenge whose script is to run. */
  readonly showRefused: boolean
}

const ofContent = ['document', 'script', 'xhr', 'fetch']
const asked = {
  content: new Set(ofContent),
  looks: new Set([...ofContent, 'stylesheet', 'image', 'font']),
} as const satisfies Record<GateLimits['asks'], ReadonlySet<string>>

/**
 * Puts the gate before everything that `page` asks for: nothing but what `askFor` gives reaches it. Documents, scripts and XHR are
 * asked for, and where it matters how the page looks its style sheets, pictures and fonts; else style sheets are answered empty (loaders
 * wait for them). All else is cut off.
 */
export async function openGate(
  context: BrowserContext,
  page: Page,
  askFor: AskFor,
  limits: GateLimits,
): Promise<Gate> {
  const { outcomeOf, ...asking } = askOnce(careful(askFor), limits)
  const defects: unknown[] = []
  let pending = 0
  let isResting = false

  /** What goes wrong before an answer is had is ours; what the browser makes of the answer is not. */
  function careful(ask: AskFor): AskFor {
    return async (...what) => {
      try {
        return await ask(...what)
      } catch (error) {
        defects.push(error)
        throw error
      }
    }
  }

  const flood = openFlood(limits.requests, () => {
    void context.close().catch(() => undefined) // it is gone already
  })

  await context.routeWebSocket(/.*/u, (socket) => {
    flood.count('request')
    const message = `${socket.url()}: no WebSocket is opened`
    asking.refuse(socket.url(), { code: 'host-not-allowed', message })
    void socket.close().catch(() => undefined) // with its page
  })
  await context.route(/.*/u, async (route) => {
    flood.count('request')
    if (isResting || !isOf(page, route.request()))
      return route.abort('blockedbyclient').catch(() => undefined) // the page is gone
    pending += 1
    try {
      await answer(route, outcomeOf, limits)
    } catch {
      // The page is gone, an answer cannot be put to it, or `careful` has noted why there is none.
      await route.abort('failed').catch(() => undefined)
    } finally {
      pending -= 1
    }
  })
  context.on('page', (other) => {
    if (other === page) return
    flood.count('pop-up')
    void other.close().catch(() => undefined)
  })

  return {
    ...asking,
    pending: () => pending,
    fault: flood.fault,
    rest(now) {
      isResting = now
    },
    check() {
      if (defects.length > 0) throw defects[0]
    },
  }
}

async function answer(
  route: Route,
  outcomeOf: Asking['outcomeOf'],
  { asks, showRefused }: GateLimits,
): Promise<void> {
  const request = route.request()
  const type = request.resourceType()
  const isAsked = asked[asks].has(type)
  if (type === 'stylesheet' && !isAsked) return route.fulfill({ contentType: 'text/css', body: '' })
  const outcome = isAsked ? await outcomeOf(request) : null
  const exchange = outcome === null ? null : exchangeOf(outcome)
  if (outcome === null || exchange === null) return route.abort('blockedbyclient')
  if (type !== 'document') return route.fulfill(fulfilment(exchange))
  if (outcome.kind === 'refused' && !showRefused) return route.abort('blockedbyclient')
  // Chromium does not show us requests that follow from a redirect: it is sent where the redirect led.
  if (outcome.isThere !== true && exchange.finalUrl !== exchange.url)
    return route.fulfill({ contentType: 'text/html', body: goTo(exchange.finalUrl) })
  return route.fulfill(fulfilment(exchange))
}
