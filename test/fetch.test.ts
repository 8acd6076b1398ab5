import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import {
  asFile,
  asListing,
  asPage,
  codeOf,
  config,
  fetchOne,
  host,
  open,
  page,
  serve,
  sha256,
} from './running/fetchOnce.ts'
import { redirect, send, sendUnframed } from './servers/faultyServer.ts'

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
