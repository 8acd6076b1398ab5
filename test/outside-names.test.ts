import { createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Message } from '../src/fetch/answer.ts'
import { openFetch, type Fetcher } from '../src/fetch/fetch.ts'
import { openSender } from '../src/fetch/send.ts'
import type { FetchConfig } from '../src/model/config.ts'
import type { FetchOutcome } from '../src/model/exchange.ts'
import { openFaultyServer, redirect, type FaultyServer } from './servers/faultyServer.ts'
import { nameServer, type NameServer } from './servers/nameServer.ts'
import { selfSigned } from './servers/selfSigned.ts'
import { hastyManners } from './running/hastyManners.ts'

const config: FetchConfig = { ...hastyManners, retries: 1 }
const host = 'www.example.gov.cn'
const outside = 'files.outside.gov.cn'

/** A server on an address of this machine that nobody may reach; it counts who connects all the same. */
async function guarded(address: string): Promise<{ readonly port: number; connections(): number }> {
  let connections = 0
  const server = createServer((socket: Socket) => {
    connections += 1
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret')
  })
  await new Promise<void>((done) => server.listen(0, address, done))
  onTestFinished(() => void server.close())
  return { port: (server.address() as AddressInfo).port, connections: () => connections }
}

async function serve(answers: Parameters<typeof openFaultyServer>[0]): Promise<FaultyServer> {
  const server = await openFaultyServer(answers)
  onTestFinished(() => server.close())
  return server
}

function open(server: FaultyServer, names: NameServer): Fetcher {
  const fetcher = openFetch({ config, replicas: new Map([[host, server.origin]]), lookup: names.lookup })
  onTestFinished(() => {
    fetcher.close()
  })
  return fetcher
}

const told = (outcome: FetchOutcome): readonly string[] =>
  outcome.kind === 'refused' ? [outcome.code, outcome.message] : [outcome.kind, '']

describe('A name outside of this machine', () => {
  test('that leads to a private address is not connected to, though an allowed host redirects there', async () => {
    const inside = await guarded('127.0.0.5')
    const names = await nameServer({ [outside]: [['127.0.0.5']] })
    const server = await serve({ '/x': redirect(`http://${outside}:${inside.port}/report.html`) })
    const outcome = await open(server, names).fetch(
      { url: `http://${host}/x` },
      { hosts: [host, `${outside}:${inside.port}`], expect: 'page' },
    )
    expect(told(outcome)).toEqual([
      'private-address',
      expect.stringContaining(`${outside} leads to 127.0.0.5`),
    ])
    expect([names.asked, inside.connections()]).toEqual([[outside], 0])
    expect(outcome.exchange?.status).toBe(302)
  })

  test('that the site file does not list is not even looked up', async () => {
    const inside = await guarded('127.0.0.5')
    const names = await nameServer({ [outside]: [['127.0.0.5']] })
    const server = await serve({ '/x': redirect(`http://${outside}:${inside.port}/report.html`) })
    const outcome = await open(server, names).fetch(
      { url: `http://${host}/x` },
      { hosts: [host], expect: 'page' },
    )
    expect(told(outcome)[0]).toBe('host-not-allowed')
    expect([names.asked, inside.connections()]).toEqual([[], 0])
  })

  test('that is public when it is checked and private when it is connected to is judged by the connection', async () => {
    const inside = await guarded('127.0.0.6')
    const names = await nameServer({ [outside]: [['223.5.5.5'], ['127.0.0.6']] })
    expect(await names.resolve(outside)).toEqual(['223.5.5.5'])
    const url = `http://${outside}:${inside.port}/report.html`
    const hosts = [`${outside}:${inside.port}`]
    const outcome = await open(await serve({}), names).fetch({ url }, { hosts, expect: 'page' })
    expect(told(outcome)[0]).toBe('private-address')
    expect([names.asked, inside.connections()]).toEqual([[outside, outside], 0])
  })

  test('that does not exist is unreachable with one line', async () => {
    const names = await nameServer({})
    const policy = { hosts: ['no-such.gov.cn'], expect: 'page' } as const
    const outcome = await open(await serve({}), names).fetch({ url: 'http://no-such.gov.cn/' }, policy)
    expect(told(outcome)[0]).toBe('unreachable')
    expect(told(outcome)[1]).toMatch(/^[^\n]*ENOTFOUND[^\n]*$/u)
  })
})

describe('A certificate that cannot be verified', () => {
  test('is unreachable with one line that names the certificate, and nothing is sent', async () => {
    let requests = 0
    const server = createTlsServer(selfSigned(host), (_request, response) => {
      requests += 1
      response.end('content')
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    onTestFinished(() => void server.close())
    const names = await nameServer({})
    const sender = openSender(config, names.lookup, new AbortController().signal)
    onTestFinished(() => {
      sender.close()
    })
    const message: Message = {
      method: 'GET',
      url: new URL(`https://${host}/x`),
      replica: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
      form: null,
      tls: { concessions: [], pin: null },
      headers: {},
      limit: { bytes: 1000, enough: false },
    }
    const { answer, fault } = await sender.send(message)
    expect([answer, fault?.code, requests]).toEqual([null, 'unreachable', 0])
    expect(fault?.message).toMatch(/^the certificate of the host cannot be verified[^\n]*SELF_SIGNED[^\n]*$/u)
  })
})

describe('A host that answers over one scheme only to send us back to the other', () => {
  test('is unreachable as it was over the other, not a circle of redirects', async () => {
    // http redirects to https, as hosts with a broken https do
    const server = await serve({
      '/x': (response, nth, request) => {
        if (nth <= 2) response.socket?.resetAndDestroy()
        else redirect(`https://${host}/x`)(response, nth, request)
      },
    })
    const names = await nameServer({})
    const outcome = await open(server, names).fetch(
      { url: `https://${host}/x` },
      { hosts: [host], expect: 'page' },
    )
    expect(told(outcome)[0]).toBe('unreachable')
    expect(server.paths()).toEqual(['/robots.txt', '/x', '/x', '/x'])
  })
})
