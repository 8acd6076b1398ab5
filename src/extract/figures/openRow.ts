import { joinedRow, type JoinedRow } from './joinedRow.ts'
import type { RowReading } from './rowReading.ts'
import type { ColumnsHeader } from './header.ts'
import type { MatchedRow } from './settledHeader.ts'
import { splitWays, type SplitWay } from './splitWays.ts'
import type { Candidates } from './sumSearch.ts'

/** A printed row with what was read of it. */
export interface ReadRow extends MatchedRow {
  readonly header: ColumnsHeader
  readonly reading: RowReading
  /** Its label or its cells are in doubt, whatever stands in them. */
  readonly doubtful: boolean
}

/** Steps of looking for the ways of one row. */
const mostSteps = 100_000

/** A row of the form with the ways in which it may be read. */
export interface OpenRow {
  readonly read: ReadRow
  /** Null for a row that was read as it is printed. */
  readonly joined: JoinedRow | null
  readonly ways: readonly SplitWay[]
  /** By way and column of the form; blanks count as nothing. Of a row that was read only one. */
  readonly candidates: Candidates
}

/** Null when the row is not there once, or too little of it can be read to count it in. */
export function openRow(found: readonly ReadRow[]): OpenRow | null {
  const [read, ...others] = found
  if (read === undefined || read.doubtful || others.length > 0) return null
  const { entry, row, header, reading } = read
  if (row.metrics.every((metric) => reading.figures.has(metric))) {
    const values = row.metrics.map((metric) => reading.figures.get(metric)?.value ?? 0)
    return { read, joined: null, ways: [], candidates: [values] }
  }
  const joined = joinedRow(entry, row, header)
  if (joined === null) return null
  const { ways, candidates } = honestWays(joined)
  return { read, joined, ways, candidates }
}

/** All ways in which the sums along the row hold, blanks among them; none when they are too many to look at. */
function honestWays(joined: JoinedRow): Pick<OpenRow, 'ways' | 'candidates'> {
  const columns = joined.targets.length
  const ways = splitWays(joined.cells, { columns, sums: joined.sums, blanks: true, steps: mostSteps }) ?? []
  const all = [...distinct(ways, joined).values()]
  return { ways: all.map(({ way }) => way), candidates: all.map(({ values }) => values) }
}

/**
 * Its candidates if one of its numbers may be wrong: behind those that it has any way without blanks. Null when they are too many to
 * look at.
 */
export function lyingCandidates({ joined, candidates }: OpenRow): Candidates | null {
  if (joined === null) return candidates
  const columns = joined.targets.length
  const ways = splitWays(joined.cells, { columns, sums: [], blanks: false, steps: mostSteps })
  if (ways === null) return null
  const known = new Set(candidates.map((values) => values.join()))
  const others = [...distinct(ways, joined)].filter(([key]) => !known.has(key))
  return [...candidates, ...others.map(([, { values }]) => values)]
}

/**
 * Its candidates if the body left its totals blank, as some do in every row: any way without another blank, and with nothing there.
 * Null when they are too many to look at.
 */
export function candidatesWithoutTotals({ joined, candidates }: OpenRow): Candidates | null {
  if (joined === null) return candidates
  const totals = new Set(joined.sums.flatMap(({ right }) => right))
  const parts = [...joined.targets.keys()].filter((column) => !totals.has(column))
  const wanted = { columns: parts.length, sums: [], blanks: false, steps: mostSteps }
  const places = joined.row.metrics.map((metric) =>
    parts.findIndex((column) => joined.targets[column]?.metric === metric),
  )
  const ways = splitWays(joined.cells, wanted)?.map(({ values }) => places.map((at) => values[at] ?? 0))
  return ways ?? null
}

/** The ways that differ in value, by their values in the order of the form: where a blank was lost among noughts no sum can tell. */
function distinct(
  ways: readonly SplitWay[],
  { targets, row }: JoinedRow,
): ReadonlyMap<string, { readonly way: SplitWay; readonly values: readonly number[] }> {
  const places = row.metrics.map((metric) => targets.findIndex((target) => target.metric === metric))
  return new Map(
    ways.map((way) => {
      const values = places.map((place) => way.values[place] ?? 0)
      return [values.join(), { way, values }]
    }),
  )
}
