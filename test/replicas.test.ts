import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attachmentsOf } from '../src/discover/attachments.ts'
import { familyOf } from '../src/families/families.ts'
import { loadSites } from '../src/sites/loadSites.ts'
import type { Publication } from './replicas/publications.ts'
import { nothingKept, readListing } from './replicas/readListing.ts'
import { replicaGet } from './replicas/replicaGet.ts'
import { startManyReplicas } from './replicas/startManyReplicas.ts'
import { startReplicas, type Replicas } from './replicas/startReplicas.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

describe('The replicas', () => {
  let replicas: Replicas
  let all: readonly Publication[] = []
  const at = (host: string, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${replicas.hosts[host] ?? ''}${path}`, { redirect: 'manual', ...init })
  beforeAll(async () => {
    replicas = await startReplicas({ lastYear: 2023 })
    all = Object.values(replicas.published).flat()
  })
  afterAll(() => replicas.close())

  test('publish at least 40 reports over four years, the five seeds among them, and 20 traps', () => {
    const reports = all.flatMap(({ report }) => report ?? [])
    expect(reports.length).toBeGreaterThanOrEqual(40)
    expect(new Set(reports.map(({ year }) => year))).toEqual(new Set([2020, 2021, 2022, 2023]))
    expect(all.length - reports.length).toBeGreaterThanOrEqual(20)
    for (const seed of [
      { unit: '米市巷街道', year: 2022 },
      { unit: '良渚街道', year: 2023 },
      { unit: '小河街道', year: 2020 },
      { unit: '八一路街道', year: 2022 },
      { unit: '金都街道', year: 2022 },
    ]) {
      expect(reports).toContainEqual(seed)
    }
  })

  test('serve every report as a page or as a Word file on its page, and one page in GB18030', async () => {
    const get = replicaGet(replicas.hosts)
    let [pages, files, old, wanted] = [0, 0, 0, 0]
    for (const site of await loadSites(resolve(import.meta.dirname, '../crawlers'))) {
      // its list is there for a browser only: test/browser-sites.test.ts
      if (site.sources.some(({ family }) => familyOf(family).needsBrowser)) continue
      wanted += (replicas.published[site.id] ?? []).filter(({ report }) => report !== null).length
      for (const { link } of (await readListing(site, get, nothingKept())).candidates) {
        const page = await get({ url: link.url })
        if (page.text.includes('charset=gb2312')) old += 1
        const [file] = attachmentsOf(page)
        if (file === undefined) pages += page.text.includes('<table') ? 1 : 0
        else {
          expect(Object.keys(replicas.hosts)).toContain(new URL(file.url).host)
          const { body } = await get({ url: file.url, referer: link.url })
          expect(Buffer.from(body).subarray(0, 2).toString()).toBe('PK')
          files += 1
        }
      }
    }
    expect(old).toBe(1)
    expect(files).toBeGreaterThan(10)
    expect(wanted).toBeGreaterThan(300)
    expect(pages + files).toBe(wanted)
  })

  test('count their visitors on the page, so that its bytes change', async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(async () => (await at('www.gongshu.gov.cn', '/col/col1230096/index.html')).text()),
    )
    expect(one).not.toBe(other)
    expect(one?.replace(/\d+位访客 访问量：\d+/u, '')).toBe(other?.replace(/\d+位访客 访问量：\d+/u, ''))
  })

  test('answer static files again with 304', async () => {
    const article = replicas.published['qinghai-xining-chengdong']?.[0]
    const path = `/html/4012/${article?.number ?? 0}.html`
    const first = await at('www.xncd.gov.cn', path)
    expect(first.headers.get('last-modified')).not.toBeNull()
    const again = await at('www.xncd.gov.cn', path, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    })
    expect(again.status).toBe(304)
    await first.text()
  })

  test('have robots.txt, no unknown path, and say what they were asked', async () => {
    expect(await (await at('www.acheng.gov.cn', '/robots.txt')).text()).toContain('User-agent: *')
    expect((await at('www.acheng.gov.cn', '/unknown')).status).toBe(404)
    const seen = (await (await at('www.acheng.gov.cn', '/__seen')).json()) as readonly string[]
    expect(seen).toContain('/unknown')
    expect(seen).not.toContain('/robots.txt')
  })

  test('go wrong on demand, so many times', async () => {
    const host = 'www.xncd.gov.cn'
    const list = '/html/public/zfxxgknb.html'
    replicas.fault(host, {
      path: list,
      kind: 'status',
      status: 429,
      headers: { 'retry-after': '1' },
      times: 1,
    })
    const slow = await at(host, list)
    expect([slow.status, slow.headers.get('retry-after')]).toEqual([429, '1'])
    replicas.fault(host, { path: list, kind: 'redirect', location: 'http://10.0.0.1/', times: 1 })
    expect((await at(host, list)).headers.get('location')).toBe('http://10.0.0.1/')
    replicas.fault(host, { path: list, kind: 'cut', times: 1 })
    await expect(at(host, list).then((answer) => answer.text())).rejects.toThrow()
    const form = new URLSearchParams({
      fault: JSON.stringify({ path: list, kind: 'status', status: 500, times: 1 }),
    })
    await at(host, '/__fault', { method: 'POST', body: form })
    expect((await at(host, list)).status).toBe(500)
    expect((await at(host, list)).status).toBe(200)
  })
})

test('serve.ts writes the map, says that it is ready, and ends with its input', async () => {
  const map = join(await temporaryFolder(), 'map.json')
  const program = resolve(import.meta.dirname, 'replicas/serve.ts')
  const child = spawn(process.execPath, [program, '--map', map], { stdio: ['pipe', 'pipe', 'inherit'] })
  const line = String(await once(child.stdout, 'data'))
  expect(line).toMatch(/^ready: \d+ hosts in .*\n$/u)
  const hosts = JSON.parse(await readFile(map, 'utf8')) as Record<string, string>
  expect((await fetch(`${hosts['www.acheng.gov.cn'] ?? ''}/robots.txt`)).status).toBe(200)
  child.stdin.end()
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('many replicas give every site its reports, all of them different', async () => {
  const many = await startManyReplicas({ sites: 3, reportsPerSite: 40, folder: await temporaryFolder() })
  const get = replicaGet(many.hosts)
  const found = []
  for (const site of await loadSites(many.sites)) {
    const night = await readListing(site, get, nothingKept())
    expect(night.alarms).toEqual([])
    found.push(...night.candidates.map(({ link }) => link.url))
  }
  expect(found.sort()).toEqual([...many.urls].sort())
  const hashes = await Promise.all(many.urls.map(async (url) => (await get({ url })).sha256))
  expect(new Set(hashes).size).toBe(120)
  await many.close()
})
