import type { Cell, Table } from '../../../model/document.ts'
import { normaliseLabel } from '../normaliseLabel.ts'

/** What a column of a 情况统计表 holds. `other`: a value whose label is of no form, or a year. */
export type ColumnRole =
  { readonly kind: 'label' | 'unit' | 'skip' } | { readonly kind: 'value'; readonly label: string }

interface HeadColumn {
  readonly role: ColumnRole
  readonly start: number
  readonly end: number
}

/** The header of a 情况统计表. */
export interface StatisticsHead {
  readonly columns: readonly HeadColumn[]
  /** Labels of the columns with values, in order. */
  readonly values: readonly string[]
  readonly width: number
}

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

/** A table of indicators as printed. */
export interface StatisticsTable {
  readonly head: StatisticsHead
  readonly rows: readonly IndicatorRow[]
}

const labelHead = /^(?:统计|具体)?(?:指标|项目)(?:名称|项目|内容)?$/u
const unitHead = /^(?:计量)?单位$/u
const skipped = /^(?:代码|序号|编号|行次|备注|说明)$/u
const highestHead = 6

/** The header of a table with 统计指标 and 统计数, and where it stands; null when the table has none. */
export function statisticsHead(table: Table): { readonly head: StatisticsHead; readonly at: number } | null {
  for (const [at, cells] of table.rows.slice(0, highestHead).entries()) {
    const columns = cells.map(({ text, column, columnSpan }): HeadColumn => {
      const label = normaliseLabel(text)
      return { role: roleOf(label), start: column, end: column + columnSpan }
    })
    const kinds = columns.map(({ role }) => role.kind)
    const values = columns.flatMap(({ role }) => (role.kind === 'value' ? [role.label] : []))
    if (kinds.filter((kind) => kind === 'label').length !== 1 || values.length === 0) continue
    // Many tables have a column of 项目: only this one says for each row in which unit it counts, or 统计指标.
    const isOurs = kinds.includes('unit') || cells.some(({ text }) => text.includes('指标'))
    if (isOurs) return { head: { columns, values, width: cells.length }, at }
  }
  return null
}

function roleOf(label: string): ColumnRole {
  if (labelHead.test(label)) return { kind: 'label' }
  if (unitHead.test(label)) return { kind: 'unit' }
  return label === '' || skipped.test(label) ? { kind: 'skip' } : { kind: 'value', label }
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
