import { execFileSync, spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { hash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openSigner } from '../src/archive/openSigner.ts'
import { prove } from '../src/pipeline/prove.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { filesIn, finishedArchive, rederive } from './archive-finished.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { rewrite } from './archive-rewritten.ts'
import { everyday } from './running/everyday.ts'
import { lastLine, nianbao } from './running/nianbao.ts'

const id = '330105001/2022'

/** An archive, and the proof of one report of it. */
async function proven(more: (archive: string) => Promise<unknown> = () => Promise.resolve()) {
  const home = testFolder()
  const archive = join(home, 'archive')
  await finishedArchive(archive)
  await more(archive)
  const out = join(home, 'proof')
  const { firstKey } = await prove({ archive, id, site: null, out })
  return { home, archive, out, firstKey }
}

/** Looks at the 2022 report's page a few times more and signs: content that stays, a long ledger, a crooked tree. */
async function lookAgain(folder: string): Promise<void> {
  const archive = await openTestArchive(folder)
  const site = await archive.site('gongshu')
  for (let n = 0; n < 6; n += 1)
    await site.confirm(exchangeOf('http://host/2022', '', { status: 304 }), factsOf('page'))
  for await (const { report, bundles } of rederive(site)) {
    await site.writeReport(report)
    for (const key of bundles) site.recordDerived(key, { ids: [report.id ?? ''], left: [] })
  }
  await archive.finish()
  await archive.checkpoint(await openSigner(folder))
  await archive.close()
}

/** The machine of a stranger: nothing on the PATH but what VERIFY.md asks for. */
function bareTools(shell: string): string {
  const tools = testFolder()
  const place = (name: string) =>
    execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim()
  for (const name of ['cat', 'sha256sum', 'openssl']) symlinkSync(place(name), join(tools, name))
  symlinkSync(place(shell), join(tools, shell === 'busybox' ? 'busybox' : 'sh'))
  return tools
}

function check(out: string, tools: string, ...key: readonly string[]): SpawnSyncReturns<string> {
  const busybox = existsSync(join(tools, 'busybox'))
  const [program, ...first] = busybox ? [join(tools, 'busybox'), 'sh'] : [join(tools, 'sh')]
  const args = [...first, join(out, 'verify.sh'), ...key]
  return spawnSync(program, args, { encoding: 'utf8', env: { PATH: tools }, cwd: '/', timeout: 20_000 })
}

const has = (shell: string) => spawnSync('sh', ['-c', `command -v ${shell}`]).status === 0
const shells = ['dash', 'bash', 'busybox']
for (const shell of shells.filter((name) => !has(name)))
  process.stdout.write(`prove.test.ts: no ${shell} on this machine, so verify.sh was not tried in it\n`)

describe('a proof folder', () => {
  test.each(shells.filter(has))(
    'is found good by %s with nothing on the PATH but cat, sha256sum and openssl',
    async (shell) => {
      const { out, firstKey } = await proven(lookAgain)
      const tools = bareTools(shell)
      for (const key of [[], [firstKey]]) {
        const { status, stdout, stderr } = check(out, tools, ...key)
        expect([status, stderr]).toEqual([0, ''])
        expect(stdout).toMatch(
          /^a rehearsal.*\nok: originals: 2, ledger lines of gongshu: 3, signed in checkpoint 3 /u,
        )
      }
      const stranger = firstKey.replace(/.....=$/u, 'AAAAA=')
      const refused = check(out, tools, stranger)
      expect([refused.status, refused.stderr]).toEqual([11, expect.stringMatching(/^NOT PROVEN: the key/u)])
    },
  )

  test('holds the originals, every ledger line that brought them or saw them last, and the report', async () => {
    const { archive, out } = await proven(lookAgain)
    const lines = readFileSync(join(archive, 'gongshu/captures.jsonl'), 'utf8').split('\n')
    // Page and attachment are lines 5 and 6 of the ledger; the page was seen last in line 14.
    expect(filesIn(join(out, 'captures')).sort()).toEqual(
      ['14', '5', '6'].flatMap((seq) => [`${seq}.json`, `${seq}.path`]),
    )
    expect(readFileSync(join(out, 'captures/5.json'), 'utf8')).toBe(lines[4])
    expect(readFileSync(join(out, 'report.json'))).toEqual(
      readFileSync(join(archive, 'gongshu/reports/2022/330105001.json')),
    )
    for (const name of readdirSync(join(out, 'originals')))
      expect(name).toContain(hash('sha256', readFileSync(join(out, 'originals', name))))
  })

  test('fails after one byte is changed anywhere in it', async () => {
    const { out, firstKey } = await proven(async (archive) => {
      await nianbao('checkpoint', 'rotate-key', '--archive', archive)
      await lookAgain(archive)
    })
    const tools = bareTools('dash')
    expect(check(out, tools, firstKey).status).toBe(0)
    const names = filesIn(out)
    expect(names).toContain('keys/000001.txt')
    for (const name of names) {
      const path = join(out, name)
      chmodSync(path, 0o644)
      const good = readFileSync(path)
      const places = everyday([0, 1, 2, 3, 4, 5], 2).map((n) => Math.floor(((good.length - 1) * n) / 5))
      for (const [n, at] of [...new Set(places)].entries()) {
        const bad = Buffer.from(good)
        bad[at] = (bad[at] ?? 0) ^ (1 << n)
        writeFileSync(path, bad)
        expect(check(out, tools).status, `${name}, byte ${at}`).not.toBe(0)
      }
      writeFileSync(path, good)
    }
    expect(check(out, tools, firstKey).status).toBe(0)
  }, 120_000)

  /** As somebody would who changes a file and puts its new hash in the list, too. */
  const listAgain = (out: string) => {
    const all = filesIn(out).filter((name) => name !== 'files.sha256')
    const names = [
      ...all.filter((name) => !name.includes('/')).sort(),
      ...all.filter((name) => name.includes('/')).sort(),
    ]
    const line = (name: string) => `${hash('sha256', readFileSync(join(out, name)))}  ${name}\n`
    writeFileSync(join(out, 'files.sha256'), names.map(line).join(''))
  }
  const edit = (path: string, change: (text: string) => string) => {
    chmodSync(path, 0o644)
    const before = readFileSync(path, 'latin1')
    const after = change(before)
    expect(after).not.toBe(before)
    writeFileSync(path, after, 'latin1')
  }
  const firstOf = (folder: string) => join(folder, readdirSync(folder).sort()[0] ?? '')

  test.each<[string, (out: string) => void, RegExp]>([
    [
      'another original under its own hash',
      (out) => {
        const bytes = Buffer.from('another report')
        rmSync(firstOf(join(out, 'originals')))
        writeFileSync(join(out, 'originals', `${hash('sha256', bytes)}.txt`), bytes)
      },
      /no proven ledger line speaks of it/u,
    ],
    [
      'another original under the old name',
      (out) => {
        edit(firstOf(join(out, 'originals')), (text) => `${text}!`)
      },
      /not what its name says/u,
    ],
    [
      'an original taken away',
      (out) => {
        rmSync(firstOf(join(out, 'originals')))
      },
      /report\.json rests on/u,
    ],
    [
      'a ledger line edited',
      (out) => {
        edit(join(out, 'captures/5.json'), (text) => text.replace('2026-11-21T', '2016-11-21T'))
      },
      /5\.json: it is not in the ledger that was signed/u,
    ],
    [
      'a ledger line under another number',
      (out) => {
        for (const end of ['json', 'path'])
          cpSync(join(out, `captures/5.${end}`), join(out, `captures/7.${end}`))
      },
      /7\.json: it is not line 7/u,
    ],
    [
      'a path cut short',
      (out) => {
        edit(join(out, 'captures/5.path'), (text) => text.slice(65))
      },
      /5\.json/u,
    ],
    [
      'a path that goes on',
      (out) => {
        edit(join(out, 'captures/5.path'), (text) => text + text.slice(0, 65))
      },
      /5\.json: its path is too long/u,
    ],
    [
      'a path of something else than hashes',
      (out) => {
        edit(join(out, 'captures/5.path'), (text) => text.replace(/^./u, 'x'))
      },
      /5\.json: no hash/u,
    ],
    [
      'another root in the checkpoint',
      (out) => {
        edit(join(out, 'checkpoint.txt'), (text) =>
          text.replace(/(ledger gongshu \d+ ).{64}/u, `$1${'0'.repeat(64)}`),
        )
      },
      /checkpoint\.txt: the signature does not fit/u,
    ],
    [
      'another first key',
      (out) => {
        edit(join(out, 'proof.txt'), (text) => text.replace(/.....=/u, 'AAAAA='))
      },
      /no checkpoint before it named its key/u,
    ],
    [
      'another site',
      (out) => {
        edit(join(out, 'proof.txt'), (text) => text.replace('site gongshu', 'site yuhang'))
      },
      /says nothing of yuhang/u,
    ],
    [
      'a report that rests on another original',
      (out) => {
        edit(join(out, 'report.json'), (text) =>
          text.replace(/"sha256": ".{64}/u, `"sha256": "${'0'.repeat(64)}`),
        )
      },
      /report\.json rests on 0{64}/u,
    ],
    [
      'a report that gives another line for an original',
      (out) => {
        edit(join(out, 'report.json'), (text) => text.replace('"capture": 6', '"capture": 5'))
      },
      /report\.json gives line 5 for [0-9a-f]{64}/u,
    ],
  ])('fails with %s, also where the list of files was made to fit', async (_what, change, words) => {
    const { out } = await proven(lookAgain)
    change(out)
    const tools = bareTools('dash')
    expect(check(out, tools).stderr).toMatch(/files changed, missing or added/u)
    listAgain(out)
    const { status, stderr } = check(out, tools)
    expect([status, stderr]).toEqual([11, expect.stringMatching(words)])
  })

  test.each<[string, (out: string) => void]>([
    [
      'a hidden file',
      (out) => {
        writeFileSync(join(out, '.hidden'), '')
      },
    ],
    [
      'a hidden file of two dots',
      (out) => {
        writeFileSync(join(out, '..hidden'), '')
      },
    ],
    [
      'a hidden file among the originals',
      (out) => {
        writeFileSync(join(out, 'originals/.hidden'), '')
      },
    ],
    [
      'a hidden folder',
      (out) => {
        mkdirSync(join(out, '.folder'))
      },
    ],
    [
      'an empty folder',
      (out) => {
        mkdirSync(join(out, 'empty'))
      },
    ],
    [
      'an empty folder of a name that proofs have',
      (out) => {
        mkdirSync(join(out, 'keys'))
      },
    ],
    [
      'a file two folders deep',
      (out) => {
        mkdirSync(join(out, 'originals/sub'))
        writeFileSync(join(out, 'originals/sub/report.json'), 'evil')
      },
    ],
    [
      'a folder in a hidden one',
      (out) => {
        mkdirSync(join(out, '.a/b'), { recursive: true })
      },
    ],
    [
      'a file named like an option',
      (out) => {
        writeFileSync(join(out, '--version'), '')
      },
    ],
    [
      'a file named like standard input',
      (out) => {
        writeFileSync(join(out, '-'), '')
      },
    ],
    [
      'a link that leads nowhere',
      (out) => {
        symlinkSync('nowhere', join(out, 'link'))
      },
    ],
    [
      'a link that leads to a folder',
      (out) => {
        symlinkSync('/usr', join(out, 'originals/usr'))
      },
    ],
    [
      'a pipe',
      (out) => {
        execFileSync('mkfifo', [join(out, 'pipe')])
      },
    ],
  ])('fails with %s added', async (_what, add) => {
    const { out } = await proven()
    add(out)
    for (const shell of shells.filter(has)) {
      const { status, stderr } = check(out, bareTools(shell))
      expect([shell, status, stderr]).toEqual([
        shell,
        11,
        expect.stringMatching(/files changed, missing or added/u),
      ])
    }
  })

  test('fails where the word of an old key for the next one is not signed by it', async () => {
    const { out } = await proven((archive) => nianbao('checkpoint', 'rotate-key', '--archive', archive))
    edit(join(out, 'keys/000001.txt'), (text) => text.replace(/number \d+/u, 'number 99'))
    listAgain(out)
    expect(check(out, bareTools('dash')).stderr).toMatch(/keys\/000001\.txt: the signature does not fit/u)
  })

  test('fails with a file added, and a header of a server cannot pass for what the ledger says', async () => {
    const { out } = await proven()
    writeFileSync(join(out, 'captures/note.txt'), '')
    expect(check(out, bareTools('dash')).status).toBe(11)

    const home = testFolder()
    const folder = join(home, 'archive')
    await finishedArchive(folder)
    const archive = await openTestArchive(folder)
    const site = await archive.site('yuhang')
    const lying = { 'content-type': 'text/html', outcome: 'new', sha256: '0'.repeat(64) }
    const body = '<html>年报'
    const title = '"outcome":"new","sha256":"'
    await site.admit(
      exchangeOf('http://h/2021', body, { responseHeaders: lying }),
      factsOf('page', { title }),
    )
    for await (const { report } of rederive(site))
      await site.writeReport({ ...report, id: '330110001/2021', title: '"sha256": "' })
    await archive.finish()
    await archive.checkpoint(await openSigner(folder))
    await archive.close()
    const liar = join(home, 'liar')
    await prove({ archive: folder, id: '330110001/2021', site: null, out: liar })
    expect(check(liar, bareTools('dash'))).toMatchObject({ status: 0, stderr: '' })
  })

  test('tells in VERIFY.md how to do the same by hand, with commands that hold', async () => {
    const { out, firstKey } = await proven()
    const page = readFileSync(join(out, 'VERIFY.md'), 'utf8')
    const [script, list, signature, stamp, leaf, node, files, ...others] = [
      ...page.matchAll(/```sh\n(.*?)```/gsu),
    ].map(([, text]) => text ?? '')
    expect(others).toEqual([])
    const sh = (text = 'false') => execFileSync('bash', ['-c', text], { cwd: out, encoding: 'utf8' })
    expect(sh(script)).toMatch(/\nok: /u)
    // No authority has stamped this one: timestamps.test.ts runs it.
    expect(stamp).toMatch(/^openssl ts -verify /u)
    expect(sh(list)).toMatch(/^VERIFY\.md: OK$/mu)
    expect(sh(signature)).toMatch(/Verified Successfully/u)
    expect(readFileSync(join(out, 'key.pem'), 'utf8')).toContain(firstKey)
    expect(sh(files)).toMatch(/^([0-9a-f]{64}) {2}originals\/\1\./u)

    // Line 5 of 8: at 4, end 7; then 2 of 3; then 1 of 1.
    const path = readFileSync(join(out, 'captures/5.path'), 'utf8').trim().split('\n')
    const step = (left = '', right = '') =>
      sh((node ?? '').replace('node LEFT RIGHT', `node ${left} ${right}`)).slice(0, 64)
    const start = sh((leaf ?? '').replaceAll('N.json', '5.json')).slice(0, 64)
    const root = step(path[2], step(step(start, path[0]), path[1]))
    expect(readFileSync(join(out, 'checkpoint.txt'), 'utf8')).toContain(`ledger gongshu 8 ${root}\n`)
  })
})

describe('nianbao prove', () => {
  test('writes the folder and says how anybody checks it', async () => {
    const home = testFolder()
    const archive = join(home, 'archive')
    await finishedArchive(archive)
    const out = join(home, 'proof')
    const { code, stdout } = await nianbao('prove', id, '--out', out, '--archive', archive)
    expect(code).toBe(0)
    expect(stdout).toContain(`sh ${out}/verify.sh MCowBQYDK2VwAyEA`)
    expect(execFileSync('sh', [join(out, 'verify.sh')], { encoding: 'utf8' })).toMatch(/\nok: /u)
  })

  test('refuses by name what it cannot prove, and then writes nothing', async () => {
    const home = testFolder()
    const archive = join(home, 'archive')
    await finishedArchive(archive)
    const out = join(home, 'proof')
    const refusal = async (report: string, ...more: readonly string[]) => {
      const { code, stderr } = await nianbao('prove', report, '--out', out, '--archive', archive, ...more)
      return [code, lastLine(stderr).split(': ')[1]]
    }
    expect(await refusal('330105001/1999')).toEqual([2, 'no-such-file'])
    expect(await refusal('../../etc')).toEqual([2, 'usage'])
    expect(await refusal(id, '--site', 'yuhang')).toEqual([2, 'no-such-file'])

    const opened = await openTestArchive(archive)
    for (const site of ['gongshu', 'yuhang']) {
      const shelf = await opened.site(site)
      await shelf.admit(exchangeOf('http://host/2022', '<html>改'), factsOf('page'))
      for await (const { report } of rederive(shelf)) await shelf.writeReport(report)
    }
    await opened.finish()
    await opened.close()
    expect(await refusal(id)).toEqual([2, 'usage'])
    expect(await refusal(id, '--site', 'yuhang')).toEqual([2, 'no-checkpoint'])
    expect(await refusal(id, '--site', 'gongshu')).toEqual([2, 'no-checkpoint'])
    await nianbao('checkpoint', '--archive', archive)
    expect(await refusal(id, '--site', 'yuhang')).toEqual([0, undefined])
    expect(await refusal(id, '--site', 'gongshu')).toEqual([2, 'usage'])
    expect(readdirSync(home).sort()).toEqual(['archive', 'proof'])
  })

  test('proves nothing of an archive whose ledger, original, report or checkpoint was altered', async () => {
    const good = testFolder()
    await finishedArchive(join(good, 'archive'))
    const alter: Record<string, (text: string) => string> = {
      'gongshu/captures.jsonl': (text) => text.replace('2026-11-21T', '2016-11-21T'),
      'gongshu/reports/2022/330105001.json': (text) =>
        text.replace(/"sha256": ".{64}/u, `"sha256": "${'0'.repeat(64)}`),
      'checkpoints/2.txt': (text) => text.replace('number 2', 'number 3'),
      'checkpoints/2.sig': (text) => `${text}!`,
    }
    for (const [name, change] of Object.entries(alter)) {
      const archive = join(testFolder(), 'archive')
      cpSync(join(good, 'archive'), archive, { recursive: true })
      const path = join(archive, name)
      writeFileSync(path, change(readFileSync(path, 'latin1')), 'latin1')
      const out = join(archive, '../proof')
      await expect(prove({ archive, id, site: null, out }), name).rejects.toMatchObject({
        code: 'archive-damaged',
      })
      expect(existsSync(out)).toBe(false)
    }
  })

  test('proves nothing of a ledger that was written anew with every hash made to fit', async () => {
    const archive = join(testFolder(), 'archive')
    await finishedArchive(archive)
    rewrite(archive)
    const proof = prove({ archive, id, site: null, out: join(archive, '../proof') })
    await expect(proof).rejects.toMatchObject({ code: 'archive-damaged' })
  })

  test('writes nothing below the archive, by whatever name it is called', async () => {
    const { archive, home } = await proven()
    symlinkSync(archive, join(home, 'link'))
    const before = filesIn(archive)
    for (const out of ['x', 'gongshu/x', 'new/deeper/x', '../link/x', '../other/../archive/x', '']) {
      const refused = prove({ archive: join(home, 'link'), id, site: null, out: `${archive}/${out}` })
      await expect(refused, out).rejects.toMatchObject({ code: 'usage' })
    }
    for (const format of ['csv', 'warc']) {
      const { code, stderr } = await nianbao(
        'export',
        format,
        '--out',
        join(home, 'link/x'),
        '--archive',
        archive,
      )
      expect([code, lastLine(stderr).split(': ')[1]]).toEqual([2, 'usage'])
    }
    expect(filesIn(archive)).toEqual(before)
    await prove({ archive, id, site: null, out: `${archive}-proof` })
  })

  test('writes only to a folder that is new or empty', async () => {
    const { archive, home } = await proven()
    const empty = join(home, 'empty')
    mkdirSync(empty)
    await prove({ archive, id, site: null, out: empty })
    expect(statSync(join(empty, 'verify.sh')).isFile()).toBe(true)
  })
})
