import { request } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveExplorer, type Served } from '../src/pipeline/exploreServe.ts'
import { loadSites } from '../src/sites/loadSites.ts'
import { archiveToExplore, config } from './explorer-archive.ts'
import { root } from './running/nianbao.ts'

let home = ''
let served: Served
const failures: unknown[] = []
const start = async (more: { readonly base?: string } = {}) =>
  serveExplorer(
    {
      ...{ archive: join(home, 'archive'), config, clock: () => new Date('2026-11-21T02:00:00.000Z') },
      sites: await loadSites(resolve(root, 'crawlers'), ['zhejiang-gongshu']),
      failed: (error) => void failures.push(error),
    },
    { port: 0, host: '127.0.0.1', ...more },
  )
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'nianbao-requests-'))
  await archiveToExplore(join(home, 'archive'))
  served = await start()
})
afterAll(async () => {
  await served.close()
  rmSync(home, { recursive: true, force: true })
})

const get = (path: string, init: RequestInit = {}) =>
  fetch(new URL(path, served.url), { redirect: 'manual', ...init })
const page = async (path: string) => load(await (await get(path)).text())

/** The status of an answer to a request that calls the server by a name. */
const calledBy = (host: string, at: Served): Promise<number | undefined> =>
  new Promise((answer, fail) => {
    const asked = request(at.url, { headers: { host } }, (response) => {
      response.resume()
      answer(response.statusCode)
    })
    asked.on('error', fail).end()
  })

describe('A server on this machine', () => {
  test('answers to names of this machine, and to no other, whoever lets his name lead to it', async () => {
    for (const name of ['127.0.0.1', 'localhost', '[::1]', '127.0.0.1:80'])
      expect([name, await calledBy(name, served)]).toEqual([name, 200])
    for (const name of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1'])
      expect([name, await calledBy(name, served)]).toEqual([name, 421])
  })

  test('answers to the name that --base says, behind a proxy', async () => {
    const own = await start({ base: 'https://nianbao.example/a/' })
    try {
      expect(await calledBy('nianbao.example', own)).toBe(200)
      expect(await calledBy('evil.example', own)).toBe(421)
    } finally {
      await own.close()
    }
  })

  test('says which methods it has', async () => {
    const answer = await get('/', { method: 'POST' })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('sends nothing twice that did not change: pages, originals, feeds and lists', async () => {
    const original = (await page('/report/330105001/2022/'))('a[href*="/original/"]').attr('href') ?? ''
    const [, sha256 = ''] = /original\/([0-9a-f]{64})/u.exec(original) ?? []
    for (const path of [
      '/',
      `/original/${sha256}/${sha256}.docx`,
      '/feeds/all.xml',
      '/codebook/codebook.csv',
    ]) {
      const first = await get(path)
      await first.arrayBuffer()
      const tag = first.headers.get('etag') ?? ''
      expect([path, first.status, tag === '']).toEqual([path, 200, false])
      expect(first.headers.get('cache-control')).toBe('no-cache')
      const again = await get(path, { headers: { 'If-None-Match': tag } })
      expect([path, again.status, await again.text()]).toEqual([path, 304, ''])
    }
  })
})

describe('What an address asks for and nobody can read', () => {
  test.each([
    ['/search/?year=abc', 'year=abc'],
    ['/search/?region=%E2%80%AE33&q=街道', 'region='],
    ['/findings/?year=20220', 'year=20220'],
    ['/findings/note-in-cell/?region=x', 'region=x'],
  ])('is named on %s, so that the whole list is not taken for a part', async (path, named) => {
    expect((await page(path))('[role=alert]').text()).toContain(named)
    expect((await page(`/en${path}`))('[role=alert]').text()).toContain('left out')
  })

  test.each([
    '/search/reports.csv?year=abc',
    '/findings/kinds.csv?region=x',
    '/findings/note-in-cell/findings.csv?year=1',
  ])('gives no file: %s would be another list', async (path) => {
    expect((await get(path)).status).toBe(404)
  })

  test('counts to its hundredth character where it is too long, and the field shows what was looked for', async () => {
    const $ = await page(`/search/?q=${encodeURIComponent(`桃花岛${'甲'.repeat(1500)}`)}`)
    expect($('#q').attr('value')).toHaveLength(100)
    expect($('[role=status]').text()).toContain('0')
  })

  test('is no empty list: a page behind the last one is not there', async () => {
    expect((await get('/search/?page=2000')).status).toBe(404)
    expect((await get('/search/?page=-1')).status).toBe(200)
  })
})

describe('An address', () => {
  test('of a search leads to the same search in the other language', async () => {
    const path = '/search/?q=%E8%A1%97%E9%81%93&year=2022'
    const to = async (from: string) => {
      const link = (await page(from))('nav a[lang]').attr('href') ?? ''
      const { pathname, search } = new URL(link, new URL(from, served.url))
      return pathname + search
    }
    expect(await to(path)).toBe(`/en${path}`)
    expect(await to(`/en${path}`)).toBe(path)
  })

  test('of a kind of finding stays when the last one of it is gone, and says that there is none', async () => {
    const answer = await get('/findings/two-years/')
    expect(answer.status).toBe(200)
    expect(load(await answer.text())('main').text()).toContain('没有符合的发现')
    expect((await get('/findings/two-years/2/')).status).toBe(404)
    expect((await get('/findings/no-such-kind/')).status).toBe(404)
  })
})
