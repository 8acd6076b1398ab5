import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { Finding } from '../../model/finding.ts'
import type { NewsScope } from '../../model/news.ts'
import { KeptEvidence } from './catalogRows.ts'

const Text = z.string()

const SubjectRow = z.object({
  site: Text,
  id: Text,
  unit: Text,
  place: Text,
  year: z.int(),
  title: Text,
})

const subjectColumns = 'r.site, r.id, r.name AS unit, r.place, r.year, r.title'

const EditionRow = SubjectRow.extend({ published: Text.nullable(), time: Text, edition: z.int(), digest: Text })
export type EditionRow = z.infer<typeof EditionRow>

const FoundFinding = z.object({
  severity: z.enum(['info', 'warning', 'error']),
  metrics: Text.transform((names) => (names === '' ? [] : names.split(' '))),
  message: Text,
  evidence: KeptEvidence,
})

const FindingsRow = SubjectRow.extend({
  time: Text,
  code: Finding.unwrap().shape.code,
  findings: Text.transform((json) => z.array(FoundFinding).parse(JSON.parse(json))),
})
export type FindingsRow = z.infer<typeof FindingsRow>

const FirstRow = SubjectRow.extend({ first_seen: Text.nullable() })

/** How far back: the newest so many, of those that are not older than a moment (ISO 8601, UTC; empty for all). */
export interface NewsReach {
  readonly since: string
  readonly most: number
}

/** What the catalogue knows of news, newest first. */
export interface CatalogNews {
  editions(scope: NewsScope, reach: NewsReach): readonly EditionRow[]
  /** Warnings and errors by report and code, at the time of the newest edition. */
  findings(scope: NewsScope, reach: NewsReach): readonly FindingsRow[]
  /** A report, and when its first edition was seen; null where it is not listed. */
  subject(site: string, id: string): z.infer<typeof FirstRow> | null
}

/** Of one moment by name, never by when they were put in. Sorts within a moment only: the index gives the rest. */
const named = "(SELECT t.site || ' ' || t.id FROM reports AS t WHERE t.number = e.report)"

export function catalogNews(database: DatabaseSync): CatalogNews {
  const subject = database.prepare(
    `SELECT ${subjectColumns}, (SELECT first_seen FROM editions AS e WHERE e.report = r.number AND e.edition = 1) AS first_seen
     FROM reports AS r WHERE r.site = ? AND r.id = ?`,
  )
  const joined = (scope: NewsScope): Joined => joinedFor(database, scope)
  return {
    editions(scope, { since, most }) {
      const { from, where, bound } = joined(scope)
      const sql = `WITH picked AS (SELECT e.report, e.edition FROM ${from}
          WHERE ${where} AND e.first_seen >= ? ORDER BY e.first_seen DESC, ${named}, e.edition LIMIT ?)
        SELECT ${subjectColumns}, r.published, e.first_seen AS time, e.edition, e.digest
        FROM picked AS p JOIN editions AS e ON e.report = p.report AND e.edition = p.edition JOIN reports AS r ON r.number = p.report
        ORDER BY time DESC, r.site, r.id, e.edition`
      return z.array(EditionRow).parse(database.prepare(sql).all(...bound, since, most))
    },
    findings(scope, { since, most }) {
      const { from, where, bound } = joined(scope)
      // Every report that is picked has one code at least, so no more of them are needed.
      const sql = `WITH picked AS (SELECT e.report, e.first_seen FROM ${from}
          WHERE ${where} AND e.first_seen >= ?
            AND e.edition = (SELECT max(edition) FROM editions AS n WHERE n.report = e.report)
            AND EXISTS (SELECT 1 FROM findings AS f WHERE f.report = e.report AND f.severity <> 'info')
          ORDER BY e.first_seen DESC, ${named} LIMIT ?)
        SELECT ${subjectColumns}, p.first_seen AS time, f.code,
          json_group_array(json_object('severity', f.severity, 'metrics', f.metrics, 'message', f.message, 'evidence', f.evidence)) AS findings
        FROM picked AS p JOIN reports AS r ON r.number = p.report JOIN findings AS f ON f.report = p.report
        WHERE f.severity <> 'info'
        GROUP BY r.number, f.code ORDER BY time DESC, r.site, r.id, f.code LIMIT ?`
      return z.array(FindingsRow).parse(database.prepare(sql).all(...bound, since, most, most))
    },
    subject(site, id) {
      const row = subject.get(site, id)
      return row === undefined ? null : FirstRow.parse(row)
    },
  }
}

/** Reports with their editions: the tables in the order in which they are gone through, and who belongs to the scope. */
interface Joined {
  readonly from: string
  readonly where: string
  readonly bound: readonly string[]
}

/** More reports than this are gone through from the newest edition back, until there are enough; fewer are all looked at. */
const fewReports = 2_000

/** CROSS JOIN keeps the order of the tables (sqlite.org/optoverview.html §8): the planner knows neither the size of a region nor of the limit. */
function joinedFor(database: DatabaseSync, scope: NewsScope): Joined {
  const newestFirst = 'editions AS e CROSS JOIN reports AS r ON r.number = e.report'
  const ownFirst = 'reports AS r CROSS JOIN editions AS e ON e.report = r.number'
  switch (scope.kind) {
    case 'all':
      return { from: newestFirst, where: 'true', bound: [] }
    case 'region': {
      // A colon is the sign after the digits: every code that begins so.
      const bound = [scope.code, `${scope.code}:`]
      const where = 'r.division >= ? AND r.division < ?'
      const count = database.prepare(`SELECT count(*) AS count FROM reports AS r WHERE ${where}`).get(...bound)
      return { from: Number(count?.['count']) > fewReports ? newestFirst : ownFirst, where, bound }
    }
    case 'unit':
      return { from: ownFirst, where: 'r.unit_path = ?', bound: [scope.path] }
  }
}
