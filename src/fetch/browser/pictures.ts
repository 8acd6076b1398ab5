import { hash } from 'node:crypto'
import PQueue from 'p-queue'
import type { Page, Request } from 'playwright'
import { z } from 'zod'
import { NianbaoError } from '../../errors.ts'
import type { ArchivedPage, Exchange, Pictured, Picturing } from '../../model/exchange.ts'
import type { Errand, Network } from '../network.ts'
import type { AskFor } from './askOnce.ts'
import { openChromium } from './chromium.ts'
import type { BrowserLimits } from './limits.ts'
import { openPage, type OpenPage } from './openPage.ts'
import { throughGate } from './render.ts'
import { settle } from './settle.ts'
import { within } from './within.ts'

/** Takes pictures of archived pages (docs/decisions/0059). */
export interface PictureTaker {
  /** Never fails for what a page does: that is `failed`, with a line that says why. */
  readonly take: (page: ArchivedPage, errand: Errand) => Promise<Pictured>
  readonly close: () => Promise<void>
}

/** In pixels of CSS; a desktop's. */
const viewport = { width: 1280, height: 800 } as const
/** No picture is taller: beyond 16,384 pixels Chromium paints the beginning again. */
const tallest = 16_000
/** Looks in a row in which nothing may change before the page counts as shown. */
const quietLooks = 10
/** Pages that are shown at the same time; a page with its pictures may hold some hundred MB. */
const atATime = 2

/** Opens what takes pictures behind the gate; its Chromium starts with the first. */
export function openPictureTaker(network: Network, limits: BrowserLimits): PictureTaker {
  const chromium = openChromium(limits.memory, 'pictures')
  const queue = new PQueue({ concurrency: atATime })

  async function take(shown: ArchivedPage, errand: Errand): Promise<Pictured> {
    const askFor = archivedFirst(shown, throughGate(network, errand))
    const open = await openPage(chromium, askFor, network.config, limits, { asks: 'looks', viewport })
    try {
      const unanswered = unansweredOf(open.page)
      const deadline = Date.now() + limits.picture
      void open.page.goto(shown.finalUrl, { waitUntil: 'commit', timeout: 0 }).catch(() => undefined)
      await settle(open, 'html', null, { looks: quietLooks, idle: limits.picture, deadline })
      const missing = unanswered()
      const made =
        (await within(limits.shot, bothOf(open).catch(asWords))) ?? 'it does not come to an end in a browser'
      const fault = faultOf(open)
      if (fault !== null) return failed(fault)
      if (typeof made === 'string') return failed(made)
      const { maxBytes } = network.config
      if (made.some(({ body }) => body.length > maxBytes))
        return failed(`its picture is larger than ${maxBytes} bytes`)
      const name = chromium.name()
      const facts = { kind: 'pictured', name, page: shown.sha256, viewport, missing } as const
      return {
        kind: 'taken',
        pictures: made.map(({ body, ...more }) => exchangeOf(shown, body, { ...facts, ...more })),
      }
    } finally {
      await open.close()
    }
  }

  return {
    take: (page, errand) =>
      queue.add(async () => {
        try {
          return await take(page, errand)
        } catch (error) {
          if (error instanceof NianbaoError && error.code === 'no-browser') return failed(error.message)
          throw error
        }
      }),
    close: () => chromium.close(),
  }
}

const failed = (message: string): Pictured => ({ kind: 'failed', message })

/** The page as it was archived, and no other in its place; what belongs to it comes through the gate. */
function archivedFirst(shown: ArchivedPage, askFor: AskFor): AskFor {
  let isShown = false
  return (request, what, headers) => {
    if (what !== 'document') return askFor(request, what, headers)
    if (isShown) {
      const message = 'a script of the page leads away from it'
      return Promise.resolve({ kind: 'refused', code: 'blocked', message, exchange: null })
    }
    isShown = true
    const exchange: Exchange = {
      ...{ ...shown, url: request.url, finalUrl: request.url },
      ...{ method: 'GET', form: null, hops: [], status: 200, requestHeaders: {}, encoded: null, time: '' },
    }
    return Promise.resolve({ kind: 'admitted', exchange })
  }
}

/** Counts the requests of a page that were not answered, or not yet. */
function unansweredOf(page: Page): () => number {
  const open = new Set<Request>()
  page.on('request', (request) => open.add(request))
  page.on('requestfinished', (request) => open.delete(request))
  return () => open.size
}

function faultOf({ page, gate, fault }: OpenPage): string | null {
  gate.check()
  const document = gate.documents().at(-1)
  if (document?.kind === 'refused') return document.message
  // what is sent as a download leaves the empty page behind
  const isShown = document !== undefined && /^https?:/u.test(page.url())
  return fault()?.message ?? (isShown ? null : 'a browser does not show it as a page')
}

type Made = Pick<Picturing, 'as' | 'cut'> & { readonly body: Uint8Array }

/** The PDF second: it lays the page out anew. What is shown on the screen goes on paper, not what a host made for printers. */
async function bothOf({ page }: OpenPage): Promise<readonly Made[]> {
  const told = z
    .int()
    .positive()
    .safeParse(await page.evaluate<unknown>('document.documentElement.scrollHeight'))
  const height = told.data ?? viewport.height
  const clip = { x: 0, y: 0, width: viewport.width, height: Math.min(height, tallest) }
  const png = await page.screenshot({ type: 'png', fullPage: true, clip, animations: 'disabled', timeout: 0 })
  await page.emulateMedia({ media: 'screen' })
  const pdf = await page.pdf({ format: 'A4', printBackground: true })
  return [
    { as: 'png', body: png, ...(height > tallest && { cut: height }) },
    { as: 'pdf', body: pdf },
  ]
}

/** Playwright's errors have no kind of their own, and go on for lines. */
const asWords = (error: unknown): string =>
  `a browser made no picture of it: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`

/** A picture as the ledger takes it: nobody sent it. */
const exchangeOf = ({ url, finalUrl }: ArchivedPage, body: Uint8Array, browser: Picturing): Exchange => ({
  ...{ url, finalUrl, method: 'GET', form: null, hops: [], status: 200 },
  ...{ requestHeaders: {}, responseHeaders: {} },
  ...{ body, sha256: hash('sha256', body), encoded: null },
  ...{ time: new Date().toISOString(), browser },
})
