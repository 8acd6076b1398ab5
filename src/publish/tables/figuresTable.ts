import type { Report } from '../../model/report.ts'
import { correctionsInForce, figuresForUse } from '../../model/reviewedReport.ts'
import { column, identity, identityColumns, reportKey, type Table, type Value } from './table.ts'

/** One row a figure, with the cell that prints it. A figure that nobody extracted and a person read has a blank `value`. */
export const figuresTable: Table = {
  name: 'figures',
  meaning: 'one row a figure; a blank cell is a row without value, a cell that is not there is no row',
  columns: [
    ...identityColumns,
    column('metric', 'string', 'metric (指标): table, row and column of the form'),
    column('value', 'number', 'what was extracted; blank for a blank cell'),
    column('raw', 'string', 'the cell as printed'),
    column(
      'in_doubt',
      'string',
      'codes of the findings within its report that doubt it, parted by spaces; contradictions between years stand in the table findings',
    ),
    column('source', 'string', 'sha256: of the original that holds the cell'),
    column('file', 'string', 'the file in it, where the original is an archive of files'),
    column('table', 'integer', 'table of the document, from 1'),
    column('row', 'integer', 'row of the table, from 1'),
    column('column', 'integer', 'column of the table, from 1'),
    column('corrected', 'string', 'what a person read in its place; `blank` for a blank cell'),
    column('corrected_by', 'string', 'who corrected it'),
    column('corrected_reason', 'string', 'why'),
  ],
  key: [...reportKey, 'metric'],
  rows: figureRows,
}

function figureRows(report: Report, site: string): readonly (readonly Value[])[] {
  const doubts = doubtsOf(report)
  const corrections = correctionsInForce(report)
  return Object.keys(figuresForUse(report)).map((metric) => {
    const cell = report.cells[metric]
    const correction = corrections.get(metric)
    return [
      ...identity(report, site),
      metric,
      report.figures[metric] ?? null,
      cell?.raw ?? null,
      doubts.get(metric)?.join(' ') ?? '',
      cell?.source ?? null,
      cell?.file ?? null,
      cell?.table ?? null,
      cell?.row ?? null,
      cell?.column ?? null,
      correction === undefined ? null : (correction.value ?? 'blank'),
      correction?.by ?? null,
      correction?.reason ?? null,
    ]
  })
}

/** Codes of the warnings and errors that name each metric. */
function doubtsOf(report: Report): ReadonlyMap<string, readonly string[]> {
  const doubts = new Map<string, string[]>()
  for (const { severity, metrics, code } of report.findings) {
    if (severity === 'info') continue
    for (const metric of metrics) doubts.set(metric, [...(doubts.get(metric) ?? []), code])
  }
  return doubts
}
