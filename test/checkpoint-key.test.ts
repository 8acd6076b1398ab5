import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseCheckpoint } from '../src/archive/checkpointText.ts'
import { openSigner } from '../src/archive/openSigner.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { html, localSite } from './running/localSite.ts'
import { lastLine, nianbao } from './running/nianbao.ts'
import { checkpoint, damageIn, finished, problemsIn, runAt } from './checkpoint/finishedTwice.ts'

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
