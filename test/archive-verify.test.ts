import { hash } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { encodeLine, noLine } from '../src/archive/ledgerLine.ts'
import { keptFiles } from '../src/archive/manifest.ts'
import type { Problem } from '../src/archive/problem.ts'
import { verifyArchive } from '../src/archive/verifyArchive.ts'
import { Capture } from '../src/model/capture.ts'
import { filesIn, finishedArchive, flip, pages, rederive } from './archive-finished.ts'
import { testFolder } from './archive-folder.ts'
import { isLong } from './running/everyday.ts'

async function problemsIn(folder: string): Promise<Problem[]> {
  const problems: Problem[] = []
  for await (const found of verifyArchive(folder, { rederive })) problems.push(found)
  return problems
}

const damaged = (problems: readonly Problem[]) =>
  problems
    .filter(({ severity }) => severity === 'damage')
    .map(({ code, file, line }) => ({ code, file, line }))

describe('verify', () => {
  test('is quiet on what a finished run leaves, and tells how far it is', async () => {
    const folder = testFolder()
    await finishedArchive(folder)
    expect(await problemsIn(folder)).toEqual([])
    const progress: number[] = []
    for await (const found of verifyArchive(folder, {
      onProgress: ({ done, total }) => progress.push(done / total),
    })) {
      expect.unreachable(found.message)
    }
    expect(progress).toHaveLength(2 * pages + 1)
    expect(progress.at(-1)).toBe(1)
  })

  test('finds and names one flipped byte in every original', async () => {
    const folder = testFolder()
    await finishedArchive(folder)
    const originals = filesIn(join(folder, 'gongshu/originals'))
    expect(originals).toHaveLength(2 * pages + 1)
    for (const name of originals) {
      const path = join(folder, 'gongshu/originals', name)
      flip(path, 3)
      const found = damaged(await problemsIn(folder))
      expect(found).toContainEqual({
        code: 'original-differs',
        file: `gongshu/originals/${name}`,
        line: null,
      })
      flip(path, 3)
    }
    expect(await problemsIn(folder)).toEqual([])
  })

  test.each(['with', 'without'])(
    'finds and names one flipped byte anywhere in the ledger, %s the index',
    async (index) => {
      const folder = testFolder()
      await finishedArchive(folder)
      if (index === 'without') rmSync(join(folder, 'gongshu/index.json'))
      const path = join(folder, 'gongshu/captures.jsonl')
      const bytes = readFileSync(path)
      const clean = new Set((await problemsIn(folder)).map(({ code }) => code))
      for (let at = 0; at < bytes.length; at += isLong ? 61 : 251) {
        flip(path, at)
        const line = bytes.subarray(0, at).toString('latin1').split('\n').length
        const found = damaged(await problemsIn(folder)).filter(
          ({ file }) => file === 'gongshu/captures.jsonl',
        )
        expect(found).toContainEqual({ code: 'ledger-line', file: 'gongshu/captures.jsonl', line })
        flip(path, at)
      }
      // The very last byte is the line feed: a line without end, of which a run's record knows that it was whole.
      flip(path, bytes.length - 1)
      const last = (await problemsIn(folder)).filter(({ code }) => !clean.has(code))
      expect(last).toContainEqual(expect.objectContaining({ code: 'ledger-torn', line: 2 * pages }))
      expect(damaged(last).map(({ code }) => code)).toContain('ledger-torn')
    },
    60_000,
  )

  test('finds one flipped byte in the list of originals, the reports, a run and archive.json', async () => {
    const folder = testFolder()
    await finishedArchive(folder)
    const others = filesIn(folder).filter((name) =>
      /originals\.sha256|reports|runs|archive\.json/u.test(name),
    )
    expect(others).toHaveLength(1 + pages + 2 + 1)
    for (const name of others) {
      const path = join(folder, name)
      const { length } = readFileSync(path)
      const step = name.endsWith('sha256') ? 37 : Math.ceil(length / 9)
      // Of a run and of archive.json the form is tested, not what they say: the first brace, not the time.
      const places = /runs|archive\.json/u.test(name) ? [0] : Array.from({ length: 9 }, (_, n) => n * step)
      for (const at of places.filter((place) => place < length)) {
        flip(path, at)
        expect(damaged(await problemsIn(folder)).map(({ file }) => file)).toContain(name)
        flip(path, at)
      }
    }
    expect(await problemsIn(folder)).toEqual([])
  }, 60_000)

  const site = (folder: string, ...path: string[]) => join(folder, 'gongshu', ...path)
  const original = (folder: string, n: number) =>
    site(folder, 'originals', filesIn(site(folder, 'originals')).sort()[n] ?? '')
  const edit = (path: string, change: (text: string) => string) => {
    writeFileSync(path, change(readFileSync(path, 'utf8')))
  }
  const swapLines = (text: string) => {
    const [first = '', second = '', ...rest] = text.split('\n')
    return [second, first, ...rest].join('\n')
  }
  /** Of the two runs the first; the clock stood still, so the second has a number. */
  const earlierRun = '2026-11-21T010203.000Z.json'
  const report = (folder: string) => site(folder, 'reports/2020/330105001.json')
  /** Takes the last ledger lines off, and with them everything that was made of them, as one would who hides it. */
  const forget = (folder: string, lines: number) => {
    const path = site(folder, 'captures.jsonl')
    const kept = readFileSync(path, 'utf8').split('\n').slice(0, -1).slice(0, -lines)
    writeFileSync(path, kept.map((line) => `${line}\n`).join(''))
    rmSync(site(folder, 'index.json'))
    const captures = kept.map((line) => Capture.parse(withoutCheck(line)))
    const listed = captures.flatMap((capture) =>
      keptFiles(capture).map((file) => `${file.sha256}  ${file.path}\n`),
    )
    writeFileSync(site(folder, 'originals.sha256'), [...new Set(listed)].sort().join(''))
    for (const name of filesIn(site(folder, 'originals')))
      if (!listed.some((line) => line.includes(name))) rmSync(site(folder, 'originals', name))
    for (const name of filesIn(site(folder, 'reports'))) {
      const text = readFileSync(site(folder, 'reports', name), 'utf8')
      if (!captures.some(({ sha256 }) => text.includes(sha256))) rmSync(site(folder, 'reports', name))
    }
  }
  const withoutCheck = (line: string): unknown => JSON.parse(line.replace(/,"check":"\w{64}"\}$/u, '}'))
  /** The same ledger with another title in its first line, chained anew. */
  const rechained = (text: string) => {
    let prev = noLine
    const lines = text.split('\n').slice(0, -1)
    return lines
      .map((line, at) => {
        const capture = Capture.parse(withoutCheck(line))
        const again = encodeLine({ ...capture, prev, title: at === 0 ? '另一个标题' : capture.title })
        prev = hash('sha256', again)
        return `${again}\n`
      })
      .join('')
  }

  test.each<[what: string, act: (folder: string) => void, code: string]>([
    [
      'an original lost',
      (folder) => {
        rmSync(original(folder, 2))
      },
      'original-missing',
    ],
    [
      'an original renamed',
      (folder) => {
        renameSync(original(folder, 2), `${original(folder, 2)}x`)
      },
      'original-missing',
    ],
    [
      'two originals swapped',
      (folder) => {
        const [a, b] = [original(folder, 0), original(folder, 1)]
        renameSync(a, `${folder}/x`)
        renameSync(b, a)
        renameSync(`${folder}/x`, b)
      },
      'original-differs',
    ],
    [
      'an original cut short',
      (folder) => {
        chmodSync(original(folder, 1), 0o644)
        writeFileSync(original(folder, 1), '')
      },
      'original-differs',
    ],
    [
      'a file slipped in among the originals',
      (folder) => {
        writeFileSync(site(folder, 'originals/extra.docx'), 'x')
      },
      'original-alien',
    ],
    [
      'two ledger lines swapped',
      (folder) => {
        edit(site(folder, 'captures.jsonl'), swapLines)
      },
      'ledger-line',
    ],
    [
      'a ledger line taken out',
      (folder) => {
        edit(site(folder, 'captures.jsonl'), (text) => text.split('\n').toSpliced(2, 1).join('\n'))
      },
      'ledger-line',
    ],
    [
      'the last ledger lines taken off',
      (folder) => {
        edit(site(folder, 'captures.jsonl'), (text) => `${text.split('\n').slice(0, -3).join('\n')}\n`)
      },
      'ledger-short',
    ],
    [
      'the ledger lost',
      (folder) => {
        rmSync(site(folder, 'captures.jsonl'))
      },
      'ledger-short',
    ],
    [
      'a line taken out of originals.sha256',
      (folder) => {
        // Of the first ledger line: the newest may be missing after a run that was killed.
        const { sha256 } = JSON.parse(
          readFileSync(site(folder, 'captures.jsonl'), 'utf8').split('\n')[0] ?? '',
        ) as { sha256: string }
        edit(site(folder, 'originals.sha256'), (text) =>
          text
            .split('\n')
            .filter((line) => !line.startsWith(sha256))
            .join('\n'),
        )
      },
      'manifest-differs',
    ],
    [
      'originals.sha256 lost',
      (folder) => {
        rmSync(site(folder, 'originals.sha256'))
      },
      'manifest-differs',
    ],
    [
      'the last of originals.sha256 taken off',
      (folder) => {
        const { sha256 } = JSON.parse(
          readFileSync(site(folder, 'captures.jsonl'), 'utf8').split('\n').at(-2) ?? '',
        ) as { sha256: string }
        edit(site(folder, 'originals.sha256'), (text) => text.replace(new RegExp(`${sha256} .*\n`, 'u'), ''))
      },
      'manifest-differs',
    ],
    [
      'a line put into originals.sha256',
      (folder) => {
        appendFileSync(site(folder, 'originals.sha256'), `${'0'.repeat(64)}  originals/00/x.docx\n`)
      },
      'manifest-differs',
    ],
    [
      'a figure edited in a report',
      (folder) => {
        edit(report(folder), (text) => text.replace('60', '61'))
      },
      'report-differs',
    ],
    [
      'a report laid out anew',
      (folder) => {
        edit(report(folder), (text) => text.replace('  "year"', ' "year"'))
      },
      'report-differs',
    ],
    [
      'a report lost',
      (folder) => {
        rmSync(report(folder))
      },
      'report-missing',
    ],
    [
      'a report copied under another name',
      (folder) => {
        copyFileSync(report(folder), site(folder, 'reports/2020/330106.json'))
      },
      'report-unreadable',
    ],
    [
      'a report slipped in',
      (folder) => {
        mkdirSync(site(folder, 'reports/2031'))
        const text = readFileSync(report(folder), 'utf8').replace('330105001/2020', '330105001/2031')
        writeFileSync(site(folder, 'reports/2031/330105001.json'), text)
      },
      'report-unfounded',
    ],
    [
      'the whole folder of a site taken away',
      (folder) => {
        rmSync(site(folder), { recursive: true })
      },
      'site-missing',
    ],
    [
      'the ledger lost with everything but the originals',
      (folder) => {
        for (const name of ['captures.jsonl', 'index.json', 'originals.sha256', 'reports'])
          rmSync(site(folder, name), { recursive: true })
      },
      'ledger-short',
    ],
    [
      'reports of which no ledger and no original is left',
      (folder) => {
        rmSync(join(folder, 'runs'), { recursive: true })
        for (const name of ['captures.jsonl', 'index.json', 'originals.sha256', 'originals'])
          rmSync(site(folder, name), { recursive: true })
      },
      'ledger-short',
    ],
    [
      'the last ledger lines taken off with all that is derived from them',
      (folder) => {
        forget(folder, 3)
      },
      'ledger-short',
    ],
    [
      'all ledger lines taken off',
      (folder) => {
        forget(folder, 2 * pages)
      },
      'ledger-short',
    ],
    [
      'a ledger written anew, every checksum made to fit',
      (folder) => {
        rmSync(site(folder, 'index.json'))
        edit(site(folder, 'captures.jsonl'), rechained)
      },
      'ledger-line',
    ],
    [
      'the record of an earlier run taken away',
      (folder) => {
        rmSync(join(folder, 'runs', earlierRun))
      },
      'run-missing',
    ],
    [
      'the record of an earlier run altered',
      (folder) => {
        edit(join(folder, 'runs', earlierRun), (text) => text.replace('01:02:04', '01:02:05'))
      },
      'run-differs',
    ],
    [
      'an original replaced and its line in originals.sha256 made to fit',
      (folder) => {
        const name = filesIn(site(folder, 'originals')).sort()[0] ?? ''
        flip(site(folder, 'originals', name), 0)
        const before = name.slice(3).split('.')[0] ?? ''
        const now = hash('sha256', readFileSync(site(folder, 'originals', name)))
        edit(site(folder, 'originals.sha256'), (text) => text.replace(`${before}  `, `${now}  `))
      },
      'original-differs',
    ],
  ])('finds %s', async (_what, act, code) => {
    const folder = testFolder()
    await finishedArchive(folder)
    act(folder)
    expect(damaged(await problemsIn(folder)).map((found) => found.code)).toContain(code)
  })

  test.each(['{"seq":9,', '{"seq":9,\n', '\n'])(
    'takes %j at the end of a ledger for what a crash left',
    async (torn) => {
      const folder = testFolder()
      await finishedArchive(folder)
      appendFileSync(site(folder, 'captures.jsonl'), torn)
      expect(await problemsIn(folder)).toMatchObject([
        { code: 'ledger-torn', severity: 'unfinished', line: 2 * pages + 1 },
      ])
    },
  )

  test.each(['captures.jsonl', 'index.json', 'originals.sha256', 'reports/2020/330105001.json'])(
    'names a folder that lies where %s should be, and goes on with the other sites',
    async (name) => {
      const folder = testFolder()
      await finishedArchive(folder)
      cpSync(site(folder), join(folder, 'yuhang'), { recursive: true })
      rmSync(original(folder, 0).replace('gongshu', 'yuhang'))
      rmSync(site(folder, name))
      mkdirSync(site(folder, name))
      const found = damaged(await problemsIn(folder))
      expect(found.some(({ file }) => file.startsWith('gongshu'))).toBe(true)
      expect(found.map(({ code }) => code)).toContain('original-missing')
    },
  )

  test('tells a report by other rules from a damaged one', async () => {
    const folder = testFolder()
    await finishedArchive(folder)
    edit(report(folder), (text) => text.replace('"rules": "1"', '"rules": "0"').replace('60', '61'))
    expect(await problemsIn(folder)).toMatchObject([
      { code: 'report-stale', severity: 'stale', file: 'gongshu/reports/2020/330105001.json' },
    ])
  })

  test('hashes only a share of the originals when asked to, and still misses none that is gone', async () => {
    const folder = testFolder()
    await finishedArchive(folder)
    for (const name of filesIn(join(folder, 'gongshu/originals')))
      flip(join(folder, 'gongshu/originals', name), 0)
    let found = 0
    for await (const { code } of verifyArchive(folder, { sample: 0.0001 }))
      found += code === 'original-differs' ? 1 : 0
    expect(found).toBeLessThan(3)
    rmSync(original(folder, 0))
    const codes: string[] = []
    for await (const { code } of verifyArchive(folder, { sample: 0.0001 })) codes.push(code)
    expect(codes).toContain('original-missing')
  })

  test('refuses what is no archive', async () => {
    const folder = testFolder()
    await expect(verifyArchive(join(folder, 'none')).next()).rejects.toMatchObject({ code: 'no-such-file' })
    writeFileSync(join(folder, 'letter.txt'), 'x')
    await expect(verifyArchive(folder).next()).rejects.toMatchObject({ code: 'not-an-archive' })
  })
})
