import { columns } from './columns.ts'

type Written = ({ readonly reports: number } | { readonly captures: number }) & {
  readonly files: readonly { readonly name: string; readonly rows: number; readonly sha256: string }[]
  /** Texts that a format had no room for (`cell-cut`). */
  readonly cut?: readonly { readonly table: string; readonly column: string; readonly cells: number }[]
}

/** `nianbao export` for people: what was written where, and what of it a format could not hold. */
export function describeExport({ files, cut = [], ...counted }: Written, out: string): string {
  const rows = files.map(({ name, rows, sha256 }) => [name, `${rows} rows`, sha256])
  const what = 'reports' in counted ? `${counted.reports} reports` : `${counted.captures} captures`
  const notes = cut.map(
    ({ table, column, cells }) =>
      `cell-cut: ${table}, ${column}: ${cells} longer than a cell of Excel; csv and parquet have the whole text`,
  )
  return `${[`${what} in ${out}`, ...columns(rows), ...notes].join('\n')}\n`
}
