import type { Finding } from '../model/finding.ts'
import type { Form } from '../model/form.ts'
import { placedSums } from '../model/placedSum.ts'
import type { Report } from '../model/report.ts'
import { leftoverUnits } from './leftoverUnit.ts'
import { leftoverYears } from './leftoverYear.ts'
import { statementFindings } from './statementFindings.ts'
import { scanFindings } from './scanFindings.ts'
import { sumTest } from './sumFindings.ts'

/** The codes that only this stage gives: those of an earlier run are replaced. */
const own: ReadonlySet<Finding['code']> = new Set([
  ...(['sum-mismatch', 'sum-incomplete', 'statement-differs', 'leftover-year', 'leftover-unit'] as const),
  'read-by-ocr',
])

/** A leftover in a table, which names its figures, was found when that was read (docs/decisions/0052). */
const isOwn = ({ code, metrics }: Finding): boolean =>
  own.has(code) && !(metrics.length > 0 && (code === 'leftover-year' || code === 'leftover-unit'))

/** Gives the report with the findings of this run; figures stay as printed. Run twice it gives the same. */
export type Validate = (report: Report) => Report

/**
 * Prepares the validation: the sums that each table's form prescribes (勾稽关系), the prose against the tables, and what is left over
 * of another report (残留).
 */
export function validator(forms: readonly Form[]): Validate {
  const tests = forms.flatMap((form) =>
    form.tables.map((table) => ({
      form: form.id,
      table: table.key,
      test: sumTest(form, table),
      sums: placedSums(form, table).map(({ place }) => place),
    })),
  )
  return (report) => {
    const its = tests.filter(({ form, table }) => report.forms[table] === form)
    const found = its.flatMap(({ test }) => test(report.figures))
    const scanned = scanFindings(
      report,
      its.flatMap(({ sums }) => sums),
    )
    const read = report.findings.filter((finding) => !isOwn(finding))
    const told = [...statementFindings(report), ...leftoverYears(report), ...leftoverUnits(report)]
    return { ...report, findings: [...read, ...found, ...scanned, ...told] }
  }
}
