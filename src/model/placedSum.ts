import type { Form, FormSum, FormTable } from './form.ts'
import { metricId } from './metric.ts'

/** One sum (勾稽关系) at one place: the metrics on both sides, and where that is in the table's own words. */
export interface PlacedSum {
  readonly left: readonly string[]
  readonly right: readonly string[]
  readonly where: string
}

/** Every sum of a form's table at each place where it must hold. */
export const placedSums = (
  form: Form,
  table: FormTable,
): readonly { readonly sum: FormSum; readonly place: PlacedSum }[] =>
  form.sums
    .filter((sum) => sum.table === table.key)
    .flatMap((sum) => placesOf(sum, table).map((place) => ({ sum, place })))

/** A sum along a row is tested in each row, one along a column in each column. */
function placesOf(sum: FormSum, table: FormTable): readonly PlacedSum[] {
  return table.blocks.flatMap(({ rows, columns }) => {
    const lines = sum.along === 'row' ? rows : columns
    return lines.map(({ key, label }): PlacedSum => {
      const id = (other: string): string =>
        sum.along === 'row' ? metricId(table, key, other) : metricId(table, other, key)
      return { left: sum.left.map(id), right: sum.right.map(id), where: label }
    })
  })
}

/** A printed contradiction puts the total in doubt; where both sides have several members, none of them is the total. */
export const doubtedBy = ({ left, right }: Pick<PlacedSum, 'left' | 'right'>): readonly string[] =>
  right.length === 1 ? right : [...left, ...right]
