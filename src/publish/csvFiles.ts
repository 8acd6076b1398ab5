import { stringify } from 'csv-stringify/sync'
import type { Metric } from '../model/metric.ts'
import type { Report } from '../model/report.ts'
import { correctionsInForce, figuresForUse } from '../model/reviewedReport.ts'
import type { YearFinding } from '../model/yearFinding.ts'
import type { Sheet } from './tableFile.ts'

type Value = string | number | null

/** Excel reads UTF-8 only when the file begins with a byte order mark. */
const byteOrderMark = '\uFEFF'

/**
 * The export `csv` (RFC 4180, UTF-8 with byte order mark):
 * `reports` (one row a report, one column a metric; blank where the cell is blank or not there),
 * `figures` (one row a figure; a blank cell is a row without value, a cell that is not there is no row),
 * `findings` (one row a finding; behind those of the reports those across years, with Chinese message and evidence),
 * `editions` (one row an edition), `changes` (one row a figure or paragraph that differs from the edition before; `before` and
 * `after` are blank where it was not there), `decisions` (one row a person's decision on a figure or a finding, also those that
 * a new edition outdated). `value` is always what was extracted; `corrected` stands beside it.
 */
export function csvFiles(metrics: readonly Metric[]): readonly Sheet<Report>[] {
  const ids = [...new Set(metrics.map(({ id }) => id))]
  return [
    sheet('reports', [...reportColumns, ...ids], (report) => [
      [...describe(report), ...ids.map((id) => report.figures[id] ?? null)],
    ]),
    sheet('figures', figureColumns, figureRows),
    {
      ...sheet('findings', findingColumns, (report) =>
        report.findings.map(({ code, severity, metrics: named, message }) => [
          ...identity(report),
          ...[code, severity, named.join(' '), message, null, null],
        ]),
      ),
      rowsAcross: (finding) => [line(acrossRow(finding))],
    },
    sheet('editions', editionColumns, (report) =>
      report.editions.map(({ first_seen, digest, sources }, at) => [
        ...identity(report),
        ...[at + 1, first_seen, digest],
        [...new Set(sources?.map(({ sha256 }) => sha256))].join(' '),
        [...new Set(sources?.flatMap(({ url }) => url ?? []))].join(' '),
      ]),
    ),
    sheet('changes', changeColumns, changeRows),
    sheet('decisions', decisionColumns, decisionRows),
  ]
}

function sheet(
  name: string,
  columns: readonly string[],
  rows: (report: Report) => readonly Value[][],
): Sheet<Report> {
  return {
    name,
    head: byteOrderMark + line(columns),
    rows: (report) => rows(report).map(line),
  }
}

const line = (values: readonly Value[]): string =>
  stringify([values.map((value) => (typeof value === 'string' ? harmless(value) : value))], {
    record_delimiter: '\r\n',
  })

/** Text that a spreadsheet would take for a formula begins with an apostrophe; signed numbers stay as printed. */
const harmless = (text: string): string => (/^[=@\t\r]|^[+-](?![\d.,\s]*$)/u.test(text) ? `'${text}` : text)

const identityColumns = ['id', 'unit', 'unit_code', 'year']
const identity = (report: Report): Value[] => [report.id, report.unit.name, report.unit.code, report.year]

const reportColumns = [
  ...identityColumns,
  'unit_as_printed',
  'division_code',
  'division_path',
  'title',
  'published',
  'form_proactive',
  'form_applications',
  'form_review_litigation',
  'findings_in_doubt',
  'source_sha256',
  'source_url',
  'captured',
  'corrected',
]

function describe(report: Report): Value[] {
  const source = report.sources[0]
  return [
    ...identity(report),
    report.unit.as_printed,
    report.unit.division?.code ?? null,
    report.unit.division?.path.join('/') ?? null,
    report.title,
    report.published,
    report.forms.proactive ?? null,
    report.forms.applications ?? null,
    report.forms.review_litigation ?? null,
    report.findings.filter(({ severity }) => severity !== 'info').length,
    source?.sha256 ?? null,
    source?.url ?? null,
    source?.captured ?? null,
    [...correctionsInForce(report).keys()].sort().join(' '),
  ]
}

const figureColumns = [
  ...identityColumns,
  'metric',
  'value',
  'raw',
  'in_doubt',
  'source',
  'table',
  'row',
  'column',
  'corrected',
  'corrected_by',
  'corrected_reason',
]

/** Also of a figure that nobody extracted and a person read: its `value` is blank. */
function figureRows(report: Report): readonly Value[][] {
  const doubts = doubtsOf(report)
  const corrections = correctionsInForce(report)
  return Object.keys(figuresForUse(report)).map((metric) => {
    const cell = report.cells[metric]
    const correction = corrections.get(metric)
    return [
      ...identity(report),
      metric,
      report.figures[metric] ?? null,
      cell?.raw ?? null,
      doubts.get(metric)?.join(' ') ?? '',
      cell?.source ?? null,
      cell?.table ?? null,
      cell?.row ?? null,
      cell?.column ?? null,
      correction === undefined ? null : (correction.value ?? 'blank'),
      correction?.by ?? null,
      correction?.reason ?? null,
    ]
  })
}

const decisionColumns = [
  ...identityColumns,
  ...['number', 'action', 'metric', 'read', 'value', 'code', 'metrics', 'by', 'time', 'reason', 'outdated'],
]

function decisionRows(report: Report): readonly Value[][] {
  const { corrections = [], judgements = [] } = report
  return [
    ...corrections.map(({ number, metric, read, value, by, time, reason, outdated }) => [
      ...[...identity(report), number, 'correct', metric, read ?? null, value ?? 'blank', null, null],
      ...[by, time, reason, String(outdated)],
    ]),
    ...judgements.map(({ number, action, code, metrics, by, time, reason, outdated }) => [
      ...[...identity(report), number, action, null, null, null, code, metrics.join(' ')],
      ...[by, time, reason, String(outdated)],
    ]),
  ]
}

/** Codes of the warnings and errors that name each metric. */
function doubtsOf(report: Report): ReadonlyMap<string, readonly string[]> {
  const doubts = new Map<string, string[]>()
  for (const { severity, metrics, code } of report.findings) {
    if (severity === 'info') continue
    for (const metric of metrics) doubts.set(metric, [...(doubts.get(metric) ?? []), code])
  }
  return doubts
}

const findingColumns = [
  ...identityColumns,
  ...['code', 'severity', 'metrics', 'message', 'message_zh', 'evidence'],
]

/** Evidence as `report metric=value`, one behind the other; a blank cell has no value. */
const acrossRow = ({
  report,
  unit,
  unit_code,
  year,
  metrics,
  evidence,
  ...finding
}: YearFinding): Value[] => [
  ...[report, unit, unit_code, year, finding.code, finding.severity, metrics.join(' ')],
  ...[finding.message, finding.message_zh],
  evidence.map((cell) => `${cell.report} ${cell.metric}=${cell.value ?? ''}`).join('; '),
]

const editionColumns = [...identityColumns, 'edition', 'first_seen', 'digest', 'source_sha256', 'source_url']
const changeColumns = [...identityColumns, 'edition', 'first_seen', 'metric', 'section', 'before', 'after']

function changeRows(report: Report): readonly Value[][] {
  return report.editions.flatMap(({ first_seen, changes, text }, at) => {
    const edition = [...identity(report), at + 1, first_seen]
    return [
      ...changes.map(({ metric, before, after }) => [
        ...edition,
        metric,
        null,
        before ?? null,
        after ?? null,
      ]),
      ...(text ?? []).map(({ section, before, after }) => [
        ...[...edition, null, section],
        ...[before ?? null, after ?? null],
      ]),
    ]
  })
}
