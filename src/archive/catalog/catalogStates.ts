import { hash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { ofUnitSql } from './catalogYears.ts'

/** Short digests of what the catalogue knows: each differs when what a page would be told differs. */
export interface CatalogStates {
  reportsOfUnit(path: string): string
  reportsOfYear(path: string, year: number): string
  withEdition(digest: string): string
  original(sha256: string): string
  yearsOfUnit(path: string): string
}

/** The rows of reports hold a digest of all that others may have of a report, decisions of people included. */
export function catalogStates(database: DatabaseSync): CatalogStates {
  const reports = 'SELECT DISTINCT r.site, r.id, r.digest FROM reports AS r'
  const order = 'ORDER BY r.year, r.site, r.id'
  const ofUnit = database.prepare(`${reports} WHERE r.unit_path = ? ${order}`)
  const ofYear = database.prepare(`${reports} WHERE r.unit_path = ? AND r.year = ? ${order}`)
  const edition = database.prepare(`${reports} JOIN editions AS e ON e.report = r.number WHERE e.digest = ? ${order}`)
  const original = database.prepare(
    `SELECT r.site, r.id, r.digest FROM originals AS o JOIN reports AS r ON r.number = o.report WHERE o.sha256 = ? ${order}`,
  )
  const years = database.prepare(ofUnitSql)
  return {
    reportsOfUnit: (path) => digestOf(ofUnit.all(path)),
    reportsOfYear: (path, year) => digestOf(ofYear.all(path, year)),
    withEdition: (digest) => digestOf(edition.all(digest)),
    original: (sha256) => digestOf(original.all(sha256)),
    yearsOfUnit: (path) => digestOf(years.all(path)),
  }
}

const digestOf = (rows: readonly unknown[]): string => hash('sha256', JSON.stringify(rows))
