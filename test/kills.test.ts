import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderDocx, renderHtml } from './documents/makeDocument.ts'
import { random } from './documents/random.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { killCrawl } from './kills/killCrawl.ts'
import { capturesIn, normaliseArchive, type NormalArchive } from './kills/normaliseArchive.ts'
import { html, localSite, type Answer, type LocalSite } from './running/localSite.ts'
import { nianbao } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

/** `NIANBAO_LONG=1`, as CI sets it: 50; else a few, so that the everyday run stays short. */
const kills = process.env['NIANBAO_LONG'] === '1' ? 50 : 8
/** Crawls at the same time, each with a host of its own. */
const lanes = 4
const seed = Number(process.env['NIANBAO_SEED'] ?? Date.now() % 1_000_000)

const years = Array.from({ length: 16 }, (_, n) => 2008 + n)
const article = (year: number): string => `/html/1001/${100_000 + year}.html`
const file = (year: number): string => `/files/nb${year}.docx`
const spec = (year: number) =>
  inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year, seed: `kills ${year}` })

const sendFile =
  (year: number): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(renderDocx(spec(year)))
  }

/** Sixteen years of one street: every second a page, the others a letter with the report in a file. */
function street(): Promise<LocalSite> {
  const answers = years.flatMap((year): (readonly [string, Answer])[] =>
    year % 2 === 0
      ? [[article(year), html(Buffer.from(renderHtml(spec(year))).toString())]]
      : [
          [
            article(year),
            html(
              `<html><body><h1>年报</h1><p>见附件。</p><a href="${file(year)}">年报.docx</a></body></html>`,
            ),
          ],
          [file(year), sendFile(year)],
        ],
  )
  const titles = years.map((year) => [article(year), `米市巷街道${year}年政府信息公开工作年度报告`] as const)
  return localSite(Object.fromEntries(titles), Object.fromEntries(answers))
}

const pagesAndFiles = years.length * 1.5
const siteIn = (archive: string): string => join(archive, 'zhejiang-example')
/** What is fsynced: whole lines; robots.txt is never archived, and listings are asked for every night. */
const pathsKept = async (archive: string): Promise<readonly string[]> =>
  (await capturesIn(siteIn(archive))).flatMap(({ role, url }) =>
    role === 'listing' ? [] : new URL(url).pathname,
  )

/**
 * Kills a crawl after `moments[0]`, the one that follows after `moments[1]` and so on; the last one may end.
 * Gives what is archived then, and how many pages and files the last run found archived.
 */
async function disturbed(
  site: LocalSite,
  archive: string,
  moments: readonly number[],
): Promise<{ readonly found: NormalArchive; readonly kept: number }> {
  let last = 0
  for (const moment of [...moments, null]) {
    const kept = new Set(await pathsKept(archive))
    if (moment === null) last = kept.size
    const asked = site.seen.length
    const { code } = await killCrawl(site, archive, moment)
    const again = site.seen.slice(asked).filter((path) => kept.has(path))
    expect(again, 'asked for again although its ledger line is kept').toEqual([])
    if (moment === null) expect(code).toBe(0)
  }
  return { found: await normaliseArchive(siteIn(archive)), kept: last }
}

test(`a crawl killed at any of ${kills} moments ends, one run later, as if nobody had disturbed it (seed ${seed})`, async () => {
  const home = await temporaryFolder()
  const sites = await Promise.all(Array.from({ length: lanes }, street))
  const calm = await Promise.all(
    sites.map(async (site, lane) => {
      const archive = join(home, `calm${lane}`)
      const { took, code } = await killCrawl(site, archive, null)
      expect(code).toBe(0)
      return { took, archive: await normaliseArchive(siteIn(archive)) }
    }),
  )
  const [first, ...others] = calm
  for (const { archive } of others) expect(archive).toEqual(first?.archive)
  expect(Object.keys(first?.archive.reports ?? {})).toHaveLength(years.length)

  const longest = Math.max(...calm.map(({ took }) => took))
  const dice = random(`kills ${seed}`)
  const plans = Array.from({ length: kills }, (_, n) => {
    const moment = ((n + dice.int(0, 999) / 1000) / kills) * longest
    return n % 4 === 3 ? [moment, (dice.int(0, 999) / 1000) * longest] : [moment]
  })
  const lost: string[] = []
  let cutShort = 0
  await Promise.all(
    sites.map(async (site, lane) => {
      for (const [n, moments] of plans.entries()) {
        if (n % lanes !== lane) continue
        const archive = join(home, `killed${n}`)
        const told = `kill ${n} of seed ${seed}, after ${moments.map((moment) => moment.toFixed(0)).join(' and ')} ms`
        const { found, kept } = await disturbed(site, archive, moments)
        if (kept > 0 && kept < pagesAndFiles) cutShort += 1
        expect(found, told).toEqual(first?.archive)
        const verified = await nianbao('verify', '--archive', archive)
        if (verified.code !== 0 || verified.stdout !== '') lost.push(`${told}: ${verified.stdout}`)
      }
    }),
  )
  expect(lost).toEqual([])
  // Most of the time after the first request goes into starting a worker. Else the kills came too early or too late to disturb anybody.
  expect(cutShort).toBeGreaterThanOrEqual(kills / 10)
}, 600_000)
