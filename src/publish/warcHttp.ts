import type { Capture } from '../model/capture.ts'

type Headers = Readonly<Record<string, string>>

/** A body as it is stored: after transfer decoding; `encoded` while its content coding is still on it. */
export interface StoredBody {
  readonly size: number
  readonly encoded: boolean
}

/**
 * Head of an HTTP response message (RFC 9112). The ledger has no version and no reason phrase, so the phrase stays empty.
 * Values are written byte for byte: Node hands header bytes over as Latin-1, whatever the server meant by them.
 */
export function responseHead(status: number, headers: Headers): Buffer {
  return head(`HTTP/1.1 ${status} `, headers)
}

/** An HTTP request message as the last hop was asked. */
export function requestMessage(capture: Capture): { readonly head: Buffer; readonly body: Buffer } {
  const { pathname, search } = new URL(capture.final_url)
  const method = methodOfLastRequest(capture)
  const form = method === 'POST' ? new URLSearchParams(capture.form ?? {}).toString() : ''
  return {
    head: head(`${method} ${pathname}${search} HTTP/1.1`, capture.request_headers),
    body: Buffer.from(form),
  }
}

/** RFC 9110 §15.4: only 307 and 308 keep the method. */
export function methodOfLastRequest({ method, hops }: Capture): 'GET' | 'POST' {
  return hops.every(({ status }) => status === 307 || status === 308) ? method : 'GET'
}

/**
 * Headers with those that no longer fit the stored body renamed to `x-orig-…`: readers of WARC would else undo a transfer or
 * content coding that is undone already, or cut the body. `body`: null where the answer has none (304), for then its
 * Content-Length speaks of another one (RFC 9110 §8.6).
 */
export function fittedHeaders(headers: Headers, body: StoredBody | null): Headers {
  const unfit = (name: string, value: string): boolean => {
    if (name === 'transfer-encoding') return true
    if (body === null) return false
    if (name === 'content-encoding') return !body.encoded
    return name === 'content-length' && value !== String(body.size)
  }
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [unfit(name, value) ? `x-orig-${name}` : name, value]),
  )
}

function head(start: string, headers: Headers): Buffer {
  const lines = [start, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
}
