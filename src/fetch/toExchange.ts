import { hash } from 'node:crypto'
import type { Exchange, Hop } from '../model/exchange.ts'
import type { PageRequest } from '../model/page.ts'
import type { Answer } from './answer.ts'

/** Puts together what the ledger needs of one exchange. `body` is what the answer's bytes decode to. */
export function toExchange(
  request: PageRequest,
  hops: readonly Hop[],
  answered: URL,
  answer: Answer,
  body: Uint8Array,
): Exchange {
  const sha256 = hash('sha256', body)
  const encoding = answer.headers['content-encoding']
  return {
    url: request.url,
    method: request.method ?? 'GET',
    form: request.json === undefined ? (request.form ?? null) : null,
    ...(request.json === undefined ? {} : { json: request.json }),
    hops,
    finalUrl: answered.href,
    status: answer.status,
    requestHeaders: answer.requestHeaders,
    responseHeaders: answer.headers,
    body,
    sha256,
    encoded:
      encoding === undefined || body === answer.bytes
        ? null
        : { encoding, bytes: answer.bytes, sha256: hash('sha256', answer.bytes) },
    time: answer.time,
    ...(answer.tls.length > 0 && { tls: answer.tls }),
  }
}
