import type { Published } from '../publish/publish.ts'
import type { Archived } from '../publish/warc.ts'
import { columns } from './columns.ts'

/** `nianbao export` for people: what was written where, and what of it a format could not hold. */
export function describeExport(published: Published | Archived, out: string): string {
  const rows = published.files.map(({ name, rows, sha256 }) => [name, `${rows} rows`, sha256])
  const what = 'reports' in published ? `${published.reports} reports` : `${published.captures} captures`
  const cut = 'cut' in published ? published.cut : []
  const notes = cut.map(
    ({ table, column, cells }) =>
      `cell-cut: ${table}, ${column}: ${cells} longer than a cell of Excel; csv and parquet have the whole text`,
  )
  return `${[`${what} in ${out}`, ...columns(rows), ...notes].join('\n')}\n`
}
