import { createServer, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openFetch, type Fetcher, type FetchPolicy } from '../src/fetch/fetch.ts'
import { seekChromium } from '../src/fetch/browser/chromium.ts'
import { NianbaoError } from '../src/errors.ts'
import type { FetchConfig } from '../src/model/config.ts'
import type { FetchOutcome } from '../src/model/exchange.ts'
import type { Get, Page, Rendering } from '../src/model/page.ts'
import { families, familyNames } from '../src/families/families.ts'
import { pageOf } from '../src/pipeline/pageOf.ts'
import { Site } from '../src/sites/siteFile.ts'
import type { SourceFacts } from '../src/sites/defineSite.ts'
import { nothingKept, readListing, type Night } from './replicas/readListing.ts'
import { startManyHosts, type HostAnswer, type HostRequest, type ManyHosts } from './servers/manyHosts.ts'
import { hastyManners } from './running/hastyManners.ts'

const found = await seekChromium()
if ('missing' in found) process.stderr.write(`browser.test.ts is left out: ${found.missing}\n`)

const config: FetchConfig = {
  ...hastyManners,
  maxRetryAfter: 2500,
}

const js = (body: string): HostAnswer => ({ headers: { 'content-type': 'text/javascript' }, body })
const json = (value: unknown): HostAnswer => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})
const shell = (script: string, more = ''): string =>
  `<!doctype html><html><head><title>政务公开</title><meta name="ColumnName" content="政府信息公开年报"></head><body><div id="app"></div>${more}<script>${script}</script></body></html>`
/** Rows of a list as the scripts of these tests make them. */
const show = `const show = (rows) => { document.getElementById('app').innerHTML = '<ul>' + rows.map((row) => '<li><a href="' + row.url + '">' + row.title + '</a><i>' + row.date + '</i></li>').join('') + '</ul>' };`

const units = ['财政局', '教育局', '审计局', '民政局', '司法局']
const row = (index: number): { url: string; title: string; date: string } => ({
  url: `/detail/${70_001 + index}.html`,
  title: `${units[index % units.length] ?? ''}${2023 - Math.floor(index / units.length)}年政府信息公开工作年度报告`,
  date: '2024-01-20',
})
const rows = Array.from({ length: 10 }, (_, index) => row(index))
const content = `<h1>财政局2023年政府信息公开工作年度报告</h1><h2>一、总体情况</h2><h2>二、主动公开政府信息情况</h2><p>${'现将本年度政府信息公开工作情况报告如下。'.repeat(20)}</p><table><tr><td>1</td></tr></table>`

describe.skipIf('missing' in found).concurrent('A browser behind the gate', () => {
  let hosts: ManyHosts
  let fetcher: Fetcher
  const closing: (() => void)[] = []
  beforeAll(async () => {
    hosts = await startManyHosts(40)
    fetcher = openFetch({
      config,
      replicas: hosts.replicas,
      browser: { idle: 1_500, page: 45_000, trial: 10_000, requests: 30 },
    })
  })
  afterAll(async () => {
    fetcher.close()
    for (const close of closing) close()
    await hosts.close()
  })

  const policy = (name: string, more: Partial<FetchPolicy> = {}): FetchPolicy => ({
    hosts: [name],
    expect: 'listing',
    ...more,
  })
  const render = (name: string, rendering: Rendering = {}, path = '/list'): Promise<FetchOutcome> =>
    fetcher.fetch({ url: `http://${name}${path}`, render: rendering }, policy(name))
  const page = async (name: string, rendering: Rendering = {}, path = '/list'): Promise<Page> => {
    const outcome = await render(name, rendering, path)
    if (outcome.kind === 'refused') throw new NianbaoError(outcome.code, outcome.message)
    return pageOf(outcome.exchange)
  }
  const paths = (seen: readonly HostRequest[]): readonly string[] => seen.map(({ path }) => path)

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

  describe('that renders a page', () => {
    test('gives what its scripts made of it, beside what the host sent, under the one user agent', async () => {
      const { name, seen } = hosts.host(({ path }) => {
        if (path === '/list') return { body: shell('', '<script src="/a.js"></script>') }
        if (path === '/a.js') return js(`${show} fetch('/api?q=1').then((a) => a.json()).then(show)`)
        return path === '/api?q=1' ? json(rows) : null
      })
      const { text, rendered, sha256 } = await page(name, { until: 'li a' })
      expect(text).toContain('教育局2023年政府信息公开工作年度报告')
      expect(rendered?.shown).toBe(true)
      expect(rendered?.data.map(({ url }) => url)).toEqual([`http://${name}/list`, `http://${name}/api?q=1`])
      expect(rendered?.data.at(1)?.text).toBe(JSON.stringify(rows))
      expect(rendered?.data.map((one) => one.sha256)).not.toContain(sha256)
      expect(paths(seen)).toEqual(['/list', '/a.js', '/api?q=1'])
      expect(new Set(seen.map(({ headers }) => headers['user-agent']))).toEqual(new Set([config.userAgent]))
    })

    test('asks for no image, style sheet, font, media or beacon', async () => {
      const { name, seen } = hosts.host(({ path }) =>
        path === '/list'
          ? {
              body: shell(
                `${show} document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/a.css', onload: () => show(${JSON.stringify(rows)}) })); navigator.sendBeacon('/beacon', 'x')`,
                '<img src="/a.png"><video src="/a.mp4"></video><style>@font-face{font-family:x;src:url(/a.woff)} body{font-family:x}</style>',
              ),
            }
          : null,
      )
      expect((await page(name, { until: 'li a' })).rendered?.shown).toBe(true)
      expect(paths(seen)).toEqual(['/list'])
    })

    test('follows a list that moved, and reads its links where it is now', async () => {
      const { name, seen } = hosts.host(({ path }) => {
        if (path === '/list') return { status: 301, headers: { location: '/new/list' }, body: '' }
        if (path === '/new/list')
          return { body: shell(`${show} fetch('rows').then((a) => a.json()).then(show)`) }
        return path === '/new/rows' ? json(rows) : null
      })
      expect((await page(name, { until: 'li a' })).url).toBe(`http://${name}/new/list`)
      expect(paths(seen)).toEqual(['/list', '/new/list', '/new/rows'])
    })

    test('passes on what its scripts and cookies mean for the host', async () => {
      const { name, seen } = hosts.host(({ path }) => {
        if (path === '/list')
          return {
            headers: { 'set-cookie': 'sid=7; path=/; expires=Wed, 21 Oct 2037 07:28:00 GMT' },
            body: shell(
              `${show} fetch('/api', { method: 'POST', headers: { 'content-type': 'application/json', token: 't' }, body: '{"page":1}' }).then((a) => a.json()).then(show)`,
            ),
          }
        return path === '/api' ? json(rows) : null
      })
      const { rendered } = await page(name, { until: 'li a' })
      expect(seen.at(1)).toMatchObject({
        method: 'POST',
        body: '{"page":1}',
        headers: { token: 't', cookie: 'sid=7', 'content-type': 'application/json' },
      })
      expect(rendered?.data.at(1)).toMatchObject({ method: 'POST', json: { page: 1 } })
    })
  })

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

  describe('that is asked for the next step of a page', () => {
    const pages = (): ReturnType<ManyHosts['host']> =>
      hosts.host(({ path }) => {
        const from = Number(/^\/rows\?p=(\d+)$/u.exec(path)?.[1] ?? '1') - 1
        if (path !== '/list')
          return path.startsWith('/rows') ? json(rows.slice(from * 4, from * 4 + 4)) : null
        const script = `${show} let at = 0; const more = () => fetch('/rows?p=' + ++at).then((a) => a.json()).then((some) => { show(some); document.getElementById('app').insertAdjacentHTML('beforeend', '<b class="next ' + (at > 2 ? 'disabled' : '') + '">下一页</b>'); document.querySelector('.next').onclick = more }); more()`
        return { body: shell(script) }
      })

    test('goes on from where it is, and comes there again when it is not open any more', async () => {
      const { name, seen } = pages()
      const rendering = { until: 'li a', next: '.next' }
      await page(name, { ...rendering, step: 1 })
      const second = await page(name, { ...rendering, step: 2 })
      expect(second.text).toContain(row(4).url)
      expect(second.rendered?.data.map(({ url }) => url)).toEqual([`http://${name}/rows?p=2`])
      expect(paths(seen)).toEqual(['/list', '/rows?p=1', '/rows?p=2'])
      const anew = await page(name, { ...rendering, step: 2 })
      expect(anew.text).toContain(row(4).url)
      expect(paths(seen).slice(3)).toEqual(['/list', '/rows?p=1', '/rows?p=2'])
    })

    test('does not click what is switched off', async () => {
      const { name, seen } = pages()
      const rendering = { until: 'li a', next: '.next' }
      expect((await page(name, { ...rendering, step: 3 })).rendered?.shown).toBe(true)
      expect((await page(name, { ...rendering, step: 4 })).rendered?.shown).toBe(false)
      expect(paths(seen)).not.toContain('/rows?p=4')
    })
  })

  describe('that lists by browser-list', () => {
    const getOf =
      (name: string, more: Partial<FetchPolicy> = {}): Get =>
      async (request) => {
        const outcome = await fetcher.fetch(request, policy(name, more))
        if (outcome.kind === 'refused') throw new NianbaoError(outcome.code, outcome.message)
        return pageOf(outcome.exchange)
      }
    const siteOn = (name: string, source: Partial<SourceFacts>): Site =>
      Site.parse({
        id: 'test-site',
        name: '测试区人民政府',
        division: '330105',
        hosts: [name],
        sources: [{ family: 'browser-list', list: `http://${name}/list`, ...source }],
        expect: { from: 2020, perYear: [1, 90] },
      })
    const expectAll = (night: Night): void => {
      expect(night.candidates.map(({ link }) => link.title).sort()).toEqual(
        rows.map(({ title }) => title).sort(),
      )
      expect(night.candidates.every(({ link }) => link.date === '2024-01-20')).toBe(true)
    }
    /** A list of other make than the project's replica: POST, rows that pile up, an address of their own for dates. */
    const piling = (
      over: { total?: number; perPage?: number } = {},
    ): ((request: HostRequest) => HostAnswer | null) => {
      const { total = rows.length, perPage = 4 } = over
      return ({ path, body }) => {
        if (path === '/list')
          return {
            body: shell(
              `let at = 0; const all = [];
              const more = () => fetch('/api/page', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'from=' + at }).then((a) => a.json()).then(({ list, count }) => {
                at += list.length; all.push(...list)
                document.getElementById('app').innerHTML = "<table class='t'>" + all.map((r) => "<tr><td>" + r.date + "</td><td><a target=_blank href='//" + location.host + r.url + "' title='" + r.title + "'>" + r.title.slice(0, 9) + "…</a></td></tr>").join('') + "</table><p>共 " + count + " 条</p>" + (at < ${rows.length} ? "<div class='more'>加载更多</div>" : "")
                const button = document.querySelector('.more'); if (button) button.onclick = more })
              setTimeout(more, 200)`,
            ),
          }
        if (path !== '/api/page') return null
        const from = Number(new URLSearchParams(body).get('from'))
        return json({ data: null, list: rows.slice(from, from + perPage), count: String(total) })
      }
    }

    test('every row is found once where rows pile up, and an unchanged night asks for their data alone', async () => {
      const { name, seen } = hosts.host(piling())
      const site = siteOn(name, { next: '.more' })
      const kept = nothingKept()
      const first = await readListing(site, getOf(name), kept)
      expect(first.alarms).toEqual([])
      expectAll(first)
      const before = seen.length
      const second = await readListing(site, getOf(name), kept)
      expect(second.listings).toMatchObject([{ unchanged: true, rows: rows.length }])
      expect(seen.slice(before).map(({ method, path, body }) => [method, path, body])).toEqual([
        ['POST', '/api/page', 'from=0'],
      ])
    })

    test('data that changed are rendered again: nothing that is new is missed', async () => {
      let fresh = false
      const list = piling()
      const newest = { ...row(20), title: '水利局2024年政府信息公开工作年度报告' }
      const { name } = hosts.host((request) => {
        const answer = list(request)
        if (!fresh || request.path !== '/api/page' || request.body !== 'from=0' || answer === null)
          return answer
        return json({ list: [newest, ...rows.slice(0, 4)], count: rows.length + 1 })
      })
      const site = siteOn(name, { next: '.more' })
      const kept = nothingKept()
      await readListing(site, getOf(name), kept)
      fresh = true
      const { candidates } = await readListing(site, getOf(name), kept)
      expect(candidates.map(({ link }) => link.title)).toContain(newest.title)
    })

    test('a total that says more than there is makes the listing partial', async () => {
      const { name } = hosts.host(piling({ total: 14 }))
      const night = await readListing(siteOn(name, { next: '.more' }), getOf(name), nothingKept())
      expect(night.alarms.map(({ code }) => code)).toEqual(['listing-partial'])
      expectAll(night)
    })

    test('pages with addresses of their own are rendered one by one until none brings a new row', async () => {
      const { name } = hosts.host(({ path }) => {
        const number = Number(/^\/list(?:\?p=(\d+))?$/u.exec(path)?.[1] ?? '1')
        const shown = rows.slice((number - 1) * 4, number * 4)
        return path.startsWith('/list')
          ? { body: shell(`${show} show(${JSON.stringify(shown.length > 0 ? shown : rows.slice(0, 4))})`) }
          : null
      })
      const night = await readListing(siteOn(name, { pages: '/list?p={n}' }), getOf(name), nothingKept())
      expect(night.alarms).toEqual([])
      expectAll(night)
    })

    test('a page whose script fails, and one whose rows never come, are layout-changed and say what was not given', async () => {
      const { name } = hosts.host(({ path }) =>
        path === '/list' ? { body: shell('fetch("http://cdn.example.com/rows.json")') } : null,
      )
      const night = await readListing(siteOn(name, { rows: '.row' }), getOf(name), nothingKept())
      expect(night.alarms).toMatchObject([
        {
          code: 'layout-changed',
          message: expect.stringContaining('host-not-allowed http://cdn.example.com') as string,
        },
      ])
    })

    test('a challenge is passed where the site file allows it, and the list is read', async () => {
      const list = piling()
      const { name } = hosts.host((request) =>
        request.path === '/list' && request.headers['cookie'] !== '__jsl_clearance=1'
          ? { status: 521, body: '<script>document.cookie="__jsl_clearance=1";location.reload()</script>' }
          : list(request),
      )
      const site = siteOn(name, { next: '.more' })
      const refused = await readListing(site, getOf(name), nothingKept())
      expect(refused.alarms.map(({ code }) => code)).toEqual(['challenge-page'])
      expectAll(await readListing(site, getOf(name, { browser: 'once' }), nothingKept()))
    })
  })

  describe('that tries once', () => {
    const challenge = (script: string, status = 412): HostAnswer => ({
      status,
      body: `<html><head><script>$_ts=window["$_ts"]||{};${script}</script></head><body></body></html>`,
    })
    const asPage = (name: string): FetchPolicy => policy(name, { expect: 'page', browser: 'once' })
    const get = (name: string, path: string, asked = asPage(name)): Promise<FetchOutcome> =>
      fetcher.fetch({ url: `http://${name}${path}` }, asked)

    test("admits the host's own answer to a reader whose script set the cookie, marked, and keeps the cookie for the host", async () => {
      const { name, seen } = hosts.host(({ headers, path }) => {
        if (path.endsWith('.js'))
          return js('document.cookie = "pass=" + 6 * 7 + "; path=/"; location.reload()')
        if (headers['cookie']?.includes('pass=42') === true) return { body: shell('', content + path) }
        return challenge('', 412).body === ''
          ? null
          : { status: 412, body: '<html><script>$_ts=1</script><script src="/c.js"></script></html>' }
      })
      const first = await get(name, '/a')
      expect(first).toMatchObject({
        kind: 'admitted',
        exchange: {
          url: `http://${name}/a`,
          status: 200,
          browser: { kind: 'passed' },
          requestHeaders: { cookie: 'pass=42' },
        },
      })
      expect(first.exchange === null ? '' : Buffer.from(first.exchange.body).toString()).toBe(
        shell('', `${content}/a`),
      )
      expect(paths(seen)).toEqual(['/a', '/c.js', '/a'])
      const second = await get(name, '/b')
      expect(second).toMatchObject({ kind: 'admitted' })
      expect(second.exchange?.browser).toBeUndefined()
      expect(paths(seen).slice(3)).toEqual(['/b'])
    })

    test('pages that are refused meanwhile wait for it, and are asked for again', async () => {
      const { name } = hosts.host(({ headers, path }) =>
        headers['cookie'] === 'pass=1'
          ? { body: shell('', content + path) }
          : challenge('setTimeout(() => { document.cookie = "pass=1; path=/"; location.reload() }, 300)'),
      )
      const outcomes = await Promise.all(['/a', '/b', '/c', '/d'].map((path) => get(name, path)))
      expect(outcomes.map(({ kind }) => kind)).toEqual(['admitted', 'admitted', 'admitted', 'admitted'])
      expect(fetcher.paused().map(({ host }) => host)).not.toContain(name)
    })

    test('a cookie that is no ASCII is sent as browsers send it, and ends no run', async () => {
      const { name, seen } = hosts.host(({ headers, path }) =>
        headers['cookie'] === undefined
          ? challenge('document.cookie = "pass=通过; path=/"; location.reload()')
          : { body: shell('', content + path) },
      )
      expect(await get(name, '/a')).toMatchObject({ kind: 'admitted' })
      const sent = String(seen.at(-1)?.headers['cookie'] ?? '')
      expect(Buffer.from(sent, 'latin1').toString('utf8')).toBe('pass=通过')
    })

    test('gives up a host that never lets it pass: one try in a run, then the host is paused', async () => {
      const { name, seen } = hosts.host(() => challenge('document.cookie = "a=1"; location.reload()'))
      expect(await get(name, '/a')).toMatchObject({ kind: 'refused', code: 'challenge-page' })
      const tried = seen.length
      expect(tried).toBeLessThanOrEqual(4)
      expect(await get(name, '/b')).toMatchObject({ kind: 'refused', code: 'challenge-page' })
      expect(await get(name, '/c')).toMatchObject({ kind: 'refused', code: 'host-paused' })
      expect(seen.length - tried).toBe(1)
    })

    test.each<readonly [string, string]>([
      ['a blanked page', '<html><head><title></title></head><body><script>var x = 1</script></body></html>'],
      ['a page of a few words', '<html><body><p>系统提示</p><a href="/">返回</a></body></html>'],
    ])('does not take %s for content', async (_what, after) => {
      const { name } = hosts.host(({ headers }) =>
        headers['cookie'] === 'a=1'
          ? { body: after }
          : challenge('document.cookie = "a=1; path=/"; location.reload()'),
      )
      expect(await get(name, '/a')).toMatchObject({ kind: 'refused', code: 'challenge-page' })
    })

    test.each<readonly [string, Partial<FetchPolicy>, HostAnswer]>([
      ['the site file does not allow it', { expect: 'page' }, challenge('fetch("/ran")')],
      ['a file is asked for', { expect: 'attachment', browser: 'once' }, challenge('fetch("/ran")')],
      [
        'it is a captcha',
        { expect: 'page', browser: 'once' },
        {
          body: '<html><body>请输入验证码<img src="/c.png"><input><script>fetch("/ran")</script></body></html>',
        },
      ],
      [
        'the host just refuses',
        { expect: 'page', browser: 'once' },
        { status: 403, body: '<script>fetch("/ran")</script>' },
      ],
    ])('does not try when %s', async (_when, asked, answer) => {
      const { name, seen } = hosts.host(() => answer)
      expect(await get(name, '/a', policy(name, asked))).toMatchObject({ kind: 'refused' })
      expect(paths(seen)).toEqual(['/a'])
    })
  })
})

describe('browser-list', () => {
  const family = (text: string, path = '/list'): string | undefined => {
    const url = `http://www.test.gov.cn${path}`
    const body = Buffer.from(text)
    const page: Page = { url, status: 200, headers: {}, body, text, sha256: '' }
    return familyNames.find((name) => families[name].detect(page))
  }
  const menu = '<a href="/">首页</a><a href="/zwgk">政务公开</a>'

  test.each<readonly [string, string, string, string | undefined]>([
    ['the root of an application and its script', shell('x'), '/list', 'browser-list'],
    [
      "the address of Shandong's lists",
      `<html><body>${menu}<script src="a.js"></script></body></html>`,
      '/gongkai/channel_5f3a2b1c9d8e7f6a5b4c3d2e/',
      'browser-list',
    ],
    [
      'such a root that is filled with articles',
      shell('x', `<a href="/2024/01/70001.html">报告</a>`),
      '/list',
      'static-list',
    ],
    ['a page of plain text', `<html><body>${menu}</body></html>`, '/list', undefined],
    ['a front page with a root and many links', shell('x', menu.repeat(10)), '/list', undefined],
  ])('is told, last of all families, by its page: %s', (_what, text, path, expected) => {
    expect(family(text, path)).toBe(expected)
  })
})
