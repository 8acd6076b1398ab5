import { describe, expect, test } from 'vitest'
import { metricsOf } from '../src/model/metric.ts'
import { acrossYears } from '../src/validate/acrossYears.ts'
import { across, doubt, requests, yearReport } from './acrossYears.ts'
import { forms } from './figuresTables.ts'

const stock = (issued: number | null, repealed: number | null, inForce: number | null) => ({
  'proactive.normative_documents.issued': issued,
  'proactive.normative_documents.repealed': repealed,
  'proactive.normative_documents.in_force': inForce,
})
const person = { number: 1, by: '王', time: '2024-03-02T00:00:00.000Z', reason: '原件为3' }
const said = (findings: ReturnType<typeof across>) =>
  findings.map(({ report, code, severity, metrics }) => ({ report, code, severity, metrics }))

describe('requests that one year carries forward and the next takes over', () => {
  const forward = requests('carried_forward', { natural_person: 2, business: 1, total: 3 })

  test('are no finding where every column agrees', () => {
    const over = requests('carried_over', { natural_person: 2, business: 1, total: 3 })
    expect(across(yearReport(2022, forward), yearReport(2023, over))).toEqual([])
  })

  test('are a warning on the later report that names the columns that differ, with both figures', () => {
    const over = requests('carried_over', { natural_person: 2, business: 0, total: 2 })
    const findings = across(yearReport(2023, over), yearReport(2022, forward))
    expect(said(findings)).toEqual([
      {
        report: '330105/财政局/2023',
        code: 'carry-over-differs',
        severity: 'warning',
        metrics: ['applications.carried_over.business', 'applications.carried_over.total'],
      },
    ])
    expect(findings[0]?.evidence.map(({ report, metric, value }) => [report, metric, value])).toEqual([
      ['330105/财政局/2022', 'applications.carried_forward.business', 1],
      ['330105/财政局/2023', 'applications.carried_over.business', 0],
      ['330105/财政局/2022', 'applications.carried_forward.total', 3],
      ['330105/财政局/2023', 'applications.carried_over.total', 2],
    ])
    expect(findings[0]?.message_zh).toBe(
      '2022 年报告“结转下年度继续办理”与 2023 年报告“上年结转”不一致（商业企业：1 对 0，总计：3 对 2）。',
    )
    expect(findings[0]?.message).toContain('businesses: 1 against 0, total: 3 against 2')
  })

  test('are a remark where only the kind of applicant changed', () => {
    const over = requests('carried_over', { natural_person: 1, business: 2, total: 3 })
    const [finding] = across(yearReport(2022, forward), yearReport(2023, over))
    expect(finding?.severity).toBe('info')
    expect(finding?.message_zh).toContain('总计一致')
  })

  test('are compared between the forms of 2019 and 2021, which both have the rows', () => {
    const before = { ...yearReport(2020, forward), forms: { applications: '2019' as const } }
    expect(across(before, yearReport(2021, requests('carried_over', { total: 5 })))).toHaveLength(1)
  })

  test('say nothing where one of the two is blank or was not read: a blank is no 0', () => {
    for (const total of [null, undefined]) {
      const over = total === undefined ? {} : requests('carried_over', { total })
      expect(across(yearReport(2022, forward), yearReport(2023, over))).toEqual([])
    }
    const blank = requests('carried_forward', { total: null })
    expect(across(yearReport(2022, blank), yearReport(2023, requests('carried_over', { total: 4 })))).toEqual(
      [],
    )
  })

  test('say nothing over a year that is missing', () => {
    expect(
      across(yearReport(2021, forward), yearReport(2023, requests('carried_over', { total: 9 }))),
    ).toEqual([])
  })

  test('say nothing where the reading of a figure is in doubt, and speak where only its sum is', () => {
    const over = requests('carried_over', { total: 9 })
    const doubted = (code: 'sources-disagree' | 'sum-mismatch' | 'statement-differs') =>
      across(
        yearReport(2022, forward, { findings: [doubt(code, 'applications.carried_forward.total')] }),
        yearReport(2023, over),
      )
    expect(doubted('sources-disagree')).toEqual([])
    expect(doubted('sum-mismatch')).toHaveLength(1)
    expect(doubted('statement-differs')).toHaveLength(1)
  })

  test('compare what a person read where a correction is in force, and what was extracted where it is outdated', () => {
    const metric = 'applications.carried_over.total'
    const corrected = (value: number, outdated: boolean) => {
      const corrections = [{ ...person, metric, read: 9, value, outdated }]
      const findings = [doubt('sources-disagree', metric)]
      const over = requests('carried_over', { total: 9 })
      return across(yearReport(2022, forward), yearReport(2023, over, { corrections, findings }))
    }
    expect(corrected(3, false)).toEqual([])
    expect(
      corrected(8, false)[0]?.evidence.map(({ value, corrected, read }) => [value, corrected, read]),
    ).toEqual([
      ...[
        [3, undefined, undefined],
        [8, true, 9],
      ],
    ])
    expect(corrected(8, false)[0]?.message_zh).toContain('人工更正后的 8')
    expect(corrected(3, true)).toEqual([])
  })

  test('say nothing where the unit or the year of a report is in doubt', () => {
    const over = requests('carried_over', { total: 9 })
    for (const code of ['ambiguous-unit', 'ambiguous-year', 'year-differs'] as const) {
      const findings = [doubt(code)]
      expect(across(yearReport(2022, forward), yearReport(2023, over, { findings }))).toEqual([])
      expect(across(yearReport(2022, forward, { findings }), yearReport(2023, over))).toEqual([])
    }
  })

  test('compare what stands now, and tell what an edition changed', () => {
    const metric = 'applications.carried_over.total'
    const edited = (before: number) => [
      { first_seen: '2024-01-20T00:00:00.000Z', digest: '0'.repeat(64), changes: [] },
      {
        first_seen: '2024-03-02T00:00:00.000Z',
        digest: '1'.repeat(64),
        changes: [{ metric, before, after: 9 }],
      },
    ]
    const now = yearReport(2023, requests('carried_over', { total: 9 }), { editions: edited(3) })
    const [finding] = across(yearReport(2022, forward), now)
    expect(finding?.evidence.at(-1)?.edited).toEqual({
      before: 3,
      after: 9,
      since: '2024-03-02T00:00:00.000Z',
    })
    expect(finding?.message_zh).toContain(
      '330105/财政局/2023 的“二、上年结转政府信息公开申请数量 · 总计”原为 3，2024-03-02 发现已改为 9。',
    )
    const corrected = yearReport(2023, requests('carried_over', { total: 9 }), {
      ...{ editions: edited(3), corrections: [{ ...person, metric, read: 9, value: 8, outdated: false }] },
    })
    const [other] = across(yearReport(2022, forward), corrected)
    expect(other?.message).toContain(
      'was 3 before the edit seen on 2024-03-02 made it 9. “applications.carried_over.total” of 330105/财政局/2023 is 8 as corrected by a person; 9 was read.',
    )
    expect(other?.message_zh).toContain(
      '发现已改为 9。330105/财政局/2023 的“二、上年结转政府信息公开申请数量 · 总计”为人工更正后的 8，原读作 9。',
    )
    expect(other?.message).toContain('total: 3 against 8')
    const mended = yearReport(2022, requests('carried_forward', { total: 9 }))
    expect(across(mended, now)).toEqual([])
  })

  test('take the report of the same site where another site has one too', () => {
    const compare = acrossYears(forms.flatMap(metricsOf))
    const found = compare([
      { site: 'a', report: yearReport(2022, requests('carried_forward', { total: 1 })) },
      { site: 'b', report: yearReport(2022, requests('carried_forward', { total: 2 })) },
      { site: 'b', report: yearReport(2023, requests('carried_over', { total: 2 })) },
      { site: 'c', report: yearReport(2023, requests('carried_over', { total: 2 })) },
    ])
    expect(found.map(({ site, evidence }) => [site, evidence.map((each) => each.site)])).toEqual([
      ['c', ['a', 'c']],
    ])
  })
})

describe('documents in force', () => {
  test('are no finding where stock and flow agree', () => {
    expect(across(yearReport(2022, stock(1, 0, 10)), yearReport(2023, stock(3, 2, 11)))).toEqual([])
  })

  test('are a warning where they do not, with all four figures and what they would make', () => {
    const findings = across(yearReport(2022, stock(1, 0, 10)), yearReport(2023, stock(3, 2, 14)))
    expect(said(findings)).toEqual([
      {
        report: '330105/财政局/2023',
        code: 'stock-differs',
        severity: 'warning',
        metrics: ['proactive.normative_documents.in_force'],
      },
    ])
    expect(findings[0]?.evidence.map(({ value }) => value)).toEqual([10, 3, 2, 14])
    expect(findings[0]?.message_zh).toContain('应为 11 件')
    expect(findings[0]?.message).toContain('counts 14 normative documents in force')
    expect(findings[0]?.message).toContain('it would be 11')
    const [one] = across(yearReport(2022, stock(1, 0, 10)), yearReport(2023, stock(3, 2, 1)))
    expect(one?.message).toContain('counts 1 normative document in force')
  })

  test('are only a remark where what was issued or repealed is blank', () => {
    const [finding] = across(yearReport(2022, stock(1, 0, 10)), yearReport(2023, stock(3, null, 14)))
    expect(finding?.severity).toBe('info')
    expect(finding?.message_zh).toContain('本年制发 3 件、废止空白推算')
    expect(finding?.message).toContain('3 issued and a blank cell for those repealed')
    expect(across(yearReport(2022, stock(1, 0, 10)), yearReport(2023, stock(3, null, 13)))).toEqual([])
  })

  test('are only a remark where a cell has a note, and the note is quoted', () => {
    const cell = {
      raw: '2（另自然失效1件）',
      source: `sha256:${'a'.repeat(64)}`,
      table: 1,
      row: 2,
      column: 3,
    }
    const cells = { 'proactive.normative_documents.repealed': cell }
    const [finding] = across(yearReport(2022, stock(1, 0, 10)), yearReport(2023, stock(3, 2, 10), { cells }))
    expect(finding?.severity).toBe('info')
    expect(finding?.message_zh).toContain('2（另自然失效1件）')
    const plain = { 'proactive.normative_documents.repealed': { ...cell, raw: '2件' } }
    expect(
      across(yearReport(2022, stock(1, 0, 10)), yearReport(2023, stock(3, 2, 10), { cells: plain }))[0]
        ?.severity,
    ).toBe('warning')
  })

  test('say nothing where a stock is blank or the year before has the table of 2019', () => {
    expect(across(yearReport(2022, stock(1, 0, null)), yearReport(2023, stock(3, 2, 14)))).toEqual([])
    expect(across(yearReport(2022, stock(1, 0, 10)), yearReport(2023, stock(3, 2, null)))).toEqual([])
    const of2019 = {
      'proactive.normative_documents.total_disclosed': 10,
      'proactive.normative_documents.made': 1,
    }
    expect(across(yearReport(2020, of2019), yearReport(2021, stock(3, 2, 14)))).toEqual([])
  })

  test('say nothing where a flow was not read', () => {
    const unread = { 'proactive.normative_documents.issued': 3, 'proactive.normative_documents.in_force': 14 }
    expect(across(yearReport(2022, stock(1, 0, 10)), yearReport(2023, unread))).toEqual([])
  })
})

describe('a figure that is orders of magnitude from every other year', () => {
  const series = (metric: string, values: readonly (number | null)[]) =>
    across(...values.map((value, at) => yearReport(2021 + at, { [metric]: value })))
  const years = (metric: string, values: readonly (number | null)[]) =>
    series(metric, values).map(({ year, code }) => `${year} ${code}`)
  const decisions = 'proactive.penalties.decisions'
  const fees = 'proactive.fees.amount'

  test('is found above and below, in any year', () => {
    expect(years(decisions, [110, 120, 15_000, 130])).toEqual(['2023 out-of-scale'])
    expect(years(decisions, [11_000, 12_000, 13_000, 15])).toEqual(['2024 out-of-scale'])
    expect(years(fees, [25.1, 30, 28, 251_000])).toEqual(['2024 out-of-scale'])
    expect(years(fees, [0.5, 0.6, 5000, 0.4])).toEqual(['2023 out-of-scale'])
  })

  test('is told with the range of the other years', () => {
    const [finding] = series(decisions, [110, 120, 15_000, 130])
    expect(finding?.message_zh).toContain(
      '“行政处罚 · 本年处理决定数量”为 15000 件，而 2021、2022、2024 年为 110 至 130 件',
    )
    expect(finding?.evidence.map(({ value }) => value)).toEqual([15_000, 110, 120, 130])
    expect(finding?.message).toContain(
      '“proactive.penalties.decisions” is 15000, against 110 to 130 in 2021, 2022, 2024',
    )
    const [same] = series(fees, [25, 25, 25, 251_000])
    expect(same?.message).toContain('is 251000 (10,000 yuan), against 25 in 2021')
    expect(same?.message_zh).toContain('为 251000 万元，而 2021、2022、2023 年为 25 万元')
  })

  test('is not claimed of small numbers, of zero, or of blanks', () => {
    expect(years(decisions, [3, 4, 900, 5])).toEqual([])
    expect(years(decisions, [3, 4, 5, 2000])).toEqual([])
    expect(years(decisions, [11_000, 12_000, 13_000, 0])).toEqual([])
    expect(years(decisions, [11_000, 12_000, 13_000, null])).toEqual([])
    expect(years(fees, [0.01, 0.02, 0.01, 50])).toEqual([])
  })

  test('is not claimed with fewer than three other years that print a number above 0', () => {
    expect(years(decisions, [110, 120, 15_000])).toEqual([])
    expect(years(decisions, [110, 120, 15_000, 0])).toEqual([])
  })

  test('is not claimed to be low where another year prints 0, and is high all the same', () => {
    expect(years(decisions, [11_000, 12_000, 13_000, 0, 15])).toEqual([])
    expect(years(decisions, [110, 120, 130, 0, 15_000])).toEqual(['2025 out-of-scale'])
  })

  test('is not claimed of a unit that goes up and down anyway, nor of less than a hundredfold', () => {
    expect(years(decisions, [11, 900, 100_000, 20])).toEqual([])
    expect(years(decisions, [110, 120, 11_000, 130])).toEqual([])
  })

  test('is not claimed of 本年增/减, which may be anything', () => {
    expect(years('proactive.licensing.items_change', [10, 10, 10, 5000])).toEqual([])
    expect(years('proactive.licensing.items_previous_year', [10, 10, 10, 5000])).toHaveLength(1)
  })

  test('is one finding for all columns of a row', () => {
    const row = (value: number) => requests('new', { natural_person: value, total: value })
    const found = across(...[20, 30, 25, 9000].map((value, at) => yearReport(2021 + at, row(value))))
    expect(found.map(({ metrics }) => metrics)).toEqual([
      ['applications.new.natural_person', 'applications.new.total'],
    ])
  })
})
