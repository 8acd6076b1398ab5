import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { YearFinding, YearFindingCount } from '../../model/yearFinding.ts'
import type { AskedFindings } from '../../model/library.ts'
import { CodeRow, CountedRow } from './catalogRows.ts'
import { gravest } from './gravest.ts'
import { limitsSql, regionDepth } from './limitsSql.ts'
import { keptValue } from './keptValue.ts'
import { nextTurn } from './nextTurn.ts'
import { transaction } from './transaction.ts'

/** A report as the comparison across years needs it placed. */
const MemberRow = z.object({
  number: z.int(),
  site: z.string(),
  id: z.string(),
  path: z.string(),
  year: z.int(),
  division: z.string(),
  rank: z.string(),
})
export type Member = z.infer<typeof MemberRow>

const SiteCountRow = z.object({
  site: z.string(),
  code: z.enum(['carry-over-differs', 'stock-differs', 'out-of-scale']),
  severity: z.enum(['info', 'warning', 'error']),
  findings: z.int(),
})

/**
 * What contradicts between the years of a unit (docs/decisions/0039), kept by unit under whatever code. A unit is compared anew when a report
 * of it came, went or changed; all of them are when `basis` differs: the program or its configuration.
 */
export interface CatalogYears {
  /** Begins anew where what is kept was worked out on another basis. */
  begin(basis: string): void
  /** Gives the reports that have no lineage yet one; so many at a time. False when there are none left. */
  place(lineageOf: (unit: string, year: number) => string): boolean
  /** A unit that is to be compared, with its reports sorted by site, year and id; null when there is none left. */
  next(): { readonly lineage: string; readonly members: readonly Member[] } | null
  /** False, and nothing is put, where reports of the unit or what is withheld changed meanwhile. */
  put(
    unit: { readonly lineage: string; readonly members: readonly Member[] },
    findings: readonly YearFinding[],
    withheld: string,
  ): boolean
  /** Also where a report of the unit is the earlier one of two, and the later has another code of it. */
  ofUnit(path: string): readonly YearFinding[]
  /** Newest reports first. */
  list(asked: AskedFindings, window: { readonly from: number; readonly most: number }): readonly YearFinding[]
  count(asked: AskedFindings): number
  /** By what the list can be narrowed further, and how many reports that leaves. */
  facets(asked: AskedFindings): {
    readonly code: readonly z.infer<typeof CodeRow>[]
    readonly region: readonly CountedRow[]
    readonly year: readonly CountedRow[]
  }
  /** Of a year, without what is only told. */
  doubted(year: number): readonly YearFinding[]
  bySite(): ReadonlyMap<string, readonly YearFindingCount[]>
}

/** Bodies of the findings of a unit under whatever code, by the path of one of them. */
export const ofUnitSql = `SELECT body FROM year_findings WHERE lineage IN
  (SELECT l.lineage FROM reports AS r JOIN lineages AS l ON l.report = r.number WHERE r.unit_path = ?) ORDER BY number`

const placedAtOnce = 500
const factName = 'years'
const columns = { code: 'code', region: 'division', year: 'year' } as const

export function catalogYears(database: DatabaseSync): CatalogYears {
  const fact = database.prepare('SELECT value FROM facts WHERE name = ?')
  const bodies = (rows: readonly Record<string, unknown>[]): readonly YearFinding[] =>
    rows.map(({ body }) => keptValue<YearFinding>(body))
  const members = database.prepare(
    `SELECT r.number, r.site, r.id, r.unit_path AS path, r.year, r.division, r.rank FROM lineages AS l JOIN reports AS r ON r.number = l.report
     WHERE l.lineage = ? ORDER BY r.site, r.year, r.id`,
  )
  const membersOf = (lineage: string): readonly Member[] => z.array(MemberRow).parse(members.all(lineage))
  const waiting = database.prepare(
    'SELECT lineage FROM lineages WHERE lineage > ? AND lineage NOT IN (SELECT lineage FROM compared) ORDER BY lineage LIMIT 1',
  )
  const ofUnit = database.prepare(ofUnitSql)
  const doubted = database.prepare("SELECT body FROM year_findings WHERE year = ? AND severity <> 'info' ORDER BY number")
  let last = ''
  return {
    begin(basis) {
      last = ''
      if (fact.get(factName)?.['value'] === basis) return
      transaction(database, () => {
        database.exec('DELETE FROM lineages; DELETE FROM compared; DELETE FROM year_findings')
        database.prepare('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)').run(factName, basis)
      })
    },
    place: (lineageOf) => transaction(database, () => placeSome(database, lineageOf)),
    next() {
      const row = waiting.get(last)
      if (row === undefined) return null
      last = String(row['lineage'])
      return { lineage: last, members: membersOf(last) }
    },
    put: ({ lineage, members: read }, findings, withheld) =>
      transaction(database, () => {
        const now = membersOf(lineage).map(({ number }) => number)
        if (String(now) !== String(read.map(({ number }) => number))) return false
        if (fact.get('withheld')?.['value'] !== withheld) return false
        putFindings(database, { lineage, members: read }, findings)
        return true
      }),
    ofUnit: (path) => bodies(ofUnit.all(path)),
    list(asked, { from, most }) {
      const { where, bound } = limitsSql(asked, columns)
      // Of one kind in the order of its index.
      const order = asked.code === null ? 'rank, number' : 'code, rank, number'
      const sql = `SELECT body FROM year_findings ${where} ORDER BY ${order} LIMIT $most OFFSET $from`
      return bodies(database.prepare(sql).all({ ...bound, most, from }))
    },
    count(asked) {
      const { where, bound } = limitsSql(asked, columns)
      const sql = `SELECT count(*) AS count FROM year_findings ${where}`
      return z.int().parse(database.prepare(sql).get(bound)?.['count'])
    },
    facets(asked) {
      const facet = <T>(schema: z.ZodType<T>, value: string, limits: AskedFindings, rest: string): T[] => {
        const { where, bound } = limitsSql(limits, columns)
        const sql = `SELECT ${value} AS value, ${gravest('severity')} AS severity, count(DISTINCT site || ' ' || report) AS reports
          FROM year_findings ${where} GROUP BY 1 ${rest}`
        return z.array(schema).parse(database.prepare(sql).all(bound))
      }
      return {
        code: facet(CodeRow, 'code', { ...asked, code: null }, 'ORDER BY 1'),
        region: facet(CountedRow, `substr(division, 1, ${regionDepth(asked.region)})`, asked, "HAVING value <> '' ORDER BY 1"),
        year: facet(CountedRow, 'CAST(year AS TEXT)', { ...asked, year: null }, 'ORDER BY 1 DESC'),
      }
    },
    doubted: (year) => bodies(doubted.all(year)),
    bySite() {
      const sql = `SELECT site, code, severity, count(*) AS findings FROM year_findings GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
      const rows = z.array(SiteCountRow).parse(database.prepare(sql).all())
      return new Map(
        [...Map.groupBy(rows, ({ site }) => site)].map(([site, counts]) => [
          site,
          counts.map(({ code, severity, findings }) => ({ code, severity, findings })),
        ]),
      )
    },
  }
}

const Unplaced = z.object({ number: z.int(), unit: z.string(), year: z.int() })

/** A unit that a report comes to is compared anew. */
function placeSome(database: DatabaseSync, lineageOf: (unit: string, year: number) => string): boolean {
  const sql = `SELECT number, unit, year FROM reports WHERE number NOT IN (SELECT report FROM lineages) LIMIT ${placedAtOnce}`
  const rows = z.array(Unplaced).parse(database.prepare(sql).all())
  const place = database.prepare('INSERT INTO lineages (report, lineage) VALUES (?, ?)')
  const reopen = ['compared', 'year_findings'].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE lineage = ?`),
  )
  for (const { number, unit, year } of rows) {
    const lineage = lineageOf(unit, year)
    place.run(number, lineage)
    for (const each of reopen) each.run(lineage)
  }
  return rows.length === placedAtOnce
}

function putFindings(
  database: DatabaseSync,
  { lineage, members }: { readonly lineage: string; readonly members: readonly Member[] },
  findings: readonly YearFinding[],
): void {
  const { changes: before } = database.prepare('DELETE FROM year_findings WHERE lineage = ?').run(lineage)
  if (Number(before) + findings.length > 0) nextTurn(database).run()
  const put = database.prepare(
    `INSERT INTO year_findings (lineage, site, unit_path, division, year, code, severity, report, rank, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const placed = new Map(members.map((member) => [`${member.site} ${member.id}`, member]))
  for (const finding of findings) {
    const { site, report, year, code, severity } = finding
    const member = placed.get(`${site} ${report}`)
    if (member === undefined) throw new Error(`${report}: a finding about a report that was not compared`)
    const { path, division, rank } = member
    put.run(lineage, site, path, division, year, code, severity, report, rank, JSON.stringify(finding))
  }
  database.prepare('INSERT OR REPLACE INTO compared (lineage) VALUES (?)').run(lineage)
}
