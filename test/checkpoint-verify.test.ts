import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { newestCheckpoint } from '../src/archive/checkpointFiles.ts'
import { checkpointText, parseCheckpoint } from '../src/archive/checkpointText.ts'
import { openSigner } from '../src/archive/openSigner.ts'
import { flip } from './archive-finished.ts'
import { linesOf, rewrite } from './archive-rewritten.ts'
import { isLong } from './running/everyday.ts'
import {
  checkpoint,
  damageIn,
  edit,
  finished,
  ledger,
  problemsIn,
  runAt,
} from './checkpoint/finishedTwice.ts'

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
