import { column, identity, identityColumns, type Table, type Value } from './table.ts'

/** One row a figure or paragraph that differs from the edition before. */
export const changesTable: Table = {
  name: 'changes',
  meaning: 'one row a figure or paragraph that differs from the edition before',
  columns: [
    ...identityColumns,
    column('edition', 'integer', 'number of the edition that brought it, from 2'),
    column('first_seen', 'datetime', 'when that edition was first seen'),
    column('metric', 'string', 'metric, of a figure'),
    column('section', 'string', 'section, of a paragraph'),
    column('before', 'string', 'what stood there, `blank` for a blank cell; nothing where there was none'),
    column('after', 'string', 'what stands there, `blank` for a blank cell; nothing where there is none'),
  ],
  rows: (report, site) =>
    report.editions.flatMap(({ first_seen, changes, text }, at) => {
      const edition = [...identity(report, site), at + 1, first_seen]
      return [
        ...changes.map(({ metric, before, after }) => [
          ...edition,
          ...[metric, null, told(before), told(after)],
        ]),
        ...(text ?? []).map(({ section, before, after }) => [
          ...edition,
          ...[null, section, before ?? null, after ?? null],
        ]),
      ]
    }),
}

/** As in `figures.corrected`: a blank cell is a word, a cell that is not there is nothing. */
const told = (value: number | null | undefined): Value => (value === undefined ? null : (value ?? 'blank'))
