import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadConfig, type Config } from '../src/config/loadConfig.ts'
import type { FailureCode } from '../src/errors.ts'
import type { Finding } from '../src/model/finding.ts'
import { evidenceOfFindings } from '../src/model/findingEvidence.ts'
import { findingSentence, sentencedCodes } from '../src/model/findingSentence.ts'
import { metricsOf } from '../src/model/metric.ts'
import type { Report } from '../src/model/report.ts'
import { metricWords } from '../src/publish/explorer/metricName.ts'
import { validator } from '../src/validate/validate.ts'
import { root } from './running/nianbao.ts'
import { reportWith } from './explorer/reportWith.ts'

let config: Config
beforeAll(async () => {
  config = await loadConfig(resolve(root, 'config'))
})

const inLanguage = (language: 'zh' | 'en') => (metric: string) =>
  metricWords({ library: { metrics: config.knowledge.forms.flatMap(metricsOf) }, language }, metric)

/** Both sentences about each finding of a report. */
function told(
  report: Report,
): readonly { readonly code: string; readonly zh: string; readonly en: string }[] {
  const evidence = evidenceOfFindings(config.knowledge.forms)(report)
  return report.findings.map((finding, at) => {
    const about = {
      ...finding,
      evidence: evidence[at] ?? { figures: [] },
      unit: report.unit.name,
      year: report.year,
    }
    return {
      code: finding.code,
      zh: findingSentence('zh', about, inLanguage('zh')),
      en: findingSentence('en', about, inLanguage('en')),
    }
  })
}

const ofCode = (report: Report, code: FailureCode) => told(report).filter((each) => each.code === code)

const finding = (code: FailureCode, rest: Partial<Finding> = {}): Finding => ({
  ...{ code, severity: 'warning', metrics: [], message: 'the record of the program, which is English' },
  ...rest,
})

describe('A finding', () => {
  test('has a sentence in both languages, whatever its code', () => {
    const text = readFileSync(resolve(root, 'docs/failures.md'), 'utf8')
    const part = text.slice(text.indexOf('## Findings'), text.indexOf('## Before anything else'))
    const codes = [...part.matchAll(/^\| `([a-z0-9-]+)` \|/gmu)].map(([, code = '']) => code)
    // those between years bring their own sentences (model/yearFinding)
    const between = new Set(['carry-over-differs', 'stock-differs', 'out-of-scale'])
    expect(codes.length).toBeGreaterThan(30)
    expect([...sentencedCodes].sort()).toEqual(codes.filter((code) => !between.has(code)).sort())
    const metrics = [
      'applications.new.total',
      'applications.new.natural_person',
      'review.total',
      'review.upheld',
    ]
    for (const code of sentencedCodes)
      for (const severity of ['info', 'warning'] as const)
        for (const named of [[], metrics.slice(0, 1), metrics]) {
          const [both] = told(reportWith({ findings: [finding(code, { severity, metrics: named })] }))
          expect(both?.zh, code).toMatch(/^[^{}]{6,}。$/u)
          expect(both?.zh, code).not.toMatch(/undefined|null|[a-z]{3,} [a-z]{2,} [a-z]{2,}/u)
          expect(both?.en, code).toMatch(/^[^{}]{12,}\.$/u)
          // names stay Chinese, and stand in quotation marks
          expect(both?.en.replace(/“[^”]*”/gu, ''), code).not.toMatch(/undefined|null|\p{Script=Han}/u)
        }
  })

  test('of a sum that fails says the parts, what they add up to and what is printed', () => {
    const figures = {
      ...{
        'applications.new.natural_person': 60,
        'applications.new.business': 1,
        'applications.new.research': 0,
      },
      ...{ 'applications.new.public_interest': 0, 'applications.new.legal_service': 0 },
      ...{ 'applications.new.other_org': null, 'applications.new.total': 63 },
    }
    const certain = { ...figures, 'applications.new.other_org': 1 }
    const validate = validator(config.knowledge.forms)
    const ofForm = (printed: Report['figures']) =>
      validate(reportWith({ forms: { applications: '2021' }, figures: printed }))
    expect(ofCode(ofForm(certain), 'sum-mismatch')).toEqual([
      {
        code: 'sum-mismatch',
        zh: '“一、本年新收政府信息公开申请数量 · 总计”印为 63，而各分项（60 + 1 + 0 + 0 + 0 + 1）相加为 62。',
        en: '“applications.new.total” is printed as 63, but its parts (60 + 1 + 0 + 0 + 0 + 1) add up to 62.',
      },
    ])
    expect(ofCode(ofForm(figures), 'sum-incomplete')).toEqual([
      {
        code: 'sum-incomplete',
        zh: '“一、本年新收政府信息公开申请数量 · 总计”印为 63，各分项（60 + 1 + 0 + 0 + 0 + 空白）已印的相加为 61：有空白或未读出的格，合计是否成立无法核对。',
        en: '“applications.new.total” is printed as 63, and those of its parts (60 + 1 + 0 + 0 + 0 + blank) that are printed add up to 61: with cells that are blank or not read nobody can tell whether the sum holds.',
      },
    ])
  })

  test('of several sums at one total tells each of its own parts', () => {
    const validate = validator(config.knowledge.forms)
    const form = config.knowledge.forms.find(({ id }) => id === '2021')
    const all = form === undefined ? [] : metricsOf(form).filter(({ table }) => table === 'applications')
    const figures = Object.fromEntries(all.map(({ id }, at) => [id, at + 1]))
    const report = validate(reportWith({ forms: { applications: '2021' }, figures }))
    const said = ofCode(report, 'sum-mismatch').map(({ zh }) => zh)
    expect(said.length).toBeGreaterThan(20)
    expect(new Set(said).size).toBe(said.length)
  })

  test('of a sentence that differs says both numbers', () => {
    const metric = 'applications.new.total'
    const report = validator(config.knowledge.forms)(
      reportWith({
        ...{ forms: { applications: '2021' }, figures: { [metric]: 60 } },
        statements: [{ metric, value: 63, text: '全年收到申请63件', section: 'overview' }],
      }),
    )
    expect(ofCode(report, 'statement-differs')).toEqual([
      {
        code: 'statement-differs',
        zh: '正文称“新收申请”为 63 件，表格为 60 件。',
        en: 'The text says 63 for applications received, the table 60.',
      },
    ])
  })

  test('of a note in a cell quotes the cell and says what was taken', () => {
    const metric = 'proactive.rules.issued'
    const report = reportWith({
      figures: { [metric]: 2 },
      cells: { [metric]: { raw: '2笔', source: `sha256:${'a'.repeat(64)}`, table: 1, row: 2, column: 3 } },
      findings: [finding('note-in-cell', { severity: 'info', metrics: [metric] })],
    })
    expect(told(report)).toEqual([
      {
        code: 'note-in-cell',
        zh: '“规章 · 本年制发件数”的单元格印作“2笔”，读作 2 件。',
        en: 'The cell of “proactive.rules.issued” says “2笔”; it is taken as 2.',
      },
    ])
  })

  test('of an amount says in which unit it is kept, and quotes a label that has quotation marks', () => {
    const metric = 'proactive.procurement.amount'
    const strange = 'applications.denied.safety_stability.total'
    const cell = { raw: '251000元', source: `sha256:${'a'.repeat(64)}`, table: 1, row: 2, column: 3 }
    const report = reportWith({
      figures: { [metric]: 25.1, [strange]: 1 },
      cells: { [metric]: cell },
      findings: [
        finding('note-in-cell', { metrics: [metric] }),
        finding('unclear-layout', { metrics: [strange] }),
      ],
    })
    const [amount, label] = told(report)
    expect([amount?.zh, amount?.en, label?.zh]).toEqual([
      '“政府集中采购 · 采购总金额”的单元格印作“251000元”，读作 25.1 万元。',
      'The cell of “proactive.procurement.amount” says “251000元”; it is taken as 25.1 (10,000 yuan).',
      expect.stringContaining('危及‘三安全一稳定’ · 总计”'),
    ])
  })

  test('of many figures names the first few and counts the others; of a row, the row', () => {
    const row = ['natural_person', 'business', 'research', 'total'].map(
      (column) => `applications.new.${column}`,
    )
    const [whole] = told(reportWith({ findings: [finding('repeated-row', { metrics: row })] }))
    expect(whole?.zh).toContain('“一、本年新收政府信息公开申请数量”一行的 4 项')
    expect(whole?.en).toContain('the 4 figures of the row “applications.new”')
    const metrics = ['a.b', 'a.c', 'a.d', 'b.e', 'b.f']
    const [both] = told(reportWith({ findings: [finding('unclear-layout', { metrics })] }))
    expect(both?.zh).toContain('“a.b”、“a.c”、“a.d”等 5 项')
    expect(both?.en).toContain('“a.b”, “a.c”, “a.d” and 2 more')
  })

  test('never says anything of its own record', () => {
    for (const code of sentencedCodes) {
      const report = reportWith({ findings: [finding(code, { message: '桃花岛 peach' })] })
      expect(JSON.stringify(told(report)), code).not.toMatch(/桃花岛|peach/u)
    }
  })
})
