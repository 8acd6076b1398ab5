import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { random } from '../documents/random.ts'
import type { LocalSite } from '../running/localSite.ts'
import { temporaryFolder } from '../running/temporaryFolder.ts'
import { killCrawl, type KillMoment } from './killCrawl.ts'
import { capturesIn, normaliseArchive, type NormalArchive } from './normaliseArchive.ts'
import { isDamage, problemsIn } from './problemsIn.ts'
import { pagesAndFiles, street, years } from './street.ts'

/** Crawls at the same time, each with a host of its own. */
const mostLanes = 4

const siteIn = (archive: string): string => join(archive, 'zhejiang-example')
/** What is fsynced: whole lines; robots.txt is never archived, and listings are asked for every night. */
const pathsKept = async (archive: string): Promise<readonly string[]> =>
  (await capturesIn(siteIn(archive))).flatMap(({ role, url }) =>
    role === 'listing' ? [] : new URL(url).pathname,
  )

/** When a crawl, the one after it and so on are killed. */
type Moments = readonly KillMoment[]

/**
 * Kills a crawl `count` times, spread over the whole of its time, every fourth archive twice, and lets one run end after each. Nothing
 * that has its ledger line is asked for again, verify finds no damage after any kill and nothing at the end, and each end is as
 * if nobody had disturbed it. Gives how many kills met a crawl that had some and not all: else nobody was disturbed.
 */
export async function killedCrawls(count: number, seed: number): Promise<number> {
  const home = await temporaryFolder()
  const lanes = Math.min(mostLanes, Math.ceil(count / 3))
  const sites = await Promise.all(Array.from({ length: lanes }, street))
  const calm = await calmCrawls(sites, home)
  const longest = Math.max(...calm.map(({ took }) => took))
  const dice = random(`kills ${seed}`)
  const some = () => dice.int(0, 999) / 1000
  const plans: Moments[] = []
  for (let planned = 0; planned < count; planned += plans.at(-1)?.length ?? 0) {
    const share = (planned + some()) / count
    const byTime = { lines: 0, after: share * longest }
    // Every second is aimed by what is archived: on a busy machine most of the time goes into starting workers.
    const moment =
      plans.length % 2 === 0
        ? byTime
        : { lines: 1 + Math.ceil(share * (pagesAndFiles - 1)), after: some() * 3 }
    const second = { lines: 0, after: some() * longest }
    plans.push(plans.length % 4 === 3 && planned + 1 < count ? [moment, second] : [moment])
  }
  let cutShort = 0
  await Promise.all(
    sites.map(async (site, lane) => {
      for (const [n, moments] of plans.entries()) {
        if (n % lanes !== lane) continue
        const archive = join(home, `killed${n}`)
        const told = `kill ${n} of seed ${seed}, ${moments.map(({ lines, after }) => `${after.toFixed(0)} ms from line ${lines}`).join(' and ')}`
        const { found, kept } = await disturbed(site, archive, moments, told)
        if (kept > 0 && kept < pagesAndFiles) cutShort += 1
        expect(found, told).toEqual(calm[0]?.archive)
        await rm(archive, { recursive: true })
      }
    }),
  )
  return cutShort
}

async function calmCrawls(sites: readonly LocalSite[], home: string) {
  const calm = await Promise.all(
    sites.map(async (site, lane) => {
      const archive = join(home, `calm${lane}`)
      const { took, code } = await killCrawl(site, archive, null)
      expect(code).toBe(0)
      return { took, archive: await normaliseArchive(siteIn(archive)) }
    }),
  )
  for (const { archive } of calm) expect(archive).toEqual(calm[0]?.archive)
  expect(Object.keys(calm[0]?.archive.reports ?? {})).toHaveLength(years.length)
  return calm
}

/** Gives what is archived in the end, and how many pages and files the last run found archived. */
async function disturbed(
  site: LocalSite,
  archive: string,
  moments: Moments,
  told: string,
): Promise<{ readonly found: NormalArchive; readonly kept: number }> {
  let last = 0
  for (const moment of [...moments, null]) {
    const kept = new Set(await pathsKept(archive))
    if (moment === null) last = kept.size
    const asked = site.seen.length
    const { code } = await killCrawl(site, archive, moment)
    const again = site.seen.slice(asked).filter((path) => kept.has(path))
    expect(again, `${told}: asked for again although its ledger line is kept`).toEqual([])
    const problems = await problemsIn(archive)
    if (moment === null) expect([code, problems], told).toEqual([0, []])
    else expect(problems.filter(isDamage), told).toEqual([])
  }
  return { found: await normaliseArchive(siteIn(archive)), kept: last }
}
