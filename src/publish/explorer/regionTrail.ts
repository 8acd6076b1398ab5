import type { Library } from '../../model/library.ts'
import type { Report } from '../../model/report.ts'

/**
 * From the country to the place of a report, as far as regions have pages: down to the county. Each name is that of its own code, where the report's place has
 * it: the path of a place leaves out levels that are no government (市辖区), and a city without counties has one name at two levels.
 */
export function regionTrail(
  library: Pick<Library, 'divisionName'>,
  { unit: { division } }: Pick<Report, 'unit'>,
): readonly { name: string; path: string }[] {
  if (division === null) return []
  const { code, path } = division
  return [2, 4, 6]
    .filter((depth) => depth <= code.length)
    .map((depth) => code.slice(0, depth))
    .map((level) => ({ name: library.divisionName(level), path: `/region/${level}/` }))
    .filter(({ name }, at, all) => path.includes(name) && name !== all[at - 1]?.name)
}
