import { column, identity, identityColumns, type Table } from './table.ts'

/** One row a cell of a local row (地方自设行), which no form has: as printed, never a figure. */
export const localRowsTable: Table = {
  name: 'local_rows',
  meaning: 'one row a cell of a row that a body added to the form',
  columns: [
    ...identityColumns,
    column('region', 'string', 'table of the form in which it stands'),
    column('labels', 'string', 'labels of the row as printed, from the outermost inwards, parted by slashes'),
    column('heading', 'string', 'what the header prints above the cell; blank where that cannot be told'),
    column('value', 'number', 'the number as printed, in whatever unit; blank for what is none'),
    column('raw', 'string', 'the cell as printed'),
    column('source', 'string', 'sha256: of the original that holds the cell'),
    column('file', 'string', 'the file in it, where the original is an archive of files'),
    column('table', 'integer', 'table of the document, from 1'),
    column('row', 'integer', 'row of the table, from 1'),
    column('column', 'integer', 'column of the table, from 1'),
  ],
  rows: (report, site) =>
    (report.local_rows ?? []).flatMap(({ table: region, labels, cells }) =>
      cells.map(({ column: heading, value, evidence: { raw, source, file, table, row, column: at } }) => [
        ...[...identity(report, site), region, labels.join('/'), heading, value ?? null],
        ...[raw, source, file ?? null, table, row, at],
      ]),
    ),
}
