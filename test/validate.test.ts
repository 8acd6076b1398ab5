import { describe, expect, test } from 'vitest'
import type { Finding } from '../src/model/finding.ts'
import type { Report } from '../src/model/report.ts'
import { validator } from '../src/validate/validate.ts'
import { forms } from './figuresTables.ts'

const validate = validator(forms)

const report = (figures: Report['figures'], findings: readonly Finding[] = []): Report => ({
  schema: 'nianbao/report@1',
  id: null,
  rules: 'test',
  unit: { name: '财政局', as_printed: '财政局', code: null, division: null },
  year: 2023,
  year_from: 'title',
  title: '财政局2023年政府信息公开工作年度报告',
  published: null,
  forms: { proactive: '2021', applications: '2021', review_litigation: '2021' },
  sections: [],
  figures,
  cells: {},
  statements: [],
  findings,
  sources: [],
  editions: [],
})

const found = (figures: Report['figures']): readonly Pick<Finding, 'code' | 'severity' | 'metrics'>[] =>
  validate(report(figures)).findings.map(({ code, severity, metrics }) => ({
    code,
    severity,
    metrics,
  }))

const row = (key: string, figures: readonly (number | null)[]): Report['figures'] =>
  Object.fromEntries(
    ['natural_person', 'business', 'research', 'public_interest', 'legal_service', 'other_org', 'total'].map(
      (column, at) => [`applications.${key}.${column}`, figures[at] ?? null],
    ),
  )

describe('a sum that is printed wrong', () => {
  test('along a row puts its total in doubt and nothing else', () => {
    expect(found(row('granted', [1, 2, 0, 0, 0, 0, 4]))).toEqual([
      { code: 'sum-mismatch', severity: 'warning', metrics: ['applications.granted.total'] },
    ])
  })

  test('along a column puts （七）总计 of that column in doubt', () => {
    const outcomes =
      forms[1]?.sums.find(({ along, right }) => along === 'column' && right.length === 1)?.left ?? []
    const figures = Object.fromEntries(outcomes.map((key) => [`applications.${key}.business`, 1]))
    expect(found({ ...figures, 'applications.total.business': 3 })).toEqual([
      { code: 'sum-mismatch', severity: 'warning', metrics: ['applications.total.business'] },
    ])
    expect(found({ ...figures, 'applications.total.business': outcomes.length })).toEqual([])
  })

  test('of the 勾稽 in one column puts all four figures of that column in doubt', () => {
    const figures = { new: 10, carried_over: 2, total: 9, carried_forward: 1 }
    const business = Object.fromEntries(
      Object.entries(figures).map(([key, value]) => [`applications.${key}.business`, value]),
    )
    expect(found(business)).toEqual([
      { code: 'sum-mismatch', severity: 'warning', metrics: Object.keys(business).sort() },
    ])
  })

  test('of a review puts its total in doubt', () => {
    const figures = {
      'review.upheld': 10,
      'review.corrected': 1,
      'review.other': 0,
      'review.pending': 0,
      'review.total': 0,
    }
    expect(found(figures)).toEqual([{ code: 'sum-mismatch', severity: 'warning', metrics: ['review.total'] }])
  })
})

describe('blank cells', () => {
  test('count as nothing while the sum holds', () => {
    expect(found(row('granted', [1, 2, null, null, null, null, 3]))).toEqual([])
  })

  test('make a failing sum incomplete rather than wrong', () => {
    expect(found(row('granted', [1, null, 0, 0, 0, 0, 3]))).toMatchObject([
      { code: 'sum-incomplete', severity: 'info' },
    ])
  })

  test('leave nothing to test where the total or all parts are blank', () => {
    expect(found(row('granted', [1, 2, 0, 0, 0, 0, null]))).toEqual([])
    expect(found(row('granted', [null, null, null, null, null, null, 3]))).toEqual([])
  })
})

test('only the sums of the form of each table are tested', () => {
  const figures = row('granted', [1, 2, 0, 0, 0, 0, 4])
  expect(validate({ ...report(figures), forms: { proactive: '2021' } }).findings).toEqual([])
})

test('a second run gives the same, keeps the findings of others and changes no figure', () => {
  const other: Finding = { code: 'note-in-cell', severity: 'info', metrics: [], message: 'kept' }
  const once = validate(report(row('granted', [1, 2, 0, 0, 0, 0, 4]), [other]))
  expect(validate(once)).toEqual(once)
  expect(once.findings).toContainEqual(other)
  expect(once.figures).toEqual(row('granted', [1, 2, 0, 0, 0, 0, 4]))
})

describe('a sentence against its table', () => {
  const told = (metric: string, ...values: readonly number[]): Report['statements'] =>
    values.map((value) => ({ metric, value, text: `收到申请${value}件。`, section: 'overview' }))
  const differing = (figures: Report['figures'], statements: Report['statements']): readonly Finding[] =>
    validate({ ...report(figures), statements }).findings.filter(({ code }) => code === 'statement-differs')

  test('that gives another number puts the figure in doubt, in words for people of both languages', () => {
    expect(differing({ 'applications.new.total': 95 }, told('applications.new.total', 17))).toEqual([
      {
        code: 'statement-differs',
        severity: 'warning',
        metrics: ['applications.new.total'],
        message:
          '正文称“新收申请”为17件，表格为95件；the text says 17 for applications received, the table 95: “收到申请17件。”',
      },
    ])
  })

  test('that gives the same number is no finding, nor is a narrower one beside it', () => {
    expect(differing({ 'applications.new.total': 95 }, told('applications.new.total', 95))).toEqual([])
    expect(differing({ 'applications.new.total': 95 }, told('applications.new.total', 17, 95))).toEqual([])
  })

  test('may count what was carried over among what came in', () => {
    const figures = { 'applications.new.total': 61, 'applications.carried_over.total': 2 }
    expect(differing(figures, told('applications.new.total', 63))).toEqual([])
    expect(differing(figures, told('applications.new.total', 64)).map(({ metrics }) => metrics)).toEqual([
      ['applications.new.total'],
    ])
  })

  test('is compared with both kinds of lawsuits together', () => {
    const figures = { 'litigation_direct.total': 6, 'litigation_after_review.total': 3 }
    expect(differing(figures, told('litigation.total', 9))).toEqual([])
    expect(differing(figures, told('litigation.total', 6)).map(({ metrics }) => metrics)).toEqual([
      ['litigation_after_review.total', 'litigation_direct.total'],
    ])
  })

  test('has nothing to be compared with where the table is blank or not there', () => {
    expect(differing({ 'applications.new.total': null }, told('applications.new.total', 3))).toEqual([])
    expect(differing({}, told('review.total', 3))).toEqual([])
    expect(differing({ 'litigation_direct.total': 1 }, told('litigation.total', 3))).toEqual([])
  })

  test('is found once, however often a report is validated', () => {
    const once = validate({
      ...report({ 'review.total': 1 }),
      statements: told('review.total', 2),
    })
    expect(validate(once)).toEqual(once)
  })
})
