import type { Library } from '../../../model/library.ts'
import type { PublicationState } from '../../../model/publication.ts'
import type { ListFile } from './listFile.ts'

const states: readonly PublicationState[] = ['published', 'late', 'missing', 'unreadable', 'not-known']

/** Every site, and how many of its units and years are published, late, missing or not known. */
export async function sitesList(library: Library): Promise<ListFile> {
  const sites = await library.coveredSites()
  return {
    columns: ['site', 'name', 'reports', ...states],
    rows: sites.map(({ site, name, reports, states: counted }) => [
      ...[site, name, reports],
      ...states.map((state) => counted[state] ?? 0),
    ]),
  }
}

/** One row a unit and year of a site, with the day on which we looked. Cells of the page without a state are no rows. */
export async function coverageList(library: Library, id: string): Promise<ListFile | null> {
  const site = await library.siteCoverage(id)
  if (site === null) return null
  const known = new Set(site.publications.map(({ unit, year }) => `${unit} ${year}`))
  const filed = site.units.flatMap(({ code, name, years }) =>
    Object.entries(years).map(([year, { id: report }]) => ({ code, name, year: Number(year), report })),
  )
  const reportOf = new Map(filed.map(({ code, year, report }) => [`${code} ${year}`, report]))
  const rows = [
    ...site.publications.map(({ unit, name, year, state, due, looked, reason }) => [
      ...[unit, name, year, state, reportOf.get(`${unit} ${year}`) ?? null, due, looked, reason],
    ]),
    ...filed
      .filter(({ code, year }) => !known.has(`${code} ${year}`))
      .map(({ code, name, year, report }) => [code, name, year, 'published', report, null, null, null]),
  ]
  return { columns: ['unit_code', 'unit', 'year', 'state', 'report', 'due', 'looked', 'reason'], rows }
}
