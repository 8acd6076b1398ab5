import { fixedTable } from './fixedTable.ts'
import { column, type Table } from './table.ts'

/** The codebook of the tables: one row a column of them. */
export const columnsTable = (tables: readonly Table[]): Table =>
  fixedTable({
    name: 'columns',
    meaning: 'one row a column of the other tables',
    columns: [
      column('table', 'string', 'table'),
      column('column', 'string', 'column of it'),
      column('type', 'string', 'string, integer, number, boolean, date or datetime (UTC)'),
      column('meaning', 'string', 'what stands in it'),
      column('table_meaning', 'string', 'what a row of the table is'),
    ],
    key: ['table', 'column'],
    fixed: tables.flatMap((table) =>
      table.columns.map(({ name, type, meaning }) => [table.name, name, type, meaning, table.meaning]),
    ),
  })
