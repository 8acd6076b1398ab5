import type { Entry } from './entries.ts'
import type { RowMatches } from './matchRows.ts'
import type { PreparedRow } from './prepareForms.ts'

interface Numbered {
  /** Which of the printed rows. */
  readonly at: number
  readonly row: PreparedRow
  readonly printed: number
}

/**
 * The printed rows (by position) whose number and words name different rows of the form. Rows that are only renumbered, because
 * one above them is left out or added, keep the order of the form in both; where either order is broken nobody can tell
 * whether a wrong number or a wrong text was typed.
 */
export function contradictedRows(entries: readonly Entry[], matches: RowMatches): ReadonlySet<number> {
  const numbered = entries.flatMap((entry, at): readonly Numbered[] => {
    const row = matches[at]
    const leaf = entry.labels.at(-1)
    // Where a region stands in the same cell the number is the region's.
    const isJoined = leaf?.words.some(({ kind }) => kind === 'rowGroup') === true
    const printed = leaf && !isJoined ? leaf.number : null
    return row && typeof row.number === 'number' && printed !== null ? [{ at, row, printed }] : []
  })
  const siblings = Map.groupBy(numbered, ({ row }) => row.siblings)
  return new Set([...siblings.values()].flatMap(contradicted))
}

function contradicted(rows: readonly Numbered[]): readonly number[] {
  const inOrder = isRising(rows.map(({ row }) => row.index)) && isRising(rows.map(({ printed }) => printed))
  return inOrder ? [] : rows.filter(({ row, printed }) => row.number !== printed).map(({ at }) => at)
}

const isRising = (numbers: readonly number[]): boolean =>
  numbers.every((number, at) => at === 0 || number >= (numbers[at - 1] ?? 0))
