import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import type { Downloaded, DownloadOrder } from '../src/model/download.ts'
import { downloadDesk } from '../src/pipeline/downloadDesk.ts'
import type { DownloadMaker } from '../src/pipeline/downloadMaker.ts'
import { downloadShelf } from '../src/pipeline/downloadShelf.ts'
import { HeldFile } from '../src/pipeline/heldFile.ts'
import { testFolder } from './archive-folder.ts'

const order = (year: number): DownloadOrder => ({
  format: 'csv',
  selection: { year, site: null, report: null },
})
const never = new AbortController().signal

/** A file without a name that holds a text. */
async function holding(words: string): Promise<HeldFile> {
  const path = join(testFolder(), words)
  const handle = await open(path, 'w+')
  await handle.writeFile(words)
  await rm(path)
  return HeldFile.of(handle)
}

const wordsOf = (got: Downloaded): Promise<string> =>
  got.kind === 'file' ? text(got.file.stream()) : Promise.resolve(got.kind)

const failed = (error: unknown): void => {
  throw error
}

test('what somebody decided while it was made is made again, and given up where it goes on', async () => {
  let decisions = 0
  let asked = 0
  const make: DownloadMaker = async () => {
    asked += 1
    if (asked === 1 || asked > 2) decisions += 1
    return holding(`made ${asked}`)
  }
  const desk = downloadDesk(make, {
    stateNow: () => Promise.resolve({ decided: String(decisions), whole: String(decisions) }),
    shelf: downloadShelf(failed),
  })
  expect(await wordsOf(await desk.downloads(order(2021), never))).toBe('made 2')
  expect(await wordsOf(await desk.downloads(order(2021), never))).toBe('made 2')
  expect(await wordsOf(await desk.downloads(order(2022), never))).toBe('busy')
  expect(asked).toBe(5)
  await desk.close()
})

test('what was made while something else differed is given, and not remembered', async () => {
  let state = 0
  const desk = downloadDesk(() => holding(`made ${(state += 1)}`), {
    stateNow: () => Promise.resolve({ decided: '', whole: String(state) }),
    shelf: downloadShelf(failed),
  })
  expect(await wordsOf(await desk.downloads(order(2021), never))).toBe('made 1')
  expect(await wordsOf(await desk.downloads(order(2021), never))).toBe('made 2')
  await desk.close()
})

test('a file ends with the last of those who wait for it, whether it is made or waits', async () => {
  const ended: number[] = []
  const begun: number[] = []
  const make: DownloadMaker = ({ selection: { year } }, signal) =>
    new Promise((_, fail) => {
      begun.push(year ?? 0)
      signal.addEventListener('abort', () => {
        ended.push(year ?? 0)
        fail(new Error('ended'))
      })
    })
  const desk = downloadDesk(make, {
    stateNow: () => Promise.resolve({ decided: '', whole: '' }),
    shelf: downloadShelf(failed),
  })
  const [one, other, waiting] = [new AbortController(), new AbortController(), new AbortController()]
  const first = desk.downloads(order(2021), one.signal)
  const second = desk.downloads(order(2021), other.signal)
  const third = desk.downloads(order(2022), waiting.signal)
  await expect.poll(() => begun).toEqual([2021])
  waiting.abort()
  one.abort()
  expect(ended).toEqual([])
  other.abort()
  expect(await Promise.all([first, second, third])).toEqual(Array(3).fill({ kind: 'busy' }))
  expect([begun, ended]).toEqual([[2021], [2021]])
  await desk.close()
})

test('a failure of one is no failure of the next', async () => {
  let asked = 0
  const desk = downloadDesk(
    async () => {
      asked += 1
      if (asked === 1) throw new Error('a defect')
      return holding('whole')
    },
    { stateNow: () => Promise.resolve({ decided: '', whole: '' }), shelf: downloadShelf(failed) },
  )
  await expect(desk.downloads(order(2021), never)).rejects.toThrow('a defect')
  expect(await wordsOf(await desk.downloads(order(2021), never))).toBe('whole')
  await desk.close()
})

test('the shelf has room for so much; what nobody asked for longest makes room, and who reads it reads on', async () => {
  const shelf = downloadShelf(failed, { bytes: 10, files: 2 })
  const [four, five, more, large] = [
    await holding('four'),
    await holding('fives'),
    await holding('six666'),
    await holding('more than the room'),
  ]
  const reader = five.share()
  shelf.put('4', 'one', four)
  shelf.put('5', 'one', five)
  expect(shelf.at('4', 'one')).toBe(four)
  shelf.put('6', 'one', more)
  expect([shelf.at('4', 'one'), shelf.at('5', 'one'), shelf.at('6', 'one')]).toEqual([four, null, more])
  shelf.put('large', 'one', large)
  expect([shelf.at('large', 'one'), shelf.at('6', 'one')]).toEqual([null, more])
  expect(shelf.at('6', 'two')).toBeNull()
  expect(shelf.at('6', 'one')).toBeNull()
  for (const file of [four, five, more, large]) await file.release()
  expect(await text(reader.stream())).toBe('fives')
  await expect(text(four.share().stream())).rejects.toThrow()
})
