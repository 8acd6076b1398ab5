import type { Finding } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import type { YearFinding } from '../model/yearFinding.ts'
import type { Sheet } from './lineFiles.ts'

/** A line of findings.jsonl. What only findings across years have is null or empty in those that stand in a report. */
type FindingLine = Omit<YearFinding, 'site' | 'report' | 'unit_code' | 'year' | 'code' | 'message_zh'> &
  Pick<Finding, 'code'> & {
    readonly site: string | null
    readonly report: string | null
    readonly unit_code: string | null
    readonly year: number | null
    readonly message_zh: string | null
  }

/**
 * The export `jsonl`: `reports`, one report@1 a line, as the archive keeps it, with what people decided on it (`corrections`,
 * `judgements`, and what of these is in force no more: `earlier_decisions`); `findings`, one finding a line: those that stand in
 * the reports, then those across years (docs/decisions/0039), which stand in none.
 */
export function jsonlFiles(): readonly Sheet[] {
  return [
    { name: 'reports', head: '', rows: (report) => [line(report)] },
    {
      name: 'findings',
      head: '',
      rows: (report) => report.findings.map((finding) => line(findingLine(report, finding))),
      rowsAcross: (finding) => [line(finding)],
    },
  ]
}

const line = (value: Report | FindingLine | YearFinding): string => `${JSON.stringify(value)}\n`

const findingLine = (
  { id, unit, year }: Report,
  { code, severity, metrics, message }: Finding,
): FindingLine => ({
  ...{ site: null, report: id, unit: unit.name, unit_code: unit.code, year },
  ...{ code, severity, metrics, evidence: [], message, message_zh: null },
})
