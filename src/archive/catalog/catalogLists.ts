import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { Asked, AskedFindings } from '../../model/library.ts'
import { RankedFigures } from '../../model/rankedFigures.ts'
import { unitKinds, type UnitKind } from '../../model/unitKind.ts'
import { CodeRow, CountedRow, FindingRow, listedColumns, ListedRow } from './catalogRows.ts'
import type { CatalogHits } from './catalogHits.ts'
import { gravest } from './gravest.ts'
import { limitsSql, regionDepth } from './limitsSql.ts'

const FindingOfCode = FindingRow.extend({ code: z.string() })
const YearRows = z.array(z.object({ year: z.number().int() }))
const RankedRow = ListedRow.extend({ unit: z.string(), figures: z.string() })
const RankableRow = z.object({
  kind: z.enum(unitKinds),
  year: z.number().int(),
  reports: z.number().int(),
})

/** Whole lists of the catalogue, for files, filters and rankings. Each is bounded by whoever asks. */
export interface CatalogLists {
  /** Years of a unit's reports, by its path, oldest first. */
  yearsOf(path: string): readonly number[]
  /** In the order of a search. */
  reports(asked: Omit<Asked, 'page'>, most: number): readonly ListedRow[]
  findings(
    asked: AskedFindings,
    window: { readonly from: number; readonly most: number },
  ): { readonly total: number; readonly rows: readonly z.infer<typeof FindingOfCode>[] }
  facets(asked: AskedFindings): {
    readonly code: readonly z.infer<typeof CodeRow>[]
    readonly region: readonly CountedRow[]
    readonly year: readonly CountedRow[]
  }
  ranked(
    kind: UnitKind,
    year: number,
    region: string,
  ): readonly (Omit<z.infer<typeof RankedRow>, 'figures'> & { readonly figures: RankedFigures })[]
  rankable(): readonly z.infer<typeof RankableRow>[]
}

export function catalogLists(database: DatabaseSync, hitsFor: CatalogHits): CatalogLists {
  const ofUnit = database.prepare('SELECT DISTINCT year FROM reports WHERE unit_path = $path ORDER BY 1')
  const all = <T>(schema: z.ZodType<T>, sql: string, bound: Record<string, string | number>): T[] =>
    z.array(schema).parse(database.prepare(sql).all(bound))
  const one = database.prepare(`SELECT ${listedColumns} FROM reports AS r WHERE r.number = ?`)
  return {
    yearsOf: (path) => YearRows.parse(ofUnit.all({ path })).map(({ year }) => year),
    reports(asked, most) {
      database.exec('BEGIN')
      try {
        const { numbers } = hitsFor(asked)
        return Array.from(numbers.subarray(0, most), (number) => ListedRow.parse(one.get(number)))
      } finally {
        database.exec('COMMIT')
      }
    },
    findings(asked, { from, most }) {
      const { where, bound } = findingsOf(asked)
      const of = `FROM findings AS f JOIN reports AS r ON r.number = f.report ${where}`
      const total = z.number().parse(database.prepare(`SELECT count(*) AS count ${of}`).get(bound)?.['count'])
      const sql = `SELECT ${listedColumns}, f.code, f.severity, f.metrics, f.message, f.evidence ${of}
        ORDER BY r.year DESC, r.division, r.unit_path, r.site, f.place LIMIT $most OFFSET $from`
      return { total, rows: all(FindingOfCode, sql, { ...bound, most, from }) }
    },
    facets(asked) {
      const facet = <T>(schema: z.ZodType<T>, value: string, limits: AskedFindings, rest: string): T[] => {
        const { where, bound } = findingsOf(limits)
        const sql = `SELECT ${value} AS value, ${gravest('f.severity')} AS severity, count(DISTINCT f.report) AS reports
          FROM findings AS f JOIN reports AS r ON r.number = f.report ${where} GROUP BY 1 ${rest} LIMIT ${mostFacets}`
        return all(schema, sql, bound)
      }
      return {
        code: facet(CodeRow, 'f.code', { ...asked, code: null }, 'ORDER BY 3 DESC, 1'),
        region: facet(CountedRow, `substr(r.division, 1, ${regionDepth(asked.region)})`, asked, "HAVING value <> '' ORDER BY 1"),
        year: facet(CountedRow, 'r.year', { ...asked, year: null }, 'ORDER BY 1 DESC'),
      }
    },
    ranked(kind, year, region) {
      const sql = `SELECT ${listedColumns}, r.unit, k.figures FROM ranked AS k JOIN reports AS r ON r.number = k.report
        WHERE k.kind = $kind AND k.year = $year AND r.unit >= $region AND r.unit < $region || ':' ORDER BY r.unit, r.site`
      return all(RankedRow, sql, { kind, year, region }).map(({ figures, ...row }) => ({
        ...row,
        figures: RankedFigures.parse(JSON.parse(figures)),
      }))
    },
    rankable: () =>
      all(
        RankableRow,
        "SELECT kind, year, count(*) AS reports FROM ranked WHERE figures <> '{}' GROUP BY 1, 2 ORDER BY 2 DESC, 1",
        {},
      ),
  }
}

const mostFacets = 60

const findingsOf = (asked: AskedFindings): ReturnType<typeof limitsSql> =>
  limitsSql(asked, { code: 'f.code', region: 'r.division', year: 'r.year' })
