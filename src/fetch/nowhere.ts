import { hash } from 'node:crypto'
import type { Fault } from './answer.ts'
import { exhaustionFault } from '../model/exhaustion.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Errand, Network } from './network.ts'
import { givenBy, type Given } from './given.ts'
import { lengthOf, shownOnlyBy } from './pageParts.ts'
import { holdsContent } from './scriptedContent.ts'
import { walk } from './walk.ts'

/** How many characters two showings of one page may differ by: a greeting by the hour, a weekday. */
const slight = 10
/** How much longer than between two empty answers the difference may be: tips and mottos are of many lengths. */
const playOfChance = 1.5
/** Of a front page, as much may have changed between two looks. */
const newsOfTheMinute = 0.1

/**
 * Whether a page that came as success is what the host gives for addresses at which nothing can be, or its front page:
 * a soft 404. Costs the host one request in a run and kind of address where it says honestly that there is nothing, two
 * where it does not, and one for the front page; robots.txt and pace hold for them. What could not be compared is no fault.
 */
export async function sameAsNowhere(
  network: Network,
  exchange: Exchange,
  errand: Omit<Errand, 'expect' | 'validators'>,
): Promise<Fault | null> {
  // Pages whose scripts hold what they print are all alike without them.
  if (holdsContent(exchange.body)) return null
  const asked = new URL(exchange.url)
  const host = network.hosts.of(asked)
  const page = comparable(exchange)
  if (page === null) return null
  const ask = (key: string, url: URL): Promise<Given | null> => {
    // One kind of address is asked for once: what the first folder gives counts for all.
    const asking = host.nowhere.get(key) ?? askFor(network, url, errand)
    host.nowhere.set(key, asking)
    return asking
  }
  const nowhere = (nth: 1 | 2): Promise<Given | null> =>
    ask(`${nth}${kindOf(asked)}`, nowhereBeside(asked, nth))

  const nothing = await nowhere(1)
  if (nothing !== null && (await isSame(page, nothing, () => nowhere(2)))) {
    return fault(`the host answers the same to ${nowhereBeside(asked, 1).pathname}, where nothing can be`)
  }
  const front = asked.pathname === '/' ? null : await ask('/', new URL('/', asked))
  return front !== null && isFront(page, front) ? fault('the front page of the host in its place') : null
}

async function isSame(page: Given, nothing: Given, again: () => Promise<Given | null>): Promise<boolean> {
  if (page.sentTo !== null && page.sentTo === nothing.sentTo) return true
  if (linksMore(page, nothing)) return false
  const differing = shownOnlyBy(page.parts, nothing.parts)
  if (differing <= slight) return true
  if (differing > lengthOf(page.parts) / 2) return false
  const second = await again()
  if (second === null) return false
  const chance = Math.max(shownOnlyBy(nothing.parts, second.parts), shownOnlyBy(second.parts, nothing.parts))
  return shownOnlyBy(page.parts, nothing.parts, second.parts) <= Math.max(slight, chance * playOfChance)
}

/** Both ways: a short page has its whole frame in common with the front page, but not the front page's news. */
function isFront(page: Given, front: Given): boolean {
  const differing = shownOnlyBy(page.parts, front.parts)
  return (
    !linksMore(page, front) &&
    differing <= Math.max(slight, lengthOf(page.parts) * newsOfTheMinute) &&
    shownOnlyBy(front.parts, page.parts) <= Math.max(slight, lengthOf(front.parts) * newsOfTheMinute)
  )
}

/** A letter may be its frame and a link of few characters to its file: that file is linked nowhere else. */
function linksMore(page: Given, other: Given): boolean {
  return [...page.documents].some((document) => !other.documents.has(document))
}

/** An address in the same folder and of the same kind, the same in every run, that nobody has given to anything. */
function nowhereBeside(url: URL, nth: number): URL {
  const folder = url.pathname.slice(0, url.pathname.lastIndexOf('/') + 1)
  const name = hash('sha256', `${url.host}${folder} ${nth}`).slice(0, 12)
  return new URL(`${folder}nianbao-no-such-page-${name}${kindOf(url)}`, url.origin)
}

/** The extension, with its dot; empty without one. */
function kindOf({ pathname }: URL): string {
  return /\.[a-z\d]{1,8}$/iu.exec(pathname)?.[0].toLowerCase() ?? ''
}

async function askFor(
  network: Network,
  url: URL,
  errand: Omit<Errand, 'expect' | 'validators'>,
): Promise<Given | null> {
  const outcome = await walk(network, { url: url.href }, { ...errand, expect: 'nothing' })
  return outcome.kind === 'admitted' ? comparable(outcome.exchange) : null
}

/** Null for a page whose parts cannot be told within the stack. */
function comparable(exchange: Exchange): Given | null {
  try {
    return givenBy(exchange)
  } catch (error) {
    if (exhaustionFault(error) === null) throw error
    return null
  }
}

function fault(message: string): Fault {
  return { code: 'soft-404', message }
}
