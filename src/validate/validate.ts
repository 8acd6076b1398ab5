import type { Finding } from '../model/finding.ts'
import type { Form } from '../model/form.ts'
import type { Report } from '../model/report.ts'
import { sumFindings } from './sumFindings.ts'

/** The codes that only this stage gives: those of an earlier run are replaced. */
const own: ReadonlySet<Finding['code']> = new Set(['sum-mismatch', 'sum-incomplete'])

/**
 * Tests the sums that each table's form prescribes (勾稽关系). Gives the report with the findings of this run; figures stay as
 * printed. Run twice it gives the same.
 */
export function validate(report: Report, forms: readonly Form[]): Report {
  const found = forms.flatMap((form) =>
    form.tables
      .filter((table) => report.forms[table.key] === form.id)
      .flatMap((table) => sumFindings(form, table, report.figures)),
  )
  return { ...report, findings: [...report.findings.filter(({ code }) => !own.has(code)), ...found] }
}
