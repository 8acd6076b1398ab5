import type { Finding } from '../../../model/finding.ts'
import type { FormId } from '../../../model/report.ts'
import type { CaptionedTable } from '../captionedTables.ts'
import { localCell, type LocalRow } from '../localRow.ts'
import { noUnits, together, unitsOfCaption, type PrintedUnits } from '../printedUnits.ts'
import type { Evidence } from '../rowReading.ts'
import { indicatorLabel } from './indicatorLabel.ts'
import { indicatorRows, type IndicatorRow } from './indicatorRows.ts'
import { matchIndicators } from './matchIndicators.ts'
import type { Indicator, StatisticsForm } from './prepareStatistics.ts'
import { readIndicator } from './readIndicator.ts'
import { isSideBySide, statisticsHead, type StatisticsHead } from './statisticsHead.ts'

/** What the 情况统计表 of a document gives. */
export interface StatisticsReading {
  readonly form: FormId
  readonly figures: Readonly<Record<string, number | null>>
  readonly evidence: Readonly<Record<string, Evidence>>
  readonly findings: readonly Finding[]
  /** Rows with figures that the form does not have, as they are printed. */
  readonly local: readonly LocalRow[]
  /** Tables of the document (from 0) that it consists of. */
  readonly tables: ReadonlySet<number>
}

/** The rows of the document that are of such a table; one cut by a page goes on with the header of the first. */
interface Printed {
  readonly head: StatisticsHead
  readonly rows: readonly IndicatorRow[]
  readonly tables: ReadonlySet<number>
  /** What the lines around a table say of its units, by table. */
  readonly units: ReadonlyMap<number, PrintedUnits>
}

/** Fewer indicators than this and the table is some other one with 项目 and 单位. */
const fewestIndicators = 4

/**
 * Reads the 政府信息公开情况统计表 of the years before 2019 (国办发〔2014〕32号 and the provinces' own). Null when no table of the document
 * is one. Labels are matched leniently, for the national list is not known to the letter: what matches none is a local row, and
 * while there is one, every indicator that was not found is named as perhaps misread. `year` tells what the document's title says;
 * null where that is not one year: a column that is called by a year is then not known to be the report's.
 */
export function readStatistics(
  tables: readonly CaptionedTable[],
  forms: readonly StatisticsForm[],
  year: () => number | null,
): StatisticsReading | null {
  const printed = printedOf(tables)
  if (printed === null) return sideBySide(tables, forms)
  const readings = forms.map((form) => ({ form, matched: matchIndicators(printed.rows, form) }))
  const found = ({ matched }: (typeof readings)[number]): number =>
    matched.filter((each) => each !== null).length
  const best = readings.reduce<(typeof readings)[number] | null>((chosen, each) => {
    if (chosen === null || found(each) > found(chosen)) return each
    const smaller = each.form.indicators.length < chosen.form.indicators.length
    return found(each) === found(chosen) && smaller ? each : chosen
  }, null)
  if (best === null || found(best) < fewestIndicators) return null
  return readAs(best.form, best.matched, printed, year())
}

/** A table printed twice side by side: in which order its indicators go on, and so whose part each is, nobody can tell. */
function sideBySide(
  tables: readonly CaptionedTable[],
  forms: readonly StatisticsForm[],
): StatisticsReading | null {
  const beside = tables.flatMap((table, at) => (isSideBySide(table) ? [{ table, at }] : []))
  const labels = new Set(
    beside.flatMap(({ table }) => table.rows.flat().map(({ text }) => indicatorLabel(text))),
  )
  const known = (form: StatisticsForm): number =>
    [...labels].filter((label) => form.byLabel.has(label)).length
  const [form] = forms.toSorted((one, other) => known(other) - known(one))
  if (form === undefined || known(form) < fewestIndicators) return null
  const columns = [...new Set(form.columns.values())]
  const message = '情况统计表: its columns stand several times side by side; nothing is taken'
  const doubt: Finding = {
    code: 'unclear-layout',
    severity: 'warning',
    metrics: metricsOf(form, columns),
    message,
  }
  const taken = new Set(beside.map(({ at }) => at))
  return { form: form.id, figures: {}, evidence: {}, findings: [doubt], local: [], tables: taken }
}

function printedOf(tables: readonly CaptionedTable[]): Printed | null {
  let head: StatisticsHead | null = null
  const rows: IndicatorRow[] = []
  const taken = new Set<number>()
  const units = new Map<number, PrintedUnits>()
  for (const [index, table] of tables.entries()) {
    const own = statisticsHead(table)
    const goesOn = own === null && head !== null && table.width === widthOf(head) && taken.has(index - 1)
    if (own === null && !goesOn) continue
    if (own !== null && head !== null && own.head.values.join() !== head.values.join()) continue
    head = own?.head ?? head
    if (head === null) continue
    rows.push(...indicatorRows(table, index, own === null ? 0 : own.at + 1, head))
    taken.add(index)
    units.set(index, together((table.captions ?? []).map(unitsOfCaption)))
  }
  return head === null ? null : { head, rows, tables: taken, units }
}

const widthOf = ({ columns }: StatisticsHead): number => columns.at(-1)?.end ?? 0

function readAs(
  form: StatisticsForm,
  matched: readonly (Indicator | null)[],
  printed: Printed,
  year: number | null,
): StatisticsReading {
  const { head, rows, tables, units } = printed
  const figures: Record<string, number | null> = {}
  const evidence: Record<string, Evidence> = {}
  const findings: Finding[] = []
  const keys = keysOf(head, form, year)
  const unsure = unsureColumns(head, keys)
  if (unsure !== null) findings.push({ ...unsure, metrics: metricsOf(form, [...keys.values()]) })
  const isPrinted = ({ cells }: IndicatorRow): boolean =>
    [...cells.values()].some(({ text }) => /\d/u.test(text))
  const local = rows.filter((row, at) => matched[at] === null && isPrinted(row))
  const result = { form: form.id, figures, evidence, findings, local: local.map(localRow), tables }
  if (unsure !== null) return result

  const doubled = new Set<string>()
  rows.forEach((row, at) => {
    const indicator = matched[at]
    if (!indicator || isHeading(row, form)) return
    for (const reading of readIndicator(row, indicator, keys, units.get(row.table) ?? noUnits)) {
      if ('code' in reading) findings.push(reading)
      else if (reading.metric in figures && figures[reading.metric] !== reading.value)
        doubled.add(reading.metric)
      else {
        figures[reading.metric] = reading.value
        evidence[reading.metric] = reading.evidence
      }
    }
  })
  const inDoubt = [...doubled].sort()
  const withoutDoubled = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).filter(([metric]) => !doubled.has(metric)))
  if (inDoubt.length > 0)
    findings.push({
      code: 'repeated-row',
      severity: 'warning',
      metrics: inDoubt,
      message: '情况统计表: an indicator is printed twice with different figures',
    })
  findings.push(...absent(form, keys, figures, findings, local))
  return { ...result, figures: withoutDoubled(figures), evidence: withoutDoubled(evidence) }
}

const localRow = ({ table, labels, cells }: IndicatorRow): LocalRow => ({
  table: 'statistics',
  labels,
  cells: [...cells].map(([column, { text, row, column: start }]) =>
    localCell(column, { raw: text, table: table + 1, row: row + 1, column: start + 1 }),
  ),
})

/** 四、行政复议数量 alone in its row, above its parts. */
const isHeading = ({ cells, unit, labels }: IndicatorRow, { wholes }: StatisticsForm): boolean =>
  cells.size === 0 && unit === '' && wholes.has(indicatorLabel(labels.at(-1) ?? ''))

/** The key of each column; one that is called by the year of the report (2016年 | 历年累计) is that of the year. */
function keysOf(
  { values }: StatisticsHead,
  { columns }: StatisticsForm,
  year: number | null,
): ReadonlyMap<string, string | null> {
  const isOwn = (label: string): boolean =>
    year !== null && label.replace(/年?度?(?:统计)?(?:数据?|数量|数值)?$/u, '') === String(year)
  return new Map(values.map((label) => [label, columns.get(label) ?? (isOwn(label) ? 'year' : null)]))
}

/** Two years side by side, or a column that no form has: what its cells mean nobody can tell. */
function unsureColumns(
  { values }: StatisticsHead,
  keys: ReadonlyMap<string, string | null>,
): Omit<Finding, 'metrics'> | null {
  const years = values.filter((label) => /(?:19|20)\d\d|^(?:上一?年度?|去年)/u.test(label))
  const known = [...keys.values()].filter((key) => key !== null)
  const severity = 'warning'
  const own = values.filter((label) => keys.get(label) === 'year')
  if (years.length > 1 || (years.length === 1 && own.join() !== years.join()))
    return {
      code: 'two-years',
      severity,
      message: `情况统计表: ${values.join(', ')} side by side; nothing is taken`,
    }
  if (known.length < values.length || new Set(known).size < known.length)
    return {
      code: 'unclear-layout',
      severity,
      message: `情况统计表: no form has the columns ${values.join(', ')}; nothing is taken`,
    }
  return null
}

const metricsOf = (form: StatisticsForm, keys: readonly (string | null)[]): readonly string[] =>
  form.indicators
    .flatMap(({ metrics }) =>
      [...metrics].filter(([key]) => keys.includes(key) || keys.every((each) => each === null)),
    )
    .map(([, metric]) => metric)
    .sort()

/** Indicators that were not found: perhaps misread while rows are left over, else not in the document. */
function absent(
  form: StatisticsForm,
  keys: ReadonlyMap<string, string | null>,
  figures: Readonly<Record<string, number | null>>,
  findings: readonly Finding[],
  local: readonly IndicatorRow[],
): readonly Finding[] {
  const named = new Set(findings.flatMap(({ severity, metrics }) => (severity === 'info' ? [] : metrics)))
  const metrics = metricsOf(form, [...keys.values()]).filter(
    (metric) => !(metric in figures) && !named.has(metric),
  )
  const rows = local.map(({ labels }) => labels.join(' ')).join('; ')
  const leftOver: readonly Finding[] =
    local.length === 0
      ? []
      : [
          {
            code: 'local-row',
            severity: 'info',
            metrics: [],
            message: `情况统计表: no indicator of the form of ${form.id}: ${rows}`,
          },
        ]
  if (metrics.length === 0) return leftOver
  return local.length > 0
    ? [
        ...leftOver,
        {
          code: 'unknown-label',
          severity: 'warning',
          metrics,
          message: `情况统计表: one of the rows that no form knows may be theirs: ${rows}`,
        },
      ]
    : [
        {
          code: 'missing-row',
          severity: 'info',
          metrics,
          message: `情况统计表: ${metrics.length} cells of the form of ${form.id} are not in the document`,
        },
      ]
}
