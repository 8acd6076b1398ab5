import { column, identity, identityColumns, type Table } from './table.ts'

/** One row a person's decision on a figure or a finding (docs/decisions/0040), also those that a new edition outdated. */
export const decisionsTable: Table = {
  name: 'decisions',
  meaning: 'one row a decision of a person on a figure or a finding, also those that a new edition outdated',
  columns: [
    ...identityColumns,
    column('number', 'integer', 'line of decisions.jsonl'),
    column('action', 'string', 'correct, accept or dismiss'),
    column('metric', 'string', 'metric that was corrected'),
    column('read', 'number', 'what had been extracted'),
    column('value', 'string', 'what the person read; `blank` for a blank cell'),
    column('code', 'string', 'finding that was judged'),
    column('metrics', 'string', 'its metrics, parted by spaces'),
    column('by', 'string', 'who'),
    column('time', 'datetime', 'when'),
    column('reason', 'string', 'why'),
    column('outdated', 'boolean', 'whether a later edition outdated it: then it is not applied'),
  ],
  rows: (report, site) => [
    ...(report.corrections ?? []).map(({ number, metric, read, value, by, time, reason, outdated }) => [
      ...[...identity(report, site), number, 'correct', metric, read ?? null, value ?? 'blank', null, null],
      ...[by, time, reason, outdated],
    ]),
    ...(report.judgements ?? []).map(({ number, action, code, metrics, by, time, reason, outdated }) => [
      ...[...identity(report, site), number, action, null, null, null, code, metrics.join(' ')],
      ...[by, time, reason, outdated],
    ]),
  ],
}
