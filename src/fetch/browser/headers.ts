import { validateHeaderName } from 'node:http'
import type { Exchange } from '../../model/exchange.ts'

/** Headers that are ours to write, that belong to a connection, or that say what browser it is. */
const ours =
  /^(?:user-agent|host|connection|keep-alive|proxy-.*|content-length|transfer-encoding|trailer|expect|upgrade|accept-encoding|if-.*|range|te|upgrade-insecure-requests|sec-.*|referer)$/u

/** What of a browser's request headers goes on: what the page's scripts or its cookies mean for the host. */
export function forwarding(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ours.test(name) && isName(name)))
}

/** A cookie header of what a browser holds (RFC 6265 §5.4); what no header can hold is seen to where it is sent. */
export const cookieHeader = (cookies: readonly { readonly name: string; readonly value: string }[]): string =>
  cookies.map(({ name, value }) => (name === '' ? value : `${name}=${value}`)).join('; ')

/** Whether Node sends it; it throws for what is no name of a header, and a page's script can make any. */
function isName(name: string): boolean {
  try {
    validateHeaderName(name)
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
