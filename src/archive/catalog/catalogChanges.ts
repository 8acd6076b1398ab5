import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { Change } from '../../model/history.ts'
import type { ReportLife } from './catalogEntry.ts'
import { keptValue } from './keptValue.ts'
import { transaction } from './transaction.ts'

/** What happened to reports (docs/decisions/0035), kept by site: worked out anew when the ledger, the runs or a report of the site differ. */
export interface CatalogChanges {
  /** From what the changes of a site were worked out; null where they are to be worked out. */
  stamp(site: string): string | null
  /** Reports of a site as their histories need them. */
  lives(site: string): Iterable<ReportLife>
  /** False, and nothing is put, where what is withheld changed meanwhile. */
  put(site: string, stamp: string, changes: readonly Change[], withheld: string): boolean
  /** Takes away the changes of sites that are none of these. */
  keepOnly(sites: readonly string[]): void
  count(): number
  /** Newest first. */
  list(window: { readonly from: number; readonly most: number }): readonly Change[]
  /** What became of reports that were there before: all but those that were found and replaced, newest first. Few, however many reports there are. */
  fates(): readonly Change[]
}

export function catalogChanges(database: DatabaseSync): CatalogChanges {
  const stamp = database.prepare('SELECT stamp FROM lived WHERE site = ?')
  const lives = database.prepare(
    'SELECT l.body FROM lives AS l JOIN reports AS r ON r.number = l.report WHERE r.site = ? ORDER BY r.year, r.id',
  )
  const withheldNow = database.prepare("SELECT value FROM facts WHERE name = 'withheld'")
  const remove = ['changes', 'lived'].map((table) => database.prepare(`DELETE FROM ${table} WHERE site = ?`))
  const insert = database.prepare('INSERT INTO changes (site, report, time, kind, body) VALUES (?, ?, ?, ?, ?)')
  const note = database.prepare('INSERT INTO lived (site, stamp) VALUES (?, ?)')
  const list = database.prepare(
    'SELECT body FROM changes ORDER BY time DESC, site DESC, report DESC, number DESC LIMIT ? OFFSET ?',
  )
  // The condition of the index `fates_by_time`, to the letter.
  const fates = database.prepare(
    "SELECT body FROM changes WHERE kind NOT IN ('found', 'replaced') ORDER BY time DESC, site DESC, report DESC, number DESC",
  )
  return {
    stamp(site) {
      const row = stamp.get(site)
      return row === undefined ? null : String(row['stamp'])
    },
    *lives(site) {
      for (const { body } of lives.all(site)) yield keptValue<ReportLife>(body)
    },
    put: (site, from, changes, withheld) =>
      transaction(database, () => {
        if (withheldNow.get()?.['value'] !== withheld) return false
        for (const each of remove) each.run(site)
        for (const change of changes)
          insert.run(site, change.id, change.time, change.kind, JSON.stringify(change))
        note.run(site, from)
        return true
      }),
    keepOnly(sites) {
      const known = z
        .array(z.object({ site: z.string() }))
        .parse(database.prepare('SELECT site FROM lived').all())
      const gone = known.filter(({ site }) => !sites.includes(site))
      transaction(database, () => {
        for (const { site } of gone) for (const each of remove) each.run(site)
      })
    },
    count: () => z.int().parse(database.prepare('SELECT count(*) AS count FROM changes').get()?.['count']),
    list: ({ from, most }) => list.all(most, from).map(({ body }) => keptValue<Change>(body)),
    fates: () => fates.all().map(({ body }) => keptValue<Change>(body)),
  }
}
