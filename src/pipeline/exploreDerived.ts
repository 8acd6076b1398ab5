import type { Catalog } from '../archive/catalog/catalog.ts'
import type { Divisions } from '../model/divisions.ts'
import type { Library, Listed } from '../model/library.ts'
import { namedFacets } from './namedFacets.ts'

/** Entries on a page of a list. */
const onAPage = 200

/** The part of the library that was worked out from several reports: it is only looked up, a page at a time. */
export function exploreDerived(
  { years, changes, coverage }: Pick<Catalog, 'years' | 'changes' | 'coverage'>,
  divisions: Divisions,
): Pick<
  Library,
  | 'acrossYears'
  | 'acrossList'
  | 'acrossFacets'
  | 'doubtedBetweenYears'
  | 'absent'
  | 'coveredSites'
  | 'siteCoverage'
  | 'siteNotes'
  | 'collection'
  | 'changes'
  | 'changesOn'
> {
  const collection = () => coverage.collection() ?? { withheld: [], runs: [] }
  return {
    acrossYears: (unit) => Promise.resolve(years.ofUnit(unit)),
    acrossList: (asked, window) =>
      Promise.resolve({ total: years.count(asked), findings: years.list(asked, window) }),
    acrossFacets: (asked) => Promise.resolve(namedFacets(years.facets(asked), divisions)),
    doubtedBetweenYears: (year) => Promise.resolve(years.doubted(year)),
    absent: ({ year, region }) => Promise.resolve(coverage.absent(year, region)),
    coveredSites: () => Promise.resolve(coverage.sites()),
    siteCoverage(id) {
      const site = coverage.site(id)
      return Promise.resolve(site && { ...site, acrossYears: years.bySite().get(id) ?? [] })
    },
    siteNotes: (of, most) => Promise.resolve(coverage.notes(of, most)),
    collection: () => Promise.resolve(collection()),
    changes: () => Promise.resolve(changes.list(everything)),
    changesOn: (page) => Promise.resolve(listed(changes.count(), page, (window) => changes.list(window))),
  }
}

const everything = { from: 0, most: -1 }

function listed<T>(
  total: number,
  page: number,
  items: (window: { readonly from: number; readonly most: number }) => readonly T[],
): Listed<T> {
  return {
    total,
    pages: Math.ceil(total / onAPage),
    items: items({ from: (page - 1) * onAPage, most: onAPage }),
  }
}
