import { hash } from 'node:crypto'
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openSigner } from '../src/archive/openSigner.ts'
import { prove } from '../src/pipeline/prove.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { filesIn, finishedArchive, rederive } from './archive-finished.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { everyday } from './running/everyday.ts'
import { nianbao } from './running/nianbao.ts'
import { bareTools, check, lookAgain, proven } from './prove/proven.ts'

describe('a proof folder', () => {
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
})
