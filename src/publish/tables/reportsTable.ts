import type { Metric } from '../../model/metric.ts'
import type { Report } from '../../model/report.ts'
import { correctionsInForce } from '../../model/reviewedReport.ts'
import { column, identity, identityColumns, reportKey, type Table, type Value } from './table.ts'

/** One row a report, one column a metric; blank where the cell is blank or not there. */
export function reportsTable(metrics: readonly Metric[]): Table {
  const byId = new Map(metrics.map((metric) => [metric.id, metric]))
  return {
    name: 'reports',
    meaning: 'one row a report, one column a metric; blank where the cell is blank or not there',
    columns: [...identityColumns, ...columns, ...[...byId.values()].map(columnOf)],
    key: reportKey,
    rows: (report, site) => [
      [
        ...identity(report, site),
        ...describe(report),
        ...[...byId.keys()].map((id) => report.figures[id] ?? null),
      ],
    ],
  }
}

const columnOf = ({ id, rowLabel, columnLabel, unit }: Metric) =>
  column(id, 'number', [rowLabel, columnLabel, unit].filter((word) => word !== '').join(' · '))

const columns = [
  column('unit_as_printed', 'string', 'name of the unit as the report prints it'),
  column('division_code', 'string', 'code of the division that the unit is or belongs to (行政区划)'),
  column('division_path', 'string', 'its names, from the province down'),
  column('title', 'string', 'title as printed'),
  column('published', 'date', 'date of publication that page or listing give'),
  column('form_proactive', 'string', 'form (表样) of table 2, 主动公开情况'),
  column('form_applications', 'string', 'form of table 3, 依申请公开情况'),
  column('form_review_litigation', 'string', 'form of table 4, 复议诉讼情况'),
  column('form_statistics', 'string', 'form of the 情况统计表 of the years before 2019'),
  column(
    'findings_in_doubt',
    'integer',
    'warnings and errors within the report; contradictions between years stand in the table findings',
  ),
  column('source_sha256', 'string', 'SHA-256 of the original that speaks'),
  column('source_url', 'string', 'its address'),
  column('captured', 'datetime', 'when it was captured'),
  column(
    'corrected',
    'string',
    'metrics that a person corrected, parted by spaces; the figures here are what was extracted',
  ),
]

function describe(report: Report): readonly Value[] {
  const source = report.sources[0]
  const { unit, forms } = report
  return [
    unit.as_printed,
    unit.division?.code ?? null,
    unit.division?.path.join('/') ?? null,
    report.title,
    report.published,
    forms.proactive ?? null,
    forms.applications ?? null,
    forms.review_litigation ?? null,
    forms.statistics ?? null,
    report.findings.filter(({ severity }) => severity !== 'info').length,
    source?.sha256 ?? null,
    source?.url ?? null,
    source?.captured ?? null,
    [...correctionsInForce(report).keys()].sort().join(' '),
  ]
}
