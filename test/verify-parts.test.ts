import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type VerifyOptions } from '../src/archive/verifyArchive.ts'
import { random } from './documents/random.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { filesIn, pages, rederive } from './archive-finished.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { reportOf } from './archive-report.ts'
import {
  copied,
  copiedArchive,
  edit,
  original,
  originals,
  problemsIn,
  site,
  told,
  verified,
} from './verify/copiedArchive.ts'

copiedArchive()

const nameOf = (folder: string, n: number) => `gongshu/originals/${originals(folder)[n] ?? ''}`

describe('verify names', () => {
  test('both of two originals that changed places', async () => {
    const folder = copied()
    const [a, b] = [readFileSync(original(folder, 0)), readFileSync(original(folder, 1))]
    for (const [n, bytes] of [b, a].entries()) {
      chmodSync(original(folder, n), 0o644)
      writeFileSync(original(folder, n), bytes)
    }
    const messages = new Map((await problemsIn(folder)).map(({ file, message }) => [file, message]))
    expect(messages.get(nameOf(folder, 0))).toBe(
      `it holds the bytes of ${nameOf(folder, 1).slice('gongshu/'.length)}`,
    )
    expect(messages.get(nameOf(folder, 1))).toBe(
      `it holds the bytes of ${nameOf(folder, 0).slice('gongshu/'.length)}`,
    )
  })

  test.each<[what: string, put: (path: string) => void, words: RegExp]>([
    // Reading one's own memory at its start is an input/output error: a real EIO.
    [
      'that fails to read',
      (path) => {
        symlinkSync('/proc/self/mem', path)
      },
      /EIO/u,
    ],
    [
      'in whose place a folder lies',
      (path) => {
        mkdirSync(path)
      },
      /EISDIR/u,
    ],
    [
      'whose links lead in a circle',
      (path) => {
        symlinkSync(path, path)
      },
      /ELOOP/u,
    ],
  ])('an original %s, and tests all others', async (_what, put, words) => {
    const folder = copied()
    const [path, third] = [original(folder, 1), nameOf(folder, 3)]
    edit(original(folder, 3), (text) => `${text} `)
    rmSync(path)
    put(path)
    const { problems, account } = await verified(folder, {})
    const [unreadable] = problems.filter(({ code }) => code === 'original-unreadable')
    expect(unreadable).toMatchObject({ severity: 'damage', message: expect.stringMatching(words) as string })
    expect(told(problems)).toContain(`damage original-differs ${third}`)
    expect(account.originals).toBe(2 * pages + 1)
  })

  test('every byte that is flipped anywhere in an archive', async () => {
    const folder = copied()
    await growTail(folder)
    const clean = new Set(told(await problemsIn(folder)))
    const dice = random(`flips ${process.env['NIANBAO_SEED'] ?? ''}`)
    const files = filesIn(folder).filter((name) => !unprotected.some(({ names }) => names.test(name)))
    expect(files.some((name) => name.endsWith('index.tail.jsonl'))).toBe(true)
    const silent: string[] = []
    for (let n = 0; n < 160; n += 1) {
      // Every file is struck, the long ones no more often than the short ones.
      const name = files[n % files.length] ?? ''
      const path = join(folder, name)
      const bytes = readFileSync(path)
      const at = dice.int(0, bytes.length - 1)
      const other = Buffer.from(bytes)
      other[at] = (bytes[at] ?? 0) ^ dice.int(1, 255)
      chmodSync(path, 0o644)
      writeFileSync(path, other)
      const news = (await problemsIn(folder)).filter((found) => !clean.has(told([found])[0] ?? ''))
      if (!news.some(({ file }) => isAbout(file, name)) && !saysTheSame(name, bytes, other))
        silent.push(`${name} at ${at}`)
      writeFileSync(path, bytes)
    }
    expect(silent).toEqual([])
    expect(told(await problemsIn(folder))).toEqual([...clean])
  }, 300_000)
})

/** What may be altered without a word, and why nothing hangs on it. */
const unprotected: readonly { readonly names: RegExp; readonly why: string }[] = [
  { names: /^README\.md$/u, why: 'our text for strangers, the same in every archive; no fact of this one' },
  {
    names: /^\.lock(-holder)?$/u,
    why: 'the lock is held by the kernel; the names in it are for a message only',
  },
  { names: /\/refused\//u, why: 'refused bodies, kept for 30 days for a person to look at; never content' },
  { names: /\/\.unfinished$/u, why: 'a mark without content' },
]

/** White space of archive.json, which is no original and was signed for what it says. */
function saysTheSame(name: string, before: Buffer, after: Buffer): boolean {
  if (name !== 'archive.json') return false
  try {
    return (
      JSON.stringify(JSON.parse(before.toString('utf8'))) ===
      JSON.stringify(JSON.parse(after.toString('utf8')))
    )
  } catch {
    return false
  }
}

/** A checkpoint and its signature fit each other or not; which of both was altered, nobody can tell. archive.json is signed there. */
function isAbout(file: string, name: string): boolean {
  const stem = (path: string) => path.replace(/\.(txt|sig)$/u, '')
  return stem(file) === stem(name) || (name === 'archive.json' && file === 'checkpoints/1.txt')
}

/** One more run, whose news lie in the tail of the index. */
async function growTail(folder: string): Promise<void> {
  const archive = await openTestArchive(folder)
  const shelf = await archive.site('gongshu')
  await shelf.admit(exchangeOf('http://host/list', '<html>list'), factsOf('listing'))
  await archive.finish()
  await archive.close()
  if (!existsSync(site(folder, 'index.tail.jsonl'))) throw new Error('the tail did not grow')
}

describe('a part of an archive', () => {
  /** Two days: half of the pages are of the second one. */
  async function twoDays(folder: string): Promise<void> {
    for (const [day, first] of [
      ['2026-11-20', 2020],
      ['2026-11-22', 2022],
    ] as const) {
      const archive = await openTestArchive(folder)
      const shelf = await archive.site('gongshu')
      for (const year of [first, first + 1]) {
        const url = `http://host/${year}`
        const time = `${day}T10:00:00.000Z`
        await shelf.admit(exchangeOf(url, `<html>${year}`, { time }), factsOf('page'))
        const report = reportOf(await shelf.bundle(url), '330105001', year)
        await shelf.writeReport(report)
        shelf.recordDerived(url, { ids: [report.id ?? ''], left: [] })
      }
      await archive.finish()
      await archive.close()
    }
    for (let n = 0; n < 4; n += 1) edit(original(folder, n), (text) => text.replace('html', 'HTML'))
  }

  const rederiveSome: NonNullable<VerifyOptions['rederive']> = async function* (shelf, keys, made) {
    for await (const found of rederive(shelf)) {
      if (!keys.includes(found.bundles[0] ?? '')) continue
      made()
      yield found
    }
  }

  test('kept since a day is hashed and no more, and what is left out is counted', async () => {
    const folder = testFolder()
    await twoDays(folder)
    const since = async (day: string) => {
      const { problems, account } = await verified(folder, { since: day, rederive: rederiveSome })
      return { differ: problems.filter(({ code }) => code === 'original-differs').length, account }
    }
    expect(await since('2026-11-01T00:00:00.000Z')).toMatchObject({
      differ: 4,
      account: { originals: 4, unhashed: 0 },
    })
    expect(await since('2026-11-21T00:00:00.000Z')).toMatchObject({
      differ: 2,
      account: { originals: 2, unhashed: 2, unhashedBytes: 20, underived: 2 },
    })
    expect(await since('2026-12-01T00:00:00.000Z')).toMatchObject({
      differ: 0,
      account: { originals: 0, unhashed: 4, underived: 4 },
    })
  })

  test('is no excuse for an original that is gone or of another size', async () => {
    const folder = copied()
    const [gone, longer] = [nameOf(folder, 0), nameOf(folder, 1)]
    edit(original(folder, 1), (text) => `${text} `)
    rmSync(original(folder, 0))
    const found = told((await verified(folder, { since: '2030-01-01T00:00:00.000Z' })).problems)
    expect(found).toContain(`damage original-missing ${gone}`)
    expect(found).toContain(`damage original-differs ${longer}`)
  })

  test('is told with its progress: originals, bytes, and a share that only grows and ends at one', async () => {
    const folder = copied()
    const shares: number[] = []
    let bytes = 0
    const { account } = await verified(folder, {
      rederive: async function* (shelf, _keys, made) {
        for await (const found of rederive(shelf)) {
          made()
          yield found
        }
      },
      onProgress: (progress) => {
        shares.push(progress.share)
        bytes = progress.bytes
      },
    })
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBeCloseTo(1)
    expect(account).toEqual({ originals: 2 * pages + 1, bytes, unhashed: 0, unhashedBytes: 0, underived: 0 })
    const sizes = originals(folder).map((name) => readFileSync(site(folder, 'originals', name)).length)
    expect(bytes).toBe(sizes.reduce((sum, size) => sum + size, 0))
  })
})
