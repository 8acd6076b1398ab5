import { hash } from 'node:crypto'
import PQueue from 'p-queue'
import { NianbaoError } from '../../errors.ts'
import type { Exchange, FetchOutcome } from '../../model/exchange.ts'
import type { PageRequest, Rendering } from '../../model/page.ts'
import type { Fault } from '../answer.ts'
import type { Errand, Network } from '../network.ts'
import { targetFault } from '../target.ts'
import { walk } from '../walk.ts'
import type { Chromium } from './chromium.ts'
import type { AskFor } from './askOnce.ts'
import type { BrowserLimits } from './limits.ts'
import { openPage, type OpenPage } from './openPage.ts'
import { clickOn, settle, type Mark, type Patience } from './settle.ts'
import { within } from './within.ts'

/** A page that is kept open for its next step. */
interface Kept {
  readonly url: string
  readonly next: string | undefined
  readonly open: OpenPage
  readonly step: number
  readonly mark: Mark
}

export interface Renderer {
  /** The page as a browser shows it, or why not; see `Rendering`. */
  render(request: PageRequest, rendering: Rendering, errand: Errand): Promise<FetchOutcome>
  close(): Promise<void>
}

/** Rows come together; a menu may be there long before them. */
const looksAtRows = 4
const looksAtAnyLink = 10

/** Pages that are rendered at the same time; their requests are one at a time per host anyway. */
const atATime = 4

/** Opens what renders pages (渲染) behind the gate. */
export function openRenderer(network: Network, chromium: Chromium, limits: BrowserLimits): Renderer {
  const queue = new PQueue({ concurrency: atATime })
  const kept = new Map<string, Kept>()

  /** The page as its step before left it, where it is still open; it is no other request's any more. */
  async function takeKept(
    host: string,
    request: PageRequest,
    { next, step = 1 }: Rendering,
  ): Promise<Kept | null> {
    const found = kept.get(host)
    kept.delete(host)
    if (found === undefined) return null
    const isNext = found.url === request.url && found.next === next && found.step === step - 1
    if (isNext && found.open.fault() === null) {
      found.open.gate.rest(false)
      return found
    }
    await found.open.close()
    return null
  }

  async function keep(host: string, page: Kept): Promise<void> {
    page.open.gate.rest(true)
    await kept.get(host)?.open.close()
    kept.set(host, page)
    const [oldest] = kept
    if (kept.size <= limits.open || oldest === undefined) return
    kept.delete(oldest[0])
    await oldest[1].open.close()
  }

  async function render(request: PageRequest, rendering: Rendering, errand: Errand): Promise<FetchOutcome> {
    const url = URL.parse(request.url)
    if (url === null) return refused({ code: 'host-not-allowed', message: `${request.url} is no URL` })
    const forbidden = targetFault(url, errand.hosts)
    if (forbidden !== null) return refused(forbidden)
    const before = await takeKept(url.host, request, rendering)
    const patience: Patience = {
      looks: rendering.until === undefined ? looksAtAnyLink : looksAtRows,
      idle: limits.idle,
      deadline: Date.now() + limits.page,
    }
    const open =
      before?.open ?? (await openPage(chromium, throughGate(network, errand), network.config, limits))
    let isKept = false
    try {
      const last = before ?? (await begin(open, request, rendering, patience))
      const mark = await clickOnTo(open, last, rendering, patience)
      const outcome = await outcomeOf(open, request, rendering, mark, { network, chromium, patience })
      isKept = outcome.kind === 'admitted' && mark !== null && rendering.next !== undefined
      if (isKept && mark !== null) {
        const { next, step = 1 } = rendering
        await keep(url.host, { url: request.url, next, open, step, mark })
      }
      return outcome
    } finally {
      if (!isKept) await open.close()
    }
  }

  return {
    render: (request, rendering, errand) =>
      queue.add(async () => {
        try {
          return await render(request, rendering, errand)
        } catch (error) {
          if (error instanceof NianbaoError && error.code === 'no-browser')
            return refused({ code: error.code, message: `${request.url}: ${error.message}`, cause: error })
          throw error
        }
      }),
    async close() {
      const open = [...kept.values()]
      kept.clear()
      await Promise.all(open.map((page) => page.open.close()))
    },
  }
}

/** The gate of a page: its own document is judged as what was wanted, all else as a part. */
export function throughGate(network: Network, errand: Errand): AskFor {
  return (request, what, headers) =>
    walk(network, request, { ...errand, headers, expect: what === 'document' ? errand.expect : 'part' })
}

const selectorOf = ({ until }: Rendering): string => until ?? 'a[href]'

interface Stand {
  readonly step: number
  readonly mark: Mark | null
}

async function begin(
  open: OpenPage,
  { url }: PageRequest,
  rendering: Rendering,
  patience: Patience,
): Promise<Stand> {
  // What became of it the gate knows: the browser's own word says nothing of the host.
  void open.page.goto(url, { waitUntil: 'commit', timeout: 0 }).catch(() => undefined)
  return { step: 1, mark: await settle(open, selectorOf(rendering), null, patience) }
}

/** Clicks until the step that is wanted. Gives null when what is waited for is not there, or does not change any more. */
async function clickOnTo(
  open: OpenPage,
  from: Stand,
  rendering: Rendering,
  patience: Patience,
): Promise<Mark | null> {
  const { next, step = 1 } = rendering
  let { mark } = from
  for (let at = from.step; at < step && mark !== null; at += 1) {
    if (next === undefined || !(await clickOn(open.page, next, patience))) return null
    mark = await settle(open, selectorOf(rendering), mark, patience)
  }
  return mark
}

async function outcomeOf(
  open: OpenPage,
  request: PageRequest,
  { step = 1 }: Rendering,
  mark: Mark | null,
  { network, chromium, patience }: { network: Network; chromium: Chromium; patience: Patience },
): Promise<FetchOutcome> {
  const { gate, page } = open
  gate.check()
  const document = gate.documents().at(-1)
  if (document?.kind === 'refused') return document
  const fault = open.fault()
  if (fault !== null) return refused(fault)
  if (document === undefined) return refused(notMade(request, patience))
  const html = await within(
    Math.max(1_000, patience.deadline - Date.now()),
    page.content().catch(() => null),
  )
  if (html === null) return refused(notMade(request, patience))
  const body = Buffer.from(html)
  if (body.length > network.config.maxBytes)
    return refused({
      code: 'too-large',
      message: `${request.url}: the page became larger than ${network.config.maxBytes} bytes`,
    })
  const { exchange } = document
  const made: Exchange = {
    ...exchange,
    url: request.url,
    finalUrl: page.url().replace(/#.*$/u, ''),
    requestHeaders: {},
    responseHeaders: {}, // nobody sent it
    body,
    sha256: hash('sha256', body),
    encoded: null,
    browser: {
      ...{ kind: 'rendered', name: chromium.name(), step, shown: mark !== null },
      ...{ parts: gate.takeParts(), unasked: gate.takeUnasked() },
    },
  }
  return { kind: 'admitted', exchange: made }
}

const notMade = ({ url }: PageRequest, { deadline }: Patience): Fault =>
  Date.now() >= deadline
    ? { code: 'timed-out', message: `${url}: the page does not come to an end in a browser` }
    : { code: 'unreachable', message: `${url}: a browser made nothing of it` }

const refused = (fault: Fault): FetchOutcome => ({ kind: 'refused', exchange: null, ...fault })
