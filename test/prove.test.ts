import { execFileSync } from 'node:child_process'
import { hash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { prove } from '../src/pipeline/prove.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { filesIn, finishedArchive, rederive } from './archive-finished.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { rewrite } from './archive-rewritten.ts'
import { lastLine, nianbao } from './running/nianbao.ts'
import { bareTools, check, has, id, lookAgain, proven, shells } from './prove/proven.ts'

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
