import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { readArchive } from '../src/archive/openArchive.ts'
import { withheldBy } from '../src/model/withholding.ts'
import { selectHoldings } from '../src/pipeline/selectHoldings.ts'
import { archivalName } from '../src/publish/archivalNames.ts'
import type { Holdings } from '../src/publish/holdings.ts'
import { SortedLines } from '../src/publish/sortedLines.ts'
import { Staging } from '../src/publish/staging.ts'
import { warcFiles } from '../src/publish/warcFiles.ts'
import { fittedHeaders, requestMessage } from '../src/publish/warcHttp.ts'
import { filesIn } from './archive-finished.ts'
import { openTestArchive } from './archive-open.ts'
import { archiveForExport } from './exports-archive.ts'
import { commandLine, lastLine, nianbao, run } from './running/nianbao.ts'
import { onTinyDisk } from './running/tinyDisk.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'
import { field, readWarc } from './warcReader.ts'

const everything = { site: null, report: null, year: null }

describe('the pieces of an archival export', () => {
  test('a series of WARC files goes on in a new file with its own warcinfo, and revisits reach back', async () => {
    const archive = await readArchive(await archiveForExport())
    const holdings = selectHoldings(archive, everything, withheldBy([]))
    await Staging.use(await temporaryFolder(), async (staging) => {
      const index = new SortedLines(staging, 'index')
      const order = { holdings, software: 'test/1', staging, folder: 'w', index, fileBytes: 1500 }
      const { files } = await warcFiles(order)
      expect(files.length).toBeGreaterThan(5)
      const read = files.map(({ name }) => readWarc(readFileSync(staging.path(`w/${name}`))))
      for (const [at, records] of read.entries()) {
        expect(records.map(({ type }) => type === 'warcinfo')).toEqual(records.map((_, n) => n === 0))
        expect(records[0] && field(records[0], 'warc-filename')).toBe(files[at]?.name)
        for (const record of records.slice(1)) {
          expect(field(record, 'warc-warcinfo-id')).toBe(records[0] && field(records[0], 'warc-record-id'))
        }
      }
      const all = read.flat()
      const responses = new Set(
        all.filter(({ type }) => type === 'response').map((each) => field(each, 'warc-record-id')),
      )
      const revisits = all.filter(({ type }) => type === 'revisit')
      expect(revisits).toHaveLength(4)
      for (const revisit of revisits) expect(responses.has(field(revisit, 'warc-refers-to'))).toBe(true)
      for await (const line of index.inOrder()) {
        const { filename } = JSON.parse(line.slice(line.indexOf('{'))) as { filename: string }
        expect(files.map(({ name }) => name)).toContain(filename)
      }
    })
    await archive.close()
  })

  test('lines are sorted through files as they are in memory, each once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.stringMatching(/^[ -~]{0,12}$/u), { maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        async (given, many) => {
          await Staging.use(await temporaryFolder(), async (staging) => {
            const lines = new SortedLines(staging, 'lines', many)
            for (const line of given) await lines.add(line)
            const sorted: string[] = []
            for await (const line of lines.inOrder()) sorted.push(line)
            expect(sorted).toEqual([...new Set(given)].sort())
          })
        },
      ),
      { numRuns: 40 },
    )
  })

  test('a redirect turns a POST into a GET without a body, unless its status keeps the method', async () => {
    const archive = await readArchive(await archiveForExport())
    const listing = await (await archive.site('zhejiang-example')).capture(1)
    await archive.close()
    const lineAfter = (...statuses: number[]): string => {
      const hops = statuses.map((status) => ({ url: listing.url, status, location: '/x' }))
      const { head, body } = requestMessage({ ...listing, hops })
      return `${head.toString().split(' ')[0] ?? ''} ${body.length > 0 ? 'with' : 'without'} body`
    }
    expect([lineAfter(), lineAfter(307, 308), lineAfter(302), lineAfter(307, 301)]).toEqual([
      'POST with body',
      'POST with body',
      'GET without body',
      'GET without body',
    ])
  })

  test('headers that fit are left alone, and those of a 304 speak of another body', () => {
    const headers = { 'content-encoding': 'gzip', 'content-length': '7', 'x-a': '1' }
    expect(fittedHeaders(headers, { size: 7, encoded: true })).toEqual(headers)
    expect(fittedHeaders(headers, null)).toEqual(headers)
    expect(Object.keys(fittedHeaders(headers, { size: 8, encoded: false }))).toEqual([
      'x-orig-content-encoding',
      'x-orig-content-length',
      'x-a',
    ])
  })

  test('the name of an export is ASCII whatever is selected', () => {
    const named = (selection: Partial<Holdings['selection']>): string =>
      archivalName({ kind: 'live', selection: { ...everything, ...selection } })
    expect(named({})).toBe('nianbao')
    expect(named({ site: 'zhejiang-gongshu', year: 2022 })).toBe('nianbao-zhejiang-gongshu-2022')
    expect(named({ region: '3301', since: '2024-01-01T00:00:00.000Z' })).toBe(
      'nianbao-3301-since-20240101000000000',
    )
    expect(named({ report: '330105/财政局/2022' })).toMatch(/^nianbao-330105-[0-9a-f]{8}-2022$/u)
  })
})

const onlyOriginal = (site: string): string => {
  const [name = '', ...more] = filesIn(join(site, 'originals'))
  expect(more).toEqual([])
  return join(site, 'originals', name)
}

describe('an export beside others', () => {
  test('reads what is durable while a crawl holds the archive', async () => {
    const archive = await archiveForExport()
    const writer = await openTestArchive(archive, { kind: 'live' })
    const out = await temporaryFolder()
    const { code, stdout } = await nianbao('export', 'bagit', '--out', out, '--archive', archive)
    await writer.close()
    expect([code, stdout.split('\n')[0]]).toEqual([0, `12 captures in ${out}`])
  })

  test('that is killed leaves nothing under its name, and the next one is whole', async () => {
    const archive = await archiveForExport()
    const out = await temporaryFolder()
    const original = onlyOriginal(join(archive, 'zhejiang-other'))
    // A pipe instead of the original holds the export there, with the first site written.
    renameSync(original, `${original}.kept`)
    execFileSync('mkfifo', [original])
    const [program, ...args] = commandLine(['export', 'warc', '--out', out, '--archive', archive])
    const child = spawn(program, args, { stdio: 'ignore' })
    const ended = once(child, 'close')
    const written = () => filesIn(out).filter((name) => name.endsWith('.warc.gz'))
    await vi.waitUntil(() => written().length > 0, { timeout: 50_000 })
    child.kill('SIGKILL')
    await ended
    expect([child.signalCode, existsSync(join(out, 'nianbao-warc'))]).toEqual(['SIGKILL', false])
    renameSync(`${original}.kept`, original)
    expect((await nianbao('export', 'warc', '--out', out, '--archive', archive)).code).toBe(0)
    expect(existsSync(join(out, 'nianbao-warc/manifest.json'))).toBe(true)
  })

  test('goes where --out says, however it is written', async () => {
    const archive = await archiveForExport()
    const folder = await temporaryFolder()
    for (const out of [`${folder}/new/deep/`, `${folder}/./new/../other`]) {
      const ended = await nianbao('export', 'warc', '--out', out, '--archive', archive)
      expect([ended.code, readdirSync(out)]).toEqual([0, ['nianbao-warc']])
    }
  })

  test('that cannot take its name leaves what bears it', async () => {
    await Staging.use(await temporaryFolder(), async (staging) => {
      await staging.write('a', 'before')
      await staging.publish('a')
      await expect(staging.publish('a')).rejects.toMatchObject({ code: 'disk-failed' })
      expect(readFileSync(join(staging.folder, '../a'), 'utf8')).toBe('before')
    })
  })

  for (const format of ['warc', 'wacz', 'bagit']) {
    test(`${format}: a full disk is told as such, and nothing half-written stays`, async (context) => {
      const folder = await temporaryFolder()
      const archive = await archiveForExport()
      const args = ['export', format, '--out', join(folder, 'disk'), '--archive', archive]
      const tiny = onTinyDisk(folder, 8192, commandLine(args))
      if (tiny === null) return context.skip('no mount namespace here')
      const { code, stderr } = await run(tiny.command)
      expect([code, lastLine(stderr)]).toEqual([1, expect.stringMatching(/^nianbao: disk-full: /u)])
      expect(readdirSync(tiny.kept)).toEqual([])
    })
  }

  test('of tables obeys the selection, too, and says so in its manifest', async () => {
    const archive = await archiveForExport()
    const out = await temporaryFolder()
    const order = ['export', 'jsonl', '--out', out, '--archive', archive, '--year', '2022', '--json']
    const { stdout } = await nianbao(...order)
    expect(JSON.parse(stdout)).toMatchObject({ reports: 2 })
    const ids = readFileSync(join(out, 'reports.jsonl'), 'utf8').match(/"id":"[^"]+"/gu)
    expect(ids).toEqual(['"id":"330105001/2022"', '"id":"330106001/2022"'])
    expect(readFileSync(join(out, 'manifest.json'), 'utf8')).toContain('"selection": "--year 2022"')
  })
})
