import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { Asked } from '../../model/library.ts'
import { phraseQuery } from './bigrams.ts'
import type { CountedRow } from './catalogRows.ts'
import { catalogColumns, type Columns, type Values } from './catalogColumns.ts'

/** Everything that was found (命中), without the pages of it. */
export interface Hits {
  readonly total: number
  /** Numbers of the reports: those that say the words in title or unit first, each part in the order of lists. */
  readonly numbers: Uint32Array
  readonly facets: Readonly<Record<'region' | 'year' | 'form' | 'finding', readonly CountedRow[]>>
}

const mostFacets = 60
/** Searches whose hits stay at hand: the next page of a list is the same search. A few bytes for each report. */
const mostAtHand = 12

/** Gives what was asked for, within the transaction that is open. */
export type CatalogHits = (asked: Omit<Asked, 'page'>) => Hits

/** Looks up what was asked for in a catalogue, within the transaction that is open. */
export function catalogHits(database: DatabaseSync): CatalogHits {
  const columnsNow = catalogColumns(database)
  const numbersOf = database.prepare('SELECT json_group_array(rowid) AS numbers FROM words WHERE words MATCH ?')
  const matching = (query: string): readonly number[] => Numbers.parse(numbersOf.get(query)?.['numbers'])
  const atHand = new Map<string, Hits>()
  let of = ''
  return ({ words, region, year, form, finding }) => {
    const { columns, turn } = columnsNow()
    if (turn !== of) atHand.clear()
    of = turn
    const key = JSON.stringify([words, region, year, form, finding])
    const known = atHand.get(key)
    if (known !== undefined) return known
    const hits = hitsIn(columns, { words, region, year, form, finding }, matching)
    const [oldest] = atHand.keys()
    if (atHand.size >= mostAtHand && oldest !== undefined) atHand.delete(oldest)
    atHand.set(key, hits)
    return hits
  }
}

const Numbers = z
  .string()
  .transform((json) => z.array(z.number()).parse(JSON.parse(json)))

function hitsIn(
  columns: Columns,
  asked: Omit<Asked, 'page'>,
  matching: (query: string) => readonly number[],
): Hits {
  const phrase = asked.words === null ? null : phraseQuery(asked.words)
  // Words without a letter or a digit are nowhere.
  if (phrase === null && (asked.words ?? '').trim() !== '') return counted(columns, [], asked.region)
  const passes = filter(columns, asked)
  const marked = new Uint8Array(columns.size).fill(phrase === null ? said.inText : 0)
  if (phrase !== null) {
    for (const place of columns.placesOf(matching(phrase))) marked[place] = said.inText
    for (const place of columns.placesOf(matching(`{title unit} : (${phrase})`))) marked[place] = said.inTitle
  }
  const places: Record<number, number[]> = { [said.inTitle]: [], [said.inText]: [] }
  for (let place = 0; place < columns.size; place += 1) {
    const how = marked[place] ?? 0
    if (how !== 0 && passes(place)) places[how]?.push(place)
  }
  return counted(columns, Object.values(places).flat(), asked.region)
}

/** Where a report says the words; a place that says them nowhere is 0. Those in the title come first. */
const said = { inTitle: 1, inText: 2 } as const

/** Whether the report at a place is within region, year, form and finding. */
function filter(
  { years, divisions, forms, codes }: Columns,
  { region, year, form, finding }: Omit<Asked, 'page'>,
): (place: number) => boolean {
  const within = region === null ? null : allowed(divisions, (division) => division.startsWith(region))
  const printed = form === null ? null : allowed(forms, (list) => list.split(' ').includes(form))
  const found = finding === null ? null : allowed(codes, (list) => list.split(' ').includes(finding))
  return (place) =>
    (year === null || years[place] === year) &&
    (within?.(place) ?? true) &&
    (printed?.(place) ?? true) &&
    (found?.(place) ?? true)
}

function allowed({ at, all }: Values, test: (value: string) => boolean): (place: number) => boolean {
  const good = all.map(test)
  return (place) => good[at[place] ?? 0] ?? false
}

function counted(columns: Columns, places: readonly number[], region: string | null): Hits {
  const { numbers, divisions, forms, codes } = columns
  const depth = facetDepth(region)
  const years = new Map<string, number>()
  for (const place of places) {
    const year = String(columns.years[place] ?? 0)
    years.set(year, (years.get(year) ?? 0) + 1)
  }
  return {
    total: places.length,
    numbers: Uint32Array.from(places, (place) => numbers[place] ?? 0),
    facets: {
      region: rowsOf(count(divisions, places, (code) => (code === '' || code === region ? [] : [code.slice(0, depth)])), byValue),
      year: rowsOf(years, (a, b) => byValue(b, a)),
      form: rowsOf(count(forms, places, listed), byValue),
      finding: rowsOf(count(codes, places, listed), (a, b) => b.reports - a.reports || byValue(a, b)),
    },
  }
}

const listed = (list: string): readonly string[] => (list === '' ? [] : list.split(' '))

/** Counts by value first, then by the parts of each value. */
function count(
  { at, all }: Values,
  places: readonly number[],
  parts: (value: string) => readonly string[],
): ReadonlyMap<string, number> {
  const sums = new Uint32Array(all.length)
  for (const place of places) {
    const value = at[place] ?? 0
    sums[value] = (sums[value] ?? 0) + 1
  }
  const counts = new Map<string, number>()
  for (const [value, sum] of sums.entries()) {
    if (sum === 0) continue
    for (const part of parts(all[value] ?? '')) counts.set(part, (counts.get(part) ?? 0) + sum)
  }
  return counts
}

const rowsOf = (
  counts: ReadonlyMap<string, number>,
  order: (a: CountedRow, b: CountedRow) => number,
): readonly CountedRow[] =>
  [...counts]
    .map(([value, reports]) => ({ value, reports }))
    .sort(order)
    .slice(0, mostFacets)

const byValue = (a: CountedRow, b: CountedRow): number => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0)

/** Regions are counted one level below the one that was chosen: 2 digits, 4, 6, 9. */
const facetDepth = (region: string | null): number =>
  [2, 4, 6, 9].find((digits) => digits > (region?.length ?? 0)) ?? 9
