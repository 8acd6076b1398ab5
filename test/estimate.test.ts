import { describe, expect, test } from 'vitest'
import { duration, openEstimate } from '../src/console/estimate.ts'

describe('How long a run still takes', () => {
  test('before the first link is done, the pace of the site tells', () => {
    const estimate = openEstimate()
    estimate.plan('a', 1000, 1500, 0)
    expect(estimate.secondsLeft(0)).toBe(1500)
  })

  test('a site that is slower than its pace is measured, and one that is faster is not believed', () => {
    const slow = openEstimate()
    slow.plan('a', 10, 15, 0)
    slow.done('a')
    expect(slow.secondsLeft(4000)).toBe(36)
    const fast = openEstimate()
    fast.plan('a', 10, 15, 0)
    fast.done('a')
    expect(fast.secondsLeft(100)).toBe(14)
  })

  test('sites work side by side: the slowest decides, and all their links count', () => {
    const estimate = openEstimate()
    estimate.plan('a', 10, 15, 0)
    estimate.plan('b', 100, 150, 0)
    estimate.done('a')
    expect([estimate.finished(), estimate.total(), estimate.secondsLeft(1500)]).toEqual([1, 110, 150])
  })

  test.each([
    [0, '0 s'],
    [89, '89 s'],
    [720, '12 min'],
    [11_100, '3 h 05 min'],
  ])('%i seconds read as %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words)
  })
})
