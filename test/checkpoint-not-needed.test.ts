import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { signArchive } from '../src/pipeline/signArchive.ts'
import { finishedArchive } from './archive-finished.ts'
import { testFolder } from './archive-folder.ts'
import { root } from './running/nianbao.ts'

async function finished(): Promise<string> {
  const folder = join(testFolder(), 'archive')
  await finishedArchive(folder)
  return folder
}

const ledger = (folder: string): string => join(folder, 'gongshu/captures.jsonl')

const sign = (archive: string) =>
  signArchive({ archive, config: resolve(root, 'config'), clock: () => new Date('2026-11-22T00:00:00.000Z') })

describe('nianbao checkpoint', () => {
  test('signs nothing for a torn end of a ledger, however often it is asked', async () => {
    const folder = await finished()
    appendFileSync(ledger(folder), '{"seq":')
    expect([(await sign(folder)).made, (await sign(folder)).made]).toEqual([false, false])
    expect(existsSync(join(folder, 'checkpoints/3.txt'))).toBe(false)
  })

  test.each<[what: string, change: (text: string) => string]>([
    ['whose lines end otherwise', (text) => text.replaceAll('\n', '\r\n')],
    ['with a mark before its first line', (text) => `\uFEFF${text}`],
    ['with a line more in its middle', (text) => text.replace('\n', '\n{}\n')],
    ['that ends earlier', (text) => text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1)],
  ])('refuses to sign over a ledger %s', async (_what, change) => {
    const folder = await finished()
    writeFileSync(ledger(folder), change(readFileSync(ledger(folder), 'utf8')))
    await expect(sign(folder)).rejects.toMatchObject({ code: 'archive-damaged' })
    expect(existsSync(join(folder, 'checkpoints/3.txt'))).toBe(false)
  })

  test.each<[what: string, does: (record: string) => void]>([
    [
      'gone',
      (record) => {
        rmSync(record)
      },
    ],
    [
      'another',
      (record) => {
        writeFileSync(record, readFileSync(record, 'utf8').replace('test-run', 'best-run'))
      },
    ],
  ])('refuses to sign while the record of a run that it signed is %s', async (_what, does) => {
    const folder = await finished()
    does(
      join(
        folder,
        'runs',
        readdirSync(join(folder, 'runs'))
          .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
          .at(-1) ?? '',
      ),
    )
    writeFileSync(join(folder, 'checkpoints/trees.json'), 'x')
    await expect(sign(folder)).rejects.toMatchObject({ code: 'archive-damaged' })
    expect(existsSync(join(folder, 'checkpoints/3.txt'))).toBe(false)
  })
})
