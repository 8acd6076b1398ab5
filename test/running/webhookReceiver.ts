import { createHmac } from 'node:crypto'
import { cpSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { root } from './nianbao.ts'
import { temporaryFolder } from './temporaryFolder.ts'

export const secret = `whsec_${Buffer.from('thirty-two bytes of test secret!').toString('base64')}`
const secretFrom = 'NIANBAO_TEST_HOOK'

const Change = z.object({
  metric: z.string(),
  name: z.string(),
  before: z.number().nullish(),
  after: z.number().nullish(),
})
const Item = z.looseObject({
  ...{ id: z.string().startsWith('urn:uuid:'), kind: z.string(), time: z.iso.datetime(), report: z.string() },
  ...{
    unit: z.string(),
    year: z.int(),
    title: z.string(),
    path: z.string(),
    changes: z.array(Change).optional(),
  },
})
const Body = z.strictObject({
  type: z.literal('nianbao.news'),
  timestamp: z.iso.datetime(),
  data: z.strictObject({ archive: z.enum(['live', 'replica']), news: z.array(Item).min(1).max(50) }),
})

/** A request as it came, its signature held against the secret. */
export interface Received {
  readonly id: string
  readonly timestamp: string
  readonly signature: string
  readonly bytes: Buffer
  readonly news: readonly z.infer<typeof Item>[]
}

export type Misbehave = (request: IncomingMessage, response: ServerResponse, received: Received) => void

/** A receiver of webhooks on this machine. */
export interface WebhookReceiver {
  readonly url: string
  /** Every request with a good signature, in order. */
  readonly seen: readonly Received[]
  /** What was acknowledged of them. */
  readonly taken: readonly Received[]
  /** Answers so from now on; 204 when null. */
  misbehave(answer: Misbehave | null): void
  /** A folder of the checkout's configuration that names this receiver. */
  config(more?: object): Promise<string>
}

export async function webhookReceiver(): Promise<WebhookReceiver> {
  process.env[secretFrom] = secret
  const [seen, taken]: [Received[], Received[]] = [[], []]
  let other: Misbehave | null = null
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const received = verified(request, await buffer(request))
    seen.push(received)
    if (other !== null) {
      other(request, response, received)
      return
    }
    taken.push(received)
    response.writeHead(204).end()
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(400).end(String(error))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?token=of-the-address`
  return {
    ...{ url, seen, taken },
    misbehave(answerer) {
      other = answerer
    },
    config: (more = {}) => configWith({ name: 'desk', url, secretFrom, ...more }),
  }
}

/** The checkout's configuration with these receivers. */
export async function configWith(...receivers: readonly object[]): Promise<string> {
  const folder = join(await temporaryFolder(), 'config')
  cpSync(join(root, 'config'), folder, { recursive: true })
  writeFileSync(
    join(folder, 'webhooks.json'),
    JSON.stringify({ explorer: 'https://example.org/年报', receivers }),
  )
  return folder
}

/** As a receiver must: signature and time before anything else. Throws for what is not ours. */
function verified({ headers, method }: IncomingMessage, bytes: Buffer): Received {
  const header = (name: string): string => z.string().parse(headers[name])
  const [id, timestamp, signature] = [
    header('webhook-id'),
    header('webhook-timestamp'),
    header('webhook-signature'),
  ]
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const made = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(bytes).digest('base64')
  if (method !== 'POST' || signature !== `v1,${made}`) throw new Error('not signed with this secret')
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 60) throw new Error('not of this moment')
  if (!header('content-type').startsWith('application/json')) throw new Error('no JSON')
  return { id, timestamp, signature, bytes, news: Body.parse(JSON.parse(bytes.toString('utf8'))).data.news }
}
