import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { indexFile } from '../src/archive/indexFile.ts'
import { verifyArchive } from '../src/archive/verifyArchive.ts'
import { startChild } from './archive-child.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'

async function found(folder: string): Promise<string[]> {
  const words: string[] = []
  for await (const { severity, code } of verifyArchive(folder)) words.push(`${severity} ${code}`)
  return words
}

/** Opens the site as the next run does, and finishes. */
async function nextRun(folder: string): Promise<readonly string[]> {
  const archive = await openTestArchive(folder)
  const { recovered } = await archive.site('gongshu')
  await archive.finish()
  await archive.close()
  return recovered
}

/** Puts a file among the originals as a run does that is killed before its ledger line. */
function stray(folder: string, body: string, name = hash('sha256', body)): string {
  const path = join(folder, 'gongshu/originals', name.slice(0, 2), `${name}.txt`)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, body)
  return path
}

async function killedRun(folder: string): Promise<void> {
  const archive = await openTestArchive(folder)
  const site = await archive.site('gongshu')
  await site.admit(exchangeOf('http://host/1', 'kept'), factsOf('page'))
  await archive.close()
}

describe('what a run leaves that was cut off between an original and its ledger line', () => {
  test('is set aside by the next run, so that the originals are those of the ledger, and is kept', async () => {
    const folder = testFolder()
    await killedRun(folder)
    const path = stray(folder, 'fetched and never acknowledged')
    writeFileSync(join(folder, 'gongshu/.tmp/half.docx'), 'half')
    expect(await found(folder)).toContain('unfinished original-unrecorded')

    expect((await nextRun(folder)).join()).toContain('1 originals without a ledger line')
    expect(await found(folder)).toEqual([])
    expect(existsSync(path)).toBe(false)
    const [kept] = readdirSync(join(folder, 'gongshu/refused'))
    expect(kept).toBe(`unfinished-${hash('sha256', 'fetched and never acknowledged')}.txt`)
    expect(readFileSync(join(folder, 'gongshu/refused', kept ?? ''), 'utf8')).toBe(
      'fetched and never acknowledged',
    )
    expect(readdirSync(join(folder, 'gongshu/.tmp'))).toEqual([])
    expect(await nextRun(folder)).toEqual([])
  })

  test('is admitted anew like anything else when the host still has it', async () => {
    const folder = testFolder()
    await killedRun(folder)
    stray(folder, 'again')
    const archive = await openTestArchive(folder)
    const site = await archive.site('gongshu')
    const capture = await site.admit(exchangeOf('http://host/2', 'again'), factsOf('page'))
    expect([capture.outcome, Buffer.from(await site.original(capture)).toString()]).toEqual(['new', 'again'])
    await archive.finish()
    await archive.close()
    expect(await found(folder)).toEqual([])
  })

  test('is not looked for after a run that finished: a file slipped in later stays where verify names it', async () => {
    const folder = testFolder()
    await killedRun(folder)
    await nextRun(folder)
    const path = stray(folder, 'slipped in')
    await nextRun(folder)
    expect(existsSync(path)).toBe(true)
    expect(await found(folder)).toEqual(['unfinished original-unrecorded'])
  })

  test('is told from a file that is not what its name says, which is damage and stays', async () => {
    const folder = testFolder()
    await killedRun(folder)
    const path = stray(folder, 'other bytes', '0'.repeat(64))
    await nextRun(folder)
    expect(existsSync(path)).toBe(true)
    expect(await found(folder)).toEqual(['damage original-differs'])
  })

  test('stays where it is when the ledger has lost lines, for it may be their original', async () => {
    const folder = testFolder()
    await killedRun(folder)
    await nextRun(folder)
    const ledger = join(folder, 'gongshu/captures.jsonl')
    writeFileSync(ledger, '')
    writeFileSync(join(folder, 'gongshu/.unfinished'), '')
    const originals = readdirSync(join(folder, 'gongshu/originals'), { recursive: true })
    await nextRun(folder)
    expect(readdirSync(join(folder, 'gongshu/originals'), { recursive: true })).toEqual(originals)
  })

  test('may be the list of originals alone, behind an index that was saved on the way: the next run completes it', async () => {
    const folder = testFolder()
    await killedRun(folder)
    await nextRun(folder)
    const path = join(folder, 'gongshu/index.json')
    const index = indexFile({ path, temp: folder, whenCorrupt: () => Promise.reject(new Error('corrupt')) })
    const saved = await index.read()
    if (saved === null) return expect.unreachable()
    await index.write({ ...saved, manifest: { lines: 0, sha256: '' } })
    rmSync(join(folder, 'gongshu/originals.sha256'))
    expect(await found(folder)).toEqual(['unfinished manifest-behind'])
    await nextRun(folder)
    expect(await found(folder)).toEqual([])
  })

  test('a process killed at any moment leaves nothing that the next run does not clear, whatever was under way', async () => {
    let unfinished = 0
    for (let round = 1; round <= 12; round += 1) {
      const folder = testFolder()
      const child = startChild('archive-keep-admitting.ts', folder, String(round))
      await child.firstLine
      await pause(40 + Math.random() * 120)
      await child.kill()
      const before = await found(folder)
      expect(before.filter((words) => words.startsWith('damage'))).toEqual([])
      if (before.includes('unfinished original-unrecorded')) unfinished += 1
      await nextRun(folder)
      expect(await found(folder)).toEqual([])
    }
    // Else nobody was killed between an original and its line.
    expect(unfinished).toBeGreaterThan(0)
  }, 120_000)
})

describe('a ledger that is gone', () => {
  test.each(['captures.jsonl', 'captures.jsonl and index.json'])('is no new beginning: %s', async (what) => {
    const folder = testFolder()
    await killedRun(folder)
    await nextRun(folder)
    for (const name of what.split(' and ')) rmSync(join(folder, 'gongshu', name))
    const archive = await openTestArchive(folder)
    await expect(archive.site('gongshu')).rejects.toMatchObject({ code: 'archive-damaged' })
    await archive.close()
    expect(existsSync(join(folder, 'gongshu/captures.jsonl'))).toBe(false)
  })

  test('with its whole folder is no new beginning either, where a run was at the site', async () => {
    const folder = testFolder()
    const archive = await openTestArchive(folder)
    await archive.site('gongshu')
    await archive.finish()
    await archive.saveRun({
      schema: 'nianbao/run@1',
      run: 'r',
      command: 'crawl',
      started: '',
      finished: '',
      sites: [],
      requests: {},
      hostsRefusing: [],
    })
    await archive.close()
    rmSync(join(folder, 'gongshu'), { recursive: true })
    const again = await openTestArchive(folder)
    await expect(again.site('gongshu')).rejects.toMatchObject({ code: 'archive-damaged' })
    await expect(again.site('yuhang')).rejects.toMatchObject({ code: 'archive-damaged' })
    await again.close()
    const other = await openTestArchive(folder)
    await other.site('yuhang')
    await other.finish()
    await other.close()
  })
})
