import type { Finding } from '../../../model/finding.ts'
import { normaliseLabel, squeeze } from '../normaliseLabel.ts'
import { together, unitsIn, type PrintedUnits } from '../printedUnits.ts'
import { readCell } from '../readCell.ts'
import type { Evidence } from '../rowReading.ts'
import type { IndicatorRow } from './indicatorRows.ts'
import type { Indicator } from './prepareStatistics.ts'

/** A figure of a row (指标数据), with its place. */
export interface ReadFigure {
  readonly metric: string
  readonly value: number | null
  readonly evidence: Evidence
}

/** `15000元`, `1.5（万元）`: the unit stands right behind the number. */
const withUnit = /^\D*[\d.,，]+[（([【]?[十百千万亿]*[元圆万亿角分]/u

/**
 * The figures of a row, or what is in doubt about them. `keys` are the form's columns by what the header prints, `around` the units that
 * the lines around the table name. An amount whose unit is printed nowhere is not taken: the forms differ in theirs.
 */
export function readIndicator(
  row: IndicatorRow,
  { metrics, unit }: Indicator,
  keys: ReadonlyMap<string, string | null>,
  around: PrintedUnits,
): readonly (ReadFigure | Finding)[] {
  const where = `table ${row.table + 1}, row ${row.row + 1} ${row.labels.at(-1) ?? ''}`
  const all = [...keys.values()].flatMap((key) => metrics.get(key ?? '') ?? []).sort()
  if (!row.whole)
    return [
      {
        code: 'unclear-layout',
        severity: 'warning',
        metrics: all,
        message: `${where}: not one cell for each column`,
      },
    ]
  const own = together([row.unit, ...row.labels].map((text) => unitsIn(normaliseLabel(text))))
  const units = own.money.length > 0 ? own : together([own, around])
  return [...row.cells].flatMap(([label, cell]): readonly (ReadFigure | Finding)[] => {
    const metric = metrics.get(keys.get(label) ?? '')
    if (metric === undefined) return []
    const read = readCell(cell.text, { unit, signed: false }, units)
    const evidence = { raw: cell.text, table: row.table + 1, row: cell.row + 1, column: cell.column + 1 }
    const about = { metrics: [metric], message: `${where}: “${cell.text.trim()}”` }
    const isBare = unit === '万元' && units.money.length === 0 && !withUnit.test(squeeze(cell.text))
    if (
      read.kind === 'unreadable' ||
      (read.kind === 'number' && (read.joined || (isBare && read.value !== 0)))
    )
      return [{ code: 'unreadable-cell', severity: 'warning', ...about }]
    if (read.kind === 'blank') return [{ metric, value: null, evidence }]
    const note: readonly Finding[] = read.note ? [{ code: 'note-in-cell', severity: 'info', ...about }] : []
    return [{ metric, value: read.value, evidence }, ...note]
  })
}
