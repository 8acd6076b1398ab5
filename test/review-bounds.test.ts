import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { NianbaoError } from '../src/errors.ts'
import { readCell } from '../src/extract/figures/readCell.ts'
import type { Report } from '../src/model/report.ts'
import { correctable } from '../src/pipeline/review/correctable.ts'
import { yearReport } from './acrossYears.ts'

const { knowledge } = await loadConfig(resolve(import.meta.dirname, '../config'))

const count = 'applications.new.total'
const difference = 'proactive.licensing.items_change'
const amount = 'proactive.fees.amount'

/** What is said of a correction that cannot be; null where it can. */
function refusal(metric: string, value: number | null, of: Report['forms']): string | null {
  try {
    correctable({ metric, value }, { ...yearReport(2021, {}), forms: of }, knowledge.forms)
    return null
  } catch (error) {
    if (error instanceof NianbaoError && error.code === 'usage') return error.message
    throw error
  }
}
const of2021 = { proactive: '2021', applications: '2021', review_litigation: '2021' } as const
const of2019 = { proactive: '2019', applications: '2019', review_litigation: '2019' } as const

describe('A correction is a figure that its cell can hold', () => {
  const values = [0, 1, 60, 25.1, 1.5, -5, -1.5, 9_999_999_999, 10_000_000_000, 99_999_999_999_999]
  test.each([
    ['a count', count, of2021, { unit: '件', signed: false }],
    ['a difference', difference, of2019, { unit: '项', signed: true }],
    ['an amount', amount, of2021, { unit: '万元', signed: false }],
  ] as const)('as the reader of cells would take it: %s', (_what, metric, printed, target) => {
    for (const value of values) {
      const isRead = readCell(String(value), target).kind === 'number'
      expect([value, refusal(metric, value, printed) === null]).toEqual([value, isRead])
    }
    expect(refusal(metric, null, printed)).toBeNull()
  })

  test('and what is wrong with it is said in one line that names it', () => {
    expect(refusal(count, -5, of2021)).toMatch(/^applications\.new\.total: -5 .*below nought/u)
    expect(refusal(count, 1.5, of2021)).toMatch(/1\.5 .*whole/u)
    expect(refusal(count, 99_999_999_999_999, of2021)).toMatch(/99999999999999 .*more than/u)
  })
})

describe('A correction is of a figure that the document has', () => {
  test.each<[string, string, Report['forms'], boolean]>([
    ['of another form than its table', 'proactive.rules.made', of2021, false],
    ['of that form', 'proactive.rules.made', of2019, true],
    ['of the table that went out in 2019', 'statistics.fees.charged.year', of2021, false],
    ['of a table that came in 2019, in a report before', count, { statistics: '2014' }, false],
    ['of a table that was not read, beside others', count, { proactive: '2021' }, true],
    ['of a report of which no table was read', count, {}, true],
    ['of no form at all', 'applications.nobody', {}, false],
  ])('%s', (_what, metric, printed, isTaken) => {
    expect(refusal(metric, 1, printed) === null).toBe(isTaken)
  })
})
