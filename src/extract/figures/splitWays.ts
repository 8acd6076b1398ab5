/**
 * A printed cell as something to split: a run of digits, of which any piece may be a cell of its own, or what it says as a whole (a
 * mark for nothing is null).
 */
export type RunCell =
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'whole'; readonly value: number | null }

/** One way of putting the digits of a row into its columns. */
export interface SplitWay {
  /** By column; null for a blank. */
  readonly values: readonly (number | null)[]
  /** By column: the place of the printed cell that the value is a piece of; null for a blank that left no trace. */
  readonly cells: readonly (number | null)[]
  /** Every column has something printed. */
  readonly isFull: boolean
}

/** A sum along the row by the places of its columns; the right side may stand anywhere behind the left. */
export interface RowSum {
  readonly left: readonly number[]
  readonly right: readonly number[]
}

/** What is looked for. */
interface Wanted {
  readonly columns: number
  /** Those that every way must fulfil, blanks as nothing; none: any way whatever. */
  readonly sums: readonly RowSum[]
  /** Whether blanks may have been lost between the cells. */
  readonly blanks: boolean
  /** More steps than these are not gone. */
  readonly steps: number
}

/** No body counts ten thousand million of anything (readCell). */
const mostDigits = 10

/**
 * All ways of splitting the cells of a row, or null when they are too many to look at. A piece with a leading zero is no number, so
 * `00` is always two cells. Goes from the right, because totals stand there and bound their parts.
 */
export function splitWays(cells: readonly RunCell[], wanted: Wanted): readonly SplitWay[] | null {
  const ways: SplitWay[] = []
  const values: (number | null)[] = Array.from({ length: wanted.columns }, () => null)
  const from: (number | null)[] = Array.from({ length: wanted.columns }, () => null)
  let steps = wanted.steps

  const go = (column: number, cell: number, rest: number): boolean => {
    steps -= 1
    if (steps < 0) return false
    if (!wanted.sums.every((sum) => isOpen(sum, values, column))) return true
    if (column === 0) {
      if (cell < 0)
        ways.push({ values: [...values], cells: [...from], isFull: from.every((each) => each !== null) })
      return true
    }
    const put = (value: number | null, at: number | null, next: readonly [cell: number, rest: number]) => {
      values[column - 1] = value
      from[column - 1] = at
      const done = go(column - 1, ...next)
      values[column - 1] = null
      from[column - 1] = null
      return done
    }
    if (wanted.blanks && !put(null, null, [cell, rest])) return false
    const printed = cells[cell]
    if (printed === undefined) return true
    const before = (): readonly [number, number] => [cell - 1, lengthOf(cells[cell - 1])]
    if (printed.kind === 'whole') return put(printed.value, cell, before())
    for (let start = rest - 1; start >= Math.max(0, rest - mostDigits); start -= 1) {
      if (printed.digits.charAt(start) === '0' && rest - start > 1) continue
      const value = Number(printed.digits.slice(start, rest))
      if (!put(value, cell, start === 0 ? before() : [cell, start])) return false
    }
    return true
  }
  return go(wanted.columns, cells.length - 1, lengthOf(cells.at(-1))) ? ways : null
}

const lengthOf = (cell: RunCell | undefined): number => (cell?.kind === 'digits' ? cell.digits.length : 0)

/** Whether the sum can still come out, or has, with the columns from `known` on filled in. */
function isOpen({ left, right }: RowSum, values: readonly (number | null)[], known: number): boolean {
  if (right.some((column) => column < known)) return true
  const lacking = add(right.map((column) => values[column])) - add(left.map((column) => values[column]))
  return left.some((column) => column < known) ? lacking >= 0 : lacking === 0
}

const add = (values: readonly (number | null | undefined)[]): number =>
  values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
