import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import type { Report, Source } from '../src/model/report.ts'
import type { ReviewDecision } from '../src/model/reviewDecision.ts'
import { reviewedReport } from '../src/model/reviewedReport.ts'
import { decisionsTable } from '../src/publish/tables/decisionsTable.ts'
import { reviewItems } from '../src/validate/reviewItems.ts'
import { validator } from '../src/validate/validate.ts'
import { doubt, yearReport } from './acrossYears.ts'

const { knowledge } = await loadConfig(resolve(import.meta.dirname, '../config'))
const validate = validator(knowledge.forms)

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

const line = {
  ...{ seq: 1, prev: '0'.repeat(64), time: '2023-02-01T00:00:00.000Z', by: '王', reason: '原件可读' },
  ...{ site: 'gongshu', subject: '330105/财政局/2022' },
}
const lookedAt = { original: first, content: 'a'.repeat(64) }
/** A person read 7287 in the first original. */
const corrected = { ...line, ...lookedAt, action: 'correct' as const, metric, value: 7287 }

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

describe('A correction settles the doubts of its day', () => {
  const unread = doubt('unreadable-cell', metric)
  const disagree = doubt('sources-disagree', metric)
  const states = (decision: ReviewDecision, ...findings: Report['findings']): readonly string[] =>
    reviewItems(
      'gongshu',
      reviewedReport('gongshu', { ...reportOf('a', first), findings }, [decision]),
      validate,
    ).map(({ cause, state, metrics }) => `${cause} ${state} ${metrics.join()}`)

  test('and one that came since is open again, though the figure was corrected', () => {
    const made: ReviewDecision = { ...corrected, doubts: ['unreadable-cell'] }
    expect(states(made, unread)).toEqual([`unreadable-cell decided ${metric}`])
    expect(states(made, unread, disagree)).toEqual([
      `unreadable-cell decided ${metric}`,
      `sources-disagree open ${metric}`,
    ])
    const again: ReviewDecision = { ...corrected, doubts: ['sources-disagree', 'unreadable-cell'] }
    expect(states(again, unread, disagree)).toEqual([
      `unreadable-cell decided ${metric}`,
      `sources-disagree decided ${metric}`,
    ])
  })

  test('where its line does not say which, every doubt of the reading, and none of another source', () => {
    expect(states(corrected, unread, disagree)).toEqual([
      `unreadable-cell decided ${metric}`,
      `sources-disagree open ${metric}`,
    ])
  })
})

test('every decision on a report is a row, with the line that took its place or took it back', () => {
  const is = (seq: number, value: number): ReviewDecision => ({ ...corrected, seq, value })
  const accepted = (seq: number, ...codes: ('unreadable-cell' | 'sources-disagree')[]): ReviewDecision => ({
    ...{ ...line, ...lookedAt, seq, action: 'accept' },
    judged: codes.map((code) => ({ code, metrics: [metric] })),
  })
  const decisions = [
    ...[is(1, 1), is(2, 2)],
    ...[accepted(3, 'unreadable-cell', 'sources-disagree'), accepted(4, 'sources-disagree')],
    ...[is(5, 5), { ...line, seq: 6, action: 'withdraw' as const, of: 5 }, is(7, 7)],
  ]
  const names = decisionsTable.columns.map(({ name }) => name)
  const rows = decisionsTable
    .rows(reviewedReport('gongshu', reportOf('a', first), decisions), 'gongshu')
    .map((row) => new Map(row.map((value, at) => [names[at] ?? '', value])))
  expect(rows.every((row) => row.size === names.length)).toBe(true)
  expect(rows.map((row): unknown => Object.fromEntries(row))).toMatchObject([
    { number: 1, action: 'correct', value: 1, superseded_by: 2, outdated: null },
    { number: 2, action: 'correct', value: 2, superseded_by: 7, outdated: null },
    { number: 3, action: 'accept', code: 'unreadable-cell', superseded_by: null, outdated: false },
    { number: 3, action: 'accept', code: 'sources-disagree', superseded_by: 4, outdated: null },
    { number: 4, action: 'accept', code: 'sources-disagree', superseded_by: null },
    { number: 5, action: 'correct', value: 5, superseded_by: 6 },
    { number: 6, action: 'withdraw', withdraws: 5, superseded_by: null, outdated: null },
    { number: 7, action: 'correct', value: 7, superseded_by: null, outdated: false },
  ])
})
