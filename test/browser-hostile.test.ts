import { platform } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seekChromium } from '../src/fetch/browser/chromium.ts'
import type { BrowserLimits } from '../src/fetch/browser/limits.ts'
import { openFetch, type Fetcher } from '../src/fetch/fetch.ts'
import type { FetchConfig } from '../src/model/config.ts'
import type { FetchOutcome } from '../src/model/exchange.ts'
import type { Unasked } from '../src/model/page.ts'
import { startManyHosts, type HostAnswer, type HostRequest, type ManyHosts } from './servers/manyHosts.ts'
import { hastyManners } from './running/hastyManners.ts'

const found = await seekChromium()
if ('missing' in found) process.stderr.write(`browser-hostile.test.ts is left out: ${found.missing}\n`)

const config: FetchConfig = {
  ...hastyManners,
  maxRetryAfter: 2500,
}

const row = '<li><a href="/detail/70001.html">财政局2023年政府信息公开工作年度报告</a></li>'
const list = `<html><head><title>政府信息公开年报</title></head><body><ul>${row}</ul></body></html>`
/** A list whose row comes when `before` has been tried. */
const listAfter = (before: string): HostAnswer => ({
  body: `<html><head><title>政府信息公开年报</title></head><body><p>${'请在本栏目查阅政府信息公开年报。'.repeat(5)}</p><ul></ul><script>
    const show = () => { document.querySelector('ul').innerHTML = ${JSON.stringify(row)} }
    ${before}
  </script></body></html>`,
})
const report = `<html><head><title>财政局2023年政府信息公开工作年度报告</title></head><body><a href="/">首页</a><h2>一、总体情况</h2><p>${'现将本年度政府信息公开工作情况报告如下。'.repeat(20)}</p></body></html>`
const wall = `<html><head><title>统一身份认证</title></head><body><form>${'请使用个人或法人账号登录系统，首次登录的用户请先注册并完成实名认证后再进行访问。'.repeat(10)}</form><a href="/reg">注册</a></body></html>`
const challenge = (script: string): HostAnswer => ({
  status: 521,
  body: `<html><head></head><body><script>${script}</script></body></html>`,
})
const asUtf8 = (header: string | undefined): string => Buffer.from(header ?? '', 'latin1').toString()

// One after the other: a flood takes the browser from whoever shares it.
describe.skipIf('missing' in found)('A browser whose page means harm', () => {
  let hosts: ManyHosts
  let fetcher: Fetcher
  const open = (limits: Partial<BrowserLimits>): Fetcher =>
    openFetch({
      config,
      replicas: hosts.replicas,
      browser: { idle: 1_500, page: 45_000, trial: 10_000, ...limits },
    })
  beforeAll(async () => {
    hosts = await startManyHosts(20)
    fetcher = open({ requests: 100 })
  })
  afterAll(async () => {
    fetcher.close()
    await hosts.close()
  })

  const render = (name: string, by = fetcher): Promise<FetchOutcome> =>
    by.fetch({ url: `http://${name}/list`, render: { until: 'li a' } }, { hosts: [name], expect: 'listing' })
  const once = (name: string, expect: 'page' | 'listing'): Promise<FetchOutcome> =>
    fetcher.fetch({ url: `http://${name}/list` }, { hosts: [name], expect, browser: 'once' })
  const serve = (answer: (request: HostRequest) => HostAnswer): ReturnType<ManyHosts['host']> =>
    hosts.host((request) => (request.path === '/robots.txt' ? { status: 404, body: '' } : answer(request)))
  const unaskedOf = ({ exchange }: FetchOutcome): readonly Unasked[] =>
    exchange?.browser?.kind === 'rendered' ? exchange.browser.unasked : []

  test('sends a cookie beyond ASCII as browsers do, and the page goes on', async () => {
    const { name, seen } = serve(({ path }) =>
      path === '/list'
        ? listAfter(
            `document.cookie = 'city=杭州; path=/'; fetch('/x', { headers: { 'x-a': '\\u00e4' } }).then(show)`,
          )
        : { body: '{}' },
    )
    expect(await render(name)).toMatchObject({ kind: 'admitted', exchange: { browser: { shown: true } } })
    const sent = seen.find(({ path }) => path === '/x')
    expect(asUtf8(sent?.headers['cookie']?.toString())).toBe('city=杭州')
  })

  test('keeps a cookie beyond ASCII that passed a challenge, for what is asked of the host without it', async () => {
    const { name, seen } = serve(({ headers }) =>
      asUtf8(headers['cookie']?.toString()) === 'v=通过'
        ? { body: report }
        : challenge("document.cookie = 'v=通过; path=/'; location.reload()"),
    )
    expect(await once(name, 'page')).toMatchObject({
      kind: 'admitted',
      exchange: { browser: { kind: 'passed' } },
    })
    const asked = seen.length
    expect(await once(name, 'page')).toMatchObject({ kind: 'admitted' })
    expect(seen.length).toBe(asked + 1)
  })

  test('names a few of the hosts that it was refused, and counts the others', async () => {
    const { name } = serve(() =>
      listAfter(
        `for (let i = 0; i < 80; i += 1) fetch('http://h' + i + '.example.com/').catch(() => 0); show()`,
      ),
    )
    const unasked = unaskedOf(await render(name))
    expect(unasked.length).toBe(21)
    expect(unasked.at(-1)?.message).toMatch(/^60 more requests/u)
  })

  test.each<readonly [string, string]>([
    ['requests', `for (let i = 0; i < 1000; i += 1) fetch('http://h' + i + '.example.com/').catch(() => 0)`],
    ['WebSockets', `for (let i = 0; i < 1000; i += 1) new WebSocket('ws://w' + i + '.example.com/')`],
    ['beacons', `for (let i = 0; i < 1000; i += 1) navigator.sendBeacon('/b' + i)`],
  ])('is ended by a flood of %s that are refused', async (_what, flood) => {
    const { name } = serve(() => listAfter(`${flood}; setInterval(() => fetch('/more'), 1); show()`))
    expect(await render(name)).toMatchObject({ kind: 'refused', code: 'too-large' })
  })

  test('has no window but its own, and no worker', async () => {
    const { name, seen } = serve(({ path }) =>
      path === '/list'
        ? listAfter(`
            for (let i = 0; i < 50; i += 1) window.open('about:blank', '', 'noopener')
            const work = URL.createObjectURL(new Blob(["fetch('http://" + location.host + "/worked')"]))
            for (const Kind of [Worker, SharedWorker]) try { new Kind(work) } catch {}
            setTimeout(show, 500)`)
        : { body: '{}' },
    )
    const outcome = await render(name)
    expect(outcome).toMatchObject({ kind: 'admitted', exchange: { browser: { shown: true } } })
    expect(unaskedOf(outcome)).toEqual([])
    expect(seen.map(({ path }) => path)).not.toContain('/worked')
  })

  test.runIf(platform() === 'linux')('ends the page that fills the memory, and no other', async () => {
    const narrow = open({ memory: 900_000_000, idle: 60_000 })
    const greedy = serve(() =>
      listAfter(`
        const kept = []
        setInterval(() => { if (kept.length < 40) kept.push(new Uint8Array(1 << 26).fill(7)); else show() }, 20)`),
    )
    const modest = serve(({ path }) =>
      path === '/list' ? listAfter("fetch('/slow').then(show)") : { body: '{}', after: 2_500 },
    )
    const [ended, admitted] = await Promise.all([render(greedy.name, narrow), render(modest.name, narrow)])
    expect(ended).toMatchObject({ kind: 'refused', code: 'too-large' })
    expect(admitted).toMatchObject({ kind: 'admitted', exchange: { browser: { shown: true } } })
    narrow.close()
  })

  test.each<readonly [string, 'page' | 'listing', string, 'admitted' | 'refused']>([
    ['a report', 'page', report, 'admitted'],
    ['a list of one report', 'listing', list, 'admitted'],
    ['a page to log in on in place of a report', 'page', wall, 'refused'],
    ['a page to log in on in place of a list', 'listing', wall, 'refused'],
  ])('judges by its role what comes after a challenge: %s', async (_what, role, body, kind) => {
    const { name } = serve(({ headers }) =>
      headers['cookie'] === 'v=1'
        ? { body }
        : challenge("document.cookie = 'v=1; path=/'; location.reload()"),
    )
    expect(await once(name, role)).toMatchObject({ kind })
  })

  test('passes a host that redirects to itself until its reader keeps a cookie, where the site file allows it', async () => {
    const { name, seen } = serve(({ headers, path }) =>
      headers['cookie'] === 'k=1'
        ? { body: list }
        : { status: 302, headers: { location: path, 'set-cookie': 'k=1; path=/' }, body: '' },
    )
    const plainly = await fetcher.fetch({ url: `http://${name}/list` }, { hosts: [name], expect: 'listing' })
    expect(plainly).toMatchObject({ kind: 'refused', code: 'blocked' })
    expect(seen.filter(({ path }) => path === '/list').length).toBe(1)
    expect(await once(name, 'listing')).toMatchObject({
      kind: 'admitted',
      exchange: { url: `http://${name}/list`, status: 200, browser: { kind: 'passed' } },
    })
  })
})
