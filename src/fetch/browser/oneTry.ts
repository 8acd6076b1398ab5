import { setTimeout as sleep } from 'node:timers/promises'
import { NianbaoError } from '../../errors.ts'
import type { Exchange, FetchOutcome } from '../../model/exchange.ts'
import type { PageRequest } from '../../model/page.ts'
import type { Errand, Network } from '../network.ts'
import type { Chromium } from './chromium.ts'
import type { AskFor } from './askOnce.ts'
import type { BrowserLimits } from './limits.ts'
import { asShown, behindCookie } from './behindCookie.ts'
import { isContent } from './isContent.ts'
import { openPage, type OpenPage } from './openPage.ts'
import { throughGate } from './render.ts'

type Refused = Extract<FetchOutcome, { kind: 'refused' }>

/** How hosts answer before a script has run there: 加速乐 521 or 512, 瑞数 412 (platforms.md §6.2). */
const challenging: ReadonlySet<number> = new Set([412, 512, 521])

/** Whether a refusal is one that a reader's browser may lift by its scripts or cookies. A captcha is none. */
export function isChallenge({ code, exchange }: Refused): boolean {
  if (exchange === null) return false
  if (behindCookie(exchange) !== null) return true
  return code === 'challenge-page' || (code !== 'captcha' && challenging.has(exchange.status))
}

/**
 * The one polite try (DESIGN §8, docs/decisions/0015): the answer that was refused is shown to a browser, whose script may set its
 * cookie and load the page again. Gives the host's answer to that, admitted, when it is content beyond doubt, else null.
 * The cookie then holds for the host until the run ends.
 */
export async function oneTry(
  network: Network,
  chromium: Chromium,
  limits: BrowserLimits,
  request: PageRequest,
  errand: Errand,
  challenge: Exchange,
): Promise<FetchOutcome | null> {
  const askFor = challengeFirst(
    challenge,
    throughGate(network, { ...errand, trial: true }),
    limits.trialDocuments,
  )
  let open: OpenPage
  try {
    open = await openPage(chromium, askFor, network.config, limits, { showRefused: true })
  } catch (error) {
    if (error instanceof NianbaoError && error.code === 'no-browser') return null
    throw error
  }
  try {
    void open.page.goto(challenge.finalUrl, { waitUntil: 'commit', timeout: 0 }).catch(() => undefined)
    const passed = await contentAfter(
      open,
      limits,
      request.render === undefined ? (document) => isContent(document, errand.expect) : anyPage,
    )
    if (passed === null) return null
    const host = network.hosts.of(new URL(passed.finalUrl))
    host.cookies = await open.cookies(passed.finalUrl)
    host.refusals.forget()
    const { method = 'GET' } = request
    const browser = { kind: 'passed', name: chromium.name() } as const
    return { kind: 'admitted', exchange: { ...passed, url: request.url, method, browser } }
  } finally {
    await open.close()
  }
}

/** The host is not asked again for what it has answered already, nor for more documents than a try may take. */
function challengeFirst(challenge: Exchange, askFor: AskFor, most: number): AskFor {
  let asked = 0
  return (request, what, headers) => {
    if (what !== 'document') return askFor(request, what, headers)
    asked += 1
    if (asked > 1 && asked <= most + 1) return askFor(request, what, headers)
    const exchange = asked === 1 ? { ...asShown(challenge), url: request.url, finalUrl: request.url } : null
    const message = 'a script challenge'
    return Promise.resolve({ kind: 'refused', code: 'challenge-page', message, exchange })
  }
}

/** The first document that the host answers with content, within the time and the documents that a try may take. */
async function contentAfter(
  { gate, fault }: OpenPage,
  limits: BrowserLimits,
  isPassed: (document: Exchange) => boolean,
): Promise<Exchange | null> {
  const deadline = Date.now() + limits.trial
  while (Date.now() < deadline && fault() === null) {
    await sleep(100)
    gate.check()
    const documents = gate.documents()
    const last = documents.at(-1)
    if (last?.kind === 'admitted') return isPassed(last.exchange) ? last.exchange : null
    if (documents.length > limits.trialDocuments) return null
  }
  return null
}

/** What is to be rendered says nothing before: whether it then shows its rows, its family judges. */
const anyPage = (): boolean => true
