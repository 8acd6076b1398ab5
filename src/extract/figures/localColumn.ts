import { sumOutcome } from '../../model/formSum.ts'
import type { PreparedForms, PreparedRow } from './prepareForms.ts'
import type { PrintedCell, PrintedLine } from './printedLine.ts'
import { readCell } from './readCell.ts'

/** A row of figures as it is printed: what was read from it, by metric. */
interface FilledRow {
  readonly printed: PrintedLine
  readonly figures: readonly { readonly metric: string; readonly raw: string; readonly column: number }[]
}

/**
 * Whether a text of a header (上年总计) names a column of no form (地方自设列) and nothing else: it stands behind others, every row has
 * a cell of its own below it, and without it every row has all its columns and adds up. The year that it prints is that of
 * no figure.
 */
export function isLocalColumn(
  cell: PrintedCell,
  rows: readonly FilledRow[],
  prepared: PreparedForms,
): boolean {
  if (cell.look !== 'text' || rows.length === 0) return false
  const isFilled = rows.some(({ printed }) => cellUnder(cell, printed)?.look === 'figure')
  if (!isFilled && yearAlone.test(cell.label)) return false
  return rows.every(({ printed, figures }) => {
    const isBehind = figures.some(({ column }) => column < cell.start)
    const row = rowOf(figures[0]?.metric ?? '', prepared)
    return (
      printed.spansKnown &&
      cellUnder(cell, printed) !== undefined &&
      isBehind &&
      row !== null &&
      isWhole(row, figures)
    )
  })
}

/** Above a column of blanks a year alone may be that of the whole table. */
const yearAlone = /^\(?(?:(?:19|20)\d\d年?度?|[上去]一?年度?)(?:数据?|数量|情况)?\)?$/u

const cellUnder = (head: PrintedCell, { cells }: PrintedLine): PrintedCell | undefined =>
  cells.find(({ start, end }) => start >= head.start && end <= head.end)

const rowOf = (metric: string, { tables }: PreparedForms): PreparedRow | null =>
  [...tables.values()]
    .flat()
    .flatMap(({ rows }) => rows)
    .find(({ metrics, sums }) => sums.length > 0 && metrics.includes(metric)) ?? null

/** Whether a row has every figure of the form, and every sum of them holds. */
function isWhole({ metrics, sums }: PreparedRow, figures: FilledRow['figures']): boolean {
  const values = new Map(
    figures.map(({ metric, raw }) => {
      const read = readCell(raw, { unit: '件', signed: false })
      return [metric, read.kind === 'number' ? read.value : null]
    }),
  )
  const value = (metric: string): number | null | undefined => values.get(metric)
  return (
    metrics.every((metric) => values.has(metric)) &&
    sums.every(({ left, right }) =>
      ['holds', 'untested'].includes(sumOutcome(left.map(value), right.map(value))),
    )
  )
}
