import type { CatalogReader } from '../archive/catalog/catalogReader.ts'
import type { Divisions } from '../model/divisions.ts'
import type { Region, RegionInBrief } from '../model/library.ts'

const depths = [2, 4, 6, 9]

/** Name of a division in the newest register that has it. */
export const divisionName = (divisions: Divisions, code: string): string =>
  divisions.byCode(code)?.path.at(-1) ?? code

/**
 * A division with those below it that have reports. Levels that are no government of their own (市辖区) are passed over: what is below
 * them stands at the level above. Null where nothing is archived.
 */
export function regionOf(
  reader: Pick<CatalogReader, 'divisions' | 'units'>,
  divisions: Divisions,
  code: string,
): Region | null {
  const counts = reader.divisions()
  const within = counts.filter(({ value }) => value.startsWith(code))
  if (within.length === 0 && code !== '') return null
  const children = new Map<string, RegionInBrief>()
  const own: string[] = []
  for (const { value, reports } of within) {
    const child = childAt(divisions, code, value)
    if (child === null) own.push(value)
    else children.set(child, briefOf(divisions, child, (children.get(child)?.reports ?? 0) + reports))
  }
  return {
    code,
    name: code === '' ? '' : divisionName(divisions, code),
    reports: within.reduce((sum, { reports }) => sum + reports, 0),
    above: depths
      .filter((depth) => depth < code.length)
      .flatMap((depth) => aboveAt(divisions, code.slice(0, depth))),
    below: [...children.values()].sort((a, b) => (a.code < b.code ? -1 : 1)),
    units: own.flatMap((division) =>
      reader.units(division).map(({ path, name, years }) => ({
        path,
        name,
        years: years
          .split(',')
          .map(Number)
          .sort((a, b) => a - b),
      })),
    ),
  }
}

/** The next division below `code` on the way to `value`; streets and townships are units of their county and have no page. */
function childAt(divisions: Divisions, code: string, value: string): string | null {
  const next = depths.filter((depth) => depth > code.length && depth <= Math.min(6, value.length))
  const found = next
    .map((depth) => value.slice(0, depth))
    .find((at) => divisions.byCode(at)?.path.length !== undefined && isOwn(divisions, at))
  return found ?? null
}

/** Whether the register names a government by this code, and not only a group of others. */
function isOwn(divisions: Divisions, code: string): boolean {
  const above = divisions.byCode(code.slice(0, -2))?.path.length ?? 0
  return (divisions.byCode(code)?.path.length ?? 0) > (code.length === 2 ? 0 : above)
}

const briefOf = (divisions: Divisions, code: string, reports: number): RegionInBrief => ({
  code,
  name: divisionName(divisions, code),
  reports,
})

const aboveAt = (divisions: Divisions, code: string): { code: string; name: string }[] =>
  isOwn(divisions, code) ? [{ code, name: divisionName(divisions, code) }] : []
