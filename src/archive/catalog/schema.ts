import { hash } from 'node:crypto'

/** Raised when rows are filled in another way (pairs, columns from a report): what the tables themselves do not tell. */
const filling = 2

/**
 * Tables of the catalogue. `stamp` and `decided` tell whether a row still speaks of its file and of what was decided on it; `digest` is of the
 * whole report as others may have it; `rank` puts lists in order by what reports say, never by when they were put in. `words` is
 * told what to delete (`title`, and `names` and `text` of `texts`, which lie apart so that rows are short): only so `secure-delete` takes every trace of it out of the index.
 */
const reportTables = `
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reports (
  number INTEGER PRIMARY KEY, site TEXT NOT NULL, id TEXT NOT NULL, unit TEXT NOT NULL, unit_path TEXT NOT NULL,
  name TEXT NOT NULL, place TEXT NOT NULL, division TEXT NOT NULL, year INTEGER NOT NULL, title TEXT NOT NULL,
  published TEXT, signed TEXT, captured TEXT, seen TEXT NOT NULL, forms TEXT NOT NULL, codes TEXT NOT NULL, in_doubt INTEGER NOT NULL,
  rank TEXT NOT NULL, stamp TEXT NOT NULL, decided TEXT NOT NULL, digest TEXT NOT NULL, UNIQUE (site, id));
CREATE TABLE texts (report INTEGER PRIMARY KEY, names TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX reports_by_id ON reports (id);
CREATE INDEX reports_by_unit ON reports (unit_path, year);
CREATE INDEX reports_by_division ON reports (division);
CREATE INDEX reports_by_year ON reports (year);
CREATE INDEX reports_by_time ON reports (seen);
CREATE INDEX reports_in_columns ON reports (rank, number, division, year, forms, codes);
CREATE VIRTUAL TABLE words USING fts5(title, unit, text, content='', tokenize='ascii', prefix='1');
INSERT INTO words (words, rank) VALUES ('secure-delete', 1);
CREATE TABLE report_forms (report INTEGER NOT NULL, form TEXT NOT NULL, PRIMARY KEY (report, form)) WITHOUT ROWID;
CREATE TABLE findings (
  report INTEGER NOT NULL, place INTEGER NOT NULL, code TEXT NOT NULL, severity TEXT NOT NULL, metrics TEXT NOT NULL,
  message TEXT NOT NULL, evidence TEXT NOT NULL, rank TEXT NOT NULL, PRIMARY KEY (report, place)) WITHOUT ROWID;
CREATE INDEX findings_by_code ON findings (code, rank, place, severity, report);
CREATE TABLE originals (
  report INTEGER NOT NULL, sha256 TEXT NOT NULL, media_type TEXT, url TEXT, captured TEXT, capture INTEGER,
  PRIMARY KEY (report, sha256)) WITHOUT ROWID;
CREATE INDEX originals_by_hash ON originals (sha256);
CREATE TABLE rests_on (sha256 TEXT NOT NULL, report INTEGER NOT NULL, PRIMARY KEY (sha256, report)) WITHOUT ROWID;
CREATE INDEX rests_on_by_report ON rests_on (report);
CREATE TABLE editions (
  report INTEGER NOT NULL, edition INTEGER NOT NULL, digest TEXT NOT NULL, first_seen TEXT NOT NULL,
  PRIMARY KEY (report, edition)) WITHOUT ROWID;
CREATE INDEX editions_by_digest ON editions (digest);
CREATE TABLE ranked (
  report INTEGER PRIMARY KEY, kind TEXT NOT NULL, year INTEGER NOT NULL, figures TEXT NOT NULL);
CREATE INDEX ranked_by_kind ON ranked (kind, year);
CREATE INDEX editions_by_time ON editions (first_seen);
`

/**
 * What was worked out from several reports. A row of `compared`, `lived` or `covered` says that what stands here of a unit (`lineage`: under whatever
 * code) or a site is worked out, and from what (`stamp`); whatever changes a report takes away the rows that speak of it.
 */
const derivedTables = `
CREATE TABLE lineages (report INTEGER PRIMARY KEY, lineage TEXT NOT NULL);
CREATE INDEX lineages_by_name ON lineages (lineage);
CREATE TABLE compared (lineage TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE year_findings (
  number INTEGER PRIMARY KEY, lineage TEXT NOT NULL, site TEXT NOT NULL, unit_path TEXT NOT NULL, division TEXT NOT NULL,
  year INTEGER NOT NULL, code TEXT NOT NULL, severity TEXT NOT NULL, report TEXT NOT NULL, rank TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX year_findings_by_lineage ON year_findings (lineage);
CREATE INDEX year_findings_by_unit ON year_findings (unit_path);
CREATE INDEX year_findings_by_code ON year_findings (code, rank, severity, report);
CREATE INDEX year_findings_by_site ON year_findings (site, code, severity);
CREATE INDEX year_findings_by_year ON year_findings (year, severity);
CREATE TABLE lives (report INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE lived (site TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE changes (
  number INTEGER PRIMARY KEY, site TEXT NOT NULL, report TEXT NOT NULL, time TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX changes_by_time ON changes (time, site, report, number);
CREATE INDEX changes_by_report ON changes (site, report);
CREATE INDEX fates_by_time ON changes (time, site, report, number) WHERE kind NOT IN ('found', 'replaced');
CREATE TABLE covered (
  site TEXT PRIMARY KEY, stamp TEXT NOT NULL, name TEXT, reports INTEGER NOT NULL, states TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE absent (
  site TEXT NOT NULL, year INTEGER NOT NULL, unit TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (year, unit, site)) WITHOUT ROWID;
CREATE INDEX absent_by_site ON absent (site);
CREATE TABLE site_notes (
  site TEXT NOT NULL, kind TEXT NOT NULL, place INTEGER NOT NULL, what TEXT NOT NULL, words TEXT NOT NULL,
  PRIMARY KEY (kind, site, place)) WITHOUT ROWID;
`

export const catalogTables = reportTables + derivedTables

/** `user_version` of a catalogue: one of other tables, or filled otherwise, is made anew. */
export const catalogVersion = Number.parseInt(hash('sha256', `${filling} ${catalogTables}`).slice(0, 7), 16)
