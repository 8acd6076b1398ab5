import type { Form } from '../../model/form.ts'
import { splitReading } from './joinedRow.ts'
import { onlyWays, type ColumnSum } from './onlyWays.ts'
import { openRow, type ReadRow } from './openRow.ts'
import type { PreparedTable } from './prepareForms.ts'
import type { RowReading } from './rowReading.ts'

/**
 * Splits the rows of a table of which the digits ran together, as far as the sums (勾稽) leave one reading: every sum along the rows and
 * every sum over the rows holds, and does so in no other way, also when one printed number is wrong (docs/decisions/0051). Every
 * row of the form must be there once. Out: the new reading by the old one; nothing for a row that stays marked.
 */
export function splitRows(
  rows: readonly ReadRow[],
  table: PreparedTable,
  forms: readonly Form[],
): ReadonlyMap<RowReading, RowReading> {
  const none: ReadonlyMap<RowReading, RowReading> = new Map()
  if (!rows.some(({ reading }) => isJoined(reading))) return none
  const sums = columnSums(table, forms)
  const open = table.rows.map((row) => openRow(rows.filter((each) => each.row === row)))
  const all = open.filter((each) => each !== null)
  if (sums.length === 0 || all.length < open.length) return none
  const only = onlyWays(all, sums)
  return new Map(
    all.flatMap(({ read, joined, ways }, at) => {
      const way = ways[only[at] ?? -1]
      const isSplit = joined !== null && way?.isFull === true && isJoined(read.reading)
      return isSplit ? [[read.reading, splitReading(joined, way)] as const] : []
    }),
  )
}

const isJoined = ({ findings }: RowReading): boolean =>
  findings.some(({ code }) => code === 'digits-run-together')

function columnSums({ form, key }: PreparedTable, forms: readonly Form[]): readonly ColumnSum[] {
  const sums = forms.find(({ id }) => id === form)?.sums ?? []
  return sums
    .filter(({ table, along }) => table === key && along === 'column')
    .map(
      ({ left, right }) =>
        new Map([...left.map((row) => [row, 1] as const), ...right.map((row) => [row, -1] as const)]),
    )
}
