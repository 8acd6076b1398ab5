import type { CatalogLists } from '../archive/catalog/catalogLists.ts'
import type { ListedRow } from '../archive/catalog/catalogRows.ts'
import { Finding } from '../model/finding.ts'
import type { Divisions } from '../model/divisions.ts'
import type { Library, ListedReport } from '../model/library.ts'
import { divisionName } from './exploreRegion.ts'
import { namedFacets } from './namedFacets.ts'

const Code = Finding.unwrap().shape.code

type Lists = 'yearsOf' | 'reports' | 'findingList' | 'findingFacets' | 'ranked' | 'rankable' | 'divisionName'

/** What the explorer asks of whole lists: for files, filters and rankings. */
export function exploreLists(lists: CatalogLists, divisions: Divisions): Pick<Library, Lists> {
  return {
    yearsOf: (path) => Promise.resolve(lists.yearsOf(path)),
    reports: (asked, most) => Promise.resolve(lists.reports(asked, most).map(listedReport)),
    findingList(asked, window) {
      const { total, rows } = lists.findings(asked, window)
      const findings = rows.map(({ code, severity, message, metrics, evidence, ...row }) => ({
        ...{ code: Code.parse(code), severity, message, evidence, report: listedReport(row) },
        metrics: metrics === '' ? [] : metrics.split(' '),
      }))
      return Promise.resolve({ total, findings })
    },
    findingFacets: (asked) => Promise.resolve(namedFacets(lists.facets(asked), divisions)),
    ranked: ({ kind, year, region }) =>
      Promise.resolve(
        lists
          .ranked(kind, year, region)
          .map(({ figures, unit, ...row }) => ({ report: listedReport(row), unit, figures })),
      ),
    rankable: () => Promise.resolve(lists.rankable()),
    divisionName: (code) => divisionName(divisions, code),
  }
}

const listedReport = (row: ListedRow): ListedReport => {
  const { site, id, unitPath, name, place, year, title, published, captured, inDoubt } = row
  return { site, id, unitPath, name, place, year, title, published, captured, inDoubt }
}
