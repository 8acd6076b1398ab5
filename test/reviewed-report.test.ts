import { expect, test } from 'vitest'
import type { Report, Source } from '../src/model/report.ts'
import type { ReviewDecision } from '../src/model/reviewDecision.ts'
import { reviewedReport } from '../src/model/reviewedReport.ts'
import { yearReport } from './acrossYears.ts'

const metric = 'applications.new.total'
const [first, second] = ['1'.repeat(64), '2'.repeat(64)]
const source = (sha256: string): Source => ({
  ...{ sha256, role: 'attachment', media_type: 'text/html' },
  ...{ url: null, captured: null, capture: null },
})

/** A report of two originals, as of an edition; the figure is given by one of them, or by none. */
function reportOf(digest: string, givenBy: string | null): Report {
  const sources = [source(first), source(second)]
  const cell = { raw: '4242', table: 1, row: 1, column: 1 }
  return {
    ...yearReport(2022, givenBy === null ? {} : { [metric]: 4242 }),
    cells: givenBy === null ? {} : { [metric]: { ...cell, source: `sha256:${givenBy}` } },
    sources,
    editions: [
      { first_seen: '2023-01-01T00:00:00.000Z', digest: digest.repeat(64), changes: [], text: [], sources },
    ],
  }
}

/** A person read 7287 in the first original. */
const corrected: ReviewDecision = {
  ...{ seq: 1, prev: '0'.repeat(64), time: '2023-02-01T00:00:00.000Z', by: '王', reason: '原件可读' },
  ...{ site: 'gongshu', subject: '330105/财政局/2022', original: first, content: 'a'.repeat(64) },
  ...{ action: 'correct', metric, value: 7287 },
}

const outdated = (report: Report): boolean | undefined =>
  reviewedReport('gongshu', report, [corrected]).corrections?.[0]?.outdated

test('a correction of one original is never applied to the figure that another original gives', () => {
  expect(outdated(reportOf('b', second))).toBe(true)
})

test('it is in force while its original gives the figure, or none does', () => {
  expect(outdated(reportOf('b', first))).toBe(false)
  expect(outdated(reportOf('b', null))).toBe(false)
})

test('it is in force where another original gives the same content', () => {
  expect(outdated(reportOf('a', second))).toBe(false)
})
