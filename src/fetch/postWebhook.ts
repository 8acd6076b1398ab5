import { createHmac } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import got from 'got'
import type { Receiver } from '../model/receiver.ts'

/** Milliseconds before the second try; doubled before each further one. */
const firstPause = 1_000

/** What is posted: its id says to the receiver whether it had it before. */
export interface Webhook {
  readonly id: string
  /** JSON. */
  readonly body: string
}

export type Posted = { readonly kind: 'taken' } | { readonly kind: 'not-taken'; readonly why: string }

/**
 * Posts a message as Standard Webhooks 1.0.0 say (github.com/standard-webhooks), some times until it is taken: any 2xx. What says that it never will
 * (a redirect, 4xx but for 408, 409, 425 and 429) is not asked again.
 *
 * Apart from the gate that sites pass, like `askAuthority`: the address is the operator's own. No redirect is followed, of the answer nothing but its
 * status is read.
 */
export async function postWebhook(
  { url, timeout, attempts }: Pick<Receiver, 'url' | 'timeout' | 'attempts'>,
  key: Uint8Array,
  webhook: Webhook,
  userAgent: string,
): Promise<Posted> {
  for (let attempt = 1; ; attempt += 1) {
    const headers = { 'user-agent': userAgent, ...signedHeaders(key, webhook) }
    const answer = await statusOf(url, { body: webhook.body, headers, timeout })
    if (typeof answer === 'number' && answer >= 200 && answer < 300) return { kind: 'taken' }
    if (attempt === attempts || !mayChange(answer))
      return { kind: 'not-taken', why: typeof answer === 'number' ? `HTTP ${answer}` : answer }
    await pause(firstPause * 2 ** (attempt - 1))
  }
}

/** The time is that of the try: receivers refuse what is older than some minutes. */
function signedHeaders(key: Uint8Array, { id, body }: Webhook): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    'content-type': 'application/json; charset=utf-8',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  }
}

const mayChange = (answer: number | string): boolean =>
  typeof answer === 'string' || answer >= 500 || [408, 409, 425, 429].includes(answer)

/** The status of the answer, or in words why there was none. */
function statusOf(
  url: string,
  order: {
    readonly body: string
    readonly headers: Readonly<Record<string, string>>
    readonly timeout: number
  },
): Promise<number | string> {
  const { body, headers, timeout } = order
  const asked = got.stream.post(url, {
    ...{ body, headers: { ...headers }, followRedirect: false, throwHttpErrors: false, decompress: false },
    retry: { limit: 0 },
    timeout: { request: timeout },
  })
  return new Promise((done) => {
    asked.once('response', ({ statusCode }: { readonly statusCode: number }) => {
      done(statusCode)
      asked.destroy()
    })
    asked.on('error', (error) => {
      done('code' in error && typeof error.code === 'string' ? error.code : error.message)
    })
    asked.once('close', () => {
      done('the connection was closed')
    })
  })
}
