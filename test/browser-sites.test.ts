import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { seekChromium } from '../src/fetch/browser/chromium.ts'
import { findChromium } from '../src/fetch/browser/findChromium.ts'
import { Capture } from '../src/model/capture.ts'
import { startReplica, type RunningReplica } from './replicas/replicaServer.ts'
import { browserSites } from './replicas/sites/browserSites.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { commandLine, nianbao, root, run, type Ended } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const found = await seekChromium()
if ('missing' in found) process.stderr.write(`browser-sites.test.ts is left out in part: ${found.missing}\n`)

const { servers, published } = browserSites(2024)
const site = 'qinghai-xining-chengxi'
const host = 'www.xncx.gov.cn'

interface Home {
  readonly archive: string
  readonly map: string
  readonly server: RunningReplica
}

async function home(): Promise<Home> {
  const folder = await temporaryFolder()
  const server = await startReplica(servers.flatMap(({ replicas }) => replicas))
  onTestFinished(() => server.close())
  const map = join(folder, 'map.json')
  await writeFile(map, JSON.stringify({ [host]: server.origin }))
  return { archive: join(folder, 'archive'), map, server }
}

const crawl = ({ archive, map }: Home, now: string): Promise<Ended> =>
  nianbao('crawl', site, '--archive', archive, '--replicas', map, '--now', now)

/** The ledger without the seals of its lines. */
async function ledgerOf(archive: string): Promise<readonly Capture[]> {
  const lines = (await readFile(join(archive, site, 'captures.jsonl'), 'utf8')).trimEnd().split('\n')
  return lines.map((line) => Capture.parse(JSON.parse(line.replace(/,"check":"[0-9a-f]{64}"\}$/u, '}'))))
}

/** Runs the command line on a machine that has no browser. */
const withoutBrowser = (...args: readonly string[]): Promise<Ended> =>
  run(['env', 'NIANBAO_CHROMIUM=/nowhere/chromium', ...commandLine(args)])

describe.skipIf('missing' in found)('A site whose lists need a browser, crawled by the command line', () => {
  test('gives every report once, keeps what the host sent beside what the browser made of it, and is quiet the next night', async () => {
    const place = await home()
    const { archive, map, server } = place
    const first = await crawl(place, '2025-06-01')
    expect(first.code, first.stdout + first.stderr).toBe(0)
    const wanted = (published[site] ?? []).filter(({ report }) => report !== null)
    expect(first.stdout).toContain(`${wanted.length} reports; 0 files kept without a report`)
    const ledger = await ledgerOf(archive)
    expect(ledger.filter(({ role }) => role === 'page').length).toBe(wanted.length)
    expectEvidence(ledger.filter(({ role }) => role === 'listing'))
    expect((await nianbao('verify', '--archive', archive)).code).toBe(0)

    const before = server.seen().length
    const args = ['crawl', site, '--archive', archive, '--replicas', map, '--now', '2025-06-02']
    const second = await withoutBrowser(...args)
    expect(second.code, second.stdout + second.stderr).toBe(0)
    expect(server.seen().slice(before)).toEqual(['/prod-api/article/list?type=zfxxgknb&pageNum=1'])
  }, 120_000)
})

/** Each page as rendered comes after the answer that its rows were made of, names it, and has no headers of a host. */
function expectEvidence(listings: readonly Capture[]): void {
  const rendered = listings.filter(({ browser }) => browser !== undefined)
  const pages = Math.ceil((published[site] ?? []).length / 10)
  expect(rendered.map(({ browser }) => browser)).toMatchObject(
    Array.from({ length: pages }, (_, index) => ({ kind: 'rendered', step: index + 1 })),
  )
  for (const { seq, browser, response_headers: headers } of rendered) {
    const from = browser?.kind === 'rendered' ? browser.from : []
    const sent = listings.filter((line) => line.seq < seq && from.includes(line.sha256))
    expect(sent.some(({ url, extension }) => url.includes('/article/list') && extension === 'json')).toBe(
      true,
    )
    expect(headers).toEqual({})
  }
  const sent = listings.filter(({ browser }) => browser === undefined)
  expect(sent.every((line) => Object.keys(line.response_headers).length > 0)).toBe(true)
}

describe('Without a browser', () => {
  test('a site that needs one fails with a code of its own and a line that says what to do', async () => {
    const { archive, map } = await home()
    const ended = await withoutBrowser('crawl', site, '--archive', archive, '--replicas', map)
    expect(ended.code, ended.stderr).toBe(3)
    expect(ended.stdout).toContain('NIANBAO_CHROMIUM names /nowhere/chromium')
    const { sites } = await lastRunOf(archive)
    expect(sites[0]?.alarms.map(({ code, fails }) => [code, fails])).toContainEqual(['no-browser', true])
  })

  test('the demo leaves such sites out, says so in one line, and is fine', async () => {
    const folder = await temporaryFolder()
    const sites = join(folder, 'sites/qinghai')
    await mkdir(sites, { recursive: true })
    const define = pathToFileURL(join(root, 'src/sites/defineSite.ts')).href
    for (const name of ['xining-chengxi.ts', 'xining-chengdong.ts']) {
      await copyFile(join(root, 'crawlers/qinghai', name), join(sites, name))
      const text = await readFile(join(sites, name), 'utf8')
      await writeFile(join(sites, name), text.replace('../../src/sites/defineSite.ts', define))
    }
    const ended = await withoutBrowser(
      'demo',
      '--archive',
      join(folder, 'archive'),
      '--sites',
      join(folder, 'sites'),
    )
    expect(ended.code, ended.stderr).toBe(0)
    expect(ended.stderr.match(/^nianbao: .*$/gmu)).toEqual([
      expect.stringMatching(/^nianbao: left out for want of a browser: qinghai-xining-chengxi \(/u),
    ])
    expect(ended.stdout).toContain('qinghai-xining-chengdong')
  })
})

describe('A Chromium', () => {
  const none = (): Promise<string> => Promise.resolve('/nowhere/playwright')

  async function folderWith(...names: readonly string[]): Promise<string> {
    const folder = await temporaryFolder()
    for (const name of names) {
      await writeFile(join(folder, name), '#!/bin/sh\n')
      await chmod(join(folder, name), 0o755)
    }
    return folder
  }

  test('is the one that is named, and no other when that is none', async () => {
    const folder = await folderWith('mine', 'chromium')
    const named = { NIANBAO_CHROMIUM: join(folder, 'mine'), PATH: folder }
    expect(await findChromium(named, none)).toEqual({ path: join(folder, 'mine') })
    const wrong = await findChromium({ ...named, NIANBAO_CHROMIUM: join(folder, 'not') }, none)
    expect(wrong).toEqual({ missing: expect.stringContaining(join(folder, 'not')) as string })
  })

  test('is found on the PATH by its usual names, else where Playwright keeps its own', async () => {
    const other = await folderWith('google-chrome')
    const folder = await folderWith('chromium-browser', 'playwrights')
    const PATH = `/nowhere:${other}:${folder}`
    expect(await findChromium({ PATH }, none)).toEqual({ path: join(folder, 'chromium-browser') })
    expect(await findChromium({ PATH: other }, none)).toEqual({ path: join(other, 'google-chrome') })
    const own = (): Promise<string> => Promise.resolve(join(folder, 'playwrights'))
    expect(await findChromium({ PATH: '/nowhere' }, own)).toEqual({ path: join(folder, 'playwrights') })
    expect(await findChromium({ PATH: '/nowhere' }, none)).toHaveProperty('missing')
  })

  test.each<readonly [string, readonly string[], RegExp]>([
    ['is not looked for where none is wanted', ['NIANBAO_NO_BROWSER=1'], /none is wanted/u],
    ['that is named is left to its name', ['NIANBAO_CHROMIUM=/opt/mine'], /names \/opt\/mine/u],
    [
      'that cannot be had is a line that says what to run',
      ['PATH=/nowhere', 'PLAYWRIGHT_BROWSERS_PATH=/nowhere'],
      /playwright install/u,
    ],
  ])('%s after an installation, which never fails', async (_what, environment, line) => {
    const ended = await run(['env', ...environment, process.execPath, join(root, 'bin/ensure-browser.js')])
    expect(ended.code).toBe(0)
    expect(ended.stdout.trimEnd().split('\n')).toEqual([expect.stringMatching(line)])
  })
})
