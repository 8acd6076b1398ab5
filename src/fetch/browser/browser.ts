import type { ArchivedPage, FetchOutcome, Pictured } from '../../model/exchange.ts'
import type { PageRequest } from '../../model/page.ts'
import type { Errand, Network } from '../network.ts'
import { walk } from '../walk.ts'
import { openChromium } from './chromium.ts'
import { usualLimits, type BrowserLimits } from './limits.ts'
import { isChallenge, oneTry } from './oneTry.ts'
import { openPictureTaker } from './pictures.ts'
import { openRenderer } from './render.ts'

/** What a site allows its browser. */
export type BrowserErrand = Errand & { readonly browser?: 'once' }

/** The gate with a browser behind it, which starts when something first needs it. */
export interface BrowserGate {
  /** Fetches, rendering what is to be rendered, and shows a challenge to the browser where the errand allows it. */
  fetch(request: PageRequest, errand: BrowserErrand): Promise<FetchOutcome>
  /** Pictures of an archived page as a reader saw it. */
  picture(page: ArchivedPage, errand: Errand): Promise<Pictured>
  close(): void
}

export function openBrowserGate(network: Network, limits: Partial<BrowserLimits>): BrowserGate {
  const bounds = { ...usualLimits, ...limits }
  const chromium = openChromium(bounds.memory)
  const renderer = openRenderer(network, chromium, bounds)
  const pictures = openPictureTaker(network, bounds)

  const once = ({ render, ...request }: PageRequest, errand: Errand): Promise<FetchOutcome> =>
    render === undefined ? walk(network, request, errand) : renderer.render(request, render, errand)

  return {
    async fetch(request, errand) {
      const outcome = await once(request, errand)
      if (outcome.kind !== 'refused' || errand.browser !== 'once') return outcome
      if (errand.expect !== 'page' && errand.expect !== 'listing') return outcome
      const { exchange } = outcome
      const url = URL.parse(exchange?.finalUrl ?? request.url)
      if (url === null) return outcome
      const host = network.hosts.of(url)
      let own: Promise<FetchOutcome | null> | null = null
      if (host.trial === null) {
        if (exchange === null || !isChallenge(outcome) || exchange.method !== 'GET') return outcome
        own = oneTry(network, chromium, bounds, request, errand, exchange)
        host.trial = own.then((passed) => passed !== null)
      }
      if (!(await host.trial) || !wasWithoutCookie(outcome)) return outcome
      const passed = await own
      return passed !== null && request.render === undefined ? passed : once(request, errand)
    },
    picture: pictures.take,
    close() {
      // Nobody waits for it; Playwright keeps our process until Chromium has ended.
      void renderer.close().finally(() => chromium.close())
      void pictures.close()
    },
  }
}

/** Refused as a stranger, or because others were: with the cookie that the host has set since, it may answer. */
function wasWithoutCookie({ code, exchange }: Extract<FetchOutcome, { kind: 'refused' }>): boolean {
  if (code === 'host-paused') return true
  return exchange !== null && !('cookie' in exchange.requestHeaders)
}
