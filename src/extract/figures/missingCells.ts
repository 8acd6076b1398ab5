import type { Finding } from '../../model/finding.ts'
import { tablesSince2019, type TableKey } from '../../model/report.ts'
import type { PreparedForms } from './prepareForms.ts'
import type { HeadedSection, TableReading } from './tableReading.ts'

/**
 * The last net: every cell of the form that was not read is named by some finding, whether the document lacks it or we did
 * not see it. Two years side by side, tables and rows that are not there.
 */
export function missingCells(
  readings: readonly TableReading[],
  sections: readonly HeadedSection[],
  findings: readonly Finding[],
  prepared: PreparedForms,
): readonly Finding[] {
  const named = new Set(findings.flatMap(({ severity, metrics }) => (severity === 'info' ? [] : metrics)))
  return tablesSince2019.flatMap((key): readonly Finding[] => {
    const reading = readings.find(({ table }) => table.key === key)
    const absent = absentOf(key, reading, named, prepared)
    if (absent.length === 0) return []
    const doubled = sections.some(({ section, header }) => section.key === key && header.kind === 'two-years')
    if (doubled) return [missing('two-years', absent, `${key}: two years side by side; nothing is taken`)]
    if (!reading) return [missing('missing-table', absent, `${key}: no table with its rows and columns`)]
    return [
      missing(
        'missing-row',
        absent,
        `${key}: ${absent.length} cells of the form of ${reading.form} are not in the document, or print no figure that can be read`,
      ),
    ]
  })
}

/**
 * The cells that the table should have and that were neither read nor named: by its own form and those that it may be of as well; by
 * every form where it was not read.
 */
function absentOf(
  key: TableKey,
  reading: TableReading | undefined,
  named: ReadonlySet<string>,
  prepared: PreparedForms,
): readonly string[] {
  const tables = reading ? [reading.table, ...reading.rivals] : (prepared.tables.get(key) ?? [])
  const absent = new Set<string>()
  for (const { metrics } of tables)
    for (const metric of metrics)
      if (reading?.figures.has(metric) !== true && !named.has(metric)) absent.add(metric)
  return [...absent].sort()
}

const missing = (code: Finding['code'], metrics: readonly string[], message: string): Finding => ({
  code,
  severity: 'warning',
  metrics,
  message,
})
