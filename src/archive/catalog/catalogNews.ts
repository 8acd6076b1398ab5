import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { NewsScope } from '../../model/news.ts'

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
})

const FindingsRow = SubjectRow.extend({
  time: Text,
  code: Text,
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

export function catalogNews(database: DatabaseSync): CatalogNews {
  return {
    editions(scope, { since, most }) {
      const { where, bound } = within(scope)
      const sql = `SELECT ${subjectColumns}, r.published, e.first_seen AS time, e.edition, e.digest
        FROM reports AS r JOIN editions AS e ON e.report = r.number
        WHERE ${where} AND e.first_seen >= ? ORDER BY time DESC, r.site, r.id, e.edition LIMIT ?`
      return z.array(EditionRow).parse(database.prepare(sql).all(...bound, since, most))
    },
    findings(scope, { since, most }) {
      const { where, bound } = within(scope)
      const sql = `SELECT ${subjectColumns}, r.time, f.code,
          json_group_array(json_object('severity', f.severity, 'metrics', f.metrics, 'message', f.message)) AS findings
        FROM (SELECT r.*, (SELECT max(first_seen) FROM editions AS e WHERE e.report = r.number) AS time
          FROM reports AS r WHERE ${where}) AS r
        JOIN findings AS f ON f.report = r.number
        WHERE f.severity <> 'info' AND r.time >= ?
        GROUP BY r.number, f.code ORDER BY r.time DESC, r.site, r.id, f.code LIMIT ?`
      return z.array(FindingsRow).parse(database.prepare(sql).all(...bound, since, most))
    },
    subject(site, id) {
      const sql = `SELECT ${subjectColumns}, (SELECT first_seen FROM editions AS e WHERE e.report = r.number AND e.edition = 1) AS first_seen
        FROM reports AS r WHERE r.site = ? AND r.id = ?`
      const row = database.prepare(sql).get(site, id)
      return row === undefined ? null : FirstRow.parse(row)
    },
  }
}

function within(scope: NewsScope): { readonly where: string; readonly bound: readonly string[] } {
  switch (scope.kind) {
    case 'all':
      return { where: 'true', bound: [] }
    case 'region':
      // A colon is the sign after the digits: every code that begins so.
      return { where: 'r.division >= ? AND r.division < ?', bound: [scope.code, `${scope.code}:`] }
    case 'unit':
      return { where: 'r.unit_path = ?', bound: [scope.path] }
  }
}
