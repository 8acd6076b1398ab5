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
import { readRecording } from '../src/sites/keptRecording.ts'
import { startReplicas, type Replicas } from './replicas/startReplicas.ts'
import { replicaRecordingYear } from './tools/replicaRecordingYear.ts'

const { sites, leftOut } = await sitesForToday(await loadSites(resolve(import.meta.dirname, '../crawlers')))
if (leftOut !== null) process.stderr.write(`replica-sites.test.ts: ${leftOut}\n`)

/** The network to a site's replica: plain, or where its lists need a browser the real one. */
const getFor = (site: Site, { hosts }: Replicas): Get =>
  site.sources.some(({ family }) => familyOf(family).needsBrowser) ? gatedGet(hosts) : replicaGet(hosts)
const recordings = resolve(import.meta.dirname, 'recordings')

/** Listings may cut titles with …; each report is listed once. */
function expectAllListed(listed: readonly string[], reports: readonly string[]): void {
  const begin = (title: string): string => title.replace(/…$/u, '')
  const found = listed.map((title) => reports.filter((report) => report.startsWith(begin(title))))
  expect(found.every((titles) => titles.length >= 1)).toBe(true)
  expect(new Set(found.flat())).toEqual(new Set(reports))
  expect(listed.length).toBe(reports.length)
}

let replicas: Replicas
beforeAll(async () => {
  replicas = await startReplicas({ lastYear: replicaRecordingYear })
})
afterAll(() => replicas.close())

describe.each(sites)('$id', (site) => {
  test('against its replica every report is found once, no trap is taken, and no alarm is raised', async () => {
    const night = await readListing(site, getFor(site, replicas), nothingKept())
    const published = replicas.published[site.id] ?? []
    const reports = published.filter(({ report }) => report !== null).map(({ title }) => title)
    expectAllListed(
      night.candidates.map(({ link }) => link.title),
      reports,
    )
    expect(night.alarms).toEqual([])
    expect(night.listings.every(({ complete }) => complete)).toBe(true)
  })

  test('a recording of its replica expects just what the replica publishes: that is who has read it', async () => {
    const kept = await readRecording(recordings, site.id)
    if (kept === null || kept.recording.index.kind === 'live') return
    const published = replicas.published[site.id] ?? []
    const reports = published.filter(({ report }) => report !== null)
    expectAllListed(
      kept.expected.candidates.map(({ title }) => title),
      reports.map(({ title }) => title),
    )
    expect(kept.expected.alarms).toEqual([])
    expect(kept.expected.sampled.filter((sample) => sample.reports.length > 0).length).toBeGreaterThan(0)
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

  test('memory proves nothing of what leads to a list, and when its turn has come all is asked for as at first', async () => {
    const get = getFor(site, replicas)
    const kept = nothingKept()
    const host = site.hosts[0] ?? ''
    const night = async (today: string, walksDue: boolean) => {
      const before = replicas.seen(host).length
      const { listings } = await readListing(site, get, kept, { today, walksDue })
      return {
        asked: replicas.seen(host).slice(before),
        walked: new Set(listings.map(({ walked }) => walked)),
      }
    }
    const first = await night('2024-02-01', true)
    const second = await night('2024-02-02', false)
    if (site.sources.length === 1 && first.asked[0] !== second.asked[0])
      expect(second.walked).toEqual(new Set(['2024-02-01']))
    const third = await night('2024-02-03', true)
    expect(new Set(third.asked)).toEqual(new Set(first.asked))
    expect(third.walked).toEqual(new Set(['2024-02-03']))
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
