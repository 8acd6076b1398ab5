import { describe, expect, test } from 'vitest'
import { type FetchPolicy } from '../src/fetch/fetch.ts'
import { NianbaoError } from '../src/errors.ts'
import type { Get, Page } from '../src/model/page.ts'
import { families, familyNames } from '../src/families/families.ts'
import { pageOf } from '../src/pipeline/pageOf.ts'
import { Site } from '../src/sites/siteFile.ts'
import type { SourceFacts } from '../src/sites/defineSite.ts'
import { nothingKept, readListing, type Night } from './replicas/readListing.ts'
import { type HostAnswer, type HostRequest, type ManyHosts } from './servers/manyHosts.ts'
import {
  behindGate,
  fetcher,
  found,
  hosts,
  json,
  page,
  paths,
  policy,
  row,
  rows,
  shell,
  show,
} from './browser/behindGate.ts'

behindGate()

describe.skipIf('missing' in found).concurrent('A browser behind the gate', () => {
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
