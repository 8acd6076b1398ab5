import type { PlaceOfUnit } from '../archive/catalog/catalogReader.ts'
import type { Divisions } from '../model/divisions.ts'
import type { Library, SitedReport } from '../model/library.ts'
import type { YearFinding } from '../model/yearFinding.ts'
import type { acrossYears } from '../validate/acrossYears.ts'
import { lineages } from '../validate/lineages.ts'

/** The reports of each unit under whatever code (docs/decisions/0039), in the order of site and id. */
export function unitsOver(
  divisions: Divisions,
  places: readonly PlaceOfUnit[],
): readonly (readonly PlaceOfUnit[])[] {
  const lineageOf = lineages(divisions)
  const rank = ({ site, year, id }: PlaceOfUnit): string => `${site} ${year} ${id}`
  return [...Map.groupBy(places, ({ unit, year }) => lineageOf(unit, year)).values()].map((unit) =>
    unit.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1)),
  )
}

/** What contradicts between the years of the given units; of a unit by its path only what is said of that code. */
export async function* findingsAcross(
  units: readonly (readonly PlaceOfUnit[])[],
  path: Parameters<Library['acrossYears']>[0],
  {
    compare,
    read,
  }: {
    readonly compare: ReturnType<typeof acrossYears>
    readonly read: (places: readonly PlaceOfUnit[]) => Promise<readonly SitedReport[]>
  },
): AsyncGenerator<YearFinding> {
  for (const places of units) {
    const own = new Set(places.flatMap((place) => (path === null || place.path === path ? [place.id] : [])))
    if (places.length < 2 || own.size === 0) continue
    for (const finding of compare(await read(places))) if (own.has(finding.report)) yield finding
  }
}
