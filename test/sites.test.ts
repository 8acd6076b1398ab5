import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectations } from '../src/discover/expectations.ts'
import { familyOf } from '../src/families/families.ts'
import type { Get } from '../src/model/page.ts'
import { sitesForToday } from '../src/pipeline/sitesForToday.ts'
import { loadSites } from '../src/sites/loadSites.ts'
import type { Site } from '../src/sites/siteFile.ts'
import { gatedGet } from './replicas/gatedGet.ts'
import { nothingKept, readListing } from './replicas/readListing.ts'
import { replicaGet } from './replicas/replicaGet.ts'
import { startReplicas, type Replicas } from './replicas/startReplicas.ts'

const folder = resolve(import.meta.dirname, '../crawlers')
const all = await loadSites(folder)
const { sites, leftOut } = await sitesForToday(all)
if (leftOut !== null) process.stderr.write(`sites.test.ts: ${leftOut}\n`)

/** The network to a site's replica: plain, or where its lists need a browser the real one. */
const getFor = (site: Site, { hosts }: Replicas): Get =>
  site.sources.some(({ family }) => familyOf(family).needsBrowser) ? gatedGet(hosts) : replicaGet(hosts)

describe.each(sites)('$id', (site) => {
  let replicas: Replicas
  beforeAll(async () => {
    replicas = await startReplicas({ lastYear: 2025 })
  })
  afterAll(() => replicas.close())

  test('is a file of facts of at most 25 lines', async () => {
    const [province = '', ...rest] = site.id.split('-')
    const text = await readFile(resolve(folder, province, `${rest.join('-')}.ts`), 'utf8')
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(25)
    expect(text).not.toMatch(/=>|function|\bif\b|\bconst\b|\blet\b/u)
  })

  test('against its replica every report is found once, no trap is taken, and no alarm is raised', async () => {
    const night = await readListing(site, getFor(site, replicas), nothingKept())
    const published = replicas.published[site.id] ?? []
    const reports = published.filter(({ report }) => report !== null).map(({ title }) => title)
    const begin = (title: string): string => title.replace(/…$/u, '')
    const found = night.candidates.map(({ link }) =>
      reports.filter((title) => title.startsWith(begin(link.title))),
    )
    expect(found.every((titles) => titles.length >= 1)).toBe(true)
    expect(new Set(found.flat())).toEqual(new Set(reports))
    expect(night.candidates.length).toBe(reports.length)
    expect(night.alarms).toEqual([])
    expect(night.listings.every(({ complete }) => complete)).toBe(true)
  })

  test('an unchanged night costs one request for each listing endpoint', async () => {
    const get = getFor(site, replicas)
    const kept = nothingKept()
    const first = await readListing(site, get, kept)
    const host = site.hosts[0] ?? ''
    const before = replicas.seen(host).length
    const second = await readListing(site, get, kept)
    expect(second.candidates).toEqual([])
    expect(second.listings.map(({ unchanged }) => unchanged)).toEqual(first.listings.map(() => true))
    expect(replicas.seen(host).length - before).toBe(second.listings.length)
    expect(second.listings.map(({ counts }) => counts)).toEqual(first.listings.map(({ counts }) => counts))
  })

  test('what it expects is met by its replica, and a listing without reports would fail it', async () => {
    const { listings } = await readListing(site, getFor(site, replicas), nothingKept())
    const counts: Record<string, number> = {}
    for (const [year, count] of listings.flatMap((listing) => Object.entries(listing.counts))) {
      counts[year] = (counts[year] ?? 0) + count
    }
    expect(expectations(site, counts, '2026-06-01', null)).toEqual([])
    expect(expectations(site, {}, '2026-06-01', null).map(({ code }) => code)).toContain('too-few')
  })
})
