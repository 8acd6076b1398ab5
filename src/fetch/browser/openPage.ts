import type { Page } from 'playwright'
import type { FetchConfig } from '../../model/config.ts'
import type { Fault } from '../answer.ts'
import type { Chromium } from './chromium.ts'
import { openGate, type AskFor, type Gate } from './gate.ts'
import type { BrowserLimits } from './limits.ts'

/** A page in a profile of its own, behind the gate. */
export interface OpenPage {
  readonly page: Page
  readonly gate: Gate
  /** Why it cannot be gone on with (it crashed), or null. */
  readonly fault: () => Fault | null
  /** Its cookies for a URL, as a Cookie header. */
  cookies(url: string): Promise<string>
  /** Never fails, and waits no longer than a few seconds: a page that hangs takes the browser with it. */
  close(): Promise<void>
}

/** Opens an empty page. */
export async function openPage(
  chromium: Chromium,
  askFor: AskFor,
  config: FetchConfig,
  limits: BrowserLimits,
  showRefused: boolean,
): Promise<OpenPage> {
  const context = await chromium.context(config.userAgent)
  const page = await context.newPage()
  let crashed = false
  page.on('crash', () => (crashed = true))
  const bounds = { requests: limits.requests, bytes: config.maxBytes, showRefused }
  const gate = await openGate(context, page, askFor, bounds)
  return {
    page,
    gate,
    fault: () =>
      crashed
        ? { code: 'too-large', message: 'the page needs more memory than a browser is given here' }
        : null,
    async cookies(url) {
      const cookies = await context.cookies(url)
      return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    },
    async close() {
      const closed = context.close().then(
        () => true,
        () => true, // it was gone already
      )
      if (!(await within(10_000, closed))) await chromium.end().catch(() => undefined)
    },
  }
}

/** What the promise gives, or null when it takes longer than so many milliseconds. */
export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((done) => {
    timer = setTimeout(done, milliseconds, null)
  })
  return Promise.race([promise, late]).finally(() => {
    clearTimeout(timer)
  })
}
