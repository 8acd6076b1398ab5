import type { Form } from '../../model/form.ts'
import type { ColumnsHeader } from './header.ts'
import { joinedRow, splitReading, type JoinedRow } from './joinedRow.ts'
import type { PreparedRow, PreparedTable } from './prepareForms.ts'
import type { RowReading } from './rowReading.ts'
import type { MatchedRow } from './settledHeader.ts'
import { splitWays, type SplitWay } from './splitWays.ts'
import { sumSearch, type Budget, type OpenRow, type Standing } from './sumSearch.ts'

/** A printed row with what was read of it. */
export interface ReadRow extends MatchedRow {
  readonly header: ColumnsHeader
  readonly reading: RowReading
  /** Its label or its cells are in doubt, whatever stands in them. */
  readonly doubtful: boolean
}

/** Ways to look at for one row, and steps of the search for one table. */
const mostSteps = { row: 100_000, table: 15_000_000 }

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

/** A sum over the rows of a table: by a row's key 1 for its left side, -1 for its right. */
type ColumnSum = ReadonlyMap<string, number>

function columnSums({ form, key }: PreparedTable, forms: readonly Form[]): readonly ColumnSum[] {
  const sums = forms.find(({ id }) => id === form)?.sums ?? []
  return sums
    .filter(({ table, along }) => table === key && along === 'column')
    .map(
      ({ left, right }) =>
        new Map([...left.map((row) => [row, 1] as const), ...right.map((row) => [row, -1] as const)]),
    )
}

/** A row of the form with the ways in which it may be read. */
interface Open {
  readonly read: ReadRow
  /** Null for a row that was read as it is printed. */
  readonly joined: JoinedRow | null
  readonly ways: readonly SplitWay[]
  /** By way and column of the form; blanks count as nothing. Of a row that was read only one. */
  readonly candidates: readonly (readonly number[])[]
}

/** Null when the row is not there once, or too little of it can be read to count it in. */
function openRow(found: readonly ReadRow[]): Open | null {
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
function honestWays(joined: JoinedRow): Pick<Open, 'ways' | 'candidates'> {
  const columns = joined.targets.length
  const ways =
    splitWays(joined.cells, { columns, sums: joined.sums, blanks: true, steps: mostSteps.row }) ?? []
  const all = [...distinct(ways, joined).values()]
  return { ways: all.map(({ way }) => way), candidates: all.map(({ values }) => values) }
}

/** The same row if one of its numbers may be wrong: any way without blanks, behind those that it has; null when they are too many. */
function liarOf(row: Open): Open | null {
  const { joined, candidates } = row
  if (joined === null) return row
  const columns = joined.targets.length
  const ways = splitWays(joined.cells, { columns, sums: [], blanks: false, steps: mostSteps.row })
  if (ways === null) return null
  const known = new Set(candidates.map((values) => values.join()))
  const others = [...distinct(ways, joined)].filter(([key]) => !known.has(key))
  return { ...row, candidates: [...candidates, ...others.map(([, { values }]) => values)] }
}

/**
 * The same row if the body left its totals blank, as some do in every row: any way without another blank, and with nothing there. None
 * when they are too many to look at.
 */
function withoutTotals(row: Open): readonly (readonly number[])[] | null {
  const { joined, candidates } = row
  if (joined === null) return candidates
  const totals = new Set(joined.sums.flatMap(({ right }) => right))
  const parts = [...joined.targets.keys()].filter((column) => !totals.has(column))
  const wanted = { columns: parts.length, sums: [], blanks: false, steps: mostSteps.row }
  const ways = splitWays(joined.cells, wanted)?.map(({ values }) =>
    joined.row.metrics.map((metric) => {
      const at = parts.findIndex((column) => joined.targets[column]?.metric === metric)
      return values[at] ?? 0
    }),
  )
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

/** For each row the one way that it can be read, or null; see splitRows for what counts. */
function onlyWays(rows: readonly Open[], sums: readonly ColumnSum[]): readonly (number | null)[] {
  const budget: Budget = { steps: mostSteps.table }
  const stand = rows.map(() => new Set<number>())
  const columns = [...(rows[0]?.candidates[0]?.keys() ?? [])]
  const weights = rows.map(({ read }) => sums.map((sum) => sum.get(read.row.key) ?? 0))
  const found = (
    without: readonly number[],
    candidates: readonly (readonly (readonly number[])[])[],
  ): Standing | null => {
    const open = candidates.map((each, at): OpenRow => ({ weights: weights[at] ?? [], candidates: each }))
    const left = columns.filter((column) => !without.includes(column))
    return sumSearch(open, left, budget)
  }
  /** Notes what stands when these columns are left out, and one row may lie; false when that cannot be told. */
  const search = (
    without: readonly number[],
    liar?: { readonly at: number; readonly row: Open },
  ): boolean => {
    const candidates = rows.map((row, at) => (at === liar?.at ? liar.row : row).candidates)
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
    const bare = rows.map(withoutTotals).filter((each) => each !== null)
    const rivals = bare.length === rows.length ? found(totals, bare) : null
    if (rivals?.every((places) => places.size === 0) !== true) return none
  }
  if (!columns.every((column) => search([column, ...totals]))) return none
  for (const [at, row] of rows.entries()) {
    if (row.joined === null || !undecided()) continue
    const liar = liarOf(row)
    if (liar === null || !columns.every((column) => search([column], { at, row: liar }))) return none
  }
  return stand.map((places) => (places.size === 1 ? ([...places][0] ?? null) : null))
}

/** Whether the body prints its totals: one row was read as it stands and has one. */
const printsTotals = (rows: readonly Open[], totals: readonly number[]): boolean =>
  rows.some(
    ({ joined, candidates: [values] }) =>
      joined === null && totals.some((column) => (values?.[column] ?? 0) > 0),
  )

/** The columns that sums along the row give. */
const totalColumns = (row: PreparedRow | undefined): readonly number[] =>
  row?.sums.flatMap(({ right }) => right.map((metric) => row.metrics.indexOf(metric))) ?? []
