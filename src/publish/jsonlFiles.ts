import type { Finding } from '../model/finding.ts'
import type { Form } from '../model/form.ts'
import type { Report } from '../model/report.ts'
import type { YearFinding } from '../model/yearFinding.ts'
import type { Sheet } from './lineFiles.ts'
import { toldFindings, type ToldFinding } from './toldFindings.ts'

/** A line of reports.jsonl: `id` alone is no key, for two sites may have the same report. */
type ReportLine = Report & { readonly site: string }

/** A line of findings.jsonl. */
type FindingLine = Omit<YearFinding, 'report' | 'unit_code' | 'year' | 'code'> &
  Pick<Finding, 'code'> & {
    readonly report: string | null
    readonly unit_code: string | null
    readonly year: number | null
  }

/**
 * The export `jsonl`: `reports`, one report@1 a line, as the archive keeps it, its site before it, with what people decided on it (`corrections`,
 * `judgements`, and what of these is in force no more: `earlier_decisions`); `findings`, one finding a line: those that stand in
 * the reports, then those across years (docs/decisions/0039), which stand in none.
 */
export function jsonlFiles(forms: readonly Form[]): readonly Sheet[] {
  const tell = toldFindings(forms)
  return [
    { name: 'reports', head: '', rows: (report, site) => [line({ site, ...report })] },
    {
      name: 'findings',
      head: '',
      rows: (report, site) => tell(report, site).map((finding) => line(findingLine(report, site, finding))),
      rowsAcross: (finding) => [line(finding)],
    },
  ]
}

const line = (value: ReportLine | FindingLine | YearFinding): string => `${JSON.stringify(value)}\n`

const findingLine = (
  { id, unit, year }: Report,
  site: string,
  { code, severity, metrics, evidence, message, message_zh }: ToldFinding,
): FindingLine => ({
  ...{ site, report: id, unit: unit.name, unit_code: unit.code, year },
  ...{ code, severity, metrics, evidence, message, message_zh },
})
