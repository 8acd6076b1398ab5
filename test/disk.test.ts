import { chmodSync, existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest'
import { renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { everyday } from './running/everyday.ts'
import { html, localSite } from './running/localSite.ts'
import { commandLine, nianbao, root, run, type Ended } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'
import { boundByRights, onTinyDisk, withFewFiles, withSmallFiles } from './running/tinyDisk.ts'

const reportPage = (year: number): string =>
  Buffer.from(
    renderHtml(inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year, seed: `disk${year}` })),
  ).toString('utf8')

const paths = Array.from({ length: 12 }, (_, index) => `/html/1001/${100300 + index}.html`)
const titles = Object.fromEntries(
  paths.map((path, index) => [path, `米市巷街道${2010 + index}年政府信息公开工作年度报告`]),
)
const answers = Object.fromEntries(paths.map((path, index) => [path, html(reportPage(2010 + index))]))

/** The failure is one line on stderr with its code; progress beside it is JSON. No stack of ours is shown. */
function expectFailure({ code, stderr }: Ended, exit: number, line: RegExp): void {
  const said = stderr
    .trimEnd()
    .split('\n')
    .filter((text) => !text.startsWith('{'))
  expect(said).toHaveLength(1)
  expect(said[0]).toMatch(line)
  expect(code).toBe(exit)
}

function skip(context: TestContext, why: string): void {
  process.stdout.write(`skipped: ${why}\n`)
  context.skip()
}

describe('a disk without room ends a crawl at once with exit 1, and what was archived before is whole', () => {
  async function expectWhole(archive: string): Promise<void> {
    const ledger = await readFile(join(archive, 'zhejiang-example/captures.jsonl'), 'utf8')
    expect(ledger.endsWith('\n')).toBe(true)
    const verified = await nianbao('verify', '--archive', archive, '--json')
    expect(verified.stdout).not.toContain('"severity":"damage"')
  }

  // Each size stops the crawl at another place: before the archive has begun, at its first files, in its midst.
  test.for(everyday([4096, 20_000, 60_000, 150_000, 300_000], 2))(
    'a disk of %i bytes',
    async (bytes, context) => {
      const folder = await temporaryFolder()
      const site = await localSite(titles, answers, { archive: join(folder, 'disk/archive') })
      const tiny = onTinyDisk(folder, bytes, commandLine(['crawl', ...site.options]))
      if (tiny === null) {
        skip(context, 'neither root nor user namespaces here, so no tmpfs')
        return
      }
      expectFailure(await run(tiny.command), 1, /^nianbao: disk-full: /u)
      const kept = join(tiny.kept, 'archive')
      const begun = existsSync(join(kept, 'zhejiang-example'))
      if (!begun) return
      await cp(kept, site.archive, { recursive: true })
      const again = await nianbao('crawl', ...site.options, '--now', '2023-02-02')
      expect(again.code, again.stderr).toBe(0)
      await expectWhole(site.archive)
      const verified = await nianbao('verify', '--archive', site.archive)
      expect([verified.code, verified.stdout]).toEqual([0, ''])
    },
  )

  test('a limit on the size of files', async () => {
    const site = await localSite(titles, answers)
    const command = withSmallFiles(14_000, commandLine(['crawl', ...site.options]))
    expectFailure(await run(command), 1, /^nianbao: disk-full: .*\(EFBIG\)$/u)
    await expectWhole(site.archive)
    const again = await nianbao('crawl', ...site.options, '--now', '2023-02-02')
    expect(again.code, again.stderr).toBe(0)
    const verified = await nianbao('verify', '--archive', site.archive)
    expect([verified.code, verified.stdout]).toEqual([0, ''])
  })
})

describe('a refusal of the file system is one line that says what to do', () => {
  /** A small archive, made once; a test that changes anything takes a copy. */
  let home = ''
  let archive = ''
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'nianbao-disk-'))
    archive = join(home, 'archive')
    await writeFile(join(home, 'report.html'), reportPage(2022))
    const given = ['--unit', '330105001', '--year', '2022', '--from', 'http://www.example.gov.cn/2022.html']
    const made = await nianbao('import', join(home, 'report.html'), ...given, '--archive', archive)
    expect(made.code, made.stderr).toBe(0)
  })
  afterAll(() => rm(home, { recursive: true }))

  const bound = (args: readonly string[]) => boundByRights(commandLine(args))
  const importing = [
    'import',
    'HERE/report.html',
    '--unit',
    '330105001',
    '--year',
    '2021',
    '--from',
    'http://x.gov.cn/',
  ]
  const noRight = 'root may not give up its capabilities here, so no permission binds it'

  test.for<[what: string, path: string, mode: number, verb: readonly string[]]>([
    ['a ledger that may not be read', 'imported/captures.jsonl', 0, ['export', 'csv', '--out', 'HERE/out']],
    ['originals that may not be read', 'imported/originals', 0, ['extract']],
    ['a report that may not be read', 'imported/reports', 0, ['export', 'csv', '--out', 'HERE/out']],
    ['records of runs that may not be read', 'runs', 0, ['status']],
    ['an archive.json that may not be read', 'archive.json', 0, ['status']],
    ['an archive that may not be written to', '.', 0o555, importing],
    ['a ledger that may not be written to', 'imported/captures.jsonl', 0o444, ['extract']],
    ['a site that may not be written to', 'imported', 0o555, importing],
  ])('%s', async ([, path, mode, verb], context) => {
    const folder = await temporaryFolder()
    const copy = join(folder, 'archive')
    await cp(archive, copy, { recursive: true })
    const place = join(copy, path)
    const args = verb.map((word) => word.replace(/^HERE/u, folder))
    await writeFile(join(folder, 'report.html'), reportPage(2021))
    const command = bound([...args, '--archive', copy])
    if (command === null) {
      skip(context, noRight)
      return
    }
    chmodSync(place, mode)
    try {
      expectFailure(await run(command), 1, /^nianbao: disk-failed: .*\((EACCES|EPERM)\)$|may you write/u)
    } finally {
      chmodSync(place, 0o755)
    }
  })

  test.each<[what: string, out: (folder: string) => Promise<string>, line: RegExp]>([
    [
      'a folder below a file',
      async (folder) => {
        await writeFile(join(folder, 'file'), '')
        return join(folder, 'file/out')
      },
      /^nianbao: disk-failed: .*ENOTDIR\)$/u,
    ],
    [
      'a file where the folder should be',
      async (folder) => {
        await writeFile(join(folder, 'out'), '')
        return join(folder, 'out')
      },
      /^nianbao: disk-failed: .*E(EXIST|NOTDIR)\)$/u,
    ],
    [
      'a folder where a file should be',
      async (folder) => {
        await mkdir(join(folder, 'out/reports.csv/in-the-way'), { recursive: true })
        return join(folder, 'out')
      },
      /^nianbao: disk-failed: .*reports\.csv: .*EISDIR\)$/u,
    ],
    [
      'a name that is too long',
      (folder) => Promise.resolve(join(folder, 'x'.repeat(300))),
      /ENAMETOOLONG\)$/u,
    ],
    [
      'links that lead in a circle',
      async (folder) => {
        await symlink(join(folder, 'b'), join(folder, 'a'))
        await symlink(join(folder, 'a'), join(folder, 'b'))
        return join(folder, 'a/out')
      },
      /ELOOP\)$/u,
    ],
  ])('--out: %s, and no half-written file stays', async (_what, make, line) => {
    const folder = await temporaryFolder()
    const out = await make(folder)
    const ended = await nianbao('export', 'csv', '--out', out, '--archive', archive)
    expectFailure(ended, 1, line)
    const left = await readdir(folder, { recursive: true })
    expect(left.filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('--out: files that may not grow, and no half-written file stays', async () => {
    const out = join(await temporaryFolder(), 'out')
    const command = withSmallFiles(2048, commandLine(['export', 'csv', '--out', out, '--archive', archive]))
    expectFailure(await run(command), 1, /^nianbao: disk-full: .*EFBIG\)$/u)
    expect(await readdir(out)).toEqual([])
  })

  test('too many open files are our own limit, never damage of the archive', async () => {
    const ended = await run(withFewFiles(24, commandLine(['verify', '--archive', archive])))
    expect(ended.stdout).toBe('')
    expect(ended.code === 0 || /^nianbao: (disk-failed|bad-config): .*ulimit -n/mu.test(ended.stderr)).toBe(
      true,
    )
  })

  test('a full disk behind stdout', async (context) => {
    const command = commandLine(['status', '--archive', archive])
    const ended = await run(['sh', '-c', '"$@" > /dev/full', 'sh', ...command])
    if (ended.stderr.includes('/dev/full')) {
      skip(context, 'there is no /dev/full here')
      return
    }
    expectFailure(ended, 1, /^nianbao: disk-full: standard output: /u)
  })

  test.each<[what: string, args: readonly string[], line: RegExp]>([
    ['a folder as --replicas', ['crawl', '--replicas', root], /^nianbao: usage: .*EISDIR\)/u],
    ['no file as --replicas', ['crawl', '--replicas', 'no/such.json'], /^nianbao: usage: .*ENOENT\)/u],
    ['a file as --config', ['verify', '--config', 'package.json'], /^nianbao: bad-config: .*ENOTDIR\)/u],
    ['a file as --sites', ['sites', '--sites', 'package.json'], /^nianbao: no-such-file: /u],
    ['a folder as FILE', ['extract', root], /^nianbao: unreadable-file: .*EISDIR\)/u],
    ['a file below a file as FILE', ['extract', 'package.json/a'], /^nianbao: unreadable-file: .*ENOTDIR\)/u],
    [
      'a folder as FILE to import',
      ['import', root, '--unit', '330105001', '--year', '2022', '--from', 'http://x.gov.cn/'],
      /^nianbao: unreadable-file: .*EISDIR\)/u,
    ],
    ['a file as --archive', ['status', '--archive', 'package.json'], /^nianbao: not-an-archive: /u],
  ])('%s is a mistake of who asks: exit 2', async (_what, args, line) => {
    expectFailure(await nianbao(...args), 2, line)
  })
})
