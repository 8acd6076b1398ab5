import { evidenceWords } from '../evidenceWords.ts'
import type { TellFindings } from '../toldFindings.ts'
import { column, identity, identityColumns, type Table } from './table.ts'

/** One row a finding (发现): those of each report, behind them those across years. */
export const findingsTable = (tell: TellFindings): Table => ({
  name: 'findings',
  meaning:
    'one row a finding, with a Chinese sentence and the figures that it rests on; behind those of the reports those across years',
  columns: [
    ...identityColumns,
    column('code', 'string', 'kind of the finding'),
    column('severity', 'string', 'info, warning or error'),
    column('metrics', 'string', 'metrics that it speaks of, parted by spaces'),
    column('message', 'string', 'the finding in words'),
    column('message_zh', 'string', 'the same as a Chinese sentence'),
    column(
      ...(['evidence', 'string'] as const),
      '`report metric=value`, parted by semicolons; a blank cell has no value; ` corrected` behind a value that a person corrected',
    ),
  ],
  rows: (report, site) =>
    tell(report, site).map(({ code, severity, metrics, message, message_zh, evidence }) => [
      ...identity(report, site),
      ...[code, severity, metrics.join(' '), message, message_zh, evidenceWords(evidence)],
    ]),
  rowsAcross: ({ report, site, unit, unit_code, year, metrics, evidence, ...finding }) => [
    [
      ...[report, unit, unit_code, year, site, finding.code, finding.severity, metrics.join(' ')],
      ...[finding.message, finding.message_zh],
      evidenceWords(evidence),
    ],
  ],
})
