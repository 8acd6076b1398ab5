import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { z } from 'zod'
import type { Asked } from '../../model/library.ts'
import {
  CodeRow,
  CountedRow,
  HoldingRow,
  OriginalRow,
  PlaceRow,
  UnitPlaceRow,
  UnitRow,
} from './catalogRows.ts'
import { gravest, gravity } from './gravest.ts'
import type { CatalogHits } from './catalogHits.ts'
import { catalogSearch, type CatalogFound } from './catalogSearch.ts'

/** Where a report lies. */
export type Place = z.infer<typeof PlaceRow>

export type PlaceOfUnit = z.infer<typeof UnitPlaceRow>

/** The catalogue's lists. Nothing here reads a report file. */
export interface CatalogReader {
  holding(): z.infer<typeof HoldingRow>
  search(asked: Asked): CatalogFound
  /** Reports by division, sorted by code. */
  divisions(): readonly CountedRow[]
  /** Units of one division, sorted. */
  units(division: string): readonly z.infer<typeof UnitRow>[]
  years(): readonly CountedRow[]
  /** Every report, unsorted. */
  all(): readonly PlaceOfUnit[]
  reportsOfUnit(path: string): readonly Place[]
  reportsOfYear(path: string, year: number): readonly Place[]
  /** Reports that another site has too, and that do not come first. */
  beside(): readonly Place[]
  withEdition(digest: string): readonly Place[]
  /** What each report that names an original says of it. */
  original(sha256: string): readonly z.infer<typeof OriginalRow>[]
  codes(): readonly z.infer<typeof CodeRow>[]
}


/** When a report was first seen: of several sites the one that had it first speaks, so that a site that is added later takes nobody's address. */
const firstSeen = (reports: string): string =>
  `coalesce((SELECT first_seen FROM editions WHERE report = ${reports}.number AND edition = 1), ${reports}.seen)`

export function catalogReader(database: DatabaseSync, hitsFor: CatalogHits): CatalogReader {
  const prepared = new Map<string, StatementSync>()
  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, known)
    return known
  }
  const all = <T>(schema: z.ZodType<T>, sql: string, ...bound: (string | number)[]): T[] =>
    z.array(schema).parse(statement(sql).all(...bound))
  const places = (where: string, ...bound: (string | number)[]): readonly Place[] =>
    all(PlaceRow, `SELECT DISTINCT r.site, r.id, r.year FROM reports AS r ${where} ORDER BY r.year, ${firstSeen('r')}, r.site, r.id`, ...bound)
  return {
    holding() {
      const sql = `SELECT count(*) AS reports, count(DISTINCT unit) AS units, count(DISTINCT site) AS sites, min(year) AS first,
        max(year) AS last, max(captured) AS captured FROM reports`
      return HoldingRow.parse(database.prepare(sql).get())
    },
    search: catalogSearch(database, hitsFor),
    divisions: () =>
      all(CountedRow, 'SELECT division AS value, count(*) AS reports FROM reports GROUP BY 1 ORDER BY 1'),
    units: (division) =>
      all(
        UnitRow,
        `SELECT unit_path AS path, max(name) AS name, division, group_concat(DISTINCT year) AS years FROM reports
         WHERE division = ? GROUP BY 1 ORDER BY 1`,
        division,
      ),
    years: () => all(CountedRow, 'SELECT year AS value, count(*) AS reports FROM reports GROUP BY 1 ORDER BY 1 DESC'),
    all: () => all(UnitPlaceRow, 'SELECT site, id, unit, unit_path AS path, year FROM reports'),
    reportsOfUnit: (path) => places('WHERE r.unit_path = ?', path),
    reportsOfYear: (path, year) => places('WHERE r.unit_path = ? AND r.year = ?', path, year),
    beside: () =>
      places(
        `WHERE EXISTS (SELECT 1 FROM reports AS o WHERE o.unit_path = r.unit_path AND o.year = r.year
         AND (${firstSeen('o')}, o.site, o.id) < (${firstSeen('r')}, r.site, r.id))`,
      ),
    withEdition: (digest) => places('JOIN editions AS e ON e.report = r.number WHERE e.digest = ?', digest),
    original: (sha256) =>
      all(
        OriginalRow,
        `SELECT r.site, r.id, o.media_type, o.url, o.captured, o.capture FROM originals AS o JOIN reports AS r ON r.number = o.report
         WHERE o.sha256 = ? ORDER BY o.capture IS NULL, r.year, r.site, r.id LIMIT 200`,
        sha256,
      ),
    codes: () =>
      all(
        CodeRow,
        `SELECT code AS value, ${gravest('f.severity')} AS severity, count(DISTINCT report) AS reports FROM findings AS f GROUP BY 1
         ORDER BY ${gravity('f.severity')}, 3 DESC, 1`,
      ),
  }
}
