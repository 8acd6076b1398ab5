import type { Capture, CaptureFacts } from '../model/capture.ts'
import type { Browsing, Exchange } from '../model/exchange.ts'

/** What a ledger line is made of. `content` is that of the body, or for a 304 that of the body it confirms. */
export interface CaptureParts {
  readonly seq: number
  readonly prev: string
  readonly run: string
  readonly exchange: Exchange
  readonly facts: CaptureFacts
  readonly content: Pick<Capture, 'outcome' | 'sha256' | 'size' | 'extension'>
  /** Extension of the encoded body, where there is one. */
  readonly encodedExtension: string
}

export function captureOf({ seq, prev, run, exchange, facts, content, encodedExtension }: CaptureParts): Capture {
  const { encoded } = exchange
  return {
    seq,
    prev,
    time: exchange.time,
    run,
    role: facts.role,
    source: facts.source,
    url: exchange.url,
    method: exchange.method,
    form: exchange.form,
    ...(exchange.json === undefined ? {} : { json: exchange.json }),
    hops: exchange.hops.map(({ url, status, location }) => ({ url, status, location })),
    final_url: exchange.finalUrl,
    status: exchange.status,
    request_headers: exchange.requestHeaders,
    response_headers: exchange.responseHeaders,
    ...content,
    encoded:
      encoded === null
        ? null
        : {
            encoding: encoded.encoding,
            sha256: encoded.sha256,
            size: encoded.bytes.length,
            extension: encodedExtension,
          },
    ...(exchange.tls && { tls: exchange.tls }),
    parent: facts.parent,
    division: facts.division,
    title: facts.title,
    date: facts.date,
    column: facts.column,
    name: facts.name,
    given: facts.given,
    ...(exchange.browser !== undefined && { browser: browserOf(exchange.browser) }),
    ...(exchange.conversion !== undefined && { conversion: exchange.conversion }),
  }
}

function browserOf(browsing: Browsing): NonNullable<Capture['browser']> {
  if (browsing.kind !== 'rendered') return browsing
  const { kind, name, step, parts } = browsing
  return { kind, name, step, from: parts.map(({ sha256 }) => sha256) }
}
