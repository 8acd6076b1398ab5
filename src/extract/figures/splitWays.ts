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
  const from: (number | null)[] = [...values]
  const sums = wanted.sums.map((sum) => new OpenSum(sum))
  let steps = wanted.steps

  /** Fills the columns before one with what is left of the cells; false when the steps are spent. */
  const fill = (column: number, cell: number, rest: number): boolean => {
    if (column === 0) {
      if (cell < 0)
        ways.push({ values: [...values], cells: [...from], isFull: from.every((each) => each !== null) })
      return true
    }
    if (wanted.blanks && !put(column - 1, null, null, cell, rest)) return false
    const printed = cells[cell]
    if (printed === undefined) return true
    const before = lengthOf(cells[cell - 1])
    if (printed.kind === 'whole') return put(column - 1, printed.value, cell, cell - 1, before)
    for (let start = rest - 1; start >= Math.max(0, rest - mostDigits); start -= 1) {
      if (printed.digits.charAt(start) === '0' && rest - start > 1) continue
      const value = Number(printed.digits.slice(start, rest))
      const isDone =
        start === 0
          ? put(column - 1, value, cell, cell - 1, before)
          : put(column - 1, value, cell, cell, start)
      if (!isDone) return false
    }
    return true
  }
  const put = (
    column: number,
    value: number | null,
    at: number | null,
    cell: number,
    rest: number,
  ): boolean => {
    steps -= 1
    if (steps < 0) return false
    values[column] = value
    from[column] = at
    for (const sum of sums) sum.add(column, value ?? 0, 1)
    const isDone = sums.some((sum) => sum.isLost()) || fill(column, cell, rest)
    for (const sum of sums) sum.add(column, value ?? 0, -1)
    return isDone
  }
  return fill(wanted.columns, cells.length - 1, lengthOf(cells.at(-1))) ? ways : null
}

const lengthOf = (cell: RunCell | undefined): number => (cell?.kind === 'digits' ? cell.digits.length : 0)

/** A sum of which the columns are filled in one after the other. */
class OpenSum {
  readonly #left: ReadonlySet<number>
  readonly #right: ReadonlySet<number>
  #lacking = 0
  #openLeft: number
  #openRight: number

  constructor({ left, right }: RowSum) {
    this.#left = new Set(left)
    this.#right = new Set(right)
    this.#openLeft = left.length
    this.#openRight = right.length
  }

  /** Fills a column in (1) or takes it out again (-1). */
  add(column: number, value: number, sign: 1 | -1): void {
    if (this.#right.has(column)) {
      this.#lacking += sign * value
      this.#openRight -= sign
    }
    if (this.#left.has(column)) {
      this.#lacking -= sign * value
      this.#openLeft -= sign
    }
  }

  /** Whether it cannot come out any more: parts that are still open can only add to the left. */
  isLost(): boolean {
    return this.#openRight === 0 && (this.#openLeft === 0 ? this.#lacking !== 0 : this.#lacking < 0)
  }
}
