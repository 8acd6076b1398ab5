import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readIndex } from '../src/archive/indexFile.ts'
import { seal } from '../src/archive/sealed.ts'
import type { SiteIndex } from '../src/archive/siteIndex.ts'
import { verifyArchive } from '../src/archive/verifyArchive.ts'
import { random } from './documents/random.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { flip } from './archive-finished.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'

const indexPath = (folder: string) => join(folder, 'gongshu/index.json')
const tailPath = (folder: string) => join(folder, 'gongshu/index.tail.jsonl')

/** A run that brings a page for each of `numbers`, derives it, and notes their count. */
async function nightlyRun(folder: string, numbers: readonly number[], note = numbers.join()): Promise<void> {
  const archive = await openTestArchive(folder)
  const site = await archive.site('gongshu')
  for (const n of numbers) {
    const url = `http://host/${n % 40}`
    await site.admit(exchangeOf(url, `<html>${n}`), factsOf('page'))
    await site.bundle(url)
    site.recordDerived(url, { ids: [`330105001/${2000 + (n % 40)}`], left: [] })
  }
  site.setNote('night', { seen: note })
  site.setNote(`night ${numbers.length}`, null)
  await archive.finish()
  await archive.close()
}

function indexIn(folder: string): SiteIndex {
  const read = readIndex(indexPath(folder))
  if (read === null || read === 'corrupt') throw new Error('no index')
  return read.index
}

async function damageIn(folder: string): Promise<string[]> {
  const found: string[] = []
  for await (const { severity, code, file } of verifyArchive(folder))
    found.push(`${severity} ${code} ${file}`)
  return found
}

describe('the tail of an index', () => {
  test('takes what a run adds, and leaves index.json as it was', async () => {
    const folder = testFolder()
    await nightlyRun(folder, [1, 2, 3])
    const before = readFileSync(indexPath(folder))
    await nightlyRun(folder, [4])
    expect(readFileSync(indexPath(folder))).toEqual(before)
    expect(statSync(tailPath(folder)).size).toBeLessThan(1200)
    await nightlyRun(folder, [5])
    const index = indexIn(folder)
    expect(index.ledger.lines).toBe(5)
    expect(index.notes).toEqual({ night: { seen: '5' }, 'night 3': null, 'night 1': null })
    expect(Object.values(index.bundles).every(({ derived }) => derived !== null)).toBe(true)
    expect(await damageIn(folder)).toEqual([])
  })

  test('and index.json say together what one index.json would, after any nights', async () => {
    const dice = random('nights')
    const [grown, whole] = [testFolder(), testFolder()]
    for (let night = 0; night < 25; night += 1) {
      const numbers = Array.from({ length: dice.int(0, 5) }, () => dice.int(0, 90))
      await nightlyRun(grown, numbers, String(night % 3))
      await nightlyRun(whole, numbers, String(night % 3))
      // The same with every tail put into index.json.
      writeFileSync(indexPath(whole), `${seal(JSON.stringify(indexIn(whole)))}\n`)
      rmSync(tailPath(whole), { force: true })
      expect(indexIn(grown)).toEqual(indexIn(whole))
    }
    expect(existsSync(tailPath(grown))).toBe(true)
  })

  test('cut at any byte is no loss but of what was derived: the ledger gives the rest again', async () => {
    const folder = testFolder()
    await nightlyRun(folder, [1, 2])
    await nightlyRun(folder, [3])
    await nightlyRun(folder, [4])
    const tail = readFileSync(tailPath(folder))
    const firstEnd = tail.indexOf(10) + 1
    for (let size = 0; size < tail.length; size += 7) {
      writeFileSync(tailPath(folder), tail.subarray(0, size))
      const archive = await openTestArchive(folder)
      const site = await archive.site('gongshu')
      expect(site.lines()).toBe(4)
      expect(site.underived()).toEqual(['http://host/3', 'http://host/4'].slice(size >= firstEnd ? 1 : 0))
      await archive.close()
    }
    // Cut in its second line, the next run goes on behind the first.
    writeFileSync(tailPath(folder), tail.subarray(0, tail.length - 40))
    expect(await damageIn(folder)).toContain('unfinished index-unreadable gongshu/index.tail.jsonl')
    await nightlyRun(folder, [3, 4, 5])
    expect(indexIn(folder).ledger.lines).toBe(7)
    expect(await damageIn(folder)).toEqual([])
  })

  test('with one byte changed is named by verify, and nothing behind it is believed', async () => {
    const folder = testFolder()
    await nightlyRun(folder, [1])
    await nightlyRun(folder, [2])
    await nightlyRun(folder, [3])
    const { length } = readFileSync(tailPath(folder))
    for (let at = 0; at < length; at += 13) {
      flip(tailPath(folder), at)
      expect(await damageIn(folder)).toEqual(['unfinished index-unreadable gongshu/index.tail.jsonl'])
      const archive = await openTestArchive(folder)
      expect((await archive.site('gongshu')).lines()).toBe(3)
      await archive.close()
      flip(tailPath(folder), at)
    }
    // The next run goes on where the good lines end, and leaves nothing of what followed.
    for (const n of [4, 5, 6]) await nightlyRun(folder, [n])
    flip(tailPath(folder), readFileSync(tailPath(folder)).indexOf(10) + 20)
    await nightlyRun(folder, [7])
    expect(await damageIn(folder)).toEqual([])
    expect(readIndex(indexPath(folder))).toMatchObject({ tail: { number: 2, whole: true } })
  })

  test('holds what was derived anew of a bundle without news, and a note as it was when it was set', async () => {
    const folder = testFolder()
    await nightlyRun(folder, [1, 2])
    const archive = await openTestArchive(folder)
    const site = await archive.site('gongshu')
    await site.bundle('http://host/1')
    site.recordDerived('http://host/1', { ids: ['330105001/2031'], left: [] })
    const note = { seen: 'before' }
    site.setNote('night', note)
    note.seen = 'after'
    await archive.finish()
    await archive.close()
    const { bundles, notes } = indexIn(folder)
    expect(bundles['http://host/1']?.derived?.outcome.ids).toEqual(['330105001/2031'])
    expect(bundles['http://host/2']?.derived?.outcome.ids).toEqual(['330105001/2002'])
    expect(notes['night']).toEqual({ seen: 'before' })
  })

  test('of another index.json is passed over, as after a kill between the two', async () => {
    const folder = testFolder()
    await nightlyRun(folder, [1])
    await nightlyRun(folder, [2])
    const tail = readFileSync(tailPath(folder))
    rmSync(indexPath(folder))
    await nightlyRun(folder, [3])
    expect(existsSync(tailPath(folder))).toBe(false)
    writeFileSync(tailPath(folder), tail)
    expect(await damageIn(folder)).toEqual([])
    await nightlyRun(folder, [4])
    expect(indexIn(folder).ledger.lines).toBe(4)
    expect(readFileSync(tailPath(folder), 'utf8').split('\n')).toHaveLength(2)
  })

  test('goes into index.json when it has grown to half of it and 64 KB', async () => {
    const folder = testFolder()
    await nightlyRun(folder, [1])
    const before = readFileSync(indexPath(folder))
    await nightlyRun(folder, [2], 'x'.repeat(60_000))
    expect(readFileSync(indexPath(folder))).toEqual(before)
    await nightlyRun(folder, [3], 'y'.repeat(60_000))
    expect(existsSync(tailPath(folder))).toBe(false)
    expect(indexIn(folder).ledger.lines).toBe(3)
    await nightlyRun(folder, [4])
    expect(indexIn(folder).ledger.lines).toBe(4)
  })
})
