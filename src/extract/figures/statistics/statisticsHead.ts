import type { Cell, Table } from '../../../model/document.ts'
import { normaliseLabel } from '../normaliseLabel.ts'

/** What a column of a 情况统计表 holds. `value`: figures, under a label that may be of no form, or a year. */
export type ColumnRole =
  { readonly kind: 'label' | 'unit' | 'skip' } | { readonly kind: 'value'; readonly label: string }

interface HeadColumn {
  readonly role: ColumnRole
  readonly start: number
  readonly end: number
}

/** The header of a 情况统计表 (表头). */
export interface StatisticsHead {
  readonly columns: readonly HeadColumn[]
  /** Labels of the columns with values, in order. */
  readonly values: readonly string[]
  readonly width: number
}

const labelHead = /^(?:统计|具体)?(?:指标|项目)(?:名称|项目|内容)?$/u
const unitHead = /^(?:计量)?单位$/u
const skipped = /^(?:代码|序号|编号|行次|备注|说明)$/u
const highestHead = 6

/** The header of a table with 统计指标 and 统计数, and the row in which it ends; null when the table has none. */
export function statisticsHead(table: Table): { readonly head: StatisticsHead; readonly at: number } | null {
  for (const [at, cells] of table.rows.slice(0, highestHead).entries()) {
    if (!mayBeOurs(cells)) continue
    const columns = columnsOf(cells)
    const kinds = columns.map(({ role }) => role.kind)
    if (kinds.filter((kind) => kind === 'label').length !== 1 || !kinds.includes('value')) continue
    // Many tables have a column of 项目: only this one says for each row in which unit it counts, or 统计指标.
    const isOurs = kinds.includes('unit') || cells.some(({ text }) => text.includes('指标'))
    if (!isOurs) continue
    const below = secondRow(columns, table.rows[at + 1] ?? [])
    return below === null ? { head: headOf(columns), at } : { head: headOf(below), at: at + 1 }
  }
  return null
}

/** Whether a table has the columns of a 情况统计表 several times side by side, as a page prints a long one. */
export const isSideBySide = (table: Table): boolean =>
  table.rows.slice(0, highestHead).some((cells) => {
    if (!mayBeOurs(cells)) return false
    const kinds = columnsOf(cells).map(({ role }) => role.kind)
    const isOurs = kinds.includes('unit') || cells.some(({ text }) => text.includes('指标'))
    return isOurs && kinds.includes('value') && kinds.filter((kind) => kind === 'label').length > 1
  })

/** Seen at once: no header of a 情况统计表 is without 指标 or 单位, however they are spaced. */
const mayBeOurs = (cells: readonly Cell[]): boolean =>
  cells.some(({ text }) => text.includes('指标') || (text.includes('单') && text.includes('位')))

const columnsOf = (cells: readonly Cell[]): readonly HeadColumn[] =>
  cells.map(({ text, column, columnSpan }) => ({
    role: roleOf(normaliseLabel(text)),
    start: column,
    end: column + columnSpan,
  }))

const headOf = (columns: readonly HeadColumn[]): StatisticsHead => ({
  columns,
  values: columns.flatMap(({ role }) => (role.kind === 'value' ? [role.label] : [])),
  width: columns.length,
})

function roleOf(label: string): ColumnRole {
  if (labelHead.test(label)) return { kind: 'label' }
  if (unitHead.test(label)) return { kind: 'unit' }
  return label === '' || skipped.test(label) ? { kind: 'skip' } : { kind: 'value', label }
}

/** Which time the figures below are of. */
const time = /^(?:本|当|全|今|上|去|往|前|历|累计|(?:19|20)\d\d)(?!.*\d$)/u
/** What says of its columns only that they hold figures. */
const plain = /^(?:统计)?(?:数|数据|数量|数值|情况|结果)$/u

/**
 * The columns of a header whose figures are told apart in a second row (统计数 over 本年度 and 历年累计); null where the row below is
 * none. A column below anything else (2016年 over 本年 and 累计) has both labels, which no form knows.
 */
function secondRow(above: readonly HeadColumn[], cells: readonly Cell[]): readonly HeadColumn[] | null {
  const below = columnsOf(cells)
  const under = (upper: HeadColumn): readonly HeadColumn[] =>
    below.filter(({ start }) => start >= upper.start && start < upper.end)
  const isTime = below.every(({ role }) => role.kind !== 'value' || time.test(role.label))
  const values = above.filter(({ role }) => role.kind === 'value')
  if (!isTime || !values.some((upper) => under(upper).some(({ role }) => role.kind === 'value'))) return null
  return above.flatMap((upper): readonly HeadColumn[] => {
    const { role } = upper
    return role.kind === 'value'
      ? under(upper).map((lower) => ({ ...lower, role: bothOf(role.label, lower.role) }))
      : [upper]
  })
}

const bothOf = (above: string, below: ColumnRole): ColumnRole =>
  below.kind !== 'value' || plain.test(above) ? below : { kind: 'value', label: `${above}/${below.label}` }
