import {
  bareName,
  divisionSuffixes,
  governmentName,
  type DivisionRegister,
  type DivisionRow,
  type Divisions,
  type Edition,
} from './divisions.ts'
import type { Division } from './unit.ts'

/** Rows of the statistical register that group others and are no government: 市辖区 (1101), 县 (5002), 省直辖县级行政区划. */
const grouping = /^(?:市辖区|县|(?:省|自治区)直辖县级行政区划)$/u

/** Pure look-ups over a register; each index is built on first use and serves all editions, so that a run that needs none pays for none. */
export function makeDivisions({ asOf, rows: given, aliases, editions = [] }: DivisionRegister): Divisions {
  const rows = typeof given === 'function' ? given : () => given
  const latest = editions.at(-1) ?? { year: Infinity, asOf }
  const others = aliases.map(({ alias, code }): DivisionRow => ({ code, name: alias }))
  const names: Names = { own: once(() => indexOf(rows())), other: once(() => indexOf(others)) }
  const known = new Map<number, Divisions>()
  const of = (year: number): Divisions => {
    const edition = editions.findLast((each) => each.year <= year) ?? editions[0] ?? latest
    const made = known.get(edition.year) ?? editionOf(rows, names, edition, of)
    known.set(edition.year, made)
    return made
  }
  return of(Infinity)
}

interface Names {
  readonly own: () => NameIndex
  readonly other: () => NameIndex
}

function editionOf(
  rows: () => readonly DivisionRow[],
  names: Names,
  { year, asOf }: Edition,
  of: Divisions['of'],
): Divisions {
  const isValid = ({ from = -Infinity, until = Infinity }: DivisionRow): boolean =>
    from <= year && year <= until
  const nameOf = (code: string): string | null =>
    rowsOf(rows(), code).find((row) => isValid(row))?.name ?? null
  /** A city without districts has its one row twice (东莞市 4419 and 441900); the higher one is the government. */
  const isGovernment = ({ code, name }: DivisionRow): boolean =>
    !grouping.test(name) && (code.length !== 6 || nameOf(code.slice(0, 4)) !== name)

  const byCode = (code: string): Division | null => {
    if (nameOf(code) === null) return null
    const path = [2, 4, 6, 9]
      .filter((length) => length <= code.length)
      .map((length) => code.slice(0, length))
      .flatMap((at) => {
        const name = nameOf(at)
        return name !== null && isGovernment({ code: at, name }) ? [name] : []
      })
    return { code, path }
  }
  const divisionsOf = (found: readonly DivisionRow[], within: string): Division[] => {
    const fitting = found.filter((row) => isValid(row) && row.code.startsWith(within) && isGovernment(row))
    return [...new Set(fitting.map(({ code }) => code))].flatMap((code) => byCode(code) ?? [])
  }

  return {
    asOf,
    of,
    byCode,
    byName(name, within = '') {
      const key = governmentName(name)
      const own = names.own()
      const exact = divisionsOf([...rowsNamed(own, key), ...rowsNamed(names.other(), key)], within)
      return exact.length > 0 ? exact : divisionsOf(rowsBarely(own, key), within)
    },
    childrenOf: (code) =>
      rows()
        .filter((row) => parentCode(row.code) === code && isValid(row))
        .flatMap((row) => byCode(row.code) ?? []),
  }
}

const parentCode = (code: string): string => (code.length === 9 ? code.slice(0, 6) : code.slice(0, -2))

/** The rows of one code, each of other editions; by bisection: the rows are sorted, and an index of them would cost every run 20 ms. */
function rowsOf(rows: readonly DivisionRow[], code: string): readonly DivisionRow[] {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.code ?? '') < code) low = middle + 1
    else high = middle
  }
  let end = low
  while (rows[end]?.code === code) end += 1
  return rows.slice(low, end)
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null
  return () => (made ??= { value: make() }).value
}

/** Nearly every name is that of one row: a list for each would be most of what an index costs. */
type NameIndex = Map<string, DivisionRow | DivisionRow[]>

function indexOf(rows: readonly DivisionRow[]): NameIndex {
  const found: NameIndex = new Map()
  for (const row of rows) add(found, governmentName(row.name), row)
  return found
}

function add(found: NameIndex, name: string, row: DivisionRow): void {
  const named = found.get(name)
  if (named === undefined) found.set(name, row)
  else if (Array.isArray(named)) named.push(row)
  else found.set(name, [named, row])
}

function rowsNamed(found: NameIndex, name: string): readonly DivisionRow[] {
  const named = found.get(name) ?? []
  return Array.isArray(named) ? named : [named]
}

/** Suffix words that bareName takes off whole: of 地区 it takes 区. */
const endings = divisionSuffixes.filter((suffix) => bareName(`甲乙${suffix}`) === '甲乙')

/** Rows that have this name without its suffix word, by code; found by their whole names, as an index more would cost every start 50 ms. */
function rowsBarely(found: NameIndex, bare: string): readonly DivisionRow[] {
  const rows: DivisionRow[] = []
  if (bareName(`${bare}区`) !== bare) return rows
  for (const ending of endings) rows.push(...rowsNamed(found, `${bare}${ending}`))
  return rows.sort((one, other) => (one.code < other.code ? -1 : 1))
}
