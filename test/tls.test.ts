import { hash, X509Certificate } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import tls from 'node:tls'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openHosts } from '../src/fetch/hosts.ts'
import type { Network } from '../src/fetch/network.ts'
import { openSender } from '../src/fetch/send.ts'
import { openTlsAgents } from '../src/fetch/tlsAgents.ts'
import { walk } from '../src/fetch/walk.ts'
import type { FetchConfig } from '../src/model/config.ts'
import type { FetchOutcome } from '../src/model/exchange.ts'
import { Site } from '../src/sites/siteFile.ts'
import { oldTlsServer } from './servers/oldTls.ts'
import { selfSigned } from './servers/selfSigned.ts'
import { hastyManners } from './running/hastyManners.ts'

const host = 'www.example.gov.cn'
const page = `<html><body>${'政府信息公开工作年度报告。'.repeat(50)}</body></html>`
const config: FetchConfig = { ...hastyManners, connectTimeout: 2500, totalTimeout: 8000, retries: 1 }

/** A certificate that an authority vouches for, and others that nobody does. */
const known = selfSigned(host)
const strange = selfSigned(host)
const another = selfSigned('www.another.gov.cn')
const trusted = tls.getCACertificates()
beforeAll(() => {
  tls.setDefaultCACertificates([...trusted, known.cert, another.cert])
})
afterAll(() => {
  tls.setDefaultCACertificates(trusted)
})

async function listen(server: Server | https.Server | http.Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

interface Answering {
  readonly port: number
  requests(): number
}

async function tlsServer(options: https.ServerOptions): Promise<Answering> {
  let requests = 0
  const server = https.createServer(options, (_request, response) => {
    requests += 1
    response.end(page)
  })
  server.on('tlsClientError', () => undefined)
  return { port: await listen(server), requests: () => requests }
}

async function plainServer(): Promise<Answering> {
  let requests = 0
  const server = http.createServer((_request, response) => {
    requests += 1
    response.end(page)
  })
  return { port: await listen(server), requests: () => requests }
}

/** Ports of loopback that stand in for 443 and 80 of the host; 1 is nobody's. */
interface Ports {
  readonly https: number
  readonly http?: number
}

/** The whole path of a request but for the address: the ports above stand in for the host's. */
function network(ports: Ports): { readonly network: Network; readonly sent: string[] } {
  const sender = openSender(
    config,
    (_name, _options, callback) => {
      callback(new Error('no test looks up a name'), '')
    },
    new AbortController().signal,
  )
  onTestFinished(() => {
    sender.close()
  })
  const sent: string[] = []
  return {
    sent,
    network: {
      config,
      hosts: openHosts(config, new Map([[host, 'stand-in']]), new AbortController().signal),
      spent: () => null,
      send: (message) => {
        sent.push(message.url.protocol)
        const secure = message.url.protocol === 'https:'
        const port = secure ? ports.https : (ports.http ?? 1)
        return sender.send({ ...message, replica: `${secure ? 'https' : 'http'}://127.0.0.1:${port}` })
      },
      onHold: () => undefined,
    },
  }
}

async function fetchFrom(
  ports: Ports,
  pinned?: string,
): Promise<{ outcome: FetchOutcome; sent: readonly string[] }> {
  const { network: net, sent } = network(ports)
  // Without rules: they would be asked for first, of the same server.
  net.hosts.of(new URL(`https://${host}/`)).rules = Promise.resolve({ fault: () => null, delay: 0 })
  const facts = pinned === undefined ? {} : { tls: { [host]: { pinned, reason: 'compared by telephone' } } }
  const outcome = await walk(
    net,
    { url: `https://${host}/x.html` },
    { hosts: [host], expect: 'page', ...facts },
  )
  return { outcome, sent }
}

const told = ({ outcome }: { readonly outcome: FetchOutcome }): unknown =>
  outcome.kind === 'refused'
    ? outcome.code
    : [outcome.kind, new URL(outcome.exchange.finalUrl).protocol, outcome.exchange.tls]
const fingerprint = (cert: string): string => hash('sha256', new X509Certificate(cert).raw)

describe('A host whose TLS is old is answered by what it can, and its certificate is verified all the same', () => {
  test('a usual host needs nothing and nothing is noted', async () => {
    const server = await tlsServer(known)
    const got = await fetchFrom({ https: server.port })
    expect(told(got)).toEqual(['admitted', 'https:', undefined])
    expect(got.sent).toEqual(['https:'])
  })

  test('one without RFC 5746 is asked once more with legacy renegotiation allowed, and that is noted', async () => {
    const server = await oldTlsServer({ ...known, renegotiationInfo: false, badPoint: false, body: page })
    const got = await fetchFrom({ https: server.port })
    expect(told(got)).toEqual(['admitted', 'https:', ['legacy-renegotiation']])
    expect([got.sent.length, server.requests()]).toEqual([2, 1])
  })

  test('one that answers with a bad point unless only P-256 is offered is asked once more with that alone', async () => {
    const server = await oldTlsServer({ ...known, renegotiationInfo: true, badPoint: true, body: page })
    const got = await fetchFrom({ https: server.port })
    expect(told(got)).toEqual(['admitted', 'https:', ['p256']])
    expect([got.sent.length, server.requests()]).toEqual([2, 1])
  })

  test('one with both faults gets both, and the run remembers them', async () => {
    const server = await oldTlsServer({ ...known, renegotiationInfo: false, badPoint: true, body: page })
    const { network: net, sent } = network({ https: server.port })
    net.hosts.of(new URL(`https://${host}/`)).rules = Promise.resolve({ fault: () => null, delay: 0 })
    for (const path of ['/x.html', '/y.html']) {
      const outcome = await walk(net, { url: `https://${host}${path}` }, { hosts: [host], expect: 'page' })
      expect(told({ outcome })).toEqual(['admitted', 'https:', ['legacy-renegotiation', 'p256']])
    }
    expect(sent.length).toBe(4)
  })

  test.each([
    ['that nobody vouches for', strange],
    ['of another name', another],
  ])('one with such faults and a certificate %s is not answered', async (_what, pair) => {
    const server = await oldTlsServer({ ...pair, renegotiationInfo: false, badPoint: true, body: page })
    const { outcome } = await fetchFrom({ https: server.port })
    expect([told({ outcome }), server.requests()]).toEqual(['unreachable', 0])
  })

  test('a server with P-256 alone is no trouble', async () => {
    const server = await tlsServer({ ...known, ecdhCurve: 'P-256', maxVersion: 'TLSv1.2' })
    expect(told(await fetchFrom({ https: server.port }))).toEqual(['admitted', 'https:', undefined])
  })

  test.each([
    ['resets', (socket: Socket) => socket.resetAndDestroy()],
    ['falls silent on', () => undefined],
  ])('a box in front that %s a long ClientHello is got past with P-256', async (_what, choke) => {
    const server = await tlsServer(known)
    const box = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', (hello: Buffer) => {
        if (hello.length > 800) {
          choke(socket)
          return
        }
        const behind = connect(server.port, '127.0.0.1')
        behind.on('error', () => socket.destroy())
        behind.write(hello)
        socket.pipe(behind).pipe(socket)
      })
    })
    const got = await fetchFrom({ https: await listen(box) })
    expect(told(got)).toEqual(['admitted', 'https:', ['p256']])
    expect(got.sent.length).toBe(2)
  })

  test('one that speaks nothing newer than TLS 1.1 is asked over http', async () => {
    const server = await tlsServer({
      ...known,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT:@SECLEVEL=0',
    })
    const plain = await plainServer()
    expect(told(await fetchFrom({ https: server.port, http: plain.port }))).toEqual([
      'admitted',
      'http:',
      undefined,
    ])
    expect(plain.requests()).toBe(1)
  })
})

describe('A certificate that cannot be verified', () => {
  test.each([
    ['signed by itself', strange],
    ['of another name', another],
  ])('because it is %s is never taken on trust: the other scheme is asked', async (_what, pair) => {
    const server = await tlsServer(pair)
    expect(told(await fetchFrom({ https: server.port }))).toBe('unreachable')
    const plain = await plainServer()
    expect(told(await fetchFrom({ https: server.port, http: plain.port }))).toEqual([
      'admitted',
      'http:',
      undefined,
    ])
    expect(server.requests()).toBe(0)
  })

  test.each([
    ['signed by itself', strange],
    ['of another name', another],
    ['that an authority vouches for', known],
  ])('and is pinned in the site file is taken for the host: one %s', async (_what, pair) => {
    const server = await tlsServer(pair)
    const got = await fetchFrom({ https: server.port }, fingerprint(pair.cert))
    expect(told(got)).toEqual(['admitted', 'https:', ['pinned']])
  })

  test('and is not the pinned one gets no request, over no scheme, and the alarm names what was shown', async () => {
    for (const pair of [strange, another, known]) {
      const server = await tlsServer(pair)
      const plain = await plainServer()
      const wrong = await fetchFrom({ https: server.port, http: plain.port }, 'a'.repeat(64))
      expect(told(wrong)).toBe('certificate-differs')
      expect(wrong.outcome.kind === 'refused' && wrong.outcome.message).toContain(fingerprint(pair.cert))
      expect([server.requests(), plain.requests(), wrong.sent.length]).toEqual([0, 0, 1])
    }
  })

  test('is not taken for a host whose pin it is not, on an old server either', async () => {
    const old = { renegotiationInfo: false, badPoint: false, body: page }
    const server = await oldTlsServer({ ...strange, ...old })
    expect(told(await fetchFrom({ https: server.port }, fingerprint(strange.cert)))).toEqual([
      'admitted',
      'https:',
      ['legacy-renegotiation', 'pinned'],
    ])
    const other = await oldTlsServer({ ...selfSigned(host), ...old })
    expect(told(await fetchFrom({ https: other.port }, fingerprint(strange.cert)))).toBe(
      'certificate-differs',
    )
    expect(other.requests()).toBe(0)
  })

  test('a pinned host that never ends its handshake is given up in time', { timeout: 60_000 }, async () => {
    const mute = createServer((socket) => socket.on('error', () => undefined))
    const { outcome } = await fetchFrom({ https: await listen(mute) }, 'a'.repeat(64))
    expect(told({ outcome })).toBe('unreachable')
  })
})

test('Closing the network ends a handshake that is under way', async () => {
  let closed = false
  const mute = createServer((socket) => {
    socket.on('error', () => undefined).on('close', () => (closed = true))
  })
  const port = await listen(mute)
  const agents = openTlsAgents(null, 60_000)
  const failed = new Promise((done) => {
    https.get({ host: '127.0.0.1', port, agent: agents.on({ concessions: [], pin: null }) }).on('error', done)
  })
  await new Promise((done) => mute.once('connection', done))
  agents.destroy()
  await Promise.race([failed, new Promise((done) => setTimeout(done, 200))])
  await expect.poll(() => closed).toBe(true)
})

describe('A site file', () => {
  const facts = {
    id: 'somewhere-district',
    name: '某区人民政府',
    division: '110101',
    hosts: [host],
    sources: [{ family: 'static-list', list: `http://${host}/nb/` }],
    expect: { from: 2020, perYear: [1, 9] },
  }
  test.each<[string, unknown, boolean]>([
    ['the pin of one of its hosts', { [host]: { pinned: 'a'.repeat(64), reason: 'why' } }, true],
    ['the pin of a strange host', { 'x.gov.cn': { pinned: 'a'.repeat(64), reason: 'why' } }, false],
    ['a pin without a reason', { [host]: { pinned: 'a'.repeat(64) } }, false],
    ['a pin in colons', { [host]: { pinned: 'AA:'.repeat(31) + 'AA', reason: 'why' } }, false],
    ['a switch that turns verification off', { [host]: { insecure: true, reason: 'why' } }, false],
  ])('with %s', (_what, pins, right) => {
    expect(Site.safeParse({ ...facts, tls: pins }).success).toBe(right)
  })
})
