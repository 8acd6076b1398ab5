import { column, identity, identityColumns, type Table } from './table.ts'

/** One row a statement (文字表述): a number that a sentence gives, never mixed up with those of the tables. */
export const statementsTable: Table = {
  name: 'statements',
  meaning: 'one row a number that a sentence of the report gives for a metric',
  columns: [
    ...identityColumns,
    column('metric', 'string', 'metric (指标)'),
    column('value', 'number', 'the number; amounts in 万元'),
    column('section', 'string', 'section of the report'),
    column('text', 'string', 'the sentence as printed'),
  ],
  rows: (report, site) =>
    report.statements.map(({ metric, value, section, text }) => [
      ...identity(report, site),
      ...[metric, value, section, text],
    ]),
}
