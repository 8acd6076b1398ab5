import { validateHeaderName, validateHeaderValue } from 'node:http'
import type { Exchange } from '../../model/exchange.ts'

/** Headers that are ours to write, that belong to a connection, or that say what browser it is. */
const ours =
  /^(?:user-agent|host|connection|keep-alive|proxy-.*|content-length|transfer-encoding|trailer|expect|upgrade|accept-encoding|if-.*|range|te|upgrade-insecure-requests|sec-.*|referer)$/u

/** What of a browser's request headers goes on: what the page's scripts or its cookies mean for the host. */
export function forwarding(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const theirs = Object.entries(headers).filter(([name]) => !ours.test(name))
  const written = theirs.map(([name, value]) => [name, name === 'cookie' ? asBytes(value) : value] as const)
  return Object.fromEntries(written.filter(([name, value]) => canBeSent(name, value)))
}

/**
 * A cookie with anything beyond ASCII as browsers send it: the bytes of its UTF-8 (RFC 6265 §5.4), each a character of Latin-1, as
 * Node wants it. What no header can hold stays away from the host.
 */
export function cookieHeader(cookies: readonly { readonly name: string; readonly value: string }[]): string {
  const pairs = cookies.map(({ name, value }) => asBytes(name === '' ? value : `${name}=${value}`))
  return pairs.filter((pair) => canBeSent('cookie', pair)).join('; ')
}

const asBytes = (text: string): string => Buffer.from(text).toString('latin1')

/** Whether Node sends it; it throws for what a header cannot hold, and a page's script can make any. */
function canBeSent(name: string, value: string): boolean {
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
    return true
  } catch {
    return false
  }
}

/** Headers of a body that is decoded and whole. */
const ofTheWire =
  /^(?:content-encoding|content-length|transfer-encoding|connection|keep-alive|alt-svc|trailer)$/u

/** Workers hold memory of their own, and no list needs one. Frames and what a page makes of blobs inherit it. */
const noWorkers = "worker-src 'none'"

/** An exchange as the browser is given it. */
export function fulfilment({ status, responseHeaders, body }: Exchange): {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Buffer
} {
  const kept = Object.entries(responseHeaders).filter(([name]) => !ofTheWire.test(name))
  return {
    status,
    headers: {
      ...Object.fromEntries(
        kept.map(([name, value]) => [name, name === 'set-cookie' ? oneALine(value) : value]),
      ),
      'content-security-policy': [responseHeaders['content-security-policy'] ?? [], noWorkers]
        .flat()
        .join(', '),
    },
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
  }
}

/** Cookies were joined by commas, which also stand in their dates; Playwright takes one a line. */
const oneALine = (cookies: string): string => cookies.replace(/,\s*(?=[^;,=\s]+=)/gu, '\n')
