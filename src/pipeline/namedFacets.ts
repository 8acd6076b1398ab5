import type { CatalogLists } from '../archive/catalog/catalogLists.ts'
import type { Divisions } from '../model/divisions.ts'
import type { FindingFacets } from '../model/library.ts'
import { divisionName } from './exploreRegion.ts'

/** What a list of findings can be narrowed by, its divisions with their names. */
export function namedFacets(
  { code, region, year }: ReturnType<CatalogLists['facets']>,
  divisions: Divisions,
): FindingFacets {
  return {
    code: code.map((facet) => ({ ...facet, name: null })),
    region: region.map((facet) => ({ ...facet, name: divisionName(divisions, facet.value) })),
    year: year.map((facet) => ({ ...facet, name: null })),
  }
}
