import { execFile } from 'node:child_process'
import { hash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, writeFile, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Run } from '../src/model/run.ts'
import { sitesForToday } from '../src/pipeline/sitesForToday.ts'
import { loadSites } from '../src/sites/loadSites.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { nianbao, root, type Ended } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const run = promisify(execFile)

/** Every file below `folder` whose relative path matches, with its bytes. */
async function filesBelow(folder: string, pattern: RegExp): Promise<Map<string, Buffer>> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => pattern.test(name)).sort()
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)),
  )
}

/** A few hundred files of 45 KB are compared by their hashes: byte by byte it takes half a minute. */
const hashed = (files: ReadonlyMap<string, Buffer>): Record<string, string> =>
  Object.fromEntries([...files].map(([name, bytes]) => [name, hash('sha256', bytes)]))

const reportFiles = /\/reports\/\d{4}\/[^/]+\.json$/u

describe('The main job on the replica sites', () => {
  let home = ''
  let archive = ''
  let first: Ended
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'nianbao-demo-'))
    archive = join(home, 'archive')
    first = await nianbao('demo', '--archive', archive)
  }, 120_000)
  afterAll(() => rm(home, { recursive: true, force: true }))

  test('tells in words what was found, archived, extracted and remarkable, and what to try next', () => {
    expect(first.code, first.stderr).toBe(0)
    for (const word of ['Found', 'Archived', 'Extracted', 'Remarkable', 'Next', '米市巷街道'])
      expect(first.stdout).toContain(word)
  })

  test('finds every report of every configured site and takes no trap for one', async () => {
    const { sites } = await lastRunOf(archive)
    const { sites: configured } = await sitesForToday(await loadSites(resolve(root, 'crawlers')))
    expect(sites.map(({ site }) => site).sort()).toEqual(configured.map(({ id }) => id).sort())
    for (const first of [
      'zhejiang-gongshu',
      'zhejiang-yuhang',
      'heilongjiang-acheng',
      'qinghai-xining-chengdong',
    ])
      expect(sites.find(({ site }) => site === first)?.reports).toBeGreaterThanOrEqual(20)
    const reports = await filesBelow(archive, reportFiles)
    expect(reports.size).toBeGreaterThanOrEqual(40)
    expect(sites.reduce((sum, site) => sum + site.candidates, 0)).toBe(reports.size)
    const traps = sites
      .flatMap(({ ignored }) => Object.values(ignored))
      .reduce((sum, count) => sum + count, 0)
    expect(traps).toBeGreaterThanOrEqual(20)
  })

  test('a second run finds nothing new and sends one request per listing endpoint besides robots.txt', async () => {
    const copy = join(await temporaryFolder(), 'archive')
    await cp(archive, copy, { recursive: true })
    const before = await lastRunOf(copy)
    const again = await nianbao('demo', '--archive', copy)
    expect(again.code, again.stderr).toBe(0)
    const second = await lastRunOf(copy)
    expect(second.run).not.toBe(before.run)
    const total = (count: (site: Run['sites'][number]) => number): number =>
      second.sites.reduce((sum, site) => sum + count(site), 0)
    expect(total(({ captured }) => captured.new + captured.changed + captured.unchanged)).toBe(0)
    const requests = Object.values(second.requests).reduce((sum, count) => sum + count, 0)
    expect(requests).toBe(total(({ listings }) => listings.length) + Object.keys(second.requests).length)
    expect(hashed(await filesBelow(copy, reportFiles))).toEqual(
      hashed(await filesBelow(archive, reportFiles)),
    )
  })

  test('verify is quiet, and sha256sum agrees without our software', async () => {
    const verified = await nianbao('verify', '--archive', archive)
    expect(verified.stdout + verified.stderr).not.toMatch(/damage|stale|missing/iu)
    expect(verified.code).toBe(0)
    for (const { site } of (await lastRunOf(archive)).sites) {
      const { stdout } = await run('sha256sum', ['-c', '--strict', 'originals.sha256'], {
        cwd: join(archive, site),
      })
      expect(stdout).not.toContain('FAILED')
      expect(stdout).toContain(': OK')
    }
  })

  test('one flipped byte in an original and one in a ledger give exit 5 and both names', async () => {
    const copy = join(await temporaryFolder(), 'archive')
    await cp(archive, copy, { recursive: true })
    const names: string[] = []
    for (const pattern of [/\/originals\/.*\.(docx|html)$/u, /captures\.jsonl$/u]) {
      const files = [...(await filesBelow(copy, pattern))]
      const [name, bytes] = files.at(names.length - 1) ?? ['', Buffer.alloc(0)]
      const place = Math.floor(bytes.length / 3)
      bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place)
      await chmod(join(copy, name), 0o644)
      await writeFile(join(copy, name), bytes)
      names.push(name)
    }
    const { code, stdout, stderr } = await nianbao('verify', '--archive', copy)
    expect(code).toBe(5)
    for (const name of names) expect(stdout + stderr).toContain(name.split('/').slice(-1)[0])
    expect(names.map((name) => name.split('/')[0])).toHaveLength(2)
  })

  test('deleting every report and extracting again gives the same bytes', async () => {
    const copy = join(await temporaryFolder(), 'archive')
    await cp(archive, copy, { recursive: true })
    const before = await filesBelow(copy, reportFiles)
    for (const name of before.keys()) await rm(join(copy, name))
    const { code, stderr } = await nianbao('extract', '--archive', copy)
    expect(code, stderr).toBe(0)
    expect(hashed(await filesBelow(copy, reportFiles))).toEqual(hashed(before))
  })

  test('the exports hold every report and every figure, and say that the archive is a replica', async () => {
    const out = await temporaryFolder()
    const reports = await filesBelow(archive, reportFiles)
    for (const format of ['csv', 'jsonl']) {
      const { code, stderr } = await nianbao('export', format, '--out', out, '--archive', archive)
      expect(code, stderr).toBe(0)
    }
    const lines = (await readFile(join(out, 'reports.replica.jsonl'), 'utf8')).trimEnd().split('\n')
    expect(lines.length).toBe(reports.size)
    const figures = lines.reduce(
      (sum, line) => sum + Object.keys((JSON.parse(line) as { figures: object }).figures).length,
      0,
    )
    const rows = (await readFile(join(out, 'figures.replica.csv'), 'utf8')).match(/\r\n/gu)?.length ?? 0
    expect(rows).toBe(figures + 1)
  })
})
