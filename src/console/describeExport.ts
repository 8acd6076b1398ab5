import { columns } from './columns.ts'

/** `nianbao export` for people: what was written where. */
export function describeExport(
  {
    reports,
    files,
  }: {
    readonly reports: number
    readonly files: readonly { readonly name: string; readonly rows: number; readonly sha256: string }[]
  },
  out: string,
): string {
  const rows = files.map(({ name, rows, sha256 }) => [name, `${rows} rows`, sha256])
  return `${[`${reports} reports in ${out}`, ...columns(rows)].join('\n')}\n`
}
