import type { FileReading } from './readFiles.ts'

/** A line of `extract --figures` (DESIGN §6): the same members for every file, also for one that gave no report. */
export function figuresLine(reading: FileReading): Readonly<Record<string, unknown>> {
  if (reading.kind === 'failed') {
    const { file, finding } = reading
    const nothing = { id: null, form: null, forms: {}, unit: null, year: null, title: null, figures: {} }
    return { file, ...nothing, findings: [brief(finding)] }
  }
  const { file, report } = reading
  const { id, forms, year, title, figures } = report
  const { name, as_printed, code, division } = report.unit
  return {
    file,
    id,
    form: formOf(forms),
    forms,
    unit: { name, as_printed, code, division },
    year,
    title,
    figures,
    findings: report.findings.map(brief),
  }
}

const brief = ({
  code,
  severity,
  metrics,
  message,
}: {
  code: string
  severity: string
  metrics: readonly string[]
  message: string
}) => ({ code, severity, metrics, message })

/** `2021`, or `2021+2019` where table 2 is of the one form and table 3 of the other, or that of a 情况统计表 alone (`2014`); null without any table. */
export function formOf(forms: Readonly<Partial<Record<string, string>>>): string | null {
  const { proactive, applications } = forms
  const both = [...new Set([proactive, applications])].filter((form) => form !== undefined)
  return both.length > 0 ? both.join('+') : (forms['review_litigation'] ?? forms['statistics'] ?? null)
}
