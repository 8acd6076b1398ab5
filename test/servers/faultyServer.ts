import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request as the server saw it. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: http.IncomingHttpHeaders
  /** Milliseconds of a monotonic clock. */
  readonly at: number
  readonly body: string
}

/** Answers one request; `nth` counts the requests for the same path from 1. */
export type Answerer = (response: ServerResponse, nth: number, request: IncomingMessage) => void

export interface FaultyServer {
  readonly origin: string
  /** In order of arrival. */
  readonly seen: readonly Seen[]
  /** Paths of what was asked for, in order. */
  paths(): readonly string[]
  close(): Promise<void>
}

/** A real HTTP server on loopback whose every path answers, or fails, as it is told; 404 elsewhere. */
export async function openFaultyServer(answers: Readonly<Record<string, Answerer>>): Promise<FaultyServer> {
  const seen: Seen[] = []
  const server = http.createServer((request, response) => {
    const path = request.url ?? ''
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString()
      seen.push({ method: request.method ?? '', path, headers: request.headers, at: performance.now(), body })
      const nth = seen.filter((one) => one.path === path).length
      const answer = Object.hasOwn(answers, path) ? answers[path] : undefined
      if (answer === undefined) response.writeHead(404).end()
      else answer(response, nth, request)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    paths: () => seen.map(({ path }) => path),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

/** A whole answer with its length. */
export function send(
  body: string | Uint8Array,
  headers: http.OutgoingHttpHeaders = {},
  status = 200,
): Answerer {
  return (response) => {
    const type = typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/octet-stream'
    response.writeHead(status, {
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      ...headers,
    })
    response.end(body)
  }
}

/** An answer whose only mark of the end is that the connection closes. */
export function sendUnframed(body: string | Uint8Array): Answerer {
  return raw(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n'), Buffer.from(body)]))
}

/** Bytes as they are, then the connection closes: for what node:http itself would never send. */
export function raw(bytes: string | Uint8Array): Answerer {
  return (response) => {
    response.socket?.end(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
  }
}

export function redirect(location: string, status = 302): Answerer {
  return (response) => {
    response.writeHead(status, { location }).end()
  }
}

/** The connection is reset before anything was answered. */
export const reset: Answerer = (response) => {
  response.socket?.resetAndDestroy()
}

/** The head, then a byte now and then for ever. */
export const drip: Answerer = (response) => {
  response.writeHead(200, { 'content-length': 1_000_000 })
  const timer = setInterval(() => response.write('x'), 20)
  response.on('close', () => {
    clearInterval(timer)
  })
}

/** No answer at all. */
export const silence: Answerer = () => undefined

/** So many bytes, made while they are sent; with their length announced or in chunks. */
export function flood(bytes: number, announced: boolean): Answerer {
  return (response) => {
    response.writeHead(200, announced ? { 'content-length': bytes } : {})
    const block = Buffer.alloc(65_536, 0x20)
    let left = bytes
    const pump = (): void => {
      while (left > 0 && !response.destroyed) {
        left -= block.length
        if (!response.write(block)) {
          response.once('drain', pump)
          return
        }
      }
      if (left <= 0) response.end()
    }
    pump()
  }
}

/** First the one, then the others; the last for good. */
export function inTurn(...answerers: readonly Answerer[]): Answerer {
  return (response, nth, request) => {
    answerers[Math.min(nth, answerers.length) - 1]?.(response, nth, request)
  }
}
