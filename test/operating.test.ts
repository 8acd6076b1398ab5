import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openSigner } from '../src/archive/openSigner.ts'
import { renderDocx, renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { filesIn, flip } from './archive-finished.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { everyday } from './running/everyday.ts'
import { html, localSite, type Answer } from './running/localSite.ts'
import { answeredLine, commandLine, nianbao, root, run } from './running/nianbao.ts'

const page = readFileSync(join(root, 'docs/operating.md'), 'utf8')
/** The recipes of the page by the comment that they begin with. */
const recipes = new Map(
  [...page.matchAll(/```sh\n# (.+)\n([^]*?)```/gu)].map(([, title = '', script = '']) => [title, script]),
)
const ran = new Set<string>()

interface Names {
  readonly archive: string
  readonly copy?: string
  readonly [name: string]: string | undefined
}

function scriptOf(title: string): string {
  ran.add(title)
  const script = recipes.get(title)
  if (script === undefined) throw new Error(`docs/operating.md has no recipe "${title}"`)
  return script
}
const bash = (script: string, names: Names) =>
  spawnSync('bash', ['-c', script], { cwd: root, encoding: 'utf8', env: { ...process.env, ...names } })
/** Runs a recipe of the page, word for word. */
const follow = (title: string, names: Names) => bash(scriptOf(title), names)

const hasRsync = spawnSync('sh', ['-c', 'command -v rsync']).status === 0
if (!hasRsync)
  process.stdout.write('operating.test.ts: no rsync on this machine, so its recipe was not tried\n')
const copying = ['copy while running, with tar', ...(hasRsync ? ['copy while running, with rsync'] : [])]

const years = Array.from({ length: 14 }, (_, n) => 2008 + n)
const spec = (year: number) =>
  inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year, seed: `operating ${year}` })
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

/** A site that gives every four further pages only when one more copy was made. */
function street(copiesMade: () => number) {
  const path = (year: number) => `/html/${year}.html`
  let asked = 0
  const page = (year: number): Answer => {
    const answer = html(Buffer.from(renderHtml(spec(year))).toString())
    const waitThenAnswer = async (...[request, response]: Parameters<Answer>) => {
      const needed = Math.floor(asked++ / 4)
      while (copiesMade() < needed) await pause(5)
      answer(request, response)
    }
    return (request, response) => void waitThenAnswer(request, response)
  }
  const answers = years.map((year) => [path(year), page(year)] as const)
  const titles = years.map((year) => [path(year), `米市巷街道${year}年政府信息公开工作年度报告`] as const)
  return localSite(Object.fromEntries(titles), Object.fromEntries(answers))
}

const verify = (archive: string) => nianbao('verify', '--archive', archive)
const severities = (text: string) =>
  new Set(text.split('\n').flatMap((line) => /\b(damage|unfinished|stale)\b/u.exec(line)?.[1] ?? []))
const ledgerSize = (archive: string): number => {
  const path = join(archive, 'zhejiang-example/captures.jsonl')
  return existsSync(path) ? statSync(path).size : 0
}
/** What a copy must have of an archive that is at rest. */
const lasting = (folder: string) =>
  filesIn(folder)
    .filter((name) => !/(^|\/)(\.lock.*|\.tmp.*|trees\.json|catalog\.sqlite)$/u.test(name))
    .sort()

/** Folder of an archive with two reports, at rest; tests copy it. */
let finished = ''
beforeAll(async () => {
  finished = mkdtempSync(join(tmpdir(), 'nianbao-operating-'))
  await importYears(finished, years.slice(0, 2))
  return () => {
    rmSync(finished, { recursive: true, force: true })
  }
})

/** Imports reports of these years into the archive in `home`, a run for each. */
async function importYears(home: string, wanted: readonly number[]): Promise<void> {
  for (const year of wanted) {
    const file = join(docsIn(home), `${year}.docx`)
    writeFileSync(file, renderDocx(spec(year)))
    const given = [
      '--unit',
      '330105001',
      '--year',
      String(year),
      '--from',
      `http://www.example.gov.cn/${year}.docx`,
    ]
    expect(await nianbao('import', file, ...given, '--archive', join(home, 'archive'))).toMatchObject({
      code: 0,
    })
  }
}
function docsIn(home: string): string {
  const docs = join(home, 'docs')
  mkdirSync(docs, { recursive: true })
  return docs
}

function anArchive(): { home: string; archive: string; copy: string } {
  const home = testFolder()
  const archive = join(home, 'archive')
  cpSync(join(finished, 'archive'), archive, { recursive: true, preserveTimestamps: true })
  return { home, archive, copy: join(home, 'copy') }
}

describe('a copy', () => {
  test('of an archive at rest is the archive, and verify is quiet', async () => {
    const { archive, copy } = anArchive()
    expect(follow('copy at rest', { archive, copy })).toMatchObject({ status: 0, stderr: '' })
    expect(lasting(copy)).toEqual(lasting(archive))
    expect(follow('verify a copy', { archive, copy })).toMatchObject({ status: 0, stdout: '' })
    expect(follow('verify a copy without nianbao', { archive, copy })).toMatchObject({
      status: 0,
      stdout: '',
    })
    expect(await verify(copy)).toMatchObject({ code: 0, stdout: '' })
  })

  test.each(copying)('made by "%s" holds what people decided', async (title) => {
    const { archive, copy } = anArchive()
    const why = ['--by', '审核员', '--reason', '与原件核对', '--archive', archive]
    expect(
      await nianbao('review', 'correct', '330105001/2008', 'applications.new.natural_person', '7', ...why),
    ).toMatchObject({ code: 0 })
    expect(await nianbao('checkpoint', '--archive', archive)).toMatchObject({ code: 0 })
    mkdirSync(copy)
    expect(follow(title, { archive, copy })).toMatchObject({ status: 0 })
    const withoutTail = (name: string) => !name.endsWith('index.tail.jsonl')
    expect(lasting(copy)).toEqual(lasting(archive).filter(withoutTail))
    expect(await verify(copy)).toMatchObject({ code: 0, stdout: '' })
  })

  test('with a byte changed or a file missing is found by both commands', () => {
    const { archive, copy } = anArchive()
    follow('copy at rest', { archive, copy })
    const original = filesIn(copy).find((name) => name.includes('/originals/')) ?? ''
    flip(join(copy, original), 9)
    expect(follow('verify a copy', { archive, copy })).toMatchObject({ status: 5 })
    expect(follow('verify a copy without nianbao', { archive, copy })).toMatchObject({ status: 1 })
    rmSync(join(copy, original))
    expect(follow('verify a copy', { archive, copy })).toMatchObject({ status: 5 })
    expect(follow('verify a copy without nianbao', { archive, copy })).toMatchObject({ status: 1 })
  })

  test.each(everyday(copying.toReversed(), 1))(
    'made by "%s" while a crawl runs in another process verifies at every moment, and a crawl finishes it',
    async (title) => {
      const copies: { copy: string; size: number }[] = []
      const begun = () => copies.filter(({ size }) => size > 0)
      const site = await street(() => begun().length)
      const [program, ...args] = commandLine(['crawl', ...site.options])
      const crawl = spawn(program, args, { stdio: 'ignore' })
      const ended = new Promise((done) => crawl.once('close', done))
      while (crawl.exitCode === null) {
        const copy = join(site.archive, `../copy-${copies.length}`)
        mkdirSync(copy, { recursive: true })
        if (existsSync(join(site.archive, 'archive.json'))) {
          await run(['bash', '-c', `archive='${site.archive}' copy='${copy}'\n${scriptOf(title)}`])
          copies.push({ copy, size: ledgerSize(copy) })
        }
        await pause(5)
      }
      await ended
      const whole = ledgerSize(site.archive)
      const midway = begun().filter(({ size }) => size < whole)
      expect(midway.length).toBeGreaterThan(2)
      for (const { copy } of begun()) {
        const { code, stdout } = await verify(copy)
        expect([code, severities(stdout).has('damage')], stdout).toEqual([0, false])
      }
      const { copy } = midway[Math.floor(midway.length / 2)] ?? { copy: '' }
      expect((await nianbao('crawl', ...site.options, '--archive', copy)).code).toBe(0)
      expect(await verify(copy)).toMatchObject({ code: 0, stdout: '' })
      const reportsIn = (folder: string) =>
        filesIn(folder)
          .filter((name) => name.includes('/reports/'))
          .sort()
      expect(reportsIn(copy)).toEqual(reportsIn(site.archive))
      // And again into the same folder, where the recipe is one for that.
      if (title.endsWith('rsync')) {
        const again = copies[0]?.copy ?? ''
        expect(follow(title, { archive: site.archive, copy: again })).toMatchObject({ status: 0 })
        expect(await verify(again)).toMatchObject({ code: 0, stdout: '' })
        expect(lasting(again).filter((name) => !name.endsWith('.unfinished'))).toEqual(lasting(site.archive))
      }
    },
    240_000,
  )

  /** A whole run between every two steps of a recipe: the worst that a writer can do, every time. */
  function withRunBetween(home: string, script: string): string {
    const of =
      '--unit 330105001 --year "$year" --from "http://www.example.gov.cn/$year.docx" --archive "$archive"'
    const line = `${answeredLine(['import']).join(' ')} "${docsIn(home)}/$year.docx" ${of}`
    const advance = `year=$((\${year:-2009} + 1)); ${line} >/dev/null 2>&1 || exit 9`
    return script.replaceAll(/^ {2}one (?=\S)/gmu, `  ${advance}\n  one `)
  }
  const turned = (script: string) => {
    const steps = script.split('\n').filter((line) => line.startsWith('  one '))
    return script.replaceAll(/^ {2}one .*$/gmu, () => steps.pop() ?? '')
  }

  test.each(everyday(copying, 1))(
    'made by "%s" verifies also when a whole run ends between every two steps, and not in the order turned round',
    async (title) => {
      const straight = anArchive()
      const other = anArchive()
      for (const [{ home, archive, copy }, script] of [
        [straight, scriptOf(title)],
        [other, turned(scriptOf(title))],
      ] as const) {
        const docs = docsIn(home)
        for (const year of years.slice(2)) writeFileSync(join(docs, `${year}.docx`), renderDocx(spec(year)))
        mkdirSync(copy)
        expect(bash(withRunBetween(home, script), { archive, copy })).toMatchObject({ status: 0 })
      }
      const good = await verify(straight.copy)
      expect([good.code, severities(good.stdout).has('damage')], good.stdout).toEqual([0, false])
      expect((await verify(other.copy)).code).toBe(5)
    },
    240_000,
  )
})

describe('bringing back', () => {
  test('an original, a record of a run or a checkpoint from a copy makes the archive whole', async () => {
    const { archive, copy } = anArchive()
    follow('copy at rest', { archive, copy })
    const names = filesIn(archive)
    for (const kind of ['/originals/', 'runs/', 'checkpoints/1.txt', 'checkpoints/1.sig']) {
      const file = names.find((name) => name.includes(kind)) ?? ''
      flip(join(archive, file), 5)
      chmodSync(join(archive, file), 0o444)
      const { code, stdout } = await verify(archive)
      expect([code, stdout]).toEqual([5, expect.stringContaining(file)])
      expect(follow('bring one file back', { archive, copy, file })).toMatchObject({ status: 0 })
      expect(await verify(archive)).toMatchObject({ code: 0, stdout: '' })
    }
  }, 60_000)

  test('of what is derived needs no copy', async () => {
    const { archive, copy } = anArchive()
    follow('copy at rest', { archive, copy })
    const made = follow('make anew what is derived', { archive })
    expect([made.status, made.stderr]).toEqual([0, expect.any(String)])
    expect(await verify(archive)).toMatchObject({ code: 0, stdout: '' })
    const list = filesIn(copy).filter((name) => /\/reports\/|originals\.sha256$/u.test(name))
    expect(list.length).toBeGreaterThan(2)
    for (const name of list) expect(readFileSync(join(archive, name))).toEqual(readFileSync(join(copy, name)))
  }, 60_000)

  test('everything from a copy gives an archive that goes on', async () => {
    const { archive, copy, home } = anArchive()
    follow('copy at rest', { archive, copy })
    rmSync(archive, { recursive: true })
    expect(follow('restore everything', { archive, copy })).toMatchObject({ status: 0, stdout: '' })
    await importYears(home, [2020])
    expect(await verify(archive)).toMatchObject({ code: 0, stdout: '' })
  }, 60_000)

  test('a shorter ledger than the one that was lost does not pass for it', async () => {
    const { archive, copy, home } = anArchive()
    follow('copy at rest', { archive, copy })
    await importYears(home, [2020])
    const [file = ''] = filesIn(archive).filter((name) => name.endsWith('captures.jsonl'))
    follow('bring one file back', { archive, copy, file })
    const { code, stdout } = await verify(archive)
    expect([code, stdout]).toEqual([5, expect.stringContaining('captures.jsonl')])
  }, 60_000)
})

describe('an archive that was moved', () => {
  test('goes on with its key, and does not begin without', async () => {
    const { archive, copy, home } = anArchive()
    follow('copy at rest', { archive, copy })
    const key = process.env['NIANBAO_KEY'] ?? ''
    const newkey = join(home, 'new/machine/key.pem')
    const moved = follow('move the key', { archive, copy, key, newkey })
    expect([moved.status, moved.stdout]).toEqual([0, expect.stringMatching(/^nothing new since/u)])
    expect(moved.stdout).toContain((await openSigner(archive)).publicKey)
    expect(statSync(newkey).mode & 0o777).toBe(0o600)
    expect(statSync(dirname(newkey)).mode & 0o777).toBe(0o700)
    writeFileSync(join(home, 'a.docx'), renderDocx(spec(2020)))
    const args = [
      'import',
      join(home, 'a.docx'),
      '--unit',
      '330105001',
      '--year',
      '2020',
      '--from',
      'http://h/a',
      '--archive',
      copy,
    ]
    const without = await nianbao(...args, '--key', join(home, 'none.pem'))
    expect([without.code, without.stderr]).toEqual([2, expect.stringContaining('wrong-key')])
    expect((await nianbao(...args, '--key', newkey)).code).toBe(0)
    expect(await verify(copy)).toMatchObject({ code: 0, stdout: '' })
  }, 60_000)

  test('and goes on in two places is told by its checkpoints, and by verify where one is copied over the other', async () => {
    const { archive, copy, home } = anArchive()
    follow('copy at rest', { archive, copy })
    const part = () => follow('did they part?', { archive, copy })
    expect(part()).toMatchObject({ status: 0, stdout: '' })
    await importYears(home, [2020])
    // One is ahead of the other: that is a copy which is behind, either way round.
    expect(part()).toMatchObject({ status: 0, stdout: '' })
    expect(follow('did they part?', { archive: copy, copy: archive })).toMatchObject({
      status: 0,
      stdout: '',
    })
    const opened = await openTestArchive(copy, { kind: 'live' })
    await (await opened.site('imported')).admit(exchangeOf('http://h/other', '<html>'), factsOf('listing'))
    await opened.finish()
    await opened.checkpoint(await openSigner(copy))
    await opened.close()
    expect(await verify(archive)).toMatchObject({ code: 0, stdout: '' })
    expect(part()).toMatchObject({ status: 1, stdout: 'they part in 3.txt\n' })

    await importYears(home, [2021])
    for (const name of ['3.txt', '3.sig'])
      cpSync(join(copy, 'checkpoints', name), join(archive, 'checkpoints', name))
    const { code, stdout } = await verify(archive)
    expect([code, stdout]).toEqual([5, expect.stringContaining('checkpoints/4.txt')])
  }, 60_000)
})

test('every recipe of docs/operating.md was followed here', () => {
  const left = [...recipes.keys()].filter((title) => !ran.has(title))
  expect(left).toEqual(hasRsync ? [] : ['copy while running, with rsync'])
  expect(page.match(/```sh\n/gu)).toHaveLength(recipes.size)
})
