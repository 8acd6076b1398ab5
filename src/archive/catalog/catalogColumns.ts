import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'

/**
 * What searches narrow and count by, in memory: one place for each report in the order of lists, some 20 bytes each. Counting over it takes a
 * millisecond for 50,000 reports; by SQL it took more than looking up the words (docs/decisions/0058).
 */
export interface Columns {
  readonly size: number
  /** Number of the report at a place. */
  readonly numbers: Uint32Array
  readonly years: Uint16Array
  readonly divisions: Values
  readonly forms: Values
  readonly codes: Values
  /** The places of the reports with these numbers; those that are not there are passed over. */
  placesOf(numbers: readonly number[]): readonly number[]
}

/** The value at each place, as its place in the list of all different ones. */
export interface Values {
  readonly at: Uint32Array
  readonly all: readonly string[]
}

const Row = z.object({
  number: z.int(),
  division: z.string(),
  year: z.int(),
  forms: z.string(),
  codes: z.string(),
})

/** Gives the columns of a catalogue as it is in the transaction that is open; read anew when somebody wrote to it. */
export function catalogColumns(database: DatabaseSync): () => { readonly columns: Columns; readonly turn: string } {
  const turnNow = database.prepare("SELECT value FROM facts WHERE name = 'turn'")
  let known: { readonly columns: Columns; readonly turn: string } | null = null
  return () => {
    const turn = String(turnNow.get()?.['value'] ?? '')
    if (known?.turn !== turn) known = { columns: readColumns(database), turn }
    return known
  }
}

function readColumns(database: DatabaseSync): Columns {
  const size = z.int().parse(database.prepare('SELECT count(*) AS size FROM reports').get()?.['size'])
  const numbers = new Uint32Array(size)
  const years = new Uint16Array(size)
  const [divisions, forms, codes] = [collector(size), collector(size), collector(size)]
  const between = codesBetweenYears(database)
  const rows = database.prepare('SELECT number, division, year, forms, codes FROM reports ORDER BY rank, number').iterate()
  let place = 0
  for (const each of rows) {
    const row = Row.parse(each)
    numbers[place] = row.number
    years[place] = row.year
    divisions.set(place, row.division)
    forms.set(place, row.forms)
    codes.set(place, [row.codes, between.get(row.number) ?? ''].filter((each) => each !== '').join(' '))
    place += 1
  }
  return { size, numbers, years, divisions, forms, codes, placesOf: placesBy(numbers) }
}

const Between = z.object({ number: z.int(), codes: z.string() })

/** Kinds of the contradictions with other years that stand at each report, parted by spaces. */
function codesBetweenYears(database: DatabaseSync): ReadonlyMap<number, string> {
  const rows = database.prepare(
    `SELECT r.number, group_concat(y.code, ' ') AS codes FROM (SELECT DISTINCT site, report, code FROM year_findings ORDER BY code) AS y
     JOIN reports AS r ON r.site = y.site AND r.id = y.report GROUP BY 1`,
  )
  return new Map(rows.all().map((row) => Between.parse(row)).map(({ number, codes }) => [number, codes]))
}

/** By search in a sorted copy: numbers go on growing, however many reports are left. */
function placesBy(numbers: Uint32Array): Columns['placesOf'] {
  const order = Uint32Array.from(numbers.keys()).sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0))
  return (wanted) => {
    const found: number[] = []
    const sorted = Uint32Array.from(wanted).sort()
    let at = 0
    for (const number of sorted) {
      while (at < order.length && (numbers[order[at] ?? 0] ?? 0) < number) at += 1
      const place = order[at]
      if (place !== undefined && numbers[place] === number) found.push(place)
    }
    return found
  }
}

function collector(size: number): Values & { readonly set: (place: number, value: string) => void } {
  const at = new Uint32Array(size)
  const all: string[] = []
  const ids = new Map<string, number>()
  return {
    at,
    all,
    set(place, value) {
      const known = ids.get(value) ?? all.length
      if (known === all.length) {
        all.push(value)
        ids.set(value, known)
      }
      at[place] = known
    },
  }
}
