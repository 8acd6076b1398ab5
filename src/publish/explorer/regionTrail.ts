import type { Report } from '../../model/report.ts'

/** From the country to the place of a report, as far as regions have pages: down to the county. */
export function regionTrail({
  unit: { division },
}: Pick<Report, 'unit'>): readonly { name: string; path: string }[] {
  if (division === null) return []
  const depths = [2, 4, 6].filter((depth) => depth <= division.code.length)
  // The path leaves out levels that are no government (市辖区): then codes and names are not as many, and only both ends are certain.
  const named =
    depths.length === Math.min(division.path.length, 3) ? depths : depths.filter((depth) => depth === 2)
  return named.map((depth, at) => ({
    name: division.path[at] ?? '',
    path: `/region/${division.code.slice(0, depth)}/`,
  }))
}
