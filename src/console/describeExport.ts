import { columns } from './columns.ts'

/** `nianbao export` for people: what was written where. */
export function describeExport(
  {
    files,
    ...counted
  }: ({ readonly reports: number } | { readonly captures: number }) & {
    readonly files: readonly { readonly name: string; readonly rows: number; readonly sha256: string }[]
  },
  out: string,
): string {
  const rows = files.map(({ name, rows, sha256 }) => [name, `${rows} rows`, sha256])
  const what = 'reports' in counted ? `${counted.reports} reports` : `${counted.captures} captures`
  return `${[`${what} in ${out}`, ...columns(rows)].join('\n')}\n`
}
