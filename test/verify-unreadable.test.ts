import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSigner } from '../src/archive/openSigner.ts'
import type { Problem } from '../src/archive/problem.ts'
import { authoritiesFile, stampFile } from '../src/archive/timestamps.ts'
import { verifyArchive } from '../src/archive/verifyArchive.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { emptyRun, filesIn, finishedArchive, flip, rederive as rederivePages } from './archive-finished.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { everyday } from './running/everyday.ts'
import { commandLine, run } from './running/nianbao.ts'
import { boundByRights } from './running/tinyDisk.ts'

/** Two sites, a decision on what is withheld, news in the tail of an index, and a checkpoint over all of it. */
async function makeTemplate(folder: string): Promise<void> {
  await finishedArchive(folder)
  const archive = await openTestArchive(folder)
  for (const id of ['gongshu', 'yuhang']) {
    const site = await archive.site(id)
    await site.admit(exchangeOf(`http://${id}/list`, `<html>${id}`), factsOf('listing'))
  }
  await archive.decide({
    time: '2026-11-21T01:02:03.000Z',
    action: 'withhold',
    sha256: originals(folder)[0]?.slice(3, 67) ?? '',
    by: 'keeper',
    reason: 'a telephone number',
  })
  await archive.finish()
  await archive.saveRun(emptyRun)
  await archive.checkpoint(await openSigner(folder))
  await archive.close()
}

const originals = (folder: string): string[] => filesIn(join(folder, 'gongshu/originals')).sort()

/** A list gives no report. */
const rederive: typeof rederivePages = async function* (site) {
  if (site.id === 'gongshu') yield* rederivePages(site)
}

let template = ''
beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'nianbao-archive-'))
  await makeTemplate(template)
})
afterAll(() => {
  rmSync(template, { recursive: true, force: true })
})

/** A copy in which an original of the other site is altered: damage that must be found whatever else there is. */
function copied(): string {
  const folder = testFolder()
  cpSync(template, folder, { recursive: true })
  flip(otherDamage(folder), 2)
  return folder
}

const otherDamage = (folder: string): string =>
  join(folder, 'yuhang/originals', filesIn(join(folder, 'yuhang/originals'))[0] ?? '')

async function verified(folder: string): Promise<Problem[]> {
  return Array.fromAsync(verifyArchive(folder, { rederive }))
}

const puts: Readonly<Record<string, { readonly put: (path: string) => void; readonly words: RegExp }>> = {
  // Reading one's own memory at its start is an input/output error: a real EIO.
  'that fails to read': {
    put: (path) => {
      symlinkSync('/proc/self/mem', path)
    },
    words: /EIO/u,
  },
  'in whose place a folder lies': {
    put: (path) => {
      mkdirSync(path)
    },
    words: /EISDIR/u,
  },
  'in whose place a pipe lies': {
    put: (path) => {
      spawnSync('mkfifo', [path])
    },
    words: /ENXIO/u,
  },
  'in whose place a device without end lies': {
    put: (path) => {
      symlinkSync('/dev/zero', path)
    },
    words: /ENXIO/u,
  },
  'whose links lead in a circle': {
    put: (path) => {
      symlinkSync(path, path)
    },
    words: /ELOOP/u,
  },
}

/** Every kind of file of an archive, and how verify names one that cannot be read. */
const kinds: Readonly<Record<string, string>> = {
  'archive.json': 'archive-file',
  'checkpoints/1.txt': 'checkpoint-unreadable',
  'checkpoints/3.txt': 'checkpoint-unreadable',
  'checkpoints/1.sig': 'checkpoint-unreadable',
  'checkpoints/3.sig': 'checkpoint-unreadable',
  'checkpoints/trees.json': 'trees-unreadable',
  'withheld.jsonl': 'withheld-unreadable',
  'decisions.jsonl': 'decisions-unreadable',
  'runs/NEWEST': 'run-unreadable',
  'gongshu/captures.jsonl': 'ledger-unreadable',
  'gongshu/originals/FIRST': 'original-unreadable',
  'gongshu/originals.sha256': 'manifest-unreadable',
  'gongshu/index.json': 'index-unreadable',
  'gongshu/index.tail.jsonl': 'index-unreadable',
  'gongshu/reports/2022/330105001.json': 'report-unreadable',
}

const named = (folder: string, kind: string): string =>
  kind
    .replace('NEWEST', filesIn(join(folder, 'runs')).sort().at(-1) ?? '')
    .replace('FIRST', originals(folder)[0] ?? '')

/** A ledger is read up to the size that the system gives, and of one's own memory that is 0: no reading fails, and all its lines are gone. */
const failsAsNothingElse = (kind: string, what: string): boolean =>
  kind.endsWith('captures.jsonl') && what === 'that fails to read'

const altered = (problems: readonly Problem[]): string[] =>
  problems.filter(({ code }) => code === 'original-differs').map(({ file }) => file)

describe('verify names a file, and tests all others:', () => {
  const cases = Object.entries(kinds).flatMap(([kind, code]) =>
    Object.keys(puts)
      .filter((what) => !failsAsNothingElse(kind, what))
      .map((what) => [kind, what, code] as const),
  )
  test.each(everyday(cases, 16))(
    '%s %s',
    async (kind, what, code) => {
      const folder = copied()
      const file = named(folder, kind)
      const others = [
        join('gongshu/originals', originals(folder)[5] ?? ''),
        otherDamage(folder).slice(folder.length + 1),
      ]
      flip(join(folder, others[0] ?? ''), 1)
      rmSync(join(folder, file), { force: true })
      puts[what]?.put(join(folder, file))
      const problems = await verified(folder)
      expect(problems.filter((problem) => problem.file === file)).toEqual([
        {
          severity: 'damage',
          code,
          file,
          line: null,
          message: expect.stringMatching(puts[what]?.words ?? /^$/u) as string,
        },
      ])
      expect(altered(problems)).toEqual(others)
      const alsoTold = new Set([file, ...others, 'gongshu/reports', 'yuhang/reports'])
      expect(problems.filter((problem) => !alsoTold.has(problem.file))).toEqual([])
    },
    20_000,
  )

  test.each(Object.keys(folders))('a folder that is none: %s', async (kind) => {
    const folder = copied()
    const file = kind.replace('FIRST', originals(folder)[0]?.slice(0, 2) ?? '')
    rmSync(join(folder, file), { recursive: true })
    writeFileSync(join(folder, file), 'x')
    const problems = await verified(folder)
    const about = problems.filter((problem) => problem.file.startsWith(file))
    expect(about.map(({ severity, code }) => `${severity} ${code}`)).toContain(folders[kind])
    expect(altered(problems)).toContain(otherDamage(folder).slice(folder.length + 1))
  })

  test.each([
    'archive.json',
    'checkpoints/2.txt',
    'checkpoints/3.txt',
    'runs/NEWEST',
    'gongshu/captures.jsonl',
    'gongshu/reports/2022/330105001.json',
  ])('a link to nothing in the place of %s', async (kind) => {
    const folder = copied()
    const file = named(folder, kind)
    rmSync(join(folder, file))
    symlinkSync('/nowhere/at/all', join(folder, file))
    const problems = await verified(folder)
    expect(problems.filter(({ severity }) => severity === 'damage').map((problem) => problem.file)).toContain(
      file,
    )
    expect(altered(problems)).toContain(otherDamage(folder).slice(folder.length + 1))
  })

  test('one that is larger than a text can be', async () => {
    const folder = copied()
    truncateSync(join(folder, 'gongshu/reports/2022/330105001.json'), 2 ** 40)
    const [found] = (await verified(folder)).filter(({ code }) => code === 'report-unreadable')
    expect(found).toMatchObject({
      severity: 'damage',
      message: expect.stringMatching(/EOVERFLOW/u) as string,
    })
  })

  test('time stamps and what they are checked with, without waiting at a pipe', async () => {
    for (const file of [stampFile(3), authoritiesFile]) {
      const folder = copied()
      writeFileSync(join(folder, stampFile(3)), 'stamp')
      writeFileSync(join(folder, authoritiesFile), 'pem')
      rmSync(join(folder, file))
      spawnSync('mkfifo', [join(folder, file)])
      const about = (await verified(folder)).filter(({ code }) => code.startsWith('timestamp-'))
      expect(about).toMatchObject([{ code: 'timestamp-unreadable', severity: 'damage', file }])
    }
  })

  test('what an older checkpoint signed, while the newest cannot be read', async () => {
    const folder = copied()
    rmSync(join(folder, 'checkpoints/3.txt'))
    mkdirSync(join(folder, 'checkpoints/3.txt'))
    // Nothing but the signed sizes and roots speaks of the ledger any more.
    for (const name of filesIn(join(folder, 'runs'))) rmSync(join(folder, 'runs', name))
    for (const name of ['index.json', 'index.tail.jsonl']) rmSync(join(folder, 'gongshu', name))
    const ledger = join(folder, 'gongshu/captures.jsonl')
    writeFileSync(ledger, readFileSync(ledger, 'utf8').split('\n').slice(0, 3).join('\n') + '\n')
    const found = (await verified(folder)).filter(({ code }) => code === 'ledger-short')
    expect(found).toMatchObject([
      { message: expect.stringMatching(/^checkpoints\/[12]\.txt knew 8 lines/u) as string },
    ])
  })
})

/** What may be a file where a folder should be, and how that is told. */
const folders: Readonly<Record<string, string>> = {
  checkpoints: 'damage folder-unreadable',
  runs: 'damage folder-unreadable',
  gongshu: 'damage site-missing',
  'gongshu/originals': 'damage folder-unreadable',
  'gongshu/originals/FIRST': 'damage original-unreadable',
  'gongshu/reports': 'damage folder-unreadable',
  'gongshu/reports/2022': 'damage report-missing',
}

test('verify calls no report missing whose folder cannot be listed', async () => {
  const folder = copied()
  rmSync(join(folder, 'gongshu/reports'), { recursive: true })
  writeFileSync(join(folder, 'gongshu/reports'), 'x')
  const about = (await verified(folder)).filter(({ file }) => file.startsWith('gongshu/reports'))
  expect(about.map(({ code }) => code)).toEqual(['folder-unreadable'])
})

test('a pipe in the place of the name of who holds the lock keeps no writer waiting', async () => {
  const folder = copied()
  spawnSync('mkfifo', [join(folder, '.lock-holder')])
  const archive = await openTestArchive(folder)
  await expect(openTestArchive(folder)).rejects.toMatchObject({ code: 'archive-locked' })
  await archive.close()
})

describe('verify where this user has no right', () => {
  const places = [
    'archive.json',
    'checkpoints',
    'checkpoints/3.txt',
    'checkpoints/3.sig',
    'checkpoints/trees.json',
    'withheld.jsonl',
    'runs',
    'runs/NEWEST',
    'gongshu',
    'gongshu/captures.jsonl',
    'gongshu/originals',
    'gongshu/originals/FIRST',
    'gongshu/originals.sha256',
    'gongshu/index.json',
    'gongshu/index.tail.jsonl',
    'gongshu/reports',
    'gongshu/reports/2022',
    'gongshu/reports/2022/330105001.json',
  ]
  test.each(everyday(places, 5))(
    'says that %s is unchecked, calls nothing there damaged, and tests all others',
    async (kind) => {
      const folder = copied()
      const file = named(folder, kind)
      const damaged = otherDamage(folder).slice(folder.length + 1)
      // The reports are none of the extractor's.
      for (const path of filesIn(join(folder, 'gongshu/reports')))
        if (!kind.includes('reports')) rmSync(join(folder, 'gongshu/reports', path))
      chmodSync(join(folder, file), 0)
      const command = boundByRights(commandLine(['verify', '--json', '--archive', folder]))
      if (command === null) {
        process.stdout.write(
          'skipped: root may not give up its capabilities here, so no permission binds it\n',
        )
        return
      }
      const { code, stdout } = await run(command)
      chmodSync(join(folder, file), 0o755)
      const problems = stdout
        .split('\n')
        .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Problem]))
      expect(code).toBe(5)
      expect(problems).toContainEqual(expect.objectContaining({ severity: 'unchecked', file }))
      const damage = problems.filter(({ severity }) => severity === 'damage').map((problem) => problem.file)
      expect(damage.filter((name) => !kind.includes('reports') || !name.includes('/reports'))).toEqual([
        damaged,
      ])
    },
    20_000,
  )
})
