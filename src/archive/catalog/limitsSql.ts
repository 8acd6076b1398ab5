import type { AskedFindings } from '../../model/library.ts'

/** The limits of a list of findings, over columns that hold the code, the division and the year. `where` is empty without any. */
export function limitsSql(
  { code, region, year }: AskedFindings,
  columns: { readonly code: string; readonly region: string; readonly year: string },
): { readonly where: string; readonly bound: Readonly<Record<string, string | number>> } {
  const conditions = [
    ...(code === null ? [] : [`${columns.code} = $code`]),
    ...(region === null ? [] : [`${columns.region} >= $region AND ${columns.region} < $region || ':'`]),
    ...(year === null ? [] : [`${columns.year} = $year`]),
  ]
  return {
    where: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`,
    bound: { ...(code !== null && { code }), ...(region !== null && { region }), ...(year !== null && { year }) },
  }
}

/** Digits of the divisions one level below a region (GB/T 2260, GB/T 10114): province, prefecture, county, street. */
export const regionDepth = (region: string | null): number =>
  [2, 4, 6, 9].find((digits) => digits > (region?.length ?? 0)) ?? 9
