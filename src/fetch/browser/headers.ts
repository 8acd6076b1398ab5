import type { Exchange } from '../../model/exchange.ts'

/** Headers that are ours to write, that belong to a connection, or that say what browser it is. */
const ours =
  /^(?:user-agent|host|connection|content-length|accept-encoding|if-.*|range|te|upgrade-insecure-requests|sec-.*|referer)$/u

/** What of a browser's request headers goes on: what the page's scripts or its cookies mean for the host. */
export function forwarding(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ours.test(name)))
}

/** Headers of a body that is decoded and whole. */
const ofTheWire =
  /^(?:content-encoding|content-length|transfer-encoding|connection|keep-alive|alt-svc|trailer)$/u

/** An exchange as the browser is given it. */
export function fulfilment({ status, responseHeaders, body }: Exchange): {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Buffer
} {
  const kept = Object.entries(responseHeaders).filter(([name]) => !ofTheWire.test(name))
  return {
    status,
    headers: Object.fromEntries(
      kept.map(([name, value]) => [name, name === 'set-cookie' ? oneALine(value) : value]),
    ),
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
  }
}

/** Cookies were joined by commas, which also stand in their dates; Playwright takes one a line. */
const oneALine = (cookies: string): string => cookies.replace(/,\s*(?=[^;,=\s]+=)/gu, '\n')
