import { candidatesWithoutTotals, lyingCandidates, type OpenRow } from './openRow.ts'
import type { PreparedRow } from './prepareForms.ts'
import { sumSearch, type Budget, type Candidates, type Standing, type SummedRow } from './sumSearch.ts'

/** A sum over the rows of a table: by a row's key 1 for its left side, -1 for its right. */
export type ColumnSum = ReadonlyMap<string, number>

/** Looks at one value in the searches of one table. */
const mostSteps = 15_000_000

/**
 * For each row the one way (by its place) in which it can be read, else null. All sums must hold in it; and no other way may be left if
 * one printed number is wrong, which makes one row and one column false, or a column and the totals' that goes with it, or if the
 * totals were left blank (docs/decisions/0051).
 */
export function onlyWays(rows: readonly OpenRow[], sums: readonly ColumnSum[]): readonly (number | null)[] {
  const budget: Budget = { steps: mostSteps }
  const stand = rows.map(() => new Set<number>())
  const columns = [...(rows[0]?.candidates[0]?.keys() ?? [])]
  const weights = rows.map(({ read }) => sums.map((sum) => sum.get(read.row.key) ?? 0))
  const found = (without: readonly number[], candidates: readonly Candidates[]): Standing | null => {
    const open = candidates.map((each, at): SummedRow => ({ weights: weights[at] ?? [], candidates: each }))
    const left = columns.filter((column) => !without.includes(column))
    return sumSearch(open, left, budget)
  }
  /** Notes what stands when these columns are left out, and one row may lie; false when that cannot be told. */
  const search = (
    without: readonly number[],
    liar?: { readonly at: number; readonly candidates: Candidates },
  ): boolean => {
    const candidates = rows.map((row, at) => (at === liar?.at ? liar : row).candidates)
    const standing = found(without, candidates)
    standing?.forEach((places, at) => {
      for (const place of places) stand[at]?.add(place)
    })
    return standing !== null
  }
  const undecided = (): boolean => rows.some(({ joined }, at) => joined && stand[at]?.size === 1)
  const none = rows.map(() => null)

  if (!search([]) || stand.some((places) => places.size === 0)) return none
  const totals = totalColumns(rows[0]?.read.row)
  if (!printsTotals(rows, totals)) {
    const bare = rows.map(candidatesWithoutTotals).filter((each) => each !== null)
    const rivals = bare.length === rows.length ? found(totals, bare) : null
    if (rivals?.every((places) => places.size === 0) !== true) return none
  }
  if (!columns.every((column) => search([column, ...totals]))) return none
  for (const [at, row] of rows.entries()) {
    if (row.joined === null || !undecided()) continue
    const candidates = lyingCandidates(row)
    if (candidates === null || !columns.every((column) => search([column], { at, candidates }))) return none
  }
  return stand.map((places) => (places.size === 1 ? ([...places][0] ?? null) : null))
}

/** Whether the body prints its totals: one row was read as it stands and has one. */
const printsTotals = (rows: readonly OpenRow[], totals: readonly number[]): boolean =>
  rows.some(
    ({ joined, candidates: [values] }) =>
      joined === null && totals.some((column) => (values?.[column] ?? 0) > 0),
  )

/** The columns that sums along the row give. */
const totalColumns = (row: PreparedRow | undefined): readonly number[] =>
  row?.sums.flatMap(({ right }) => right.map((metric) => row.metrics.indexOf(metric))) ?? []
