import { hash } from 'node:crypto'
import type { CaptureFacts } from '../src/model/capture.ts'
import type { Exchange } from '../src/model/exchange.ts'

/** An exchange as `fetch` admits it, for one URL and body. */
export function exchangeOf(url: string, body: string | Uint8Array, more: Partial<Exchange> = {}): Exchange {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  return {
    url,
    method: 'GET',
    form: null,
    hops: [],
    finalUrl: url,
    status: 200,
    requestHeaders: {
      'user-agent': 'nianbao test (+mailto:test@example.org)',
      'accept-encoding': 'identity',
    },
    responseHeaders: { 'content-type': 'text/html; charset=utf-8', etag: '"1"' },
    body: bytes,
    sha256: hash('sha256', bytes),
    encoded: null,
    time: '2026-11-21T01:02:03.000Z',
    ...more,
  }
}

export function factsOf(role: CaptureFacts['role'], more: Partial<CaptureFacts> = {}): CaptureFacts {
  return {
    role,
    source: 0,
    parent: null,
    division: '330105',
    title: '米市巷街道2022年政府信息公开工作年度报告',
    date: '2023-01-13',
    column: '年报',
    name: null,
    given: null,
    ...more,
  }
}
