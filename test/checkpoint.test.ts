import { execFileSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { appendFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { newestCheckpoint } from '../src/archive/checkpointFiles.ts'
import { checkpointText, parseCheckpoint, publicPem } from '../src/archive/checkpointText.ts'
import { noLine } from '../src/archive/ledgerLine.ts'
import { openSigner } from '../src/archive/openSigner.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { flip } from './archive-finished.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { linesOf } from './archive-rewritten.ts'
import { naiveRoot } from './naiveTree.ts'
import { checkpoint, damageIn, finished, ledger, problemsIn, runAt } from './checkpoint/finishedTwice.ts'

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
