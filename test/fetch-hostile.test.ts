import { describe, expect, onTestFinished, test } from 'vitest'
import { openFetch } from '../src/fetch/fetch.ts'
import { retryAfter } from '../src/fetch/retryAfter.ts'
import type { FetchConfig } from '../src/model/config.ts'
import { openFaultyServer, raw, redirect, send, type Answerer } from './servers/faultyServer.ts'
import { hastyManners } from './running/hastyManners.ts'

const host = 'www.example.gov.cn'
const page = `<html><body>${'政府信息公开工作年度报告。'.repeat(50)}</body></html>`
const config: FetchConfig = {
  ...hastyManners,
  responseTimeout: 1000,
  totalTimeout: 2000,
  retries: 1,
  maxRetryAfter: 200,
}

/** What comes of `/bad`, and of `/good` at the same host after it. */
async function fetchBeside(bad: Answerer, robots?: Answerer): Promise<readonly [string, string, string]> {
  const answers = { '/bad': bad, '/good': send(page) }
  const server = await openFaultyServer(robots ? { ...answers, '/robots.txt': robots } : answers)
  const fetcher = openFetch({ config, replicas: new Map([[host, server.origin]]) })
  onTestFinished(async () => {
    fetcher.close()
    await server.close()
  })
  const policy = { hosts: [host], expect: 'page' } as const
  const first = await fetcher.fetch({ url: `http://${host}/bad` }, policy)
  const second = await fetcher.fetch({ url: `http://${host}/good` }, policy)
  const [one, message] = first.kind === 'refused' ? [first.code, first.message] : [first.kind, '']
  return [one, second.kind === 'refused' ? second.code : second.kind, message]
}

const ok = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n'
/** A head that comes a byte at a time and never ends. */
const slowHead: Answerer = (response) => {
  const { socket } = response
  const timer = setInterval(() => socket?.write('X'), 20)
  socket?.write('HTTP/1.1 200 OK\r\nX-Slow: ')
  socket?.on('close', () => {
    clearInterval(timer)
  })
}

describe('An answer out of the ordinary has one code and one line, and the next page of the host is fetched', () => {
  test.each<[string, Answerer, string]>([
    ['a head that never ends', slowHead, 'timed-out'],
    ['headers of 100 KB', raw(`${ok}X-Big: ${'x'.repeat(100_000)}\r\n\r\n${page}`), 'server-error'],
    ['10,000 headers', raw(`${ok}${'a: b\r\n'.repeat(10_000)}\r\n${page}`), 'server-error'],
    ['two lengths', raw(`${ok}Content-Length: 5\r\nContent-Length: 9\r\n\r\n<html>`), 'server-error'],
    ['a negative length', raw(`${ok}Content-Length: -5\r\n\r\n<html>`), 'server-error'],
    ['a length without end', raw(`${ok}Content-Length: ${'9'.repeat(40)}\r\n\r\n<html>`), 'server-error'],
    [
      'length and chunks',
      raw(`${ok}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`),
      'server-error',
    ],
    ['a status of 999', raw('HTTP/1.1 999 What\r\nContent-Length: 2\r\n\r\nno'), 'server-error'],
    ['a status of 204', send('', {}, 204), 'truncated-body'],
    ['a redirect that names no place', send('', {}, 302), 'blocked'],
    ['a redirect to nothing', redirect(''), 'blocked'],
    ['a redirect to itself', redirect('/bad'), 'blocked'],
    ['a redirect to a place of 70 KB', redirect(`/${'x'.repeat(70_000)}`), 'server-error'],
    ['a choice of places (300)', send('<a href="/a">a</a>', {}, 300), 'blocked'],
    ['402', send('pay', {}, 402), 'blocked'],
    ['a reset inside the head', (response) => response.socket?.end('HTTP/1.1 200'), 'unreachable'],
    ['TLS where HTTP was asked', raw('\x15\x03\x01\x00\x02\x02\x46'), 'server-error'],
    ['an unknown content coding', send(page, { 'content-encoding': 'zoo' }), 'unreadable-file'],
  ])('%s', async (_what, answer, expected) => {
    const [code, next, message] = await fetchBeside(answer)
    expect([code, next]).toEqual([expected, 'admitted'])
    expect(message).toMatch(/^[^\n]{5,300}$/u)
  })

  test.each<[string, Answerer]>([
    [
      'early hints',
      raw(
        `HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n${ok}Content-Length: ${Buffer.byteLength('<html></html>')}\r\n\r\n<html></html>`,
      ),
    ],
  ])('%s before the answer are passed over', async (_what, answer) => {
    expect((await fetchBeside(answer))[1]).toBe('admitted')
  })

  test.each<[string, Answerer, string]>([
    ['says 500', send('', {}, 500), 'robots-disallowed'],
    ['drips', slowHead, 'timed-out'],
    ['redirects in a circle', redirect('/robots.txt'), 'admitted'],
    ['is a page', send(page), 'admitted'],
    ['is cut short', raw(`${ok}Content-Length: 900\r\n\r\nUser-agent: *`), 'robots-disallowed'],
    ['asks for a pause of a year', send('', { 'retry-after': '31536000' }, 429), 'throttled'],
  ])('a robots.txt that %s', async (_what, robots, expected) => {
    expect((await fetchBeside(send(page), robots))[0]).toBe(expected)
  })
})

describe('A Retry-After beyond reason', () => {
  test.each([
    '31536000',
    '99999999999',
    '9'.repeat(40),
    'Fri, 31 Dec 9999 23:59:59 GMT',
    'Friday, 31-Dec-49 23:59:59 GMT',
  ])(
    'of %s is not waited for: the host is left alone, and what is left waits for the next run',
    async (pause) => {
      const [first, second] = await fetchBeside(send('', { 'retry-after': pause }, 429))
      expect([first, second]).toEqual(['throttled', 'throttled'])
    },
    10_000,
  )

  test.each(['-1', 'soon', '0', '', '1.5', 'Thu, 01 Jan 1970 00:00:00 GMT', '0x10', 'NaN', '٣'])(
    'of "%s" is no more than the usual pause',
    (pause) => {
      expect(retryAfter(pause, Date.UTC(2026, 0, 1)) ?? 0).toBeLessThanOrEqual(2000)
    },
  )
})
