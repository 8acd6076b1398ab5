import { column, identity, identityColumns, reportKey, type Table } from './table.ts'

/** One row an edition (版本). */
export const editionsTable: Table = {
  name: 'editions',
  meaning: 'one row an edition: a state of the content, from when it was first seen',
  columns: [
    ...identityColumns,
    column('edition', 'integer', 'number of the edition, from 1'),
    column('first_seen', 'datetime', 'when it was first seen'),
    column('digest', 'string', 'SHA-256 over the content, not over page chrome'),
    column('source_sha256', 'string', 'SHA-256 of the originals that gave it, parted by spaces'),
    column('source_url', 'string', 'their addresses, parted by spaces'),
  ],
  key: [...reportKey, 'edition'],
  rows: (report, site) =>
    report.editions.map(({ first_seen, digest, sources }, at) => [
      ...identity(report, site),
      ...[at + 1, first_seen, digest],
      [...new Set(sources?.map(({ sha256 }) => sha256))].join(' '),
      [...new Set(sources?.flatMap(({ url }) => url ?? []))].join(' '),
    ]),
}
