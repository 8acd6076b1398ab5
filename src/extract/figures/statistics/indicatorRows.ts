import type { Cell, Table } from '../../../model/document.ts'
import type { ColumnRole, StatisticsHead } from './statisticsHead.ts'

/** A printed row: its labels from the outermost inwards, its unit, and its cells by the label of their column. */
export interface IndicatorRow {
  /** Table and row from 0. */
  readonly table: number
  readonly row: number
  readonly labels: readonly string[]
  readonly unit: string
  readonly cells: ReadonlyMap<string, Cell>
  /** Whether every column of the header has its cell. */
  readonly whole: boolean
}

/** The rows of a table below its header (`from`), by the grid where the container has one, else by their order. */
export function indicatorRows(
  table: Table,
  index: number,
  from: number,
  head: StatisticsHead,
): readonly IndicatorRow[] {
  return table.rows.slice(from).flatMap((cells, offset): readonly IndicatorRow[] => {
    const placed = cells.map((cell, at) => ({
      cell,
      role: roleAt(cell, at, cells.length, table.spansKnown, head),
    }))
    const labels = placed.filter(({ role }) => role?.kind === 'label').map(({ cell }) => cell.text.trim())
    const unit = placed.find(({ role }) => role?.kind === 'unit')?.cell.text ?? ''
    const values = placed.flatMap(({ cell, role }) =>
      role?.kind === 'value' ? [[role.label, cell] as const] : [],
    )
    const whole =
      values.length === head.values.length && new Set(values.map(([label]) => label)).size === values.length
    const named = labels.filter((label) => label !== '')
    return named.length === 0 && values.length === 0
      ? []
      : [{ table: index, row: from + offset, labels: named, unit, cells: new Map(values), whole }]
  })
}

function roleAt(
  cell: Cell,
  at: number,
  width: number,
  spansKnown: boolean,
  head: StatisticsHead,
): ColumnRole | undefined {
  if (spansKnown) {
    const { role } = head.columns.find(({ start, end }) => cell.column >= start && cell.column < end) ?? {}
    return role
  }
  if (width === head.width) return head.columns[at]?.role
  // A heading alone in its line; anything else of another width cannot be told apart.
  return width === 1 ? { kind: 'label' } : at === 0 ? { kind: 'label' } : undefined
}
