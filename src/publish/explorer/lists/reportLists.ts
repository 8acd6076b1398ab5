import type { Asked, Library, ListedReport } from '../../../model/library.ts'
import { figuresTable } from '../../tables/figuresTable.ts'
import { onePerYear } from '../unitPage.ts'
import { mostRows, type ListFile } from './listFile.ts'

const reportColumns = [
  ...['report', 'unit', 'place', 'year', 'title', 'published', 'captured', 'figures_in_doubt', 'site'],
]

const reportCells = (report: ListedReport): readonly (string | number | null)[] => {
  const { id, name, place, year, title, published, captured, inDoubt, site } = report
  return [id, name, place, year, title, published, captured, inDoubt, site]
}

/** The reports of a search or a year, on all its pages. The header alone where nothing fits; null for more than a file takes. */
export async function reportsList(library: Library, asked: Omit<Asked, 'page'>): Promise<ListFile | null> {
  const reports = await library.reports(asked, mostRows + 1)
  if (reports.length > mostRows) return null
  return { columns: reportColumns, rows: reports.map(reportCells) }
}

/** Divisions and units of a region, as its page has them: a row for each division below, and for each report of a unit. */
export async function regionList(library: Library, code: string): Promise<ListFile | null> {
  const region = await library.region(code)
  if (region === null) return null
  return {
    columns: ['kind', 'code', 'name', 'year', 'reports'],
    rows: [
      ...region.below.map((below) => ['division', below.code, below.name, null, below.reports]),
      ...region.units.flatMap(({ path, name, years }) =>
        years.map((year) => ['report', path, name, year, 1]),
      ),
    ],
  }
}

/** Every figure of every year of a unit, with its cell: columns as in the export `figures`. */
export async function unitList(library: Library, path: string): Promise<ListFile | null> {
  const reports = onePerYear(await library.unit(path))
  if (reports.length === 0) return null
  return {
    columns: figuresTable.columns.map(({ name }) => name),
    rows: reports.flatMap(({ site, report }) => figuresTable.rows(report, site)),
  }
}
