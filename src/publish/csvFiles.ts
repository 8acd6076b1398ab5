import type { Form } from '../model/form.ts'
import type { Metric } from '../model/metric.ts'
import type { Sheet } from './lineFiles.ts'
import type { Table, Value } from './tables/table.ts'
import { tablesWithCodebook } from './tables/tablesOf.ts'

/** Excel reads UTF-8 only when the file begins with a byte order mark. */
export const byteOrderMark = '\uFEFF'

/** The export `csv` (RFC 4180, UTF-8 with byte order mark): a file for each table. */
export const csvFiles = (metrics: readonly Metric[], forms: readonly Form[]): readonly Sheet[] =>
  csvSheets(tablesWithCodebook(metrics, forms)).map((sheet) => ({
    ...sheet,
    head: byteOrderMark + sheet.head,
  }))

/** The same without the mark. */
export function csvSheets(tables: readonly Table[]): readonly Sheet[] {
  return tables.map(({ name, columns, rows, rowsAcross, fixed }) => ({
    name,
    head: csvLine(columns.map((column) => column.name)),
    rows: (report, site) => rows(report, site).map(csvLine),
    ...(rowsAcross && { rowsAcross: (finding) => rowsAcross(finding).map(csvLine) }),
    ...(fixed && { fixed: fixed.map(csvLine) }),
  }))
}

/** One record (RFC 4180), text that a spreadsheet would run made harmless. */
const csvLine = (values: readonly Value[]): string => csvLines([values])

/**
 * Records, one after the other. Written here and not by csv-stringify (6.9, to which a test compares it), with which the file of a unit took `publish`
 * 26 ms and not 7.
 */
export const csvLines = (rows: readonly (readonly Value[])[]): string => {
  let lines = ''
  for (const values of rows) lines += `${values.map(printed).join(',')}\r\n`
  return lines
}

function printed(value: Value): string {
  if (typeof value !== 'string') return value === null ? '' : String(value)
  const text = harmless(value)
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Text that a spreadsheet would take for a formula begins with an apostrophe; signed numbers stay as printed. */
const harmless = (text: string): string => (/^[=@\t\r]|^[+-](?![\d.,\s]*$)/u.test(text) ? `'${text}` : text)
