import type { LookupFunction } from 'node:net'
import { describe, expect, test } from 'vitest'
import { openFetch } from '../src/fetch/fetch.ts'
import { answering, asPage, codeOf, config, host, open, page, serve } from './running/fetchOnce.ts'
import { raw, redirect, send } from './servers/faultyServer.ts'

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
