import type { LookupFunction } from 'node:net'
import { describe, expect, test } from 'vitest'
import { asPage, codeOf, config, fetchOne, host, open, page, serve } from './running/fetchOnce.ts'
import { drip, inTurn, raw, redirect, reset, send, silence } from './servers/faultyServer.ts'

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
