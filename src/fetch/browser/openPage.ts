import type { BrowserContext, Page } from 'playwright'
import { NianbaoError } from '../../errors.ts'
import type { FetchConfig } from '../../model/config.ts'
import type { Fault } from '../answer.ts'
import { longestStart, type Chromium } from './chromium.ts'
import type { AskFor } from './askOnce.ts'
import { cookieHeader } from './headers.ts'
import { openGate, type Gate, type GateLimits } from './gate.ts'
import type { BrowserLimits } from './limits.ts'
import { within } from './within.ts'

/** A page in a profile of its own, behind the gate. */
export interface OpenPage {
  readonly page: Page
  readonly gate: Gate
  /** Why it cannot be gone on with (it crashed, or the browser ended), or null. */
  readonly fault: () => Fault | null
  /** Its cookies for a URL, as a Cookie header. */
  cookies(url: string): Promise<string>
  /** Never fails, and waits no longer than a few seconds: a page that hangs takes the browser with it. */
  close(): Promise<void>
}

/** What a page is opened for. */
export interface Purpose {
  /** See `GateLimits`. */
  readonly asks?: GateLimits['asks']
  readonly showRefused?: boolean
  /** Where it matters how the page looks; in pixels of CSS. */
  readonly viewport?: { readonly width: number; readonly height: number }
}

/** Opens an empty page. */
export async function openPage(
  chromium: Chromium,
  askFor: AskFor,
  config: FetchConfig,
  limits: BrowserLimits,
  { asks = 'content', showRefused = false, viewport }: Purpose = {},
): Promise<OpenPage> {
  const context = await chromium.context(config.userAgent, viewport)
  const bounds = { requests: limits.requests, bytes: config.maxBytes, asks, showRefused }
  const [page, gate] = await emptyPage(context, askFor, bounds)
  let crashed = false
  page.on('crash', () => (crashed = true))
  return {
    page,
    gate,
    fault() {
      const flood = gate.fault()
      if (flood !== null) return flood
      if (crashed) return { code: 'too-large', message: 'the page needs more memory than a browser has here' }
      return page.isClosed() ? { code: 'no-browser', message: 'the browser ended' } : null
    },
    async cookies(url) {
      const cookies = await context.cookies(url).catch(() => []) // the browser ended
      return cookieHeader(cookies)
    },
    async close() {
      const closed = context.close().then(
        () => true,
        () => true, // it was gone already
      )
      if (!(await within(10_000, closed))) await chromium.end()
    },
  }
}

/** Fails as `no-browser` when the browser ends under it: a page's fault, or the machine's, and none of the program. */
async function emptyPage(
  context: BrowserContext,
  askFor: AskFor,
  limits: GateLimits,
): Promise<readonly [Page, Gate]> {
  try {
    const page = await within(longestStart, context.newPage())
    if (page === null) throw new Error(`no page after ${longestStart} ms`)
    return [page, await openGate(context, page, askFor, limits)]
  } catch (cause) {
    throw new NianbaoError('no-browser', 'the browser ended when a page was to be opened', { cause })
  }
}
