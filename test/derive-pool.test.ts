import { hash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Bundle, Original } from '../src/model/original.ts'
import { openDerivePool } from '../src/pipeline/derivePool.ts'
import { importFile } from '../src/pipeline/importFile.ts'
import { renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { root } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

function bundle(url: string, bytes: Uint8Array): Bundle {
  const original: Original = {
    bytes,
    sha256: hash('sha256', bytes),
    role: 'page',
    mediaType: 'text/html',
    name: null,
    url,
    captured: '2024-01-20T00:00:00.000Z',
    capture: 1,
    parentUrl: null,
    listTitle: null,
    listDate: null,
    column: null,
  }
  return { originals: [original], provenance: { siteDivision: '330105', givenUnit: null, givenYear: null } }
}

const spec = inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year: 2022, seed: 'pool' })
const page = renderHtml(spec)

test('a document that a worker cannot hold is refused by name, and those that wait behind it are read', async () => {
  const pool = openDerivePool(resolve(root, 'config'), 1, 64)
  onTestFinished(() => pool.close())
  const huge = Buffer.from(
    `<html><body><h1>米市巷街道2022年政府信息公开工作年度报告</h1>${'<p>政府信息公开</p>'.repeat(2_000_000)}</body></html>`,
  )
  const [first, second, third] = await Promise.all([
    pool.derive(bundle('http://a/1.html', page)),
    pool.derive(bundle('http://a/2.html', huge)),
    pool.derive(bundle('http://a/3.html', page)),
  ])
  expect(first.reports.map(({ id }) => id)).toEqual(['330105001/2022'])
  expect(second).toMatchObject({ reports: [], refused: [{ code: 'too-large', url: 'http://a/2.html' }] })
  expect(third.reports.map(({ id }) => id)).toEqual(['330105001/2022'])
})

test('a document that takes longer than any report is refused by name, and keeps nobody waiting', async () => {
  // Limits that nobody else has: a process that is kept (test/running/keptHand.ts) may be faster.
  const pool = openDerivePool(resolve(root, 'config'), 1, 500, 0.01)
  onTestFinished(() => pool.close())
  const derived = await Promise.all(
    ['http://a/1.html', 'http://a/2.html'].map((url) => pool.derive(bundle(url, page))),
  )
  expect(derived.flatMap(({ refused }) => refused.map(({ url, code }) => [url, code]))).toEqual([
    ['http://a/1.html', 'too-large'],
    ['http://a/2.html', 'too-large'],
  ])
  expect(derived[0]?.refused[0]?.message).toContain('0.01 seconds')
})

/** Ten megabytes, of which the reader asks for more than its limit in one step: V8 ends a program with all its threads then. */
const oneStep = Buffer.from(
  `<title>米市巷街道2022年政府信息公开工作年度报告</title>${'&'.repeat(10_000_000)}`,
)

test('a document that asks for all memory in one step ends neither the program nor those that wait behind it', async () => {
  const pool = openDerivePool(resolve(root, 'config'), 1, 64)
  onTestFinished(() => pool.close())
  const [first, second] = await Promise.all([
    pool.derive(bundle('http://a/1.html', oneStep)),
    pool.derive(bundle('http://a/2.html', page)),
  ])
  expect(first).toMatchObject({ reports: [], refused: [{ code: 'too-large', url: 'http://a/1.html' }] })
  expect(first.refused[0]?.message).toContain('64 MB of memory')
  expect(second.reports.map(({ id }) => id)).toEqual(['330105001/2022'])
})

test.skipIf(process.platform !== 'linux')(
  'a file that a person imports is read by a process with limits as any other, and is archived',
  async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'report.html'), page)
    const before = await children()
    const importing = importFile({
      ...{ file: join(folder, 'report.html'), unit: '330105001', year: 2022, from: 'http://a/1.html' },
      ...{ sites: [], archive: join(folder, 'archive'), config: resolve(root, 'config') },
      ...{ clock: () => new Date('2024-01-20T00:00:00.000Z'), tell: () => undefined },
    })
    await vi.waitUntil(async () => (await children()).length > before.length, { timeout: 30_000 })
    expect(await importing).toMatchObject({ outcome: 'new', reports: ['330105001/2022'], unread: [] })
  },
)

test.skipIf(process.platform !== 'linux')(
  'no process that derives is left when its pool is closed',
  async () => {
    const before = await children()
    const pool = openDerivePool(resolve(root, 'config'), 2, 500)
    const urls = ['http://a/1.html', 'http://a/2.html', 'http://a/3.html', 'http://a/4.html']
    const derived = urls.map((url) => pool.derive(bundle(url, page)))
    await derived[0]
    expect((await children()).length).toBeGreaterThan(before.length)
    const rest = Promise.allSettled(derived)
    await pool.close()
    await rest
    await expect(pool.derive(bundle('http://a/5.html', page))).rejects.toThrow('the pool was closed')
    expect(await children()).toEqual(before)
  },
)

test.skipIf(process.platform !== 'linux')(
  'a document is refused for no process that something else ended, and for the second one that ended over it',
  async () => {
    const opened = () => {
      const pool = openDerivePool(resolve(root, 'config'), 1, 501)
      onTestFinished(() => pool.close())
      return pool
    }
    // Still starting when it is ended: the document had no part in it.
    const ended = new Set(await children())
    const killNext = async (): Promise<void> => {
      const fresh = async () => (await children()).filter((pid) => !ended.has(pid))
      const [pid = 0] = await vi.waitUntil(async () => (await fresh()).length > 0 && fresh(), {
        timeout: 30_000,
        interval: 10,
      })
      ended.add(pid)
      process.kill(pid, 'SIGKILL')
    }
    const once = opened().derive(bundle('http://a/1.html', page))
    await killNext()
    expect((await once).reports.map(({ id }) => id)).toEqual(['330105001/2022'])
    for (const pid of await children()) ended.add(pid)
    const twice = opened().derive(bundle('http://a/2.html', page))
    await killNext()
    await killNext()
    expect(await twice).toMatchObject({
      reports: [],
      refused: [{ code: 'too-large', url: 'http://a/2.html' }],
    })
  },
)

/** Processes that derive and were started by this one. */
async function children(): Promise<readonly number[]> {
  const programs = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name))
  const started = await Promise.all(
    programs.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
      const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      return parent === process.pid && words.includes('deriveWorker') ? [Number(pid)] : []
    }),
  )
  return started.flat()
}
