import { expect } from 'vitest'
import type { Publication } from './publications.ts'
import type { Night } from './readListing.ts'

/** Every report of `published` once, nothing else, and a title that is the report's own as far as it goes. */
export function expectAllReports(night: Night, published: readonly Publication[]): void {
  const wanted = published.filter(({ report }) => report !== null)
  const missing = wanted.filter(
    ({ title }) => !night.candidates.some(({ link }) => title.startsWith(link.title.replace(/…$/u, ''))),
  )
  expect(missing.map(({ title }) => title)).toEqual([])
  expect(night.candidates.length).toBe(wanted.length)
  expect(new Set(night.candidates.map(({ link }) => link.url)).size).toBe(wanted.length)
  const dates = new Map(wanted.map(({ title, published: date }) => [title, date]))
  for (const { link } of night.candidates) {
    const whole = wanted.find(({ title }) => title === link.title)
    if (whole !== undefined) expect(link.date).toBe(dates.get(link.title))
  }
}
