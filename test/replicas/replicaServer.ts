import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as a replica sees it. */
interface Asked {
  /** Path and query; the host is a placeholder. */
  readonly url: URL
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly form: URLSearchParams
  /** The body as it came. */
  readonly text: string
  /** How many requests this server had before: visitor counters show it. */
  readonly visit: number
}

export interface Answer {
  readonly status?: number
  readonly type: string
  readonly body: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  /** A file on disk, as nginx serves it: with ETag, Last-Modified and 304. */
  readonly lastModified?: string
}

/** What answers for some paths of a host; null for paths of others. */
export type Replica = (asked: Asked) => Answer | null

/** Something that goes wrong for paths that begin with `path`, so many times. */
export type Fault = { readonly path: string; readonly times: number } & (
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Announces the whole body and hangs up in the middle. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'redirect'; readonly location: string }
  /** Answers 200 with this page instead. */
  | { readonly kind: 'page'; readonly body: string }
)

export interface RunningReplica {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string
  /** Every request so far but robots.txt, path and query, in order. */
  readonly seen: () => readonly string[]
  readonly fault: (fault: Fault) => void
  readonly close: () => Promise<void>
}

const ROBOTS = 'User-agent: *\nDisallow: /admin/\n'

/** A host on 127.0.0.1 that answers as its replicas do. `/__seen` and `/__fault` are for whoever only has its port. */
export async function startReplica(replicas: readonly Replica[]): Promise<RunningReplica> {
  const seen: string[] = []
  const faults: { fault: Fault; left: number }[] = []
  const control: Replica = ({ url, form }) => {
    if (url.pathname === '/__seen') return { type: 'application/json', body: JSON.stringify(seen) }
    const fault = form.get('fault')
    if (url.pathname !== '/__fault' || fault === null) return null
    add(JSON.parse(fault) as Fault)
    return { type: 'text/plain', body: 'ok' }
  }
  const add = (fault: Fault): void => void faults.push({ fault, left: fault.times })

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://replica')
    const text = await textOf(request)
    const form = new URLSearchParams(text)
    const asked = { url, headers: request.headers, form, text, visit: seen.length }
    const controlled = control(asked)
    if (controlled !== null) {
      send(controlled, request, response)
      return
    }
    if (url.pathname !== '/robots.txt') seen.push(url.pathname + url.search)
    const due = faults.find(({ fault, left }) => left > 0 && url.pathname.startsWith(fault.path))
    if (due !== undefined) due.left -= 1
    misbehave(due?.fault ?? null, answerOf(replicas, asked), request, response)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: () => [...seen],
    fault: add,
    close: () =>
      new Promise((done) => {
        server.close(() => {
          done()
        })
        server.closeAllConnections()
      }),
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk)
  return text
}

function answerOf(replicas: readonly Replica[], asked: Asked): Answer {
  for (const replica of replicas) {
    const answer = replica(asked)
    if (answer !== null) return answer
  }
  if (asked.url.pathname === '/robots.txt') return { type: 'text/plain', body: ROBOTS }
  return { status: 404, type: 'text/html', body: '<html><body><h1>404 Not Found</h1></body></html>' }
}

function misbehave(
  fault: Fault | null,
  answer: Answer,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  switch (fault?.kind) {
    case 'status':
      response.writeHead(fault.status, fault.headers).end()
      return
    case 'redirect':
      response.writeHead(302, { location: fault.location }).end()
      return
    case 'page':
      send({ type: 'text/html; charset=utf-8', body: fault.body }, request, response)
      return
    case 'cut': {
      const bytes = Buffer.from(answer.body)
      response.writeHead(200, { 'content-type': answer.type, 'content-length': bytes.length })
      response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy())
      return
    }
    case undefined:
      send(answer, request, response)
  }
}

function send(answer: Answer, request: IncomingMessage, response: ServerResponse): void {
  const bytes = Buffer.from(answer.body)
  const headers: Record<string, string> = { 'content-type': answer.type, ...answer.headers }
  if (answer.lastModified !== undefined) {
    headers['etag'] = `"${createHash('sha1').update(bytes).digest('hex').slice(0, 16)}"`
    headers['last-modified'] = new Date(answer.lastModified).toUTCString()
    if (request.headers['if-none-match'] === headers['etag']) {
      response.writeHead(304, headers).end()
      return
    }
  }
  response.writeHead(answer.status ?? 200, { ...headers, 'content-length': String(bytes.length) }).end(bytes)
}
