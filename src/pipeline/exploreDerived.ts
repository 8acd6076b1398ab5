import type { Catalog } from '../archive/catalog/catalog.ts'
import type { Coverage } from '../model/coverage.ts'
import type { Library, Listed } from '../model/library.ts'

/** Entries on a page of a list. */
const onAPage = 200

/** The part of the library that was worked out from several reports: it is only looked up, a page at a time. */
export function exploreDerived(
  { years, changes, coverage }: Pick<Catalog, 'years' | 'changes' | 'coverage'>,
  kind: Coverage['archive'],
): Pick<
  Library,
  | 'acrossYears'
  | 'yearFindingCodes'
  | 'yearFindings'
  | 'coverage'
  | 'coveredSites'
  | 'siteCoverage'
  | 'siteNotes'
  | 'collection'
  | 'changes'
  | 'changesOn'
> {
  const collection = () => coverage.collection() ?? { withheld: [], runs: [] }
  return {
    acrossYears: (unit) => Promise.resolve(unit === null ? years.list(null, everything) : years.ofUnit(unit)),
    yearFindingCodes: () => Promise.resolve(years.codes().map((code) => ({ ...code, name: null }))),
    yearFindings: (code, page) =>
      Promise.resolve(listed(years.count(code), page, (window) => years.list(code, window))),
    coverage: () => Promise.resolve(wholeCoverage({ years, coverage }, kind)),
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

function wholeCoverage(
  { years, coverage }: Pick<Catalog, 'years' | 'coverage'>,
  archive: Coverage['archive'],
): Omit<Coverage, 'undelivered'> {
  const across = years.bySite()
  const sites = Array.from(coverage.all(), (site) => ({ ...site, acrossYears: across.get(site.site) ?? [] }))
  return { archive, sites, ...(coverage.collection() ?? { withheld: [], runs: [] }) }
}
