import { hash } from 'node:crypto'
import { Report, type CellEvidence } from '../model/report.ts'

/** `330105001/2022` or `330105/财政局/2022`. */
const reportId = /^(?<division>\d{2,9})(?:\/(?<body>.+))?\/(?<year>\d{4})$/u

/**
 * Path of a report below its site's folder, in ASCII: the unit's code, or the division's code and the first eight
 * digits of the SHA-256 of the body's name. Throws for what is no id.
 */
export function reportPath(id: string): string {
  const parts = reportId.exec(id)?.groups
  if (parts?.['division'] === undefined || parts['year'] === undefined) throw new Error(`no report id: ${id}`)
  const body = parts['body'] === undefined ? '' : `-${hash('sha256', parts['body']).slice(0, 8)}`
  return `reports/${parts['year']}/${parts['division']}${body}.json`
}

/**
 * The bytes of a report file: members in the order of the schema, two spaces, a line feed at the end. The schema checks it once more,
 * but for its cells, some two hundred of one shape, whose types say the same.
 */
export function reportText(report: Report): string {
  const checked = { ...Report.parse({ ...report, cells: {} }), cells: cellsInOrder(report.cells) }
  return `${JSON.stringify(checked, null, 2)}\n`
}

function cellsInOrder(cells: Report['cells']): Report['cells'] {
  const ordered: Record<string, CellEvidence> = {}
  for (const [metric, { raw, source, table, row, column, file, ocr }] of Object.entries(cells))
    ordered[metric] = {
      raw,
      source,
      table,
      row,
      column,
      ...(file !== undefined && { file }),
      ...(ocr !== undefined && { ocr }),
    }
  return ordered
}
