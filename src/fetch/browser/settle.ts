import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright'
import { z } from 'zod'
import type { OpenPage } from './openPage.ts'
import { within } from './within.ts'

/** What is waited for as it stands: how many elements, and a number that changes with them. */
const Mark = z.object({ count: z.int(), mark: z.int() })
export type Mark = z.infer<typeof Mark>

/** How long (ms) between two looks. */
const look = 100
/** So many times `idle` must what is there stay as it is while the page goes on asking. */
const restless = 4

export interface Patience {
  /** Looks in a row in which nothing may change once it is there. */
  readonly looks: number
  /** Milliseconds without a request or a change after which nothing more is awaited. */
  readonly idle: number
  /** Milliseconds of the epoch. */
  readonly deadline: number
}

/**
 * Waits until elements of `selector` are there, other than those that `before` marks, and nothing more is on its way. Gives
 * their mark, or null when they do not come, or when the host refused the page's document.
 */
export async function settle(
  { page, gate, fault }: OpenPage,
  selector: string,
  before: Mark | null,
  { looks, idle, deadline }: Patience,
): Promise<Mark | null> {
  let last: Mark | null = null
  let quietLooks = 0
  let quietSince = Date.now()
  let sameSince = Date.now()
  while (Date.now() < deadline && fault() === null) {
    await sleep(look)
    gate.check()
    if (gate.pending() === 0 && gate.documents().at(-1)?.kind === 'refused') return null
    const now = await markOf(page, selector, deadline)
    const isSame = now !== null && now.count === last?.count && now.mark === last.mark
    const isQuiet = isSame && gate.pending() === 0 && gate.documents().length > 0
    if (!isSame) sameSince = Date.now()
    if (!isQuiet) quietSince = Date.now()
    quietLooks = isQuiet ? quietLooks + 1 : 0
    last = now
    const there = now !== null && now.count > 0 && now.mark !== before?.mark ? now : null
    if (there !== null && quietLooks >= looks) return there
    if (Date.now() - quietSince > idle) return there
    // Some pages never stop asking.
    if (there !== null && Date.now() - sameSince > restless * idle) return there
  }
  return null
}

/** Null while the page is on its way to another document, or does not answer. */
async function markOf(page: Page, selector: string, deadline: number): Promise<Mark | null> {
  const found = page.evaluate<unknown>(`(() => {
    const elements = [...document.querySelectorAll(${JSON.stringify(selector)})]
    let mark = 0
    for (const { outerHTML } of elements)
      for (let at = 0; at < outerHTML.length; at += 1) mark = (mark * 31 + outerHTML.charCodeAt(at)) | 0
    return { count: elements.length, mark }
  })()`)
  // Playwright fails, with errors of no kind of their own, while a document gives way to the next.
  const given = await within(
    Math.max(0, deadline - Date.now()),
    found.catch(() => null),
  )
  return Mark.safeParse(given).data ?? null
}

/** Clicks the first element of `selector`. Gives whether there was one that can be clicked. */
export async function clickOn(page: Page, selector: string, { deadline }: Patience): Promise<boolean> {
  // Without style sheets nothing can be said of what is visible or covered: the element itself is told.
  const clicked = page.evaluate<unknown>(`(() => {
    const element = document.querySelector(${JSON.stringify(selector)})
    const off = (at) => at.disabled === true || at.getAttribute('aria-disabled') === 'true' || /(?:^|[\\s_-])disabled?(?:$|[\\s_-])/.test(at.className)
    if (!element || off(element) || (element.parentElement && off(element.parentElement))) return false
    element.click()
    return true
  })()`)
  const given = await within(
    Math.max(0, deadline - Date.now()),
    clicked.catch(() => null),
  )
  return given === true
}
