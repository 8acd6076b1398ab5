import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { newestCheckpoint } from '../src/archive/checkpointFiles.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { openTestArchive } from './archive-open.ts'
import { linesOf, rewrite } from './archive-rewritten.ts'
import { nianbao } from './running/nianbao.ts'
import {
  checkpoint,
  damageIn,
  edit,
  finished,
  ledger,
  problemsIn,
  runAt,
} from './checkpoint/finishedTwice.ts'

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
