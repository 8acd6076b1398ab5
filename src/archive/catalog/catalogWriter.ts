import type { DatabaseSync } from 'node:sqlite'
import type { FindingEvidence } from '../../model/findingEvidence.ts'
import { rankedFigures } from '../../model/rankedFigures.ts'
import { unitKind } from '../../model/unitKind.ts'
import { indexedText } from './bigrams.ts'
import { nextTurn } from './nextTurn.ts'
import { transaction } from './transaction.ts'
import { entryFacts, lifeOf, originalsOf, type CatalogEntry } from './catalogEntry.ts'

const withheldFact = 'withheld'

/** What the catalogue knows a report by. */
export interface KnownRow {
  readonly number: number
  readonly stamp: string
  readonly decided: string
}

/** Writes the catalogue. Each call is one transaction, so a reader sees a report whole or not at all. */
export interface CatalogWriter {
  /** Reports of a site by id. */
  known(site: string): ReadonlyMap<string, KnownRow>
  /** False, and nothing is put, where somebody has meanwhile noted another list of what is withheld than these were made with. */
  put(entries: readonly CatalogEntry[], withheld: string): boolean
  remove(numbers: readonly number[]): void
  /** Sites that have rows. */
  sites(): readonly string[]
  /** Rows of the reports that rest on one of these files: originals, and what a converter made of them. */
  naming(hashes: readonly string[]): readonly number[]
  /** The list of what is withheld that the rows were made with, as text; null in a new catalogue. */
  withheld(): string | null
  setWithheld(list: string): void
  /** Empties the write-ahead log: what was deleted is then in no file any more. */
  settle(): void
}

export function catalogWriter(database: DatabaseSync): CatalogWriter {
  const remove = remover(database)
  const put = putter(database)
  const numberOf = database.prepare('SELECT number FROM reports WHERE site = ? AND id = ?')
  const knownRows = database.prepare('SELECT id, number, stamp, decided FROM reports WHERE site = ?')
  const naming = database.prepare('SELECT report FROM rests_on WHERE sha256 = ?')
  const fact = database.prepare('SELECT value FROM facts WHERE name = ?')
  const setFact = database.prepare('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)')
  const turn = nextTurn(database)
  return {
    known(site) {
      const rows = knownRows.all(site)
      return new Map(
        rows.map((row) => [
          String(row['id']),
          { number: Number(row['number']), stamp: String(row['stamp']), decided: String(row['decided']) },
        ]),
      )
    },
    put(entries, withheld) {
      return transaction(database, () => {
        if (fact.get(withheldFact)?.['value'] !== withheld) return false
        for (const entry of entries) {
          const before = numberOf.get(entry.site, entry.report.id)?.['number']
          if (before !== undefined) remove(Number(before))
          put(entry)
        }
        turn.run()
        return true
      })
    },
    remove(numbers) {
      if (numbers.length === 0) return
      transaction(database, () => {
        for (const number of numbers) remove(number)
        turn.run()
      })
    },
    sites: () => database.prepare('SELECT DISTINCT site FROM reports').all().map((row) => String(row['site'])),
    naming: (hashes) => hashes.flatMap((sha256) => naming.all(sha256).map((row) => Number(row['report']))),
    withheld() {
      const value = fact.get(withheldFact)?.['value']
      return value === undefined ? null : String(value)
    },
    setWithheld: (list) => void setFact.run(withheldFact, list),
    settle: () => {
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    },
  }
}

function remover(database: DatabaseSync): (number: number) => void {
  const statements = [
    'DELETE FROM reports WHERE number = ?',
    ...['texts', 'report_forms', 'findings', 'originals', 'rests_on', 'editions', 'lives', 'ranked'].map((table) => `DELETE FROM ${table} WHERE report = ?`),
  ].map((sql) => database.prepare(sql))
  const forget = forgetter(database)
  const said = database.prepare('SELECT r.title, t.names, t.text FROM reports AS r JOIN texts AS t ON t.report = r.number WHERE r.number = ?')
  const words = database.prepare("INSERT INTO words (words, rowid, title, unit, text) VALUES ('delete', ?, ?, ?, ?)")
  return (number) => {
    const before = said.get(number)
    if (before === undefined) return
    const [title, names, text] = [before['title'], before['names'], before['text']].map((one) => indexedText(String(one)))
    words.run(number, title ?? '', names ?? '', text ?? '')
    forget(number)
    for (const statement of statements) statement.run(number)
  }
}

/** Takes away what was worked out from a report and others; it is worked out again from what is there then. */
function forgetter(database: DatabaseSync): (number: number) => void {
  const statements = [
    ...['compared', 'year_findings'].map(
      (table) => `DELETE FROM ${table} WHERE lineage = (SELECT lineage FROM lineages WHERE report = ?)`,
    ),
    'DELETE FROM lineages WHERE report = ?',
    'DELETE FROM changes WHERE (site, report) = (SELECT site, id FROM reports WHERE number = ?)',
    ...['lived', 'covered'].map((table) => `DELETE FROM ${table} WHERE site = (SELECT site FROM reports WHERE number = ?)`),
  ].map((sql) => database.prepare(sql))
  return (number) => {
    for (const statement of statements) statement.run(number)
  }
}

const noEvidence: FindingEvidence = { figures: [] }

function putter(database: DatabaseSync): (entry: CatalogEntry) => void {
  const row = database.prepare(
    `INSERT INTO reports (site, id, unit, unit_path, name, place, division, year, title, published, signed, captured, seen, forms, codes,
       in_doubt, rank, stamp, decided, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const words = database.prepare('INSERT INTO words (rowid, title, unit, text) VALUES (?, ?, ?, ?)')
  const texts = database.prepare('INSERT INTO texts (report, names, text) VALUES (?, ?, ?)')
  const form = database.prepare('INSERT INTO report_forms (report, form) VALUES (?, ?)')
  const finding = database.prepare(
    'INSERT INTO findings (report, place, code, severity, metrics, message, evidence, rank) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const original = database.prepare(
    'INSERT INTO originals (report, sha256, media_type, url, captured, capture) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const restsOn = database.prepare('INSERT INTO rests_on (sha256, report) VALUES (?, ?)')
  const ranked = database.prepare('INSERT INTO ranked (report, kind, year, figures) VALUES (?, ?, ?, ?)')
  const edition = database.prepare('INSERT INTO editions (report, edition, digest, first_seen) VALUES (?, ?, ?, ?)')
  const life = database.prepare('INSERT INTO lives (report, body) VALUES (?, ?)')
  const unknown = ['lived', 'covered'].map((table) => database.prepare(`DELETE FROM ${table} WHERE site = ?`))
  return ({ site, report, evidence, stamp, decided, restsOn: files }) => {
    const facts = entryFacts({ site, report })
    if (facts === null || report.id === null) return
    const { unit, unitPath, name, place, division, year, forms, inDoubt, text, captured, seen, codes, rank, digest } = facts
    const names = `${place} ${name} ${report.unit.as_printed}`
    const { lastInsertRowid } = row.run(
      ...[site, report.id, unit, unitPath, name, place, division, year, report.title, report.published],
      ...[report.signed ?? null, captured, seen, forms.join(' '), codes.join(' '), inDoubt, rank, stamp, decided, digest],
    )
    const number = Number(lastInsertRowid)
    texts.run(number, names, text)
    words.run(number, indexedText(report.title), indexedText(names), indexedText(text))
    for (const each of forms) form.run(number, each)
    report.findings.forEach(({ code, severity, metrics, message }, at) => {
      finding.run(number, at, code, severity, metrics.join(' '), message, JSON.stringify(evidence[at] ?? noEvidence), rank)
    })
    for (const { sha256, media_type, url, captured: time, capture } of originalsOf(report))
      original.run(number, sha256, media_type, url, time, capture)
    for (const sha256 of files) restsOn.run(sha256, number)
    const kind = unitKind(unit)
    if (kind !== null) ranked.run(number, kind, year, JSON.stringify(rankedFigures(report)))
    life.run(number, JSON.stringify(lifeOf(report)))
    for (const each of unknown) each.run(site)
    report.editions.forEach(({ digest, first_seen }, at) => {
      edition.run(number, at + 1, digest, first_seen)
    })
  }
}
