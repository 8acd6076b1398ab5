import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { openFetch } from '../src/fetch/fetch.ts'
import type { FetchOutcome } from '../src/model/exchange.ts'
import {
  behindGate,
  closing,
  config,
  fetcher,
  found,
  hosts,
  json,
  page,
  paths,
  policy,
  render,
  rows,
  shell,
  show,
} from './browser/behindGate.ts'

behindGate()

describe.skipIf('missing' in found).concurrent('A browser behind the gate', () => {
  describe('whose page asks for what is not allowed', () => {
    test.each<readonly [string, (port: number) => string, string]>([
      ['another host', () => `fetch('http://www.other.gov.cn/x')`, 'host-not-allowed'],
      ['a link-local address', () => `fetch('http://169.254.169.254/latest/meta-data/')`, 'private-address'],
      ['loopback', (port) => `fetch('http://127.0.0.1:${port}/')`, 'private-address'],
      [
        'loopback in a frame',
        (port) =>
          `document.body.append(Object.assign(document.createElement('iframe'), { src: 'http://127.0.0.1:${port}/' }))`,
        'private-address',
      ],
      ['loopback by a redirect', () => `fetch('/away')`, 'private-address'],
      ['a WebSocket', (port) => `new WebSocket('ws://127.0.0.1:${port}/')`, 'host-not-allowed'],
      ['what robots.txt forbids', () => `fetch('/admin/rows')`, 'robots-disallowed'],
    ])('%s: it is refused and named, and the page goes on', async (_what, ask, code) => {
      const { port, count } = await forbiddenPort()
      const { name, seen } = hosts.host(({ path }) => {
        if (path === '/robots.txt') return { body: 'User-agent: *\nDisallow: /admin/\n' }
        if (path === '/away')
          return { status: 302, headers: { location: `http://127.0.0.1:${port}/` }, body: '' }
        return path === '/list'
          ? { body: shell(`${show} ${ask(port)}; setTimeout(() => show(${JSON.stringify(rows)}), 300)`) }
          : null
      })
      const { rendered, text } = await page(name, { until: 'li a' })
      expect(text).toContain('财政局2023年')
      expect(rendered?.unasked.map((one) => one.code)).toEqual([code])
      expect(paths(seen)).not.toContain('/admin/rows')
      expect(count()).toBe(0)
    })

    test('by ways that no interception sees, it still reaches nothing', async () => {
      const { port, count } = await forbiddenPort()
      const url = `http://127.0.0.1:${port}/`
      const { name } = hosts.host(({ path }) =>
        path === '/list'
          ? {
              body: shell(
                `${show} show(${JSON.stringify(rows)})
                new Worker(URL.createObjectURL(new Blob(["fetch('${url}')"])))
                new SharedWorker(URL.createObjectURL(new Blob(["fetch('${url}')"])))
                window.open('${url}')
                const link = Object.assign(document.createElement('link'), { rel: 'preconnect', href: '${url}' }); document.head.append(link)
                document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: '${url}p' }))
                new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${port}' }] }).createDataChannel('x')`,
              ),
            }
          : null,
      )
      expect((await page(name, { until: 'li a' })).rendered?.shown).toBe(true)
      expect(count()).toBe(0)
    })

    test('a page of another host than the allowed is not opened at all', async () => {
      const { name, seen } = hosts.host(() => ({ body: shell('') }))
      const outcome = await fetcher.fetch(
        { url: `http://${name}/list`, render: {} },
        policy('www.else.gov.cn'),
      )
      expect(outcome).toMatchObject({ kind: 'refused', code: 'host-not-allowed' })
      expect(seen).toEqual([])
    })
  })

  describe('with a page that is no list', () => {
    test('says that what it waits for never came', async () => {
      const { name } = hosts.host(({ path }) =>
        path === '/list' ? { body: shell('throw new Error("x")') } : null,
      )
      expect((await page(name, { until: 'li a' })).rendered).toMatchObject({ shown: false })
    })

    test.each([412, 200])('recognises a challenge (%i) before a script of it runs', async (status) => {
      const { name, seen } = hosts.host(({ path }) =>
        path === '/list' ? { status, body: '<script>$_ts=window["$_ts"];fetch("/ran")</script>' } : null,
      )
      expect(await render(name)).toMatchObject({ kind: 'refused', code: 'challenge-page' })
      expect(paths(seen)).toEqual(['/list'])
    })

    test('gives up a page that never ends, and goes on with the next', async () => {
      const impatient = openFetch({ config, replicas: hosts.replicas, browser: { page: 10_000 } })
      closing.push(() => {
        impatient.close()
      })
      const { name } = hosts.host(({ path }) =>
        path === '/list'
          ? { body: shell('for (;;) {}') }
          : { body: shell(`${show} show(${JSON.stringify(rows)})`) },
      )
      const get = (path: string): Promise<FetchOutcome> =>
        impatient.fetch({ url: `http://${name}${path}`, render: { until: 'li a' } }, policy(name))
      expect(await get('/list')).toMatchObject({ kind: 'refused', code: 'timed-out' })
      expect(await get('/next')).toMatchObject({ kind: 'admitted', exchange: { browser: { shown: true } } })
    })

    test('leaves a page that never stops asking', async () => {
      const { name } = hosts.host(({ path }) =>
        path === '/list'
          ? { body: shell(`${show} show(${JSON.stringify(rows)}); setInterval(() => fetch('/poll'), 50)`) }
          : { ...json({}), after: 900 },
      )
      expect((await page(name, { until: 'li a' })).rendered?.shown).toBe(true)
    })

    test('lets a page that is kept for its next step ask nothing meanwhile', async () => {
      const { name, seen } = hosts.host(({ path }) =>
        path === '/list'
          ? {
              body: shell(
                `${show} show(${JSON.stringify(rows)}); setTimeout(() => setInterval(() => fetch('/poll'), 50), 4000)`,
              ),
            }
          : json({}),
      )
      expect((await page(name, { until: 'li a', next: '.none' })).rendered?.shown).toBe(true)
      await new Promise((done) => setTimeout(done, 5_000))
      expect(paths(seen)).toEqual(['/list'])
    })

    test('bounds what a page may ask for, and what it may become', async () => {
      const { name, seen } = hosts.host(({ path }) => {
        if (path === '/list') return { body: shell('for (let i = 0; i < 100; i += 1) fetch("/x" + i)') }
        if (path === '/large')
          return {
            body: shell(
              'document.body.append("x".repeat(2000000) , Object.assign(document.createElement("a"), { href: "/a" }))',
            ),
          }
        return json({})
      })
      expect((await page(name)).rendered?.unasked.map(({ code }) => code)).toEqual(['too-large'])
      expect(seen.length).toBe(30)
      expect(await render(name, {}, '/large')).toMatchObject({ kind: 'refused', code: 'too-large' })
    })
  })
})

/** A port that nobody may connect to, and how often somebody did. */
async function forbiddenPort(): Promise<{ readonly port: number; readonly count: () => number }> {
  let count = 0
  const server = createServer((socket) => {
    count += 1
    socket.destroy()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(() => void server.close())
  return { port: (server.address() as AddressInfo).port, count: () => count }
}
