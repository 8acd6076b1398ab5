import robotsModule from 'robots-parser'
import type { FetchOutcome } from '../model/exchange.ts'
import type { Fault } from './answer.ts'

// The module is the function itself; its type declaration speaks of an ES default export (3.0.1).
const parseRobots = robotsModule as unknown as typeof robotsModule.default

/** The name by which robots.txt may speak of us (RFC 9309 §2.2.1). */
const token = 'nianbao'

/** RFC 9309 §2.5 asks for 500 KiB at least; what follows is not read. */
export const robotsBytes = 512 * 1024

/** RFC 9309 §2.3.1.2. */
export const robotsRedirects = 5

/** The rules (robots.txt) of one host. */
export interface RobotsRules {
  /** Why a URL must not be fetched, or null. */
  fault(url: URL): Fault | null
  /** Crawl-delay in milliseconds, 0 without one. */
  readonly delay: number
}

/**
 * What the answer to `/robots.txt` allows (RFC 9309 §2.3.1): a client error means that there are no rules; after a
 * server error, or without an answer, nothing may be fetched. A host that cannot be reached, or whose rules lie where
 * we do not go, keeps the code that says so, because "forbidden" would send the operator the wrong way.
 */
export function robotsRules(outcome: FetchOutcome, longestDelay: number): RobotsRules {
  if (outcome.kind !== 'refused') return parsedRules(outcome.exchange.body, longestDelay)
  const status = outcome.exchange?.status ?? 0
  const noRules = status >= 300 && status < 500 && !forbidding.has(outcome.code)
  if (noRules) return { fault: () => null, delay: 0 }
  const fault: Fault = {
    code: ownCode.has(outcome.code) ? outcome.code : 'robots-disallowed',
    message: `robots.txt could not be read, so nothing is fetched: ${outcome.message}`,
    ...(outcome.cause === undefined ? {} : { cause: outcome.cause }),
  }
  return { fault: () => fault, delay: 0 }
}

const ownCode: ReadonlySet<string> = new Set([
  'unreachable',
  'timed-out',
  'throttled',
  'certificate-differs',
  'challenge-page',
  'host-not-allowed',
  'host-moved',
  'private-address',
])

/** Not "no rules", whatever the status: 429 asks to wait, and a redirect that is not followed leads to rules unseen. */
const forbidding: ReadonlySet<string> = new Set([
  'throttled',
  'certificate-differs',
  'host-not-allowed',
  'host-moved',
  'private-address',
])

function parsedRules(body: Uint8Array, longestDelay: number): RobotsRules {
  // The parser compares origins; http and https of one host share their rules here, so both go by a fixed one.
  const text = new TextDecoder().decode(body)
  const rules = parseRobots('http://host/robots.txt', text)
  const seconds = rules.getCrawlDelay(token) ?? 0
  return {
    fault(url) {
      const allowed = rules.isAllowed(`http://host${url.pathname}${url.search}`, token) ?? false
      return allowed
        ? null
        : { code: 'robots-disallowed', message: `robots.txt of ${url.host} forbids ${url.pathname}` }
    },
    delay: seconds > 0 ? Math.min(seconds * 1000, longestDelay) : 0,
  }
}
