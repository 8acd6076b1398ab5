import { type DraftRow, plain, seen } from './draft.ts'
import { mapTables, metricsIn, withUncertain } from './edit.ts'
import { oddity } from './oddity.ts'

/** The figures of a row as one string of digits. */
function joined(own: DraftRow): DraftRow {
  const first = own.cells.findIndex(({ metric }) => metric !== null)
  const digits = own.cells.slice(first).map(({ runs }) => seen(runs).trim())
  const cells = own.cells
    .slice(0, first + 1)
    .map((one, i) => (i === first ? { ...one, runs: plain(digits.join('')) } : one))
  return { ...own, cells }
}

/**
 * Digits run together (5845546), as extractors of PDF text leave them. Only the sums can split them, and not always in
 * one way: right or marked, never guessed.
 */
export const digitsRunTogether = oddity(
  'digits-run-together',
  (draft, dice) => {
    let doubtful: readonly string[] = []
    const odd = mapTables(draft, 'applications', (table) => ({
      ...table,
      rows: table.rows.map((own) => {
        const metrics = metricsIn([own])
        if (metrics.length < 2 || dice.chance(0.5)) return own
        doubtful = [...doubtful, ...metrics]
        return joined(own)
      }),
    }))
    return withUncertain(odd, doubtful)
  },
  ['text-one-line', 'text-token-per-line'],
)

/** The same in table 4, whose fifteen figures are one row. */
export const reviewRunTogether = oddity(
  'review-run-together',
  (draft) => {
    let doubtful: readonly string[] = []
    const odd = mapTables(draft, 'review_litigation', (table) => ({
      ...table,
      rows: table.rows.map((own) => {
        if (metricsIn([own]).length < 2) return own
        doubtful = metricsIn([own])
        return joined(own)
      }),
    }))
    return withUncertain(odd, doubtful)
  },
  ['text-one-line', 'text-token-per-line'],
)
