import { spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkArchive } from '../src/pipeline/checkArchive.ts'
import { repairArchive } from '../src/pipeline/repairArchive.ts'
import { filesIn, flip } from './archive-finished.ts'
import { renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { html, localSite } from './running/localSite.ts'
import { everyday } from './running/everyday.ts'
import { nianbao, root } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const config = resolve(root, 'config')
const years = [2020, 2021, 2022]
const path = (year: number): string => `/html/1001/${100_000 + year}.html`
const page = (year: number): string =>
  Buffer.from(
    renderHtml(inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year, seed: `repair ${year}` })),
  ).toString()

/** An archive as a crawl leaves it. */
async function crawled(): Promise<string> {
  const titles = years.map((year) => [path(year), `米市巷街道${year}年政府信息公开工作年度报告`] as const)
  const site = await localSite(
    Object.fromEntries(titles),
    Object.fromEntries(years.map((year) => [path(year), html(page(year))])),
  )
  expect((await nianbao('crawl', ...site.options)).code).toBe(0)
  return site.archive
}

async function verified(archive: string): Promise<readonly string[]> {
  const found: string[] = []
  for await (const { severity, code } of checkArchive({
    archive,
    config,
    sample: 1,
    since: null,
    tell: () => undefined,
  }))
    found.push(`${severity} ${code}`)
  return [...new Set(found)].sort()
}

const repair = (archive: string) =>
  repairArchive({ archive, config, clock: () => new Date('2023-02-02T00:00:00.000Z'), tell: () => undefined })

/** Names and hashes of what repair may not touch. */
const untouchable = (archive: string): Record<string, string> =>
  Object.fromEntries(
    filesIn(archive)
      .filter((name) =>
        /\/captures\.jsonl$|\/originals\/|^runs\/|^checkpoints\/\d|^archive\.json$/u.test(name),
      )
      .map((name) => [name, hash('sha256', readFileSync(join(archive, name)))]),
  )

/** Every file with its hash, but for the catalogue: a cache, which tries again what it could not work out over damage. */
const everything = (archive: string): Record<string, string> =>
  Object.fromEntries(
    filesIn(archive)
      .filter((name) => !name.startsWith('.lock') && name !== 'catalog.sqlite')
      .map((name) => [name, hash('sha256', readFileSync(join(archive, name)))]),
  )

const site = 'zhejiang-example'
const inSite = (archive: string, name: string): string => join(archive, site, name)
const report = (archive: string, year: number): string => inSite(archive, `reports/${year}/330105001.json`)
const original = (archive: string): string => {
  const folder = inSite(archive, 'originals')
  return join(folder, filesIn(folder).sort()[0] ?? '')
}
const edit = (file: string, change: (text: string) => string): void => {
  writeFileSync(file, change(readFileSync(file, 'utf8')))
}

/** What rests on a line that is not there: originals, their list and reports. All of it stays until the ledger is whole. */
const afterLedgerDamage = (ledger: string, ...reports: readonly string[]): readonly string[] => [
  `damage ${ledger}`,
  'damage manifest-differs',
  ...reports.map((report) => `damage ${report}`),
  'unfinished original-unrecorded',
]

function replaceByFolder(file: string): void {
  rmSync(file)
  mkdirSync(file)
}

interface Damage {
  readonly does: (archive: string) => void
  /** What verify says before, what of it repair cannot mend, and which files repair says that it mended. */
  readonly before: readonly string[]
  readonly left?: readonly string[]
  readonly mended: readonly string[]
}

const damages: Readonly<Record<string, Damage>> = {
  'index.json is gone': {
    does: (archive) => {
      rmSync(inSite(archive, 'index.json'))
    },
    before: [],
    mended: [site, site, `${site}/reports`],
  },
  'index.json is no index': {
    does: (archive) => {
      writeFileSync(inSite(archive, 'index.json'), '{}')
    },
    before: ['unfinished index-unreadable'],
    mended: [site, `${site}/reports`],
  },
  'originals.sha256 is gone': {
    does: (archive) => {
      rmSync(inSite(archive, 'originals.sha256'))
    },
    before: ['damage manifest-differs'],
    mended: [`${site}/originals.sha256`],
  },
  'originals.sha256 was edited': {
    does: (archive) => {
      edit(inSite(archive, 'originals.sha256'), (text) => text.replace(/^./u, 'x'))
    },
    before: ['damage manifest-differs'],
    mended: [`${site}/originals.sha256`],
  },
  'a report is gone': {
    does: (archive) => {
      rmSync(report(archive, 2021))
    },
    before: ['damage report-missing'],
    mended: [`${site}/reports`],
  },
  'a figure of a report was edited': {
    does: (archive) => {
      edit(report(archive, 2021), (text) => text.replace(/("applications.new.[a-z_]+": )(\d+)/u, '$17$2'))
    },
    before: ['damage report-differs'],
    mended: [`${site}/reports/2021/330105001.json`, `${site}/reports`],
  },
  'a report is empty': {
    does: (archive) => {
      writeFileSync(report(archive, 2021), '')
    },
    before: ['damage report-unreadable'],
    mended: [`${site}/reports/2021/330105001.json`, `${site}/reports`],
  },
  'a report of other rules': {
    does: (archive) => {
      edit(report(archive, 2021), (text) => text.replace(/"rules": "[^"]*"/u, '"rules": "0"'))
    },
    before: ['stale report-stale'],
    mended: [`${site}/reports`],
  },
  'a report that nothing archived gives': {
    does: (archive) => {
      const text = readFileSync(report(archive, 2021), 'utf8')
      mkdirSync(dirname(report(archive, 2019)))
      writeFileSync(
        report(archive, 2019),
        text.replace('330105001/2021', '330105001/2019').replace('"year": 2021', '"year": 2019'),
      )
    },
    before: ['damage report-unfounded'],
    mended: [`${site}/reports/2019/330105001.json`, `${site}/reports`],
  },
  'a torn last line': {
    does: (archive) => {
      appendFileSync(inSite(archive, 'captures.jsonl'), '{"seq":')
    },
    before: ['unfinished ledger-torn'],
    mended: [site],
  },
  'an original without its line, and half of another': {
    does: (archive) => {
      const sha256 = hash('sha256', 'stray')
      const folder = inSite(archive, `originals/${sha256.slice(0, 2)}`)
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, `${sha256}.bin`), 'stray')
      writeFileSync(inSite(archive, '.unfinished'), '')
      writeFileSync(inSite(archive, '.tmp/half.docx'), 'half')
    },
    before: ['unfinished original-unrecorded'],
    mended: [site, site, site],
  },
  'the last checkpoint was never made': {
    does: (archive) => {
      rmSync(join(archive, 'checkpoints'), { recursive: true })
      edit(join(archive, 'archive.json'), (text) => text.replace(/,\s*"public_key": "[^"]*"/u, ''))
    },
    before: ['unfinished checkpoint-behind'],
    mended: ['checkpoints/1.txt'],
  },
  'trees.json is no such file': {
    does: (archive) => {
      writeFileSync(join(archive, 'checkpoints/trees.json'), 'x')
    },
    before: ['unfinished trees-unreadable'],
    mended: ['checkpoints/2.txt'],
  },
  'an original is gone': {
    does: (archive) => {
      rmSync(original(archive))
      rmSync(inSite(archive, 'originals.sha256'))
    },
    before: ['damage manifest-differs', 'damage original-missing', 'damage report-unchecked'],
    left: ['damage original-missing', 'damage report-unchecked'],
    mended: [`${site}/originals.sha256`],
  },
  'an original was altered': {
    does: (archive) => {
      flip(original(archive), 3)
    },
    before: ['damage original-differs', 'damage report-unchecked'],
    left: ['damage original-differs', 'damage report-unchecked'],
    mended: [],
  },
  'the line of one report was altered, and the report before it is gone': {
    does: (archive) => {
      const ledger = inSite(archive, 'captures.jsonl')
      const text = readFileSync(ledger, 'utf8')
      // The lines stand in the order of arrival, which is another one by each run.
      const [first, second] = years.toSorted((a, b) => text.indexOf(path(a)) - text.indexOf(path(b)))
      flip(ledger, text.indexOf(path(second ?? 0)))
      rmSync(report(archive, first ?? 0))
    },
    before: afterLedgerDamage('ledger-line', 'report-unchecked', 'report-unfounded'),
    left: afterLedgerDamage('ledger-line', 'report-unchecked', 'report-unfounded'),
    mended: [],
  },
  'the ledger lost its last line': {
    does: (archive) => {
      const file = inSite(archive, 'captures.jsonl')
      const text = readFileSync(file)
      truncateSync(file, text.lastIndexOf(10, text.length - 2) + 1)
    },
    before: afterLedgerDamage('ledger-short', 'report-unfounded'),
    left: afterLedgerDamage('ledger-short', 'report-unfounded'),
    mended: [],
  },
  'the record of a run is unreadable': {
    does: (archive) => {
      const [name = ''] = readdirSync(join(archive, 'runs'))
      writeFileSync(join(archive, 'runs', name), '{}')
    },
    before: ['damage run-unreadable'],
    left: ['damage run-unreadable'],
    mended: [],
  },
  'every line of the ledger ends otherwise': {
    does: (archive) => {
      edit(inSite(archive, 'captures.jsonl'), (text) => text.replaceAll('\n', '\r\n'))
    },
    before: afterLedgerDamage('ledger-line', 'report-unchecked'),
    left: afterLedgerDamage('ledger-line', 'report-unchecked'),
    mended: [],
  },
  'a mark before the first line of the ledger': {
    does: (archive) => {
      edit(inSite(archive, 'captures.jsonl'), (text) => `\uFEFF${text}`)
    },
    before: afterLedgerDamage('ledger-line', 'report-unchecked'),
    left: afterLedgerDamage('ledger-line', 'report-unchecked'),
    mended: [],
  },
  'a folder in the place of the ledger': {
    does: (archive) => {
      replaceByFolder(inSite(archive, 'captures.jsonl'))
    },
    before: ['damage ledger-unreadable'],
    left: ['damage ledger-unreadable'],
    mended: [],
  },
  'a folder in the place of an original, and the last checkpoint never made': {
    does: (archive) => {
      replaceByFolder(original(archive))
      rmSync(join(archive, 'checkpoints'), { recursive: true })
      edit(join(archive, 'archive.json'), (text) => text.replace(/,\s*"public_key": "[^"]*"/u, ''))
    },
    before: ['damage original-unreadable', 'damage report-unchecked', 'unfinished checkpoint-behind'],
    left: ['damage original-unreadable', 'damage report-unchecked', 'unfinished checkpoint-behind'],
    mended: [],
  },
  'a pipe in the place of an original': {
    does: (archive) => {
      const file = original(archive)
      rmSync(file)
      spawnSync('mkfifo', [file])
    },
    before: ['damage original-unreadable', 'damage report-unchecked'],
    left: ['damage original-unreadable', 'damage report-unchecked'],
    mended: [],
  },
  'a folder in the place of a report': {
    does: (archive) => {
      replaceByFolder(report(archive, 2021))
    },
    before: ['damage report-unreadable'],
    mended: [`${site}/reports/2021/330105001.json`, `${site}/reports`],
  },
  'a folder in the place of originals.sha256': {
    does: (archive) => {
      replaceByFolder(inSite(archive, 'originals.sha256'))
    },
    before: ['damage manifest-unreadable'],
    mended: [`${site}/originals.sha256`, `${site}/originals.sha256`],
  },
  'a pipe in the place of index.json': {
    does: (archive) => {
      rmSync(inSite(archive, 'index.json'))
      spawnSync('mkfifo', [inSite(archive, 'index.json')])
    },
    before: ['damage index-unreadable'],
    mended: [site, `${site}/reports`],
  },
  'a folder in the place of the tail of index.json': {
    does: (archive) => {
      mkdirSync(inSite(archive, 'index.tail.jsonl'))
    },
    before: ['damage index-unreadable'],
    mended: [site, `${site}/reports`],
  },
  'a folder in the place of trees.json': {
    does: (archive) => {
      replaceByFolder(join(archive, 'checkpoints/trees.json'))
    },
    before: ['damage trees-unreadable'],
    left: ['damage trees-unreadable'],
    mended: [],
  },
  'a checkpoint that fails to read': {
    does: (archive) => {
      rmSync(join(archive, 'checkpoints/1.txt'))
      symlinkSync('/proc/self/mem', join(archive, 'checkpoints/1.txt'))
    },
    before: ['damage checkpoint-unreadable'],
    left: ['damage checkpoint-unreadable'],
    mended: [],
  },
  'reports/ is a file': {
    does: (archive) => {
      rmSync(inSite(archive, 'reports'), { recursive: true })
      writeFileSync(inSite(archive, 'reports'), 'x')
    },
    before: ['damage folder-unreadable'],
    left: ['damage folder-unreadable'],
    mended: [],
  },
  'archive.json is gone': {
    does: (archive) => {
      writeFileSync(join(archive, 'archive.json'), 'x')
    },
    before: ['damage archive-file'],
    left: ['damage archive-file'],
    mended: [],
  },
}

describe('nianbao repair', () => {
  test('goes on with the others where one site cannot be mended, and says what it did and what is left', async () => {
    const archive = await crawled()
    cpSync(join(archive, site), join(archive, 'zhejiang-other'), { recursive: true })
    rmSync(inSite(archive, 'originals.sha256'))
    rmSync(join(archive, 'zhejiang-other/originals.sha256'))
    // Nothing can be moved there, so nothing can be cleared.
    writeFileSync(inSite(archive, 'refused'), 'no folder')
    writeFileSync(report(archive, 2021), '')
    const { mended, left } = await repair(archive)
    expect(mended.map(({ file }) => file)).toContain('zhejiang-other/originals.sha256')
    expect(left).toContainEqual(expect.objectContaining({ code: 'site-unmended', file: site }))
    expect(left).toContainEqual(expect.objectContaining({ code: 'report-unreadable' }))
  }, 60_000)

  test('mends all that is derived, names the rest, touches neither ledger nor original, and does nothing the second time', async () => {
    const sound = await crawled()
    expect([await verified(sound), await repair(sound)]).toEqual([[], { mended: [], left: [] }])
    const home = await temporaryFolder()
    for (const [name, { does, before, left = [], mended }] of everyday(Object.entries(damages), 4)) {
      const archive = join(home, name.replaceAll(' ', '-'))
      cpSync(sound, archive, { recursive: true })
      does(archive)
      const kept = untouchable(archive)
      expect.soft(await verified(archive), `${name}: before`).toEqual(before)
      const repaired = await repair(archive)
      expect
        .soft(
          repaired.mended.map(({ file }) => file),
          `${name}: mended`,
        )
        .toEqual(mended)
      expect.soft(await verified(archive), `${name}: after`).toEqual(left)
      expect
        .soft([...new Set(repaired.left.map(({ severity, code }) => `${severity} ${code}`))].sort(), name)
        .toEqual(left)
      for (const { remedy } of repaired.left) expect(remedy).not.toBe('')
      const once = everything(archive)
      expect.soft((await repair(archive)).mended, `${name}: a second time`).toEqual([])
      expect.soft(everything(archive), `${name}: a second time`).toEqual(once)
      expectUntouched(name, kept, untouchable(archive))
    }
  }, 300_000)

  test('keeps what it replaced where a person can look at it', async () => {
    const archive = await crawled()
    writeFileSync(report(archive, 2021), 'not a report')
    const { mended } = await repair(archive)
    const [moved = ''] = /refused\/\S+\.json/u.exec(mended[0]?.message ?? '') ?? []
    expect(readFileSync(inSite(archive, moved), 'utf8')).toBe('not a report')
    expect(existsSync(report(archive, 2021))).toBe(true)
  })

  test('says line by line what it did, ends with 5 while only a copy can help, and with 0 once it is restored', async () => {
    const archive = await crawled()
    const run = (...more: readonly string[]) => nianbao('repair', '--archive', archive, ...more)
    expect(await run()).toMatchObject({ code: 0, stdout: `nothing to mend 无需修复: ${archive}\n` })
    const lost = original(archive)
    const bytes = readFileSync(lost)
    chmodSync(lost, 0o644)
    writeFileSync(lost, 'x')
    rmSync(inSite(archive, 'originals.sha256'))
    const { code, stdout } = await run()
    expect(code).toBe(5)
    expect(stdout).toContain(`mended 已修复 ${site}/originals.sha256: written anew from the ledger\n`)
    expect(stdout).toMatch(/^damage original-differs: .*\n {2}what to do 怎么办: restore it from a copy/mu)
    writeFileSync(lost, bytes)
    const again = await run('--json')
    expect([again.code, JSON.parse(again.stdout)]).toEqual([0, { mended: [], left: [] }])
  }, 60_000)
})

/** Only ever more: a torn tail is cut off its ledger, a stray original goes to refused/, and a checkpoint comes. */
function expectUntouched(name: string, before: Record<string, string>, after: Record<string, string>): void {
  const may = /^a torn|^an original without|checkpoint was never/u.test(name)
  const changed = Object.entries(before).filter(([file, sha256]) => after[file] !== sha256)
  if (!may) expect.soft(changed, `${name}: touched`).toEqual([])
  else expect.soft(changed.length, `${name}: touched`).toBeLessThanOrEqual(1)
}
