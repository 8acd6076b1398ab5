import type { Column } from './header.ts'

/** More columns of no form than these in one header are no table that sums could order. */
const most = 2

/**
 * The columns in every order in which those of no form (小计) stand elsewhere among those of the form, which keep theirs. The
 * order given is one of them; it is the only one when there are no such columns, or too many.
 */
export function columnOrders(columns: readonly Column[]): readonly (readonly Column[])[] {
  const strangers = columns.filter(({ key }) => key === null)
  if (strangers.length === 0 || strangers.length > most) return [columns]
  return strangers.reduce<readonly (readonly Column[])[]>(
    (orders, stranger) => orders.flatMap((order) => withEach(order, stranger)),
    [columns.filter(({ key }) => key !== null)],
  )
}

const withEach = (order: readonly Column[], stranger: Column): readonly (readonly Column[])[] =>
  [...order.keys(), order.length].map((at) => order.toSpliced(at, 0, stranger))
