import { describe, expect, test } from 'vitest'
import type { FetchEvent } from '../src/fetch/fetch.ts'
import { asPage, codeOf, config, fetchOne, host, open, page, serve, sha256 } from './running/fetchOnce.ts'
import { inTurn, redirect, reset, send, type Answerer } from './servers/faultyServer.ts'

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
