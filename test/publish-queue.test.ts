import { expect, test } from 'vitest'
import { pageQueue } from '../src/publish/explorer/pageQueue.ts'

const unit = (code: string) => [
  `/unit/${code}/`,
  `/en/unit/${code}/`,
  `/feeds/unit/${code}.xml`,
  `/report/${code}/2022/`,
  `/en/report/${code}/2022/at-site/`,
  `/compare/${code}/2021/${code}/2022/`,
]

test('pages of one unit are made in one lane, one after the other, originals and editions with those that lead there', () => {
  const queue = pageQueue()
  queue.add('/', null)
  expect(queue.next(0)).toBe('/')
  const [one, other] = ['330105001', '330105/%E8%B4%A2%E6%94%BF%E5%B1%80']
  // Mixed, as lists lead to them.
  unit(one).forEach((address, at) => {
    queue.add(address, '/')
    queue.add(unit(other)[at] ?? '', '/')
  })
  queue.add('/original/aa/', `/report/${one}/2022/`)
  queue.add('/en/edition/bb/', `/report/${other}/2022/`)
  queue.add('/en/original/aa/view/', '/original/aa/')
  const mine = [unit(one), '/original/aa/', '/en/original/aa/view/'].flat().sort()
  const theirs = [unit(other), '/en/edition/bb/'].flat().sort()
  const taken: Record<number, string[]> = { 0: [], 1: [] }
  for (let turn = 0; turn < mine.length + theirs.length; turn += 1) {
    const lane = turn < 2 * theirs.length ? turn % 2 : 0
    taken[lane]?.push(queue.next(lane) ?? 'nothing')
  }
  expect([taken[0]?.sort(), taken[1]?.sort()]).toEqual([mine, theirs])
  expect(queue.next(0)).toBeNull()
})

test('lists come first, for they lead to all others, and no address comes twice', () => {
  const queue = pageQueue()
  for (const address of ['/unit/330105001/', '/year/2022/', '/unit/330105001/', '/region/33/', '/year/2022/'])
    queue.add(address, '/')
  expect([queue.next(0), queue.next(1), queue.next(2), queue.next(3)]).toEqual([
    '/region/33/',
    '/year/2022/',
    '/unit/330105001/',
    null,
  ])
})
