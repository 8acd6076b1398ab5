import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { Coverage, SiteCoverage } from '../../model/coverage.ts'
import type { Publication } from '../../model/publication.ts'
import type { SiteInBrief, SiteNote, SiteNoteKind } from '../../model/library.ts'
import { keptValue } from './keptValue.ts'
import { transaction } from './transaction.ts'

/** A report as coverage counts it. */
const FiledRow = z.object({
  id: z.string(),
  unit: z.string(),
  name: z.string(),
  year: z.int(),
  published: z.string().nullable(),
  signed: z.string().nullable(),
  inDoubt: z.int(),
  findings: z.string().transform((json) => z.array(z.tuple([z.string(), z.string()])).parse(JSON.parse(json))),
})
export type FiledRow = z.infer<typeof FiledRow>

/** The coverage of a site without what contradicts across years, which is counted when it is asked for. */
export type KeptCoverage = Omit<SiteCoverage, 'acrossYears'>

/** What an archive says of itself as a whole. */
export type Collection = Pick<Coverage, 'withheld' | 'runs'>

/** Who published and who did not, kept by site: worked out anew when the day, the runs, the ledger, the site file or a report differ. */
export interface CatalogCoverage {
  /** From what the coverage of a site was worked out; null where it is to be worked out. */
  stamp(site: string): string | null
  filed(site: string): readonly FiledRow[]
  put(stamp: string, coverage: KeptCoverage, notes: readonly SiteNote[]): void
  /** Takes away the coverage of sites that are none of these. */
  keepOnly(sites: readonly string[]): void
  site(id: string): KeptCoverage | null
  /** Units without a report of a year, or without one that can be read, in a division (empty: anywhere) and below. */
  absent(year: number, region: string): readonly Publication[]
  sites(): readonly SiteInBrief[]
  /** The first so many notes of a kind, and how many there are. */
  notes(kind: SiteNoteKind, most: number): { readonly total: number; readonly notes: readonly SiteNote[] }
  collection(): Collection | null
  setCollection(collection: Collection): void
}

const factName = 'collection'

export function catalogCoverage(database: DatabaseSync): CatalogCoverage {
  const stamp = database.prepare('SELECT stamp FROM covered WHERE site = ?')
  const filed = database.prepare(
    `SELECT r.id, r.unit, r.name, r.year, r.published, r.signed, r.in_doubt AS inDoubt,
       (SELECT json_group_array(json_array(code, message)) FROM
         (SELECT f.code, f.message FROM findings AS f WHERE f.report = r.number ORDER BY f.place)) AS findings
     FROM reports AS r WHERE r.site = ? ORDER BY r.year, r.id`,
  )
  const remove = ['covered', 'site_notes', 'absent'].map((table) => database.prepare(`DELETE FROM ${table} WHERE site = ?`))
  const insert = database.prepare('INSERT INTO covered (site, stamp, name, reports, states, body) VALUES (?, ?, ?, ?, ?, ?)')
  const note = database.prepare('INSERT INTO site_notes (site, kind, place, what, words) VALUES (?, ?, ?, ?, ?)')
  const one = database.prepare('SELECT body FROM covered WHERE site = ?')
  const lacking = database.prepare('INSERT INTO absent (site, year, unit, body) VALUES (?, ?, ?, ?)')
  const absent = database.prepare(
    "SELECT body FROM absent WHERE year = $year AND unit >= $region AND unit < $region || ':' ORDER BY unit, site",
  )
  const briefs = database.prepare('SELECT site, name, reports, states FROM covered ORDER BY site')
  const fact = database.prepare('SELECT value FROM facts WHERE name = ?')
  return {
    stamp(site) {
      const row = stamp.get(site)
      return row === undefined ? null : String(row['stamp'])
    },
    filed: (site) => z.array(FiledRow).parse(filed.all(site)),
    put(from, coverage, notes) {
      transaction(database, () => {
        const { site, name, reports, publications } = coverage
        for (const each of remove) each.run(site)
        const states: Record<string, number> = {}
        for (const { state } of publications) states[state] = (states[state] ?? 0) + 1
        insert.run(site, from, name, reports, JSON.stringify(states), JSON.stringify(coverage))
        for (const [place, { kind, what, words }] of notes.entries()) note.run(site, kind, place, what, words)
        for (const each of publications) {
          if (each.state === 'published' || each.state === 'late') continue
          lacking.run(site, each.year, each.unit, JSON.stringify(each))
        }
      })
    },
    keepOnly(sites) {
      const known = z.array(z.object({ site: z.string() })).parse(database.prepare('SELECT site FROM covered').all())
      transaction(database, () => {
        for (const { site } of known) if (!sites.includes(site)) for (const each of remove) each.run(site)
      })
    },
    site(id) {
      const row = one.get(id)
      return row === undefined ? null : keptValue<KeptCoverage>(row['body'])
    },
    absent: (year, region) => absent.all({ year, region }).map(({ body }) => keptValue<Publication>(body)),
    sites: () =>
      briefs.all().map(({ site, name, reports, states }) => ({
        ...{ site: String(site), name: name === null ? null : String(name), reports: Number(reports) },
        states: keptValue<SiteInBrief['states']>(states),
      })),
    notes(kind, most) {
      const count = database.prepare('SELECT count(*) AS count FROM site_notes WHERE kind = ?').get(kind)
      const rows = database
        .prepare('SELECT site, what, words FROM site_notes WHERE kind = ? ORDER BY site, place LIMIT ?')
        .all(kind, most)
      const notes = rows.map(({ site, what, words }) => ({
        ...{ site: String(site), kind, what: String(what), words: String(words) },
      }))
      return { total: Number(count?.['count']), notes }
    },
    collection() {
      const row = fact.get(factName)
      return row === undefined ? null : keptValue<Collection>(row['value'])
    },
    setCollection: (collection) => {
      database
        .prepare('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)')
        .run(factName, JSON.stringify(collection))
    },
  }
}
