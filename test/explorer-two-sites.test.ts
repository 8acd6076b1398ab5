import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { load } from 'cheerio'
import { beforeAll, expect, test } from 'vitest'
import { publishSite } from '../src/pipeline/explorePublish.ts'
import { serveExplorer, type Served } from '../src/pipeline/exploreServe.ts'
import { loadSites } from '../src/sites/loadSites.ts'
import { testFolder } from './archive-folder.ts'
import { config, documentOf } from './explorer-archive.ts'
import { archivePages } from './pagesArchive.ts'
import { askOnce } from './running/askOnce.ts'
import { root } from './running/nianbao.ts'
import { walkSite } from './running/walkSite.ts'

const unit = '米市巷街道'
/** The one that is captured first has the plain address, whatever its name. */
const [first, second] = ['zhejiang-yuhang', 'zhejiang-gongshu']
const years = [2021, 2022]
let served: Served
let archive = ''
const order = async () => ({
  ...{ archive, config, clock: () => new Date('2026-11-21T02:00:00.000Z') },
  sites: await loadSites(resolve(root, 'crawlers'), [first]),
  failed: (error: unknown) => {
    throw error
  },
})

function pageOf(site: string, year: number): string {
  const page = Buffer.from(documentOf(unit, year, 'html')).toString('utf8')
  if (site === first) return page
  return page.replaceAll(
    /<td([^>]*)>(\d+)<\/td>/gu,
    (_, more: string, n: string) => `<td${more}>${Number(n) + 5}</td>`,
  )
}

/** Two sites have the reports of a unit; that of the second prints other numbers. */
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-two-sites-'))
  archive = join(folder, 'archive')
  await archivePages(
    archive,
    [first, second].flatMap((site) =>
      years.map((year) => ({
        ...{ site, url: `http://www.${site}.gov.cn/${year}.html`, date: `${year + 1}-01-13` },
        title: `杭州市拱墅区${unit}${year}年政府信息公开工作年度报告`,
        html: pageOf(site, year),
      })),
    ),
  )
  served = await serveExplorer(await order(), { port: 0, host: '127.0.0.1' })
  return async () => {
    await served.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

const page = async (path: string) => load(await (await askOnce(new URL(path, served.url))).text())
const plain = '/report/330105001/2022/'
const own = `${plain}at-${second}/`
const reportLinks = async (path: string, within = 'main') => {
  const $ = await page(path)
  return new Set(
    $(`${within} a`)
      .toArray()
      .map((link) => new URL($(link).attr('href') ?? '', new URL(path, served.url)).pathname)
      .filter((address) => /^\/report\/.*\/2022\//u.test(address)),
  )
}
/** Originals of the second site's report. */
const originalOf = async (report: string) => {
  const $ = await page(report)
  return /original\/([0-9a-f]{64})/u.exec($('.sources a').first().attr('href') ?? '')?.[1] ?? ''
}

test('of two sites that have a report the first has the plain address, and the other one its own, with its own figures', async () => {
  const figures = async (path: string) => (await page(path))('td.figure > a').first().text()
  expect(Number(await figures(own))).toBe(Number(await figures(plain)) + 5)
  expect([...(await reportLinks(plain))]).toContain(own)
  expect([...(await reportLinks(own))]).toContain(plain)
  expect((await page(own))('a.button.quiet').first().attr('href')).toContain(
    `compare/330105001/2021/at-${second}/330105001/2022/at-${second}/`,
  )
})

test.each([
  ['a search', '/search/?q=米市巷'],
  ['a year', '/year/2022/'],
  ['changes', '/changes/'],
])('%s leads to the report of each site', async (_, path) => {
  const found = await reportLinks(path)
  expect([found.has(plain), found.has(own)]).toEqual([true, true])
})

test('findings, the original, its marked cells and the edition of a report lead to it, and not to that of another site', async () => {
  const sha256 = await originalOf(own)
  const $ = await page(own)
  const digest =
    /edition\/([0-9a-f]{64})/u.exec($('a[href*="edition/"]').first().attr('href') ?? '')?.[1] ?? ''
  for (const path of [`/original/${sha256}/`, `/original/${sha256}/view/`, `/edition/${digest}/`])
    expect([path, ...(await reportLinks(path))]).toEqual([path, own])
})

test('feeds of the unit name the page of each site', async () => {
  const feed = await (await askOnce(new URL('/feeds/unit/330105001.xml', served.url))).text()
  for (const address of [plain, own]) expect(feed).toContain(`${address}"`)
})

test('a publication of both has a page for each, and every link in it resolves', async () => {
  const out = join(testFolder(), 'site')
  await publishSite(await order(), out)
  const { unresolved, pages } = await walkSite(out)
  expect(unresolved).toEqual([])
  expect(pages).toBeGreaterThan(50)
})
