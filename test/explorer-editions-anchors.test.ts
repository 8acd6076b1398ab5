import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { load } from 'cheerio'
import { beforeAll, expect, test } from 'vitest'
import { serveExplorer, type Served } from '../src/pipeline/exploreServe.ts'
import { loadSites } from '../src/sites/loadSites.ts'
import { config, documentOf } from './explorer-archive.ts'
import { archivePages } from './pagesArchive.ts'
import { askOnce } from './running/askOnce.ts'
import { root } from './running/nianbao.ts'

const site = 'zhejiang-gongshu'
const page = (unit: string, html: string, at = '1') => ({
  ...{
    site,
    url: `http://www.gongshu.gov.cn/${encodeURIComponent(unit)}.html?${at}`,
    date: '2023-01-13',
    html,
  },
  title: `杭州市拱墅区${unit}2022年政府信息公开工作年度报告`,
})
const street = Buffer.from(documentOf('米市巷街道', 2022, 'html')).toString('utf8')
const other = street.replaceAll(
  /<td([^>]*)>(\d+)<\/td>/gu,
  (_, more: string, n: string) => `<td${more}>${Number(n) + 5}</td>`,
)
const deep = Buffer.from(documentOf('湖墅街道', 2022, 'html')).toString('utf8') + '<div>'.repeat(300_000)
let served: Served
const failures: unknown[] = []
beforeAll(async () => {
  const home = mkdtempSync(join(tmpdir(), 'nianbao-editions-'))
  const archive = join(home, 'archive')
  // The same address twice: the second content is a new edition.
  await archivePages(archive, [page('米市巷街道', street), page('米市巷街道', other), page('湖墅街道', deep)])
  served = await serveExplorer(
    {
      ...{ archive, config, clock: () => new Date('2026-11-21T02:00:00.000Z') },
      sites: await loadSites(resolve(root, 'crawlers'), [site]),
      failed: (error) => void failures.push(error),
    },
    { port: 0, host: '127.0.0.1' },
  )
  return async () => {
    await served.close()
    rmSync(home, { recursive: true, force: true })
  }
})
const ask = (path: string) => askOnce(new URL(path, served.url))
const shown = async (path: string) => load(await (await ask(path)).text())

test('a link to a cell of an original finds that cell also when a new edition has taken its place', async () => {
  const report = await shown('/report/330105001/2022/')
  const digests = report('a[href*="/edition/"]')
    .toArray()
    .map((link) => report(link).attr('href') ?? '')
  const originals = new Set<string>()
  for (const digest of new Set(digests)) {
    const edition = await shown(new URL(digest, new URL('/report/330105001/2022/', served.url)).pathname)
    for (const link of edition('.sources a[href*="/original/"]').toArray())
      originals.add(/original\/([0-9a-f]{64})/u.exec(edition(link).attr('href') ?? '')?.[1] ?? '')
  }
  const cited = report('.evidence a[href*="/view/#"]')
    .toArray()
    .map((link) => report(link).attr('href')?.split('#')[1] ?? '')
  expect([originals.size, cited.length > 100]).toEqual([2, true])
  for (const sha256 of originals) {
    const view = await shown(`/original/${sha256}/view/`)
    const ids = view('[id]')
      .toArray()
      .map((element) => view(element).attr('id'))
    expect(cited.filter((anchor) => !ids.includes(anchor))).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
  }
})

test('a page of hundreds of thousands of nested elements has no preview, and holds up nobody', async () => {
  const found = await shown('/search/?q=湖墅')
  const path = new URL(found('.reports a').attr('href') ?? '', new URL('/search/', served.url)).pathname
  const report = await shown(path)
  const sha256 = /original\/([0-9a-f]{64})/u.exec(report('.sources a').attr('href') ?? '')?.[1] ?? ''
  expect(sha256).not.toBe('')
  const frame = await shown(`/original/${sha256}/document/`)
  expect(frame('body').text().trim()).toBe('此类文件没有预览。')
})

test.each([
  ['a line break', '/a%0d%0aX'],
  ['a NUL', '/unit/330105/%00'],
  ['a letter with a mark', '/%C3%A9'],
])('an address with %s is led to its own, and not found there', async (_, path) => {
  const led = await ask(path)
  expect([led.status, new URL(led.headers.get('location') ?? '', led.url).pathname]).toEqual([
    301,
    `${path}/`,
  ])
  expect((await ask(`${path}/`)).status).toBe(404)
  expect(failures).toEqual([])
})
