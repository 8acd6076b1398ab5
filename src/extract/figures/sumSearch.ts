/** What the figures of a row may be: for each candidate a value for every column. */
export type Candidates = readonly (readonly number[])[]

/** A row of a table whose figures may be one of several. */
export interface SummedRow {
  /** By column sum: 1 where the row stands on its left, -1 where on its right, else 0. */
  readonly weights: readonly number[]
  readonly candidates: Candidates
}

/** For each row the candidates (by their place) that stand in some solution. */
export type Standing = readonly ReadonlySet<number>[]

/** What is left of a bounded search, in looks at one value; shared by searches that belong together. */
export interface Budget {
  steps: number
}

/**
 * Which candidates of each row go together so that every sum over the rows holds in each of `columns`. Finds all solutions; null when
 * the budget is spent before.
 */
export function sumSearch(
  rows: readonly SummedRow[],
  columns: readonly number[],
  budget: Budget,
): Standing | null {
  const sums = rows[0]?.weights.map((_, sum) => sum) ?? []
  const equations = sums.flatMap((sum) => columns.map((column): Equation => ({ sum, column })))
  const places = narrowed(rows, equations, budget)
  if (places === null) return null
  const standing = rows.map(() => new Set<number>())
  if (places.some((each) => each.length === 0)) return standing
  const order = bySpread(rows, places, columns)
  const ranges = suffixRanges(rows, places, order, equations)
  const chosen: number[] = []
  const left = equations.map(() => 0)

  const go = (depth: number): boolean => {
    const row = order[depth]
    if (row === undefined) {
      order.forEach((each, at) => standing[each]?.add(chosen[at] ?? 0))
      return true
    }
    const { weights = [], candidates = [] } = rows[row] ?? {}
    for (const place of places[row] ?? []) {
      budget.steps -= equations.length
      if (budget.steps < 0) return false
      const values = candidates[place] ?? []
      add(left, equations, weights, values, 1)
      chosen[depth] = place
      if (isWithin(left, ranges[depth + 1]) && !go(depth + 1)) return false
      add(left, equations, weights, values, -1)
    }
    return true
  }
  return go(0) ? standing : null
}

/** One sum in one column: the weighted values of all rows make 0. */
interface Equation {
  readonly sum: number
  readonly column: number
}

interface Range {
  readonly low: number
  readonly high: number
}

const part = ({ sum, column }: Equation, weights: readonly number[], values: readonly number[]): number =>
  (weights[sum] ?? 0) * (values[column] ?? 0)

function add(
  left: number[],
  equations: readonly Equation[],
  weights: readonly number[],
  values: readonly number[],
  sign: 1 | -1,
): void {
  equations.forEach((equation, at) => {
    left[at] = (left[at] ?? 0) + sign * part(equation, weights, values)
  })
}

/** Whether the rows that are still open can bring every sum back to 0. */
const isWithin = (left: readonly number[], ranges: readonly Range[] = []): boolean =>
  ranges.every(({ low, high }, at) => {
    const so = left[at] ?? 0
    return so + low <= 0 && so + high >= 0
  })

/** What one row can bring to a sum. */
function rangeOf({ weights, candidates }: SummedRow, places: readonly number[], equation: Equation): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const place of places) {
    const value = part(equation, weights, candidates[place] ?? [])
    if (value < low) low = value
    if (value > high) high = value
  }
  return { low, high }
}

/** The candidates of each row that no sum rules out by itself, whatever the other rows are; null when the budget is spent. */
function narrowed(
  rows: readonly SummedRow[],
  equations: readonly Equation[],
  budget: Budget,
): readonly (readonly number[])[] | null {
  const places = rows.map(({ candidates }) => [...candidates.keys()])
  for (let changed = true; changed;) {
    changed = false
    for (const equation of equations) {
      budget.steps -= 2 * places.reduce((sum, each) => sum + each.length, 0)
      if (budget.steps < 0) return null
      const ranges = rows.map((row, at) => rangeOf(row, places[at] ?? [], equation))
      const low = ranges.reduce((sum, range) => sum + range.low, 0)
      const high = ranges.reduce((sum, range) => sum + range.high, 0)
      for (const [at, { weights, candidates }] of rows.entries()) {
        const own = ranges[at]
        const before = places[at]
        if (!own || !before || own.low === own.high) continue
        const after = before.filter((place) => {
          const value = part(equation, weights, candidates[place] ?? [])
          return low - own.low + value <= 0 && high - own.high + value >= 0
        })
        if (after.length === before.length) continue
        places[at] = after
        if (after.length === 0) return places
        changed = true
      }
      if (low > 0 || high < 0) return places.map(() => [])
    }
  }
  return places
}

/** The rows that differ most first: what they move, no other row can then make good. */
function bySpread(
  rows: readonly SummedRow[],
  places: readonly (readonly number[])[],
  columns: readonly number[],
): readonly number[] {
  const spread = rows.map((row, at) =>
    columns.reduce((most, column) => {
      const values = (places[at] ?? []).map((place) => row.candidates[place]?.[column] ?? 0)
      return Math.max(most, Math.max(...values) - Math.min(...values))
    }, 0),
  )
  return [...rows.keys()].sort((a, b) => (spread[b] ?? 0) - (spread[a] ?? 0))
}

/** For each depth what the rows from there on can bring to each equation together. */
function suffixRanges(
  rows: readonly SummedRow[],
  places: readonly (readonly number[])[],
  order: readonly number[],
  equations: readonly Equation[],
): readonly (readonly Range[])[] {
  return order.reduceRight<readonly (readonly Range[])[]>(
    (behind, at) => {
      const row = rows[at]
      const own = equations.map((equation, of): Range => {
        const after = behind[0]?.[of] ?? { low: 0, high: 0 }
        const range = row ? rangeOf(row, places[at] ?? [], equation) : { low: 0, high: 0 }
        return { low: after.low + range.low, high: after.high + range.high }
      })
      return [own, ...behind]
    },
    [equations.map(() => ({ low: 0, high: 0 }))],
  )
}
