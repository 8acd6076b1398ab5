import { execFileSync } from 'node:child_process'
import { hash } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { load } from 'cheerio'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { serveExplorer, type Served } from '../src/pipeline/exploreServe.ts'
import { downloadMaker } from '../src/pipeline/downloadMaker.ts'
import { failureName } from '../src/publish/explorer/failureNames.ts'
import { publishSite } from '../src/pipeline/explorePublish.ts'
import { loadSites } from '../src/sites/loadSites.ts'
import { archiveToExplore, config, hostileId, hostilePage } from './explorer-archive.ts'
import { finishedArchive } from './archive-finished.ts'
import { askOnce } from './running/askOnce.ts'
import { nianbao, root } from './running/nianbao.ts'

let home = ''
let served: Served
const failures: unknown[] = []
const at = (name: string): string => join(home, name)
const orderFor = async (archive: string) => ({
  ...{ archive, config, clock: () => new Date('2026-11-21T02:00:00.000Z') },
  sites: await loadSites(resolve(root, 'crawlers'), ['zhejiang-gongshu']),
  failed: (error: unknown) => void failures.push(error),
})
const serve = async (archive: string) =>
  serveExplorer(await orderFor(archive), { port: 0, host: '127.0.0.1' })
const usual = process.env['TMPDIR']
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'nianbao-downloads-'))
  mkdirSync(at('tmp'))
  process.env['TMPDIR'] = at('tmp')
  await archiveToExplore(at('archive'))
  served = await serve(at('archive'))
})
beforeEach(() => void failures.splice(0))
afterAll(async () => {
  await served.close()
  // a file without a name that somebody forgot; what a reader who went away had is let go of a moment later
  await vi.waitFor(() => {
    expect(held()).toBe(0)
  }, 10_000)
  if (usual === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = usual
  rmSync(home, { recursive: true, force: true })
})

const get = (path: string, how: Parameters<typeof askOnce>[1] = {}, from = served) =>
  askOnce(new URL(path, from.url), how)
/** The file that an address gives, and its name here. */
const file = async (path: string, from = served): Promise<string> => {
  const answer = await get(path, {}, from)
  expect([path, answer.status, failures.map(String)]).toEqual([path, 200, []])
  const to = at(`${hash('sha256', path).slice(0, 8)}-${/[^/?]+(?=\?|$)/u.exec(path)?.[0] ?? ''}`)
  writeFileSync(to, await answer.bytes())
  return to
}
const names = (zip: string): readonly string[] =>
  execFileSync('unzip', ['-Z1', zip], { encoding: 'utf8' }).trimEnd().split('\n')
const inside = (zip: string, name: string): Buffer =>
  execFileSync('unzip', ['-p', zip, name], { maxBuffer: 1 << 28 })
/** Every word of a zip. */
const words = (zip: string): string => execFileSync('unzip', ['-p', zip], { maxBuffer: 1 << 28 }).toString()
const exported = async (format: string, ...more: readonly string[]): Promise<string> => {
  const out = mkdtempSync(at('out-'))
  const { code, stderr } = await nianbao('export', format, '--archive', at('archive'), '--out', out, ...more)
  expect([code, stderr]).toEqual([0, ''])
  return out
}
/** Exports of an archive that run now, and files without a name that are open here. */
const running = (archive: string): number =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .filter((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return line.includes('\0export\0') && line.includes(`--archive=${archive}\0`)
      } catch {
        return false
      }
    }).length
const held = (): number =>
  readdirSync('/proc/self/fd').filter((name) => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`).startsWith(at('tmp'))
    } catch {
      return false
    }
  }).length

describe('A file from the page', () => {
  test.each([
    ['csv', '', []],
    ['csv', '?year=2022', ['--year', '2022']],
    ['jsonl', '?site=zhejiang-gongshu&year=2023&region=', ['--site', 'zhejiang-gongshu', '--year', '2023']],
    ['parquet', '?region=33&year=2023', ['--region', '33', '--year', '2023']],
    ['jsonl', '?report=330105001/2022', ['--report', '330105001/2022']],
  ] as const)('of %s%s is what nianbao export writes, byte for byte', async (format, query, more) => {
    const zip = await file(`/downloads/${format}/tables.zip${query}`)
    const out = await exported(format, ...more)
    expect(names(zip).toSorted()).toEqual(readdirSync(out).sort())
    for (const name of names(zip)) {
      const [ours, theirs] = [inside(zip, name), readFileSync(join(out, name))]
      if (name === 'manifest.json') expect(unmade(ours)).toEqual(unmade(theirs))
      else expect([name, timeless(ours) === timeless(theirs)]).toEqual([name, true])
    }
  })

  test('of xlsx is the workbook, and of datapackage the package', async () => {
    const book = await file('/downloads/xlsx/tables.xlsx?year=2022')
    const out = await exported('xlsx', '--year', '2022')
    const theirs = join(out, readdirSync(out).find((name) => name.endsWith('.xlsx')) ?? '')
    expect(names(book)).toEqual(names(theirs))
    // the first sheet says when it was made
    for (const name of names(book).filter((each) => /sheet(?!1\.)\d+\.xml$/u.test(each)))
      expect([name, inside(book, name).equals(inside(theirs, name))]).toEqual([name, true])
    const held = names(await file('/downloads/datapackage/package.zip'))
    expect(held.filter((name) => /\/(?:datapackage|manifest)\.json$/u.test(name))).toHaveLength(2)
  })

  test('is given as nothing that a browser would show, also to HEAD, and not twice', async () => {
    const path = '/en/downloads/xlsx/tables.xlsx?report=330105001/2022'
    const head = await get(path, { method: 'HEAD' })
    const whole = await get(path)
    const bytes = await whole.bytes()
    for (const { status, headers } of [head, whole]) {
      expect([status, headers.get('content-length')]).toEqual([200, String(bytes.length)])
      expect(headers.get('content-disposition')).toBe('attachment; filename="nianbao-330105001-2022.xlsx"')
      expect(headers.get('content-type')).toContain('spreadsheetml')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain('sandbox')
      expect(headers.get('cache-control')).toBe('no-cache')
    }
    expect((await head.bytes()).length).toBe(0)
    const etag = whole.headers.get('etag') ?? ''
    expect(etag).toBe(`"${hash('sha256', bytes)}"`)
    expect((await get(path, { headers: { 'If-None-Match': etag } })).status).toBe(304)
  })

  test('asked for again is the one that was made, until a report differs', async () => {
    await archiveToExplore(at('changing'))
    const own = await serve(at('changing'))
    try {
      const path = '/downloads/csv/tables.zip?year=2023'
      const tag = async () => (await get(path, {}, own)).headers.get('etag')
      const first = await tag()
      const began = performance.now()
      expect(await tag()).toBe(first)
      // no export starts as fast
      expect(performance.now() - began).toBeLessThan(300)
      const report = join(at('changing'), 'zhejiang-gongshu/reports/2023/330105001.json')
      const text = readFileSync(report, 'utf8')
      writeFileSync(at('mended.json'), text.replace('"title": "', '"title": "改'))
      renameSync(at('mended.json'), report)
      expect(await tag()).not.toBe(first)
      expect(words(await file(path, own))).toContain('改')
    } finally {
      await own.close()
    }
  })

  test('of a report that is called what a shell or a browser would run is made like any other', async () => {
    const $ = load(await (await get('/report/330105/财政局/2022/')).text())
    expect($('a[href*="/downloads/bundle/"]')).toHaveLength(1)
    const zip = await file(`/downloads/jsonl/tables.zip?report=${encodeURIComponent(hostileId)}`)
    expect(words(zip)).toContain('桃花岛')
  })
})

/** The content of a file, byte for byte, but for the moment at which parquet says that it was made. */
const timeless = (bytes: Buffer): string => bytes.toString('latin1').replace(madeThen, '')
const madeThen = /(?<=made[^a-z]{1,8})\d{4}-\d\d-\d\dT[\d:.]+Z/u

/** A manifest without the moment, and the checksums of files that tell it. */
function unmade(manifest: Buffer): unknown {
  const { made, next_since, files, ...facts } = Manifest.parse(JSON.parse(manifest.toString()))
  expect([made, next_since]).toEqual([expect.stringMatching(/^\d{4}-/u), made])
  return { ...facts, files: files.map(({ name, rows }) => ({ name, rows })) }
}
const Manifest = z.looseObject({
  made: z.string(),
  next_since: z.string(),
  files: z.array(z.looseObject({ name: z.string(), rows: z.number() })),
})

describe('What the page asks and there is not', () => {
  test.each([
    ...['/downloads/doc/tables.zip', '/downloads/csv/tables.xlsx', '/downloads/warc/tables.zip'],
    ...['/downloads/csv/tables.zip?year=1999', '/downloads/csv/tables.zip?year=2022x'],
    ...['/downloads/csv/tables.zip?site=nobody', '/downloads/csv/tables.zip?site=--out%3D/tmp'],
    ...['/downloads/csv/tables.zip?site=../../etc', '/downloads/csv/tables.zip?region=99'],
    ...['/downloads/csv/tables.zip?report=330105001/1999', '/downloads/csv/tables.zip?report=330105001/2001'],
    ...[
      '/downloads/csv/tables.zip?report=../../x/2022',
      '/downloads/csv/tables.zip?report=33/../../../x/2022',
    ],
    ...['/downloads/csv/tables.zip?year=2022&year=2023', '/downloads/csv/..%2f..%2fpasswd'],
    ...['/downloads/bundle/bundle.zip', '/downloads/bundle/bundle.zip?year=2022'],
    // each is there, and not both
    '/downloads/csv/tables.zip?report=330105001/2022&year=2023',
  ])('%s is a page that says so', async (path) => {
    for (const method of ['GET', 'HEAD'])
      expect([path, (await get(path, { method })).status]).toEqual([path, 404])
    expect(failures).toEqual([])
  })

  test('a bundle that nothing proves yet is named by its code, with the message behind a fold, in the language asked for', async () => {
    for (const [base, name] of [
      ['', '尚无检查点'],
      ['/en', 'no-checkpoint'],
    ] as const) {
      const answer = await get(`${base}/downloads/bundle/bundle.zip?report=330105001/2022`)
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30'])
      const $ = load(await answer.text())
      expect($('main p').first().text()).toContain(name)
      expect($('main details').text()).toContain('checkpoint')
      expect($('main').text()).not.toMatch(/at .*\.ts:\d|\/tmp\//u)
    }
    expect(failures).toEqual([])
  })
})

test('The bundle of a report, from its page, is what a stranger can check', async () => {
  await finishedArchive(at('proven'))
  const own = await serve(at('proven'))
  try {
    const page = '/report/330105001/2022/'
    const $ = load(await (await get(page, {}, own)).text())
    const link = new URL($('a[href*="/downloads/bundle/"]').attr('href') ?? '', new URL(page, own.url))
    const zip = await file(link.pathname + link.search, own)
    execFileSync('unzip', ['-q', zip, '-d', at('bag')])
    const [bag = ''] = readdirSync(at('bag'))
    for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt'])
      execFileSync('sha256sum', ['--quiet', '-c', manifest], { cwd: join(at('bag'), bag) })
    execFileSync('sh', ['verify.sh'], { cwd: join(at('bag'), bag, 'data/proofs/330105001-2022') })
  } finally {
    await own.close()
  }
})

test('What is withheld since does not come from a file that was made before', async () => {
  await archiveToExplore(at('withheld'))
  const own = await serve(at('withheld'))
  try {
    const path = '/downloads/jsonl/tables.zip'
    expect(words(await file(path, own))).toContain('桃花岛')
    const { code, stderr } = await nianbao(
      ...['withhold', hash('sha256', hostilePage), '--reason', 'a name', '--by', 'a person'],
      ...['--archive', at('withheld')],
    )
    expect([code, stderr]).toEqual([0, ''])
    const since = await file(path, own)
    expect(words(since)).toContain('330105001/2022')
    expect(words(since)).not.toContain('桃花岛')
  } finally {
    await own.close()
  }
})

describe('Readers beside each other', () => {
  test('get one file of one export, one export at a time, and whoever is too many is told when to come again', async () => {
    await archiveToExplore(at('many'))
    const own = await serve(at('many'))
    let most = 0
    const looking = setInterval(() => (most = Math.max(most, running(at('many')))), 20)
    try {
      const same = ['', ''].map(() => get('/downloads/csv/tables.zip', {}, own))
      const asked = ['csv', 'jsonl', 'parquet'].flatMap((format) =>
        ['2021', '2022', '2023'].map((year) => get(`/downloads/${format}/tables.zip?year=${year}`, {}, own)),
      )
      const [one, other] = await Promise.all(same)
      expect(one?.headers.get('etag')).toBe(other?.headers.get('etag'))
      const answers = await Promise.all(asked)
      const refused = answers.filter(({ status }) => status === 503)
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(4)
      expect(refused).toHaveLength(5)
      expect(refused[0]?.headers.get('retry-after')).toBe('30')
      expect(await refused[0]?.text()).toContain('请稍后再试')
      expect(most).toBe(1)
    } finally {
      clearInterval(looking)
      await own.close()
    }
  })

  test('who go away end the export, and nothing of it is left', async () => {
    await archiveToExplore(at('gone'))
    const own = await serve(at('gone'))
    try {
      const gone = new AbortController()
      const asked = fetch(new URL('/downloads/xlsx/tables.xlsx', own.url), { signal: gone.signal })
      await vi.waitFor(() => {
        expect(running(at('gone'))).toBe(1)
      }, 10_000)
      const began = performance.now()
      gone.abort()
      await expect(asked).rejects.toThrow()
      await vi.waitFor(() => {
        expect([
          running(at('gone')),
          readdirSync(at('tmp')).filter((name) => name.endsWith('.part')),
        ]).toEqual([0, []])
      }, 10_000)
      expect(performance.now() - began).toBeLessThan(5000)
      // and the next reader gets his
      await file('/downloads/xlsx/tables.xlsx', own)
    } finally {
      await own.close()
    }
  })

  test('leave nothing behind when the server ends', async () => {
    await archiveToExplore(at('ended'))
    const before = held()
    const own = await serve(at('ended'))
    await file('/downloads/csv/tables.zip', own)
    await vi.waitFor(() => {
      expect(held()).toBe(before + 1)
    }, 10_000)
    const asked = get('/downloads/jsonl/tables.zip', {}, own)
    asked.catch(() => undefined)
    await vi.waitFor(() => {
      expect(running(at('ended'))).toBe(1)
    }, 10_000)
    await own.close()
    await expect(asked).rejects.toThrow()
    // What another reader was given before is let go of a moment after its last byte.
    await vi.waitFor(() => {
      expect([held(), running(at('ended')), readdirSync(at('tmp'))]).toEqual([before, 0, []])
    }, 10_000)
  })
})

test('An export that takes too long is ended, and says so', async () => {
  const make = downloadMaker(await orderFor(at('archive')), 100)
  const order = { format: 'csv', selection: { year: null, site: null, report: null } } as const
  expect(await make(order, new AbortController().signal)).toMatchObject({
    ...{ kind: 'refused', code: 'timed-out' },
  })
  expect([running(at('archive')), readdirSync(at('tmp'))]).toEqual([0, []])
})

test('What ends an export is called what docs/failures.md calls it', () => {
  const text = readFileSync(resolve(root, 'docs/failures.md'), 'utf8')
  for (const code of ['no-checkpoint', 'sheet-full', 'timed-out', 'archive-damaged', 'disk-full', 'usage'])
    expect(text).toContain(`| \`${code}\` | ${failureName('zh', code)} |`)
})

test('Published files say how to get the formats by the command line, and no report leads to a server', async () => {
  const out = at('site')
  await publishSite(await orderFor(at('archive')), out)
  for (const base of ['', 'en/']) {
    const $ = load(readFileSync(join(out, base, 'downloads/index.html'), 'utf8'))
    expect($('main code').text()).toContain('nianbao export parquet --out DIR')
    expect($('form, button')).toHaveLength(0)
    const report = load(readFileSync(join(out, base, 'report/330105001/2022/index.html'), 'utf8'))
    expect(report('main a[href*="/downloads/"]')).toHaveLength(0)
  }
})
