import { createHash } from 'node:crypto'
import type { LookupFunction } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { openFetch, type Fetcher, type FetchEvent, type FetchOptions } from '../src/fetch/fetch.ts'
import type { FetchConfig } from '../src/model/config.ts'
import type { FetchOutcome } from '../src/model/exchange.ts'
import {
  drip,
  flood,
  inTurn,
  openFaultyServer,
  raw,
  redirect,
  reset,
  send,
  sendUnframed,
  silence,
  type Answerer,
  type FaultyServer,
} from './servers/faultyServer.ts'
import { hastyManners } from './running/hastyManners.ts'

const host = 'www.acheng.gov.cn'
const page = `<html><head><title>年度报告</title></head><body>${'政府信息公开工作年度报告。'.repeat(50)}</body></html>`

const config: FetchConfig = {
  ...hastyManners,
  pace: 60_000,
  responseTimeout: 300,
  totalTimeout: 600,
  retries: 2,
  maxRetryAfter: 2500,
}

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

async function serve(answers: Readonly<Record<string, Answerer>>): Promise<FaultyServer> {
  const server = await openFaultyServer(answers)
  cleanups.push(() => server.close())
  return server
}

/** A fetcher for which `server` stands in for `host`; no test ever asks the system to look up a name. */
function open(server: FaultyServer | null, more: Partial<FetchOptions> = {}): Fetcher {
  const replicas = new Map(server === null ? [] : [[host, server.origin]])
  const fetcher = openFetch({ config, replicas, lookup: answering('10.0.0.1'), ...more })
  cleanups.push(() => {
    fetcher.close()
  })
  return fetcher
}

function answering(...addresses: readonly string[]): LookupFunction {
  return (_name, _options, callback) => {
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
}

const asPage = { hosts: [host], expect: 'page' } as const
const asFile = { hosts: [host], expect: 'attachment' } as const
const asListing = { hosts: [host], expect: 'listing' } as const

/** Fetches `/x` of a server that answers it so, and says what came of it and what the server saw of `/x`. */
async function fetchOne(
  answer: Answerer,
  policy: Parameters<Fetcher['fetch']>[1] = asPage,
  path = '/x',
): Promise<{ outcome: FetchOutcome; requests: number; server: FaultyServer }> {
  const server = await serve({ [path]: answer })
  const outcome = await open(server).fetch({ url: `http://${host}${path}` }, policy)
  return { outcome, requests: server.paths().filter((seen) => seen === path).length, server }
}

function codeOf(outcome: FetchOutcome): string {
  return outcome.kind === 'refused' ? outcome.code : outcome.kind
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

describe('what is admitted', () => {
  test('a whole page comes with its bytes, hash, headers and real URL, asked for honestly once', async () => {
    const { outcome, server } = await fetchOne(send(page, { 'set-cookie': ['a=1', 'b=2'], etag: '"v1"' }))
    if (outcome.kind !== 'admitted') throw new Error(codeOf(outcome))
    const { exchange } = outcome
    expect(Buffer.from(exchange.body).toString()).toBe(page)
    expect(exchange).toMatchObject({
      url: `http://${host}/x`,
      finalUrl: `http://${host}/x`,
      method: 'GET',
      status: 200,
      hops: [],
      encoded: null,
      sha256: sha256(page),
    })
    expect(exchange.responseHeaders).toMatchObject({ 'set-cookie': 'a=1, b=2', etag: '"v1"' })
    expect(exchange.requestHeaders).toMatchObject({
      host,
      'user-agent': config.userAgent,
      'accept-encoding': 'identity',
    })
    expect(exchange.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/u)
    expect(server.paths()).toEqual(['/robots.txt', '/x'])
    expect(server.seen[1]?.headers).toMatchObject({
      host,
      'user-agent': config.userAgent,
      'accept-encoding': 'identity',
    })
  })

  test('JSON is posted as JSON, told as such by the exchange, and kept by a 307', async () => {
    const server = await serve({ '/list': redirect('/rest', 307), '/rest': send('{"custom":{"data":[]}}') })
    const json = { categorynum: '003002', pageIndex: 0, deptcode: '财政局' }
    const outcome = await open(server).fetch({ url: `http://${host}/list`, method: 'POST', json }, asListing)
    expect(outcome).toMatchObject({ kind: 'admitted', exchange: { method: 'POST', form: null, json } })
    expect(server.seen.slice(1).map(({ method, body }) => [method, body])).toEqual([
      ['POST', JSON.stringify(json)],
      ['POST', JSON.stringify(json)],
    ])
    expect(server.seen[1]?.headers['content-type']).toBe('application/json')
  })

  test('a form is posted with its referer, and a 302 turns it into a GET', async () => {
    const server = await serve({ '/search': redirect('/found'), '/found': send('{"rows":[1]}') })
    const outcome = await open(server).fetch(
      {
        url: `http://${host}/search`,
        method: 'POST',
        form: { page: '2', q: '年报' },
        referer: `http://${host}/列表#a`,
      },
      asListing,
    )
    expect(outcome).toMatchObject({ kind: 'admitted', exchange: { method: 'POST', form: { page: '2' } } })
    expect(server.seen.slice(1)).toMatchObject([
      {
        method: 'POST',
        body: 'page=2&q=%E5%B9%B4%E6%8A%A5',
        headers: { referer: `http://${host}/%E5%88%97%E8%A1%A8` },
      },
      { method: 'GET', path: '/found' },
    ])
  })

  test('validators make the request conditional, and a 304 is "not modified"', async () => {
    const server = await serve({ '/x': send('', {}, 304) })
    const validators = { etag: '"v1"', lastModified: 'Tue, 10 Jan 2023 08:00:00 GMT' }
    const outcome = await open(server).fetch({ url: `http://${host}/x` }, { ...asPage, validators })
    expect(outcome).toMatchObject({ kind: 'not-modified', exchange: { status: 304 } })
    expect(server.seen[1]?.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': validators.lastModified,
    })
  })

  test('a 304 that nobody asked for is refused', async () => {
    const { outcome, requests } = await fetchOne(send('', {}, 304))
    expect([codeOf(outcome), requests]).toEqual(['blocked', 1])
  })

  test('an https URL of a replica host is asked of its loopback origin and keeps its real URL', async () => {
    const server = await serve({ '/x': send(page) })
    const outcome = await open(server).fetch({ url: `https://${host}/x` }, asPage)
    expect(outcome).toMatchObject({ kind: 'admitted', exchange: { finalUrl: `https://${host}/x` } })
    expect(server.paths()).toEqual(['/robots.txt', '/x'])
  })

  test('percent-encoded GBK in a path goes out as it is', async () => {
    const { outcome, requests } = await fetchOne(send(page), asPage, '/%C4%EA%B1%A8.htm?q=%C4%EA')
    expect([codeOf(outcome), requests]).toEqual(['admitted', 1])
  })

  test('a JSON or XML listing is not taken for an error page, whatever words it holds', async () => {
    for (const body of [
      '{"code":404,"msg":"页面不存在"}',
      '<?xml version="1.0"?><datastore><n>404</n></datastore>',
    ]) {
      expect(codeOf((await fetchOne(send(body), asListing)).outcome)).toBe('admitted')
    }
  })

  test.each([
    [
      'a tree of columns',
      `{TREE: [${"{name: '政府信息公开年报', children: [{name: '政府信息公开指南'}]},".repeat(3)}]}`,
    ],
    ['an article', `{DETAIL: {title: "\\u5e74\\u62a5", content: "<p>${'\\u5e74\\u62a5'.repeat(20)}</p>"}}`],
  ])(
    'a page whose script prints it is no challenge, though it sends telephones elsewhere: %s',
    async (_what, held) => {
      const shell = `<html><head><title></title></head><body><div id="app"></div><script>if (/mobile/i.test(navigator.userAgent)) location.href = '/m/'</script><script>window._CONFIG = ${held}</script></body></html>`
      const server = await serve({ '/x': send(shell) })
      for (const policy of [asPage, asListing]) {
        expect(await open(server).fetch({ url: `http://${host}/x` }, policy)).toMatchObject({
          kind: 'admitted',
        })
      }
    },
  )

  test('the cookie __jsluid_h alone is no challenge', async () => {
    const { outcome } = await fetchOne(send(page, { 'set-cookie': '__jsluid_h=abc; path=/' }))
    expect(outcome.kind).toBe('admitted')
  })

  test('an empty attachment that is announced as empty is what the host publishes', async () => {
    expect(codeOf((await fetchOne(send(''), asFile)).outcome)).toBe('admitted')
    const unannounced = await fetchOne(sendUnframed(''), asFile)
    expect([codeOf(unannounced.outcome), unannounced.requests]).toEqual(['truncated-body', 2])
  })

  test('what Word saved as a web page under .doc is the file that was meant', async () => {
    const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>年报</body></html>`
    expect(codeOf((await fetchOne(send(word), asFile, '/a.doc')).outcome)).toBe('admitted')
  })
})

describe('content codings', () => {
  test.each([
    ['gzip', gzipSync(page)],
    ['deflate', deflateSync(page)],
    ['deflate', deflateRawSync(page)],
    ['br', brotliCompressSync(page)],
    ['zstd', zstdCompressSync(page)],
    ['deflate, gzip', gzipSync(deflateSync(page))],
  ])('a body that is sent in %s all the same is decoded and kept both ways', async (encoding, bytes) => {
    const { outcome, requests } = await fetchOne(send(bytes, { 'content-encoding': encoding }))
    if (outcome.kind !== 'admitted') throw new Error(codeOf(outcome))
    expect(outcome.exchange.sha256).toBe(sha256(page))
    expect(outcome.exchange.encoded).toMatchObject({ encoding, sha256: sha256(bytes) })
    expect(Buffer.from(outcome.exchange.encoded?.bytes ?? []).equals(bytes)).toBe(true)
    expect(requests).toBe(1)
  })

  test.each([
    ['cut', gzipSync(page).subarray(0, -9)],
    ['followed by something', Buffer.concat([gzipSync(page), Buffer.from('trailing')])],
    ['followed by NULs', Buffer.concat([gzipSync(page), Buffer.alloc(8)])],
    ['not gzip at all', Buffer.from(page)],
  ])('a gzip body that is %s is truncated, asked for twice, and kept as it came', async (_how, bytes) => {
    const { outcome, requests } = await fetchOne(send(bytes, { 'content-encoding': 'gzip' }))
    expect([codeOf(outcome), requests]).toEqual(['truncated-body', 2])
    expect(outcome.exchange?.sha256).toBe(sha256(bytes))
  })

  test('a bomb is refused at the limit, once', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    const { outcome, requests } = await fetchOne(send(bomb, { 'content-encoding': 'gzip' }))
    expect([codeOf(outcome), outcome.exchange, requests]).toEqual(['too-large', null, 1])
  })

  test('a charset in the place of a coding is passed over', async () => {
    const { outcome } = await fetchOne(send(page, { 'content-encoding': 'UTF-8' }))
    expect(outcome).toMatchObject({ kind: 'admitted', exchange: { encoded: null } })
  })
})

describe('bodies that are not whole', () => {
  const start = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n'
  test.each<[string, Answerer, typeof asPage | typeof asFile]>([
    ['breaks off before its Content-Length', raw(`${start}Content-Length: 900\r\n\r\n<html><body>x`), asPage],
    ['breaks off inside its chunks', raw(`${start}Transfer-Encoding: chunked\r\n\r\n40\r\n<html>`), asPage],
    ['has a broken chunk', raw(`${start}Transfer-Encoding: chunked\r\n\r\nzz\r\n<html>`), asPage],
    ['is a page without its end, of no announced length', sendUnframed(page.slice(0, 300)), asPage],
    ['is JSON without its end, of no announced length', sendUnframed('{"rows":[1,2'), asPage],
    ['ends inside a tag, though its length is right', send(`${page.slice(0, 200)}<td cla`), asPage],
    ['is a part that nobody asked for', send(page, {}, 206), asPage],
    ['is empty where a page belongs', send(''), asPage],
    ['is a PDF without %%EOF', send(Buffer.from(`%PDF-1.7 %%EOF${' x'.repeat(2000)}`)), asFile],
    [
      'is a ZIP without its directory',
      send(Buffer.from(`PK\u0003\u0004${'x'.repeat(2000)}`, 'latin1')),
      asFile,
    ],
  ])('a body that %s is truncated and asked for once more', async (_how, answer, policy) => {
    const { outcome, requests } = await fetchOne(answer, policy)
    expect([codeOf(outcome), requests]).toEqual(['truncated-body', 2])
  })

  test('a body that is whole at the second try is admitted', async () => {
    const { outcome, requests } = await fetchOne(inTurn(sendUnframed(page.slice(0, 300)), sendUnframed(page)))
    expect([codeOf(outcome), requests]).toEqual(['admitted', 2])
  })

  test('a 404 that is cut short is still not found', async () => {
    const { outcome, requests } = await fetchOne(
      raw('HTTP/1.1 404 Not Found\r\nContent-Length: 900\r\n\r\nx'),
    )
    expect([codeOf(outcome), requests]).toEqual(['not-found', 1])
  })

  test('a body larger than the limit is refused from its announced length alone', async () => {
    const { outcome, requests } = await fetchOne(flood(1_000_000_000, true))
    expect([codeOf(outcome), outcome.exchange, requests]).toEqual(['too-large', null, 1])
  })

  test('a body of a gigabyte without a length is read up to the limit only', async () => {
    const { outcome, requests } = await fetchOne(flood(1_000_000_000, false))
    expect([codeOf(outcome), outcome.exchange, requests]).toEqual(['too-large', null, 1])
  })

  test('a body that drips is given up after the total time, and tried again', async () => {
    const { outcome, requests } = await fetchOne(drip)
    expect([codeOf(outcome), requests]).toEqual(['timed-out', 3])
  })
})

describe('hosts in trouble', () => {
  test('a 500 is tried again and then admitted', async () => {
    const { outcome, requests } = await fetchOne(inTurn(send('', {}, 500), send(page)))
    expect([codeOf(outcome), requests]).toEqual(['admitted', 2])
  })

  test('a 500 for good is a server error after all retries, with its body', async () => {
    const { outcome, requests } = await fetchOne(send('<html>oops</html>', {}, 500))
    expect([codeOf(outcome), requests, outcome.exchange?.status]).toEqual(['server-error', 3, 500])
  })

  test('a connection that is reset is tried again, and over the other scheme before it counts as unreachable', async () => {
    const { outcome, requests } = await fetchOne(reset)
    expect([codeOf(outcome), requests, outcome.exchange]).toEqual(['unreachable', 4, null])
  })

  test('a host that answers over the other scheme only is asked there for the rest of the run', async () => {
    const server = await serve({ '/x': inTurn(reset, reset, reset, send(page)), '/y': send(page) })
    const fetcher = open(server)
    const first = await fetcher.fetch({ url: `http://${host}/x` }, asPage)
    expect(first).toMatchObject({
      kind: 'admitted',
      exchange: { url: `http://${host}/x`, finalUrl: `https://${host}/x` },
    })
    const second = await fetcher.fetch({ url: `http://${host}/y` }, asPage)
    expect(second).toMatchObject({ kind: 'admitted', exchange: { finalUrl: `https://${host}/y` } })
    expect(server.paths()).toEqual(['/robots.txt', '/x', '/x', '/x', '/x', '/y'])
  })

  test.each([502, 503, 504])(
    'a gateway that answers %i over one scheme is asked over the other',
    async (status) => {
      const server = await serve({
        '/x': inTurn(send('', {}, status), send('', {}, status), send('', {}, status), send(page)),
        '/y': send(page),
      })
      const fetcher = open(server)
      const first = await fetcher.fetch({ url: `https://${host}/x` }, asPage)
      expect(first).toMatchObject({ kind: 'admitted', exchange: { finalUrl: `http://${host}/x` } })
      const second = await fetcher.fetch({ url: `https://${host}/y` }, asPage)
      expect(second).toMatchObject({ kind: 'admitted', exchange: { finalUrl: `http://${host}/y` } })
    },
  )

  test.each([404, 403, 502])('what says %i over the other scheme is no better than a 502', async (status) => {
    const bad = send('', {}, 502)
    const server = await serve({ '/x': inTurn(bad, bad, bad, send('', {}, status)), '/y': send(page) })
    const fetcher = open(server)
    expect(codeOf(await fetcher.fetch({ url: `https://${host}/x` }, asPage))).toBe('server-error')
    const second = await fetcher.fetch({ url: `https://${host}/y` }, asPage)
    expect(second).toMatchObject({ kind: 'admitted', exchange: { finalUrl: `https://${host}/y` } })
  })

  test('a host that answers over the other scheme only, but for one page, is no circle there', async () => {
    const server = await serve({
      '/x': inTurn(reset, reset, reset, send(page)),
      '/y': inTurn(redirect(`https://${host}/y`), send(page)),
    })
    const fetcher = open(server)
    const outcomes = [
      await fetcher.fetch({ url: `https://${host}/x` }, asPage),
      await fetcher.fetch({ url: `https://${host}/y` }, asPage),
    ]
    expect(outcomes.map((outcome) => outcome.exchange?.finalUrl)).toEqual([
      `http://${host}/x`,
      `https://${host}/y`,
    ])
    expect(outcomes.map(codeOf)).toEqual(['admitted', 'admitted'])
  })

  test('silence is timed out and tried again', async () => {
    const { outcome, requests } = await fetchOne(silence)
    expect([codeOf(outcome), requests]).toEqual(['timed-out', 3])
  })

  test('an answer that is no HTTP, or has headers that are none, is a server error and nothing crashes', async () => {
    for (const answer of ['SSH-2.0-OpenSSH_9\r\n', 'HTTP/1.1 200 OK\r\nBad Header\x01: x\r\n\r\nbody']) {
      const { outcome, requests } = await fetchOne(raw(answer))
      expect([codeOf(outcome), requests]).toEqual(['server-error', 3])
    }
  })

  test('a host that nobody listens at is unreachable', async () => {
    const server = await serve({})
    await server.close()
    expect(codeOf(await open(server).fetch({ url: `http://${host}/x` }, asPage))).toBe('unreachable')
  })

  test('a name that is not found is unreachable, and not tried over the other scheme', async () => {
    let lookups = 0
    const lookup: LookupFunction = (name, _options, callback) => {
      lookups += 1
      callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }), '')
    }
    const fetcher = open(null, { lookup, config: { ...config, pace: 0 } })
    expect(codeOf(await fetcher.fetch({ url: `http://${host}/x` }, asPage))).toBe('unreachable')
    expect([lookups, fetcher.statistics().total]).toEqual([3, 3])
  })

  test('404 and 410 are not found, at once', async () => {
    for (const status of [404, 410]) {
      const { outcome, requests } = await fetchOne(send('gone', {}, status))
      expect([codeOf(outcome), requests]).toEqual(['not-found', 1])
    }
  })
})

describe('pace', () => {
  test('Retry-After in seconds holds the whole host and uses up no retry', async () => {
    const patient = { ...config, retries: 0 }
    const throttled = send('', { 'retry-after': '1' }, 429)
    const server = await serve({ '/x': inTurn(throttled, send(page)), '/y': send(page) })
    const events: FetchEvent[] = []
    const fetcher = open(server, { config: patient, onEvent: (event) => events.push(event) })
    const outcomes = await Promise.all(
      ['/x', '/y'].map((path) => fetcher.fetch({ url: `http://${host}${path}` }, asPage)),
    )
    expect(outcomes.map(codeOf)).toEqual(['admitted', 'admitted'])
    expect(server.paths()).toEqual(['/robots.txt', '/x', '/x', '/y'])
    const [, first, second] = server.seen
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(999)
    expect(events).toContainEqual({ kind: 'hold', host, code: 'throttled', milliseconds: 1000 })
  })

  test('Retry-After as an HTTP date is obeyed, also with a 503', async () => {
    const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + 1000)
    const { outcome, requests } = await fetchOne(
      inTurn(send('', { 'retry-after': at.toUTCString() }, 503), (response) => {
        send(Date.now() >= at.getTime() ? page : 'too early')(response, 1, response.req)
      }),
    )
    expect([codeOf(outcome), requests]).toEqual(['admitted', 2])
    expect(outcome.exchange?.sha256).toBe(sha256(page))
  })

  test('a pause that is longer than we wait is not waited for, and the host is left alone', async () => {
    const server = await serve({ '/x': send('', { 'retry-after': '3600' }, 429), '/y': send(page) })
    const fetcher = open(server)
    expect(codeOf(await fetcher.fetch({ url: `http://${host}/x` }, asPage))).toBe('throttled')
    expect(codeOf(await fetcher.fetch({ url: `http://${host}/y` }, asPage))).toBe('throttled')
    expect(server.paths()).toEqual(['/robots.txt', '/x'])
  })

  test('a host that throttles for good is given up when patience ends', async () => {
    const impatient = { ...config, maxRetryAfter: 40 }
    const server = await serve({ '/x': send('', { 'retry-after': '0' }, 429) })
    const outcome = await open(server, { config: impatient }).fetch({ url: `http://${host}/x` }, asPage)
    // 5 + 10 + 20 ms waited; the next 40 would be more than 40 in all.
    expect([codeOf(outcome), server.paths().length]).toEqual(['throttled', 5])
  })

  test('one host is asked one thing at a time, two hosts at once', async () => {
    let open1 = 0
    let most = 0
    const slow: Answerer = (response) => {
      open1 += 1
      most = Math.max(most, open1)
      setTimeout(() => {
        open1 -= 1
        send(page)(response, 1, response.req)
      }, 30)
    }
    const one = await serve({ '/a': slow, '/b': slow, '/c': slow })
    const both: string[] = []
    const meet: Answerer = (response) => {
      both.push('here')
      const timer = setInterval(() => {
        if (both.length < 2) return
        clearInterval(timer)
        send(page)(response, 1, response.req)
      }, 5)
    }
    const two = await serve({ '/m': meet })
    const three = await serve({ '/m': meet })
    const replicas = new Map([
      [host, one.origin],
      ['two.gov.cn', two.origin],
      ['three.gov.cn', three.origin],
    ])
    const fetcher = open(null, { replicas })
    const policy = { hosts: [...replicas.keys()], expect: 'page' } as const
    const urls = [
      `http://${host}/a`,
      `http://${host}/b`,
      `http://${host}/c`,
      'http://two.gov.cn/m',
      'http://three.gov.cn/m',
    ]
    const outcomes = await Promise.all(urls.map((url) => fetcher.fetch({ url }, policy)))
    expect(outcomes.map(codeOf)).toEqual(urls.map(() => 'admitted'))
    expect(most).toBe(1)
    expect(fetcher.statistics()).toEqual({
      total: 8,
      byHost: { [host]: 4, 'two.gov.cn': 2, 'three.gov.cn': 2 },
    })
  })
})

describe('robots.txt', () => {
  test('is asked for once per host, also when many pages are wanted at once, and http and https share it', async () => {
    const server = await serve({ '/x': send(page), '/y': send(page) })
    const fetcher = open(server)
    await Promise.all(
      ['http', 'https'].map((scheme) => fetcher.fetch({ url: `${scheme}://${host}/x` }, asPage)),
    )
    await fetcher.fetch({ url: `http://${host}/y` }, asPage)
    expect(server.paths()).toEqual(['/robots.txt', '/x', '/x', '/y'])
    expect(fetcher.statistics()).toEqual({ total: 4, byHost: { [host]: 4 } })
  })

  test('what it forbids is not fetched; a group for nianbao goes before the one for all', async () => {
    const rules = '\ufeffUser-agent: *\nDisallow: /\n\nUser-agent: Nianbao\nDisallow: /private/\n'
    const server = await serve({ '/robots.txt': send(rules), '/x': send(page), '/private/x': send(page) })
    const fetcher = open(server)
    expect(codeOf(await fetcher.fetch({ url: `http://${host}/private/x` }, asPage))).toBe('robots-disallowed')
    expect(codeOf(await fetcher.fetch({ url: `http://${host}/x` }, asPage))).toBe('admitted')
    expect(server.paths()).toEqual(['/robots.txt', '/x'])
  })

  test('a server error means that nothing may be fetched, after the usual retries', async () => {
    const server = await serve({ '/robots.txt': send('', {}, 503), '/x': send(page) })
    const fetcher = open(server)
    for (const path of ['/x', '/y']) {
      expect(codeOf(await fetcher.fetch({ url: `http://${host}${path}` }, asPage))).toBe('robots-disallowed')
    }
    // the fourth time over the other scheme: 503 may be the word of a gateway that serves one only
    expect(server.paths()).toEqual(['/robots.txt', '/robots.txt', '/robots.txt', '/robots.txt'])
  })

  test('a host that does not answer for it is unreachable, and nothing else is asked', async () => {
    const server = await serve({ '/robots.txt': reset, '/x': send(page) })
    expect(codeOf(await open(server).fetch({ url: `http://${host}/x` }, asPage))).toBe('unreachable')
    expect(server.paths()).not.toContain('/x')
  })

  test('403 means that there are no rules', async () => {
    const server = await serve({ '/robots.txt': send('no', {}, 403), '/x': send(page) })
    expect(codeOf(await open(server).fetch({ url: `http://${host}/x` }, asPage))).toBe('admitted')
  })

  test('its redirects are followed on the hosts of the site, and its rules count for the host that was asked', async () => {
    const other = await serve({ '/r.txt': send('User-agent: *\nDisallow: /x') })
    const server = await serve({ '/robots.txt': redirect('http://two.gov.cn/r.txt'), '/x': send(page) })
    const replicas = new Map([
      [host, server.origin],
      ['two.gov.cn', other.origin],
    ])
    const fetcher = open(null, { replicas })
    const outcome = await fetcher.fetch(
      { url: `http://${host}/x` },
      { ...asPage, hosts: [...replicas.keys()] },
    )
    expect(codeOf(outcome)).toBe('robots-disallowed')
    expect(other.paths()).toEqual(['/r.txt'])
  })

  test('when it lies on a host that is not listed, nothing is fetched and the code says why', async () => {
    const server = await serve({
      '/robots.txt': redirect('http://elsewhere.cn/robots.txt'),
      '/x': send(page),
    })
    expect(codeOf(await open(server).fetch({ url: `http://${host}/x` }, asPage))).toBe('host-not-allowed')
    expect(server.paths()).toEqual(['/robots.txt'])
  })

  test('only its first 512 KB are read', async () => {
    const rules = `User-agent: *\nDisallow: /x\n#${'x'.repeat(600_000)}\nDisallow: /y\n`
    const server = await serve({ '/robots.txt': send(rules), '/y': send(page) })
    const fetcher = open(server)
    expect(codeOf(await fetcher.fetch({ url: `http://${host}/x` }, asPage))).toBe('robots-disallowed')
    expect(codeOf(await fetcher.fetch({ url: `http://${host}/y` }, asPage))).toBe('admitted')
  })

  test('Crawl-delay is kept between the starts of requests', async () => {
    const server = await serve({
      '/robots.txt': send('User-agent: *\nCrawl-delay: 0.4'),
      '/x': send(page),
      '/y': send(page),
    })
    const fetcher = open(server)
    await Promise.all(['/x', '/y'].map((path) => fetcher.fetch({ url: `http://${host}${path}` }, asPage)))
    const [, x, y] = server.seen
    expect(server.paths()).toEqual(['/robots.txt', '/x', '/y'])
    // The server's clock starts when a request has arrived: a few milliseconds of slack.
    expect((y?.at ?? 0) - (x?.at ?? 0)).toBeGreaterThanOrEqual(390)
  })
})

describe('redirects', () => {
  test('are followed hop by hop, each recorded with its real URL', async () => {
    const server = await serve({
      '/x': redirect('/y', 301),
      '/y': redirect('z?a=1#part', 307),
      '/z?a=1': send(page),
    })
    const outcome = await open(server).fetch({ url: `http://${host}/x` }, asPage)
    expect(outcome).toMatchObject({
      kind: 'admitted',
      exchange: {
        url: `http://${host}/x`,
        finalUrl: `http://${host}/z?a=1`,
        hops: [
          { url: `http://${host}/x`, status: 301, location: '/y' },
          { url: `http://${host}/y`, status: 307, location: 'z?a=1#part' },
        ],
      },
    })
    expect(server.paths()).toEqual(['/robots.txt', '/x', '/y', '/z?a=1'])
  })

  test('in a circle are refused when a URL comes again', async () => {
    const server = await serve({ '/x': redirect('/y'), '/y': redirect('/x') })
    const outcome = await open(server).fetch({ url: `http://${host}/x` }, asPage)
    expect([codeOf(outcome), server.paths()]).toEqual(['blocked', ['/robots.txt', '/x', '/y']])
  })

  test('beyond the limit are refused', async () => {
    const chain = Object.fromEntries(
      ['1', '2', '3', '4', '5'].map((n) => [`/${n}`, redirect(`/${Number(n) + 1}`)]),
    )
    const server = await serve(chain)
    const outcome = await open(server).fetch({ url: `http://${host}/1` }, asPage)
    expect([codeOf(outcome), server.paths()]).toEqual(['blocked', ['/robots.txt', '/1', '/2', '/3', '/4']])
  })

  test.each([
    ['http://elsewhere.cn/x', 'host-not-allowed'],
    [`http://acheng.gov.cn/x`, 'host-not-allowed'],
    [`http://${host}:8080/x`, 'host-not-allowed'],
    [`http://${host}@elsewhere.cn/x`, 'host-not-allowed'],
    ['ftp://www.acheng.gov.cn/x', 'host-not-allowed'],
    ['file:///etc/passwd', 'host-not-allowed'],
    ['http://127.0.0.1/x', 'private-address'],
    ['http://0x7f.1/x', 'private-address'],
    ['http://2130706433/x', 'private-address'],
    ['http://[::ffff:127.0.0.1]/x', 'private-address'],
    ['http://169.254.169.254/latest/meta-data/', 'private-address'],
    ['http://[fd00::1]/x', 'private-address'],
    ['http://intern.gov.cn/x', 'private-address'],
    ['http://', 'blocked'],
  ])('to %s are refused: %s', async (location, code) => {
    const server = await serve({ '/x': redirect(location) })
    const policy = { ...asPage, hosts: [host, 'intern.gov.cn'] }
    const outcome = await open(server).fetch({ url: `http://${host}/x` }, policy)
    expect([codeOf(outcome), server.paths()]).toEqual([code, ['/robots.txt', '/x']])
    expect(outcome.exchange).toMatchObject({ status: 302, responseHeaders: { location } })
  })

  test('to the loopback origin of a replica itself are refused', async () => {
    const target = await serve({ '/secret': send(page) })
    const server = await serve({ '/x': redirect(`${target.origin}/secret`) })
    const outcome = await open(server).fetch({ url: `http://${host}/x` }, asPage)
    expect([codeOf(outcome), target.paths()]).toEqual(['private-address', []])
  })

  test('with raw UTF-8 or GBK bytes go back to the server as the same bytes', async () => {
    const utf8 = Buffer.from('/年报.htm')
    const gbk = Buffer.from([0x2f, 0xc4, 0xea, 0x2e, 0x68, 0x74, 0x6d])
    for (const [bytes, path] of [
      [utf8, '/%E5%B9%B4%E6%8A%A5.htm'],
      [gbk, '/%C4%EA.htm'],
    ] as const) {
      const head = Buffer.from('HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\nLocation: ')
      const server = await serve({
        '/x': raw(Buffer.concat([head, bytes, Buffer.from('\r\n\r\n')])),
        [path]: send(page),
      })
      const outcome = await open(server).fetch({ url: `http://${host}/x` }, asPage)
      expect([codeOf(outcome), server.paths()]).toEqual(['admitted', ['/robots.txt', '/x', path]])
    }
  })

  test('from a page to the front page or to an error page are a soft 404', async () => {
    for (const to of ['/', '/index.html', '/404.html']) {
      const server = await serve({ '/a/x.html': redirect(to), [to]: send(page) })
      expect(codeOf(await open(server).fetch({ url: `http://${host}/a/x.html` }, asPage))).toBe('soft-404')
    }
  })
})

describe('private addresses', () => {
  test('a name that leads to a private address is never connected to, and not tried again', async () => {
    let asked = 0
    const lookup: LookupFunction = (name, options, callback) => {
      asked += 1
      answering('10.0.0.1', 'fd00::1')(name, options, callback)
    }
    const outcome = await open(null, { lookup }).fetch({ url: `http://${host}/x` }, asPage)
    expect([codeOf(outcome), asked]).toEqual(['private-address', 1])
  })

  test('a name that leads to a private address is not connected to over TLS either', async () => {
    const outcome = await open(null).fetch({ url: `https://${host}/x` }, asPage)
    expect(codeOf(outcome)).toBe('private-address')
  })

  test('a replica that is not on loopback is a usage error', () => {
    for (const origin of ['http://10.0.0.1:80', 'https://127.0.0.1:80', 'nonsense']) {
      expect(() => openFetch({ config, replicas: new Map([[host, origin]]) })).toThrow(
        expect.objectContaining({ code: 'usage' }),
      )
    }
  })

  test('what is not listed or no URL is refused without any request', async () => {
    const fetcher = open(await serve({}))
    for (const url of ['http://elsewhere.cn/', 'no url', 'javascript:void(0)', `http://${host}./x`]) {
      expect(codeOf(await fetcher.fetch({ url }, asPage))).toBe('host-not-allowed')
    }
    expect(fetcher.statistics().total).toBe(0)
  })
})

describe('what is sent in place of content', () => {
  const ruishu =
    '<html><head><script>$_ts=window["$_ts"];if(!$_ts)$_ts={};</script></head><body></body></html>'
  const jsl = '<script>document.cookie=("_")+("_jsl_clearance_s=1");location.href=location.pathname</script>'
  const gone = '<html><head><title>提示</title></head><body><h1>您访问的页面不存在</h1></body></html>'
  const bigError = `<html><head><title>404 - 找不到文件</title></head><body>${'<a href="/">导航</a>'.repeat(500)}</body></html>`
  const captcha = '<html><body>请输入验证码<img src="/c.jpg"><input name="code"></body></html>'
  const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(900)])

  test.each<[string, Answerer, 'page' | 'listing' | 'attachment', string, string]>([
    ['403', send('no', {}, 403), 'page', '/x', 'blocked'],
    ['422', send('no', {}, 422), 'page', '/x', 'blocked'],
    ['a 412 with the script of 瑞数', send(ruishu, {}, 412), 'page', '/x', 'challenge-page'],
    [
      'a 521 with the script of 加速乐',
      send('<script>__jsl_clearance</script>', {}, 521),
      'page',
      '/x',
      'challenge-page',
    ],
    ['a 200 with nothing but a script that sets a cookie', send(jsl), 'page', '/x', 'challenge-page'],
    ['a 200 with nothing but a script, for a listing', send(ruishu), 'listing', '/x', 'challenge-page'],
    ['a short page that says it is not there', send(gone), 'page', '/x', 'soft-404'],
    ['a long page whose title is 404', send(bigError), 'page', '/x', 'soft-404'],
    [
      'a page without anything on it',
      send('<html><head></head><body></body></html>'),
      'page',
      '/x',
      'blocked',
    ],
    ['a captcha page', send(captcha), 'page', '/x', 'captcha'],
    ['a captcha page for a docx', send(captcha), 'attachment', '/a.docx', 'captcha'],
    ['an image for a docx', send(png), 'attachment', '/a.docx', 'captcha'],
    ['an error page for a docx', send(gone), 'attachment', '/a.docx', 'soft-404'],
    ['any other page for a docx', send(page), 'attachment', '/a.docx', 'soft-404'],
    [
      'an error in JSON for a file',
      send('{"code":500,"msg":"error"}'),
      'attachment',
      '/down?id=1',
      'soft-404',
    ],
    ['a few words for a file', send('文件不存在'), 'attachment', '/down?id=1', 'soft-404'],
  ])('%s is refused once, with its body', async (_what, answer, expected, path, code) => {
    const { outcome, requests } = await fetchOne(answer, { hosts: [host], expect: expected }, path)
    expect([codeOf(outcome), requests]).toEqual([code, 1])
    expect(outcome.exchange?.body.length).toBeGreaterThan(0)
  })

  test('a page that only sends its reader on within its host is followed, and is no refusal', async () => {
    const refresh =
      '<html><head><meta http-equiv="refresh" content="0;url=/new.html"></head><body></body></html>'
    const server = await serve({
      '/a.html': send(refresh),
      '/new.html': send(page),
      '/circle.html': send(refresh.replace('new', 'round')),
      '/round.html': send(refresh.replace('new', 'circle')),
    })
    const fetcher = open(server)
    const ask = (path: string) => fetcher.fetch({ url: `http://${host}${path}` }, asPage)
    const outcome = await ask('/a.html')
    expect(outcome).toMatchObject({
      kind: 'admitted',
      exchange: {
        url: `http://${host}/a.html`,
        finalUrl: `http://${host}/new.html`,
        hops: [{ url: `http://${host}/a.html`, status: 200, location: `http://${host}/new.html` }],
      },
    })
    expect(await ask('/circle.html')).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('circle') as string,
    })
  })

  test('a whole page that carries the script of 瑞数 is content', async () => {
    const { outcome } = await fetchOne(
      send(page.replace('<body>', '<body><script>$_ts=window["$_ts"]</script>')),
    )
    expect(outcome.kind).toBe('admitted')
  })

  test('a page of some length that speaks of missing pages is content', async () => {
    const text = `<html><body>${'The district office of disclosure. '.repeat(15)}404 not found</body></html>`
    expect((await fetchOne(send(text))).outcome.kind).toBe('admitted')
  })

  test('an image that is named as one is an attachment', async () => {
    expect(codeOf((await fetchOne(send(png), asFile, '/scan.png')).outcome)).toBe('admitted')
  })
})

describe('an end from our side', () => {
  test('an abort rejects what is under way and what waits, with its reason', async () => {
    const server = await serve({ '/x': drip, '/y': send(page) })
    const controller = new AbortController()
    const fetcher = open(server, { signal: controller.signal })
    const all = Promise.allSettled(
      ['/x', '/y'].map((path) => fetcher.fetch({ url: `http://${host}${path}` }, asPage)),
    )
    while (!server.paths().includes('/x')) await new Promise((resolve) => setTimeout(resolve, 5))
    const reason = new Error('enough')
    controller.abort(reason)
    expect(await all).toEqual([
      { status: 'rejected', reason },
      { status: 'rejected', reason },
    ])
    expect(server.paths()).not.toContain('/y')
  })

  test('nothing is fetched after close', async () => {
    const server = await serve({ '/x': send(page) })
    const fetcher = open(server)
    fetcher.close()
    await expect(fetcher.fetch({ url: `http://${host}/x` }, asPage)).rejects.toThrow('closed')
    expect(server.paths()).toEqual([])
  })
})
