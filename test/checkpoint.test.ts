import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, hash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { newestCheckpoint } from '../src/archive/checkpointFiles.ts'
import { checkpointText, parseCheckpoint, publicPem } from '../src/archive/checkpointText.ts'
import { noLine } from '../src/archive/ledgerLine.ts'
import { openSigner } from '../src/archive/openSigner.ts'
import type { Problem } from '../src/archive/problem.ts'
import { verifyArchive } from '../src/archive/verifyArchive.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { finishedArchive, flip, rederive } from './archive-finished.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { linesOf, rewrite } from './archive-rewritten.ts'
import { naiveRoot } from './naiveTree.ts'
import { isLong } from './running/everyday.ts'
import { html, localSite } from './running/localSite.ts'
import { lastLine, nianbao } from './running/nianbao.ts'

async function problemsIn(folder: string): Promise<string[]> {
  const found: Problem[] = []
  for await (const problem of verifyArchive(folder, { rederive })) found.push(problem)
  return found.map(({ severity, code, file }) => `${severity} ${code} ${file}`)
}
const damageIn = async (folder: string) =>
  (await problemsIn(folder)).filter((words) => words.startsWith('damage'))

async function finished(): Promise<string> {
  const folder = join(testFolder(), 'archive')
  await finishedArchive(folder)
  return folder
}

/** One run at a site: a page, a record unless it is killed before, and a checkpoint unless it is killed before that. */
async function runAt(folder: string, site: string, url: string, ends: 'signed' | 'recorded' = 'signed') {
  const archive = await openTestArchive(folder)
  const shelf = await archive.site(site)
  await shelf.admit(exchangeOf(url, `<html>${url}`), factsOf('listing'))
  await archive.finish()
  const nobody = { sites: [], requests: {}, hostsRefusing: [] }
  const run = { schema: 'nianbao/run@1', run: 'r', command: 'crawl', started: '', finished: '' } as const
  await archive.saveRun({ ...run, ...nobody })
  try {
    if (ends === 'signed') await archive.checkpoint(await openSigner(folder))
  } finally {
    await archive.close()
  }
}

const ledger = (folder: string, site = 'gongshu') => join(folder, site, 'captures.jsonl')
const edit = (path: string, change: (text: string) => string) => {
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}
const checkpoint = (folder: string, name: string) => join(folder, 'checkpoints', name)

describe('the end of every run', () => {
  test('is a checkpoint with size and root of every ledger, which openssl finds well signed', async () => {
    const folder = await finished()
    await runAt(folder, 'yuhang', 'http://host/list')
    const text: string = readFileSync(checkpoint(folder, '3.txt'), 'utf8')
    for (const site of ['gongshu', 'yuhang']) {
      const lines = linesOf(ledger(folder, site))
      expect(text).toContain(`\nledger ${site} ${lines.length} ${naiveRoot(lines).toString('hex')}\n`)
    }
    const { public_key: key } = JSON.parse(readFileSync(join(folder, 'archive.json'), 'utf8')) as {
      public_key: string
    }
    expect(text).toContain(`\nkey ${key}\n`)
    writeFileSync(join(folder, '../key.pem'), publicPem(key))
    for (const number of ['1', '2', '3'])
      execFileSync(
        'openssl',
        ['pkeyutl', '-verify', '-pubin', '-inkey', '../../key.pem', '-rawin'].concat([
          ...['-in', `${number}.txt`, '-sigfile', `${number}.sig`],
        ]),
        { cwd: join(folder, 'checkpoints') },
      )
    expect(await problemsIn(folder)).toEqual([])
  })

  test('names the checkpoint and the record of a run before it', async () => {
    const folder = await finished()
    const second = (await newestCheckpoint(folder))?.checkpoint
    const run = '2026-11-21T010203.000Z-2.json'
    expect(second?.previous).toBe(hash('sha256', readFileSync(checkpoint(folder, '1.txt'))))
    expect(second?.run).toEqual({
      file: run,
      sha256: hash('sha256', readFileSync(join(folder, 'runs', run))),
    })
  })

  test('reads only the lines that the last checkpoint did not know', async () => {
    const folder = join(testFolder(), 'archive')
    const archive = await openTestArchive(folder)
    const site = await archive.site('gongshu')
    const title = '长'.repeat(2_000)
    await Promise.all(
      Array.from({ length: 1_000 }, (_, n) =>
        site.admit(exchangeOf(`http://host/${n}`, '<html>'), factsOf('listing', { title })),
      ),
    )
    await archive.finish()
    const signer = await openSigner(folder)
    const bytesRead = async (work: () => Promise<unknown>) => {
      const count = () => Number(/rchar: (\d+)/u.exec(readFileSync('/proc/self/io', 'utf8'))?.[1])
      const before = count()
      await work()
      return count() - before
    }
    const size = statSync(ledger(folder)).size
    expect(size).toBeGreaterThan(6_000_000)
    expect(await bytesRead(() => archive.checkpoint(signer))).toBeGreaterThan(size)
    await (await archive.site('gongshu')).admit(exchangeOf('http://host/new', '<html>'), factsOf('listing'))
    expect(await bytesRead(() => archive.checkpoint(signer))).toBeLessThan(50_000)
    await archive.close()
    expect(await damageIn(folder)).toEqual([])
  }, 120_000)

  test.each(['lost', 'altered'])('does not need trees.json, here %s', async (how) => {
    const folder = await finished()
    if (how === 'lost') rmSync(checkpoint(folder, 'trees.json'))
    else {
      flip(checkpoint(folder, 'trees.json'), 120)
      expect(await problemsIn(folder)).toEqual(['unfinished trees-unreadable checkpoints/trees.json'])
    }
    await runAt(folder, 'gongshu', 'http://host/list')
    const lines = linesOf(ledger(folder))
    expect((await newestCheckpoint(folder))?.checkpoint.ledgers.get('gongshu')).toEqual({
      lines: lines.length,
      root: naiveRoot(lines).toString('hex'),
    })
    expect(await problemsIn(folder)).toEqual([])
  })

  test('covers sites that it was not at, up to their last whole line', async () => {
    const folder = await finished()
    appendFileSync(ledger(folder), '{"seq":9,"torn')
    await runAt(folder, 'yuhang', 'http://host/list')
    expect((await newestCheckpoint(folder))?.checkpoint.ledgers.get('gongshu')?.lines).toBe(8)
    // The run that cuts the torn line off signs on.
    await runAt(folder, 'gongshu', 'http://host/list')
    expect((await newestCheckpoint(folder))?.checkpoint.ledgers.get('gongshu')?.lines).toBe(9)
    expect(await problemsIn(folder)).toEqual([])
  })
})

describe('a run that was killed before its checkpoint', () => {
  test('is told and is no damage, and nianbao checkpoint makes up for it', async () => {
    const folder = await finished()
    await runAt(folder, 'gongshu', 'http://host/list', 'recorded')
    expect(await problemsIn(folder)).toEqual([
      'unfinished checkpoint-behind runs/2026-11-21T010203.000Z-3.json',
      'unfinished checkpoint-behind gongshu/captures.jsonl',
    ])
    const { code, stdout } = await nianbao('checkpoint', '--archive', folder)
    expect([code, stdout.split('\n')[0]]).toEqual([0, `signed now: ${folder}/checkpoints/3.txt`])
    expect(await problemsIn(folder)).toEqual([])
    const again = await nianbao('checkpoint', '--json', '--archive', folder)
    const shown: unknown = JSON.parse(again.stdout)
    expect(shown).toMatchObject({ made: false, file: 'checkpoints/3.txt' })
  })

  test('is made up for also where it did not come to its record', async () => {
    const folder = await finished()
    const archive = await openTestArchive(folder)
    const site = await archive.site('gongshu')
    await site.admit(exchangeOf('http://host/list', '<html>'), factsOf('listing'))
    await archive.close()
    const { stdout } = await nianbao('checkpoint', '--json', '--archive', folder)
    const shown: unknown = JSON.parse(stdout)
    expect(shown).toMatchObject({ made: true, file: 'checkpoints/3.txt' })
    expect((await newestCheckpoint(folder))?.checkpoint.ledgers.get('gongshu')?.lines).toBe(9)
  })

  test('between signature and text is no damage either, and the next one takes the number', async () => {
    const folder = await finished()
    await runAt(folder, 'gongshu', 'http://host/list', 'recorded')
    writeFileSync(checkpoint(folder, '3.sig'), 'a signature of a text that nobody has')
    expect(await damageIn(folder)).toEqual([])
    await runAt(folder, 'gongshu', 'http://host/list2')
    expect(await problemsIn(folder)).toEqual([])
  })

  test('between the first checkpoint and archive.json is no damage, and the next one names the key', async () => {
    const folder = await finished()
    for (const name of ['2.txt', '2.sig', 'trees.json']) rmSync(checkpoint(folder, name))
    edit(join(folder, 'archive.json'), (text) => text.replace(/,\s*"public_key": "[^"]+"/u, ''))
    expect(await damageIn(folder)).toEqual([])
    await runAt(folder, 'gongshu', 'http://host/list')
    expect(readFileSync(join(folder, 'archive.json'), 'utf8')).toContain('public_key')
    expect(await problemsIn(folder)).toEqual([])
  })
})

describe('verify', () => {
  test('finds and names one flipped byte anywhere in a checkpoint and in its signature', async () => {
    const folder = await finished()
    for (const name of ['1.txt', '1.sig', '2.txt', '2.sig']) {
      const path = checkpoint(folder, name)
      const step = (name.endsWith('sig') ? 7 : 23) * (isLong ? 1 : 4)
      for (let at = 0; at < readFileSync(path).length; at += step) {
        flip(path, at)
        const found = await damageIn(folder)
        expect(found.join(), `${name} at ${at}`).toContain(`checkpoints/${name.slice(0, 1)}.`)
        flip(path, at)
      }
    }
    expect(await problemsIn(folder)).toEqual([])
  }, 120_000)

  test.each([['1.txt'], ['1.sig'], ['2.sig'], ['2.txt'], ['1.txt', '1.sig'], ['2.txt', '2.sig']])(
    'finds that %s %s was removed',
    async (...names) => {
      const folder = await finished()
      for (const name of names) rmSync(checkpoint(folder, name))
      const [first = ''] = names
      const code = first.endsWith('.sig') ? 'checkpoint-signature' : 'checkpoint-missing'
      expect(await damageIn(folder)).toContain(`damage ${code} checkpoints/${first}`)
    },
  )

  test('names the first that is gone of many, and is not held up by a name out of line', async () => {
    const folder = await finished()
    writeFileSync(checkpoint(folder, '999999999999999.txt'), 'planted')
    expect(await damageIn(folder)).toEqual([
      'damage checkpoint-missing checkpoints/3.txt',
      'damage checkpoint-unreadable checkpoints/999999999999999.txt',
    ])
  })

  test('finds that all checkpoints were removed, and nothing is signed as if there had been none', async () => {
    const folder = await finished()
    rmSync(join(folder, 'checkpoints'), { recursive: true })
    expect(await damageIn(folder)).toEqual(['damage checkpoint-missing checkpoints/1.txt'])
    await expect(runAt(folder, 'gongshu', 'http://host/list')).rejects.toMatchObject({
      code: 'archive-damaged',
    })
  })

  test('finds a ledger and records that were written anew with every hash made to fit', async () => {
    const folder = await finished()
    rewrite(folder)
    const found = await damageIn(folder)
    expect(found).toContain('damage ledger-rewritten gongshu/captures.jsonl')
    expect(found).toContain('damage run-differs runs/2026-11-21T010203.000Z.json')
  })

  test('finds a ledger that was cut back with everything else that knew of it', async () => {
    const folder = await finished()
    const kept = linesOf(ledger(folder)).slice(0, -2)
    writeFileSync(ledger(folder), kept.map((line) => `${line.toString()}\n`).join(''))
    rmSync(join(folder, 'gongshu/index.json'))
    rmSync(join(folder, 'runs'), { recursive: true })
    const found = await damageIn(folder)
    expect(found).toContain('damage ledger-short gongshu/captures.jsonl')
    expect(found).toContain('damage run-missing runs/2026-11-21T010203.000Z-2.json')
  })

  test('finds a site that is gone with every record of it', async () => {
    const folder = await finished()
    rmSync(join(folder, 'gongshu'), { recursive: true })
    rmSync(join(folder, 'runs'), { recursive: true })
    expect(await damageIn(folder)).toContain('damage site-missing gongshu')
  })

  test('finds the newest record of a run gone or altered', async () => {
    const folder = await finished()
    const run = join(folder, 'runs/2026-11-21T010203.000Z-2.json')
    edit(run, (text) => text.replace('01:02:04', '01:02:05'))
    expect(await damageIn(folder)).toEqual(['damage run-differs runs/2026-11-21T010203.000Z-2.json'])
    rmSync(run)
    expect(await damageIn(folder)).toEqual(['damage run-missing runs/2026-11-21T010203.000Z-2.json'])
  })

  test('finds an archive of replicas that passes itself off as live, and another key in archive.json', async () => {
    const folder = await finished()
    const file = join(folder, 'archive.json')
    const before = readFileSync(file, 'utf8')
    edit(file, (text) => text.replace('replica', 'live'))
    expect(await damageIn(folder)).toContain('damage checkpoint-differs checkpoints/2.txt')
    writeFileSync(file, before.replace(/.....=/u, 'AAAAA='))
    expect(await damageIn(folder)).toEqual(['damage checkpoint-differs checkpoints/1.txt'])
  })

  test('finds an earlier checkpoint that was signed anew with the right key', async () => {
    const folder = await finished()
    const first = parseCheckpoint(readFileSync(checkpoint(folder, '1.txt'), 'utf8'))
    if (first === null) throw new Error('no checkpoint')
    const text = checkpointText({ ...first, time: '2026-11-20T00:00:00.000Z' })
    writeFileSync(checkpoint(folder, '1.txt'), text)
    writeFileSync(checkpoint(folder, '1.sig'), (await openSigner(folder)).sign(text))
    expect(await damageIn(folder)).toEqual(['damage checkpoint-differs checkpoints/2.txt'])
  })

  test('finds a checkpoint that another key signed, and one of another archive', async () => {
    const folder = await finished()
    const other = await finished()
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
    const last = await newestCheckpoint(folder)
    if (last === null) throw new Error('no checkpoint')
    const text: string = checkpointText({ ...last.checkpoint, key })
    writeFileSync(checkpoint(folder, '2.txt'), text)
    const pem = join(folder, '../other.pem')
    writeFileSync(pem, privateKey.export({ format: 'pem', type: 'pkcs8' }))
    const sign = ['pkeyutl', '-sign', '-inkey', pem, '-rawin', '-in', checkpoint(folder, '2.txt')]
    execFileSync('openssl', [...sign, '-out', checkpoint(folder, '2.sig')])
    expect(await damageIn(folder)).toEqual(['damage checkpoint-differs checkpoints/2.txt'])

    edit(join(other, 'archive.json'), (file) => file.replace('01:02:03', '01:02:04'))
    expect(await damageIn(other)).toContain('damage checkpoint-differs checkpoints/1.txt')
  })
})

describe('nothing is signed that contradicts an earlier checkpoint', () => {
  test.each(['with', 'without'])(
    'not a ledger that was cut back, %s trees.json; the record of the run is kept',
    async (trees) => {
      const folder = await finished()
      if (trees === 'without') rmSync(checkpoint(folder, 'trees.json'))
      writeFileSync(ledger(folder), `${linesOf(ledger(folder))[0]?.toString() ?? ''}\n`)
      await expect(runAt(folder, 'yuhang', 'http://host/list')).rejects.toMatchObject({
        code: 'archive-damaged',
      })
      expect(readdirSync(join(folder, 'runs'))).toHaveLength(3)
      expect(existsSync(checkpoint(folder, '3.txt'))).toBe(false)
    },
  )

  test('not a ledger that was written anew, nor one that is gone', async () => {
    const folder = await finished()
    rmSync(checkpoint(folder, 'trees.json'))
    rewrite(folder)
    await expect(runAt(folder, 'yuhang', 'http://host/list')).rejects.toMatchObject({
      code: 'archive-damaged',
    })
    rmSync(join(folder, 'gongshu'), { recursive: true })
    await expect(runAt(folder, 'yuhang', 'http://host/2')).rejects.toMatchObject({ code: 'archive-damaged' })
  })
})

describe('the key', () => {
  test('is made on first use for its owner alone, outside the archive, and by many at once only once', async () => {
    const folder = testFolder()
    const key = join(folder, 'config/nianbao/key.pem')
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, n) => openSigner(join(folder, String(n)), key)),
    )
    expect(new Set(made.map(({ publicKey }) => publicKey)).size).toBe(1)
    expect(statSync(key).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(folder, 'config/nianbao'))).toEqual(['key.pem'])
    await expect(openSigner(folder, join(folder, 'checkpoints/key.pem'))).rejects.toMatchObject({
      code: 'usage',
    })
  })

  test('is told of when it is made, and not again: whoever does not hear of it keeps no copy', async () => {
    const site = await localSite({ '/a.html': '米市巷街道2022年年度报告' }, { '/a.html': html('x') })
    const key = join(testFolder(), 'new/key.pem')
    const first = await nianbao('crawl', ...site.options, '--key', key)
    const { publicKey } = await openSigner(site.archive, key)
    const told = `${JSON.stringify({ kind: 'key-made', file: key, publicKey })}\n`
    expect(first.stderr).toContain(told)
    expect((await nianbao('crawl', ...site.options, '--key', key)).stderr).not.toContain('key-made')
  })

  test('that another archive is signed with is refused before anything is asked of a host', async () => {
    const site = await localSite({ '/a.html': '米市巷街道2022年年度报告' }, { '/a.html': html('x') })
    await nianbao('crawl', ...site.options)
    const asked = site.seen.length
    expect(asked).toBeGreaterThan(0)
    const key = join(testFolder(), 'other.pem')
    for (const made of [false, true]) {
      if (made) await openSigner(testFolder(), key)
      const refused = await nianbao('crawl', ...site.options, '--key', key)
      expect([refused.code, lastLine(refused.stderr)]).toEqual([
        2,
        expect.stringMatching(/^nianbao: wrong-key: /u),
      ])
      expect(existsSync(key)).toBe(made)
    }
    writeFileSync(key, 'no key')
    expect(lastLine((await nianbao('crawl', ...site.options, '--key', key)).stderr)).toMatch(
      /wrong-key: .*no Ed25519 key/u,
    )
    expect(site.seen).toHaveLength(asked)
  })

  test('is looked for below XDG_CONFIG_HOME where no file is named', async () => {
    const folder = testFolder()
    const before = process.env['NIANBAO_KEY']
    process.env['NIANBAO_KEY'] = ''
    process.env['XDG_CONFIG_HOME'] = join(folder, 'xdg')
    try {
      await openSigner(join(folder, 'archive'))
    } finally {
      process.env['NIANBAO_KEY'] = before
      delete process.env['XDG_CONFIG_HOME']
    }
    expect(existsSync(join(folder, 'xdg/nianbao/key.pem'))).toBe(true)
  })

  test('is changed by rotate-key: the old one signs the new one, and verify walks from the first', async () => {
    const folder = await finished()
    const first = (await openSigner(folder)).publicKey
    const keys: string[] = [first]
    for (let n = 0; n < 2; n += 1) {
      const { stdout, code } = await nianbao('checkpoint', 'rotate-key', '--json', '--archive', folder)
      expect(code).toBe(0)
      const shown = JSON.parse(stdout) as { key: string; firstKey: string }
      expect(shown.firstKey).toBe(first)
      keys.push(shown.key)
    }
    expect(new Set(keys).size).toBe(3)
    await runAt(folder, 'gongshu', 'http://host/list')
    const signers = ['1', '2', '3', '4', '5', '6', '7'].map((number) => {
      const read = parseCheckpoint(readFileSync(checkpoint(folder, `${number}.txt`), 'utf8'))
      return [keys.indexOf(read?.key ?? ''), keys.indexOf(read?.nextKey ?? '')]
    })
    expect(signers).toEqual([
      [0, -1],
      [0, -1],
      [0, 1],
      [1, -1],
      [1, 2],
      [2, -1],
      [2, -1],
    ])
    expect(await problemsIn(folder)).toEqual([])
    // Without the checkpoint that names it, a new key is nobody's.
    for (const end of ['txt', 'sig']) rmSync(checkpoint(folder, `3.${end}`))
    expect(await damageIn(folder)).toEqual(['damage checkpoint-missing checkpoints/3.txt'])
  })

  test('of before a rotation signs nothing more, also where it was taken up before', async () => {
    const folder = await finished()
    const signer = await openSigner(folder)
    await nianbao('checkpoint', 'rotate-key', '--archive', folder)
    const archive = await openTestArchive(folder)
    await expect(archive.checkpoint(signer)).rejects.toMatchObject({ code: 'wrong-key' })
    await archive.close()
  })

  test('of before a rotation goes on signing for other archives, and for one that was killed on the way', async () => {
    const [folder, other] = [await finished(), await finished()]
    const old = (await openSigner(other)).publicKey
    await nianbao('checkpoint', 'rotate-key', '--archive', folder)
    expect((await openSigner(folder)).publicKey).not.toBe(old)
    expect((await openSigner(other)).publicKey).toBe(old)
    await runAt(other, 'gongshu', 'http://host/list')
    // The same state as after a kill between the new file and the checkpoint: rotating again takes the key that is there.
    const made = await nianbao('checkpoint', 'rotate-key', '--json', '--archive', other)
    expect((JSON.parse(made.stdout) as { key: string }).key).toBe((await openSigner(folder)).publicKey)
    expect(await problemsIn(other)).toEqual([])
  })
})

test('a text is read as a checkpoint only when it is one byte for byte', () => {
  const text = checkpointText({
    ...{ kind: 'live', created: 'c', number: 1, time: 't', previous: null, run: null },
    ...{
      key: `MCowBQYDK2VwAyEA${'A'.repeat(43)}=`,
      nextKey: null,
      withheld: null,
      decisions: null,
      ledgers: new Map([['a', { lines: 1, root: noLine }]]),
    },
  })
  expect(parseCheckpoint(text)?.ledgers.get('a')).toEqual({ lines: 1, root: noLine })
  const others = [text.slice(0, -1), `${text}\n`, `${text}${text.split('\n').at(-2) ?? ''}\n`, ` ${text}`]
  for (const other of [...others, text.replaceAll('\n', '\r\n')]) expect(parseCheckpoint(other)).toBeNull()
})

test('a folder of checkpoints is no site', async () => {
  const archive = await openTestArchive(join(testFolder(), 'archive'))
  expect(() => archive.site('checkpoints')).toThrow(/a site's id/u)
  await archive.close()
})
