import { hash } from 'node:crypto'

/** Raised when rows are filled in another way (pairs, columns from a report): what the tables themselves do not tell. */
const filling = 1

/**
 * Tables of the catalogue. `stamp` and `decided` tell whether a row still speaks of its file and of what was decided on it. `words` is
 * told what to delete (`title`, and `names` and `text` of `texts`, which lie apart so that rows are short): only so `secure-delete` takes every trace of it out of the index.
 */
export const catalogTables = `
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reports (
  number INTEGER PRIMARY KEY, site TEXT NOT NULL, id TEXT NOT NULL, unit TEXT NOT NULL, unit_path TEXT NOT NULL,
  name TEXT NOT NULL, place TEXT NOT NULL, division TEXT NOT NULL, year INTEGER NOT NULL, title TEXT NOT NULL,
  published TEXT, captured TEXT, forms TEXT NOT NULL, in_doubt INTEGER NOT NULL,
  stamp TEXT NOT NULL, decided TEXT NOT NULL, UNIQUE (site, id));
CREATE TABLE texts (report INTEGER PRIMARY KEY, names TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX reports_by_id ON reports (id);
CREATE INDEX reports_by_unit ON reports (unit_path, year);
CREATE INDEX reports_by_division ON reports (division);
CREATE INDEX reports_by_year ON reports (year);
CREATE VIRTUAL TABLE words USING fts5(title, unit, text, content='', tokenize='ascii');
INSERT INTO words (words, rank) VALUES ('secure-delete', 1);
CREATE TABLE report_forms (report INTEGER NOT NULL, form TEXT NOT NULL, PRIMARY KEY (report, form)) WITHOUT ROWID;
CREATE TABLE findings (
  report INTEGER NOT NULL, place INTEGER NOT NULL, code TEXT NOT NULL, severity TEXT NOT NULL, metrics TEXT NOT NULL,
  message TEXT NOT NULL, PRIMARY KEY (report, place)) WITHOUT ROWID;
CREATE INDEX findings_by_code ON findings (code, report);
CREATE TABLE originals (
  report INTEGER NOT NULL, sha256 TEXT NOT NULL, media_type TEXT, url TEXT, captured TEXT, capture INTEGER,
  PRIMARY KEY (report, sha256)) WITHOUT ROWID;
CREATE INDEX originals_by_hash ON originals (sha256);
CREATE TABLE editions (
  report INTEGER NOT NULL, edition INTEGER NOT NULL, digest TEXT NOT NULL, first_seen TEXT NOT NULL,
  PRIMARY KEY (report, edition)) WITHOUT ROWID;
CREATE INDEX editions_by_digest ON editions (digest);
CREATE TABLE ranked (
  report INTEGER PRIMARY KEY, kind TEXT NOT NULL, year INTEGER NOT NULL, figures TEXT NOT NULL);
CREATE INDEX ranked_by_kind ON ranked (kind, year);
CREATE INDEX editions_by_time ON editions (first_seen);
`

/** `user_version` of a catalogue: one of other tables, or filled otherwise, is made anew. */
export const catalogVersion = Number.parseInt(hash('sha256', `${filling} ${catalogTables}`).slice(0, 7), 16)
