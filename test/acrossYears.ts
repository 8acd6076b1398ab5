import type { Finding } from '../src/model/finding.ts'
import { metricsOf } from '../src/model/metric.ts'
import type { Report } from '../src/model/report.ts'
import type { YearFinding } from '../src/model/yearFinding.ts'
import { acrossYears } from '../src/validate/acrossYears.ts'
import { forms } from './figuresTables.ts'

/** A report of 拱墅区财政局, as far as a comparison across years cares. */
export function yearReport(
  year: number,
  figures: Report['figures'],
  more: Partial<
    Pick<Report, 'findings' | 'editions' | 'cells' | 'sections' | 'title' | 'unit' | 'corrections'>
  > = {},
): Report {
  return {
    schema: 'nianbao/report@1',
    id: `330105/财政局/${year}`,
    rules: 'test',
    unit: { name: '财政局', as_printed: '拱墅区财政局', code: '330105/财政局', division: null },
    year,
    year_from: 'title',
    title: `拱墅区财政局${year}年政府信息公开工作年度报告`,
    published: null,
    forms: { proactive: '2021', applications: '2021', review_litigation: '2021' },
    sections: [],
    figures,
    cells: {},
    statements: [],
    findings: [],
    sources: [],
    editions: [],
    ...more,
  }
}

/** The figures of a row of table 3: 自然人 alone and 总计, where no column is named. */
export const requests = (row: string, figures: Readonly<Record<string, number | null>>): Report['figures'] =>
  Object.fromEntries(
    Object.entries(figures).map(([column, value]) => [`applications.${row}.${column}`, value]),
  )

export const doubt = (code: Finding['code'], ...metrics: readonly string[]): Finding => ({
  code,
  severity: 'warning',
  metrics,
  message: 'test',
})

const compare = acrossYears(forms.flatMap(metricsOf))

export const across = (...reports: readonly Report[]): readonly YearFinding[] =>
  compare(reports.map((report) => ({ site: 'zhejiang-gongshu', report })))
