import http from 'node:http'
import type { LookupFunction } from 'node:net'
import got, { type Request } from 'got'
import type { FetchConfig } from '../model/config.ts'
import type { TlsNote } from '../model/tls.ts'
import type { Fault, Message, Reply } from './answer.ts'
import { networkFault } from './networkFault.ts'
import { publicLookup } from './publicAddress.ts'
import { openTlsAgents, type TlsTerms } from './tlsAgents.ts'

/** Sends one message and collects the answer as it came: no redirect, no retry, no decoding, no cookie. */
export interface Sender {
  send(message: Message): Promise<Reply>
  /** Closes the connections. */
  close(): void
}

/** Opens the agents (keep-alive) of one fetcher. An abort of `signal` rejects what is under way with its reason. */
export function openSender(config: FetchConfig, lookup: LookupFunction, signal: AbortSignal): Sender {
  const guarded = publicLookup(lookup)
  const outside = {
    http: new http.Agent({ keepAlive: true, lookup: guarded }),
    tls: openTlsAgents(guarded, config.connectTimeout),
  }
  const loopback = {
    http: new http.Agent({ keepAlive: true }),
    tls: openTlsAgents(null, config.connectTimeout),
  }
  const client = got.extend({
    followRedirect: false,
    throwHttpErrors: false,
    decompress: false,
    retry: { limit: 0 },
    timeout: {
      lookup: config.connectTimeout,
      connect: config.connectTimeout,
      secureConnect: config.connectTimeout,
      response: config.responseTimeout,
    },
  })

  function start({ url, replica, method, headers, form, json, tls }: Message): Request {
    const target = replica === null ? url.href : `${replica}${url.pathname}${url.search}`
    const agents = replica === null ? outside : loopback
    return client.stream(target, {
      method,
      headers: replica === null ? { ...headers } : { ...headers, host: url.host },
      agent: target.startsWith('https:') ? { https: agents.tls.on(tls) } : { http: agents.http },
      ...(form === null ? {} : { form }),
      ...(json === undefined ? {} : { json }),
    })
  }

  return {
    async send(message) {
      signal.throwIfAborted()
      const stream = start(message)
      const stop = (): void => {
        stream.destroy()
      }
      signal.addEventListener('abort', stop, { once: true })
      const reply = await collect(stream, message, config.totalTimeout).finally(() => {
        signal.removeEventListener('abort', stop)
      })
      signal.throwIfAborted()
      return reply
    },
    close() {
      for (const agent of [outside.http, outside.tls, loopback.http, loopback.tls]) agent.destroy()
    },
  }
}

/** Reads until the end, a fault, the limit or the time is up, whichever comes first. */
function collect(stream: Request, message: Message, totalTimeout: number): Promise<Reply> {
  const { limit } = message
  const chunks: Uint8Array[] = []
  let size = 0

  return new Promise<Reply>((resolve, reject) => {
    function finish(fault: Fault | null): void {
      clearTimeout(timer)
      resolve(replyOf(stream, message, chunks, fault))
    }
    function stop(fault: Fault | null): void {
      finish(fault)
      stream.destroy()
    }
    // got's own timer of the whole request ends as a connection reset when a body drips.
    const timer = setTimeout(() => {
      stop({ code: 'timed-out', message: `the answer was not complete after ${totalTimeout} ms` })
    }, totalTimeout)
    /** A body that is not kept need not be put together: 64 MB twice, for each host that floods us. */
    function refuse(): void {
      chunks.length = 0
      stop(tooLarge)
    }
    const tooLarge: Fault = { code: 'too-large', message: `the body is larger than ${limit.bytes} bytes` }

    stream.on('response', (response: http.IncomingMessage) => {
      if (!limit.enough && Number(response.headers['content-length']) > limit.bytes) refuse()
    })
    stream.on('data', (chunk: Uint8Array) => {
      const room = limit.bytes - size
      size += chunk.length
      if (chunk.length > room && !limit.enough) {
        refuse()
        return
      }
      chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk)
      if (chunk.length > room) stop(null)
    })
    // Node's parser holds bodies to their Content-Length and chunks: what falls short is an error, not an end.
    stream.on('end', () => {
      finish(null)
    })
    stream.on('error', (error) => {
      try {
        finish(networkFault(error, stream.response !== undefined))
      } catch (defect) {
        clearTimeout(timer)
        reject(defect instanceof Error ? defect : error)
      }
    })
    // An abort gives neither an end nor an error.
    stream.on('close', () => {
      finish({ code: 'unreachable', message: 'the connection was closed' })
    })
  })
}

function isTls({ requestUrl, options }: Request): boolean {
  return (requestUrl ?? URL.parse(String(options.url)))?.protocol === 'https:'
}

function notesOn({ concessions, pin }: TlsTerms): readonly TlsNote[] {
  return pin === null ? concessions : [...concessions, 'pinned']
}

function replyOf(
  stream: Request,
  { tls }: Message,
  chunks: readonly Uint8Array[],
  fault: Fault | null,
): Reply {
  const { response } = stream
  if (response === undefined) return { answer: null, fault }
  const [only] = chunks
  return {
    answer: {
      status: response.statusCode,
      headers: joinHeaders(response.rawHeaders),
      requestHeaders: sentHeaders(response),
      bytes: chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks),
      tls: isTls(stream) ? notesOn(tls) : [],
      framed: 'content-length' in response.headers || 'transfer-encoding' in response.headers,
      time: new Date().toISOString(),
    },
    fault,
  }
}

function joinHeaders(raw: readonly string[]): Readonly<Record<string, string>> {
  const joined = new Map<string, string>()
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]?.toLowerCase() ?? ''
    const value = raw[index + 1] ?? ''
    const before = joined.get(name)
    joined.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return Object.fromEntries(joined)
}

function sentHeaders(response: http.IncomingMessage): Readonly<Record<string, string>> {
  const headers =
    'req' in response && response.req instanceof http.ClientRequest ? response.req.getHeaders() : {}
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
