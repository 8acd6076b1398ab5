import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { Asked, Snippet } from '../../model/library.ts'
import { phraseQuery } from './bigrams.ts'
import { CountedRow, listedColumns, ListedRow } from './catalogRows.ts'

/** Reports on a page of a list. */
const onAPage = 50
/** Pages beyond it would only be asked for by a machine, which has the exports. */
const mostPages = 2_000
const mostFacets = 60

/** What was found, without names of regions. */
export interface CatalogFound {
  readonly total: number
  readonly pages: number
  readonly rows: readonly (ListedRow & { readonly snippet: Snippet | null })[]
  readonly facets: Readonly<Record<'region' | 'year' | 'form' | 'finding', readonly CountedRow[]>>
}

type Bound = Record<string, string | number>

/**
 * Reports for what was asked: those that say the words in title or unit first, then by year, newest first. Every list is bounded; what was
 * typed only ever is a bound parameter. All of it is of one state of the catalogue, whoever writes beside it.
 */
export function catalogSearch(database: DatabaseSync, asked: Asked): CatalogFound {
  database.exec('BEGIN')
  try {
    return searchWithin(database, asked)
  } finally {
    database.exec('COMMIT')
  }
}

/** What was found is looked up once and counted in several ways. */
const hits = `CREATE TEMP TABLE IF NOT EXISTS hit (number INTEGER PRIMARY KEY, division TEXT NOT NULL, year INTEGER NOT NULL);
  DELETE FROM hit`

function searchWithin(database: DatabaseSync, asked: Asked): CatalogFound {
  const { where, bound, phrase } = hitsOf(asked)
  database.exec(hits)
  const { changes } = database
    .prepare(`INSERT INTO hit SELECT r.number, r.division, r.year FROM reports AS r ${where}`)
    .run(bound)
  const total = Number(changes)
  const facet = (query: string) =>
    z.array(CountedRow).parse(database.prepare(`${query} LIMIT ${mostFacets}`).all())
  const depth = facetDepth(asked.region)
  return {
    total,
    pages: Math.min(mostPages, Math.ceil(total / onAPage)),
    rows: rowsOf(database, asked, phrase),
    facets: {
      region: facet(
        `SELECT substr(division, 1, ${depth}) AS value, count(*) AS reports FROM hit WHERE division <> '' GROUP BY 1 ORDER BY 1`,
      ),
      year: facet('SELECT year AS value, count(*) AS reports FROM hit GROUP BY 1 ORDER BY 1 DESC'),
      form: facet(
        'SELECT f.form AS value, count(*) AS reports FROM hit JOIN report_forms AS f ON f.report = hit.number GROUP BY 1 ORDER BY 1',
      ),
      finding: facet(
        `SELECT f.code AS value, count(DISTINCT f.report) AS reports FROM hit JOIN findings AS f ON f.report = hit.number
         GROUP BY 1 ORDER BY 2 DESC, 1`,
      ),
    },
  }
}

function rowsOf(database: DatabaseSync, asked: Asked, phrase: string | null): CatalogFound['rows'] {
  const titled = phrase === null ? '' : 'hit.number IN (SELECT rowid FROM words WHERE words MATCH $titled) DESC,'
  const rows = database
    .prepare(
      `WITH shown AS (SELECT hit.number, row_number() OVER (ORDER BY ${titled} hit.year DESC, hit.division, hit.number) AS place FROM hit
         ORDER BY place LIMIT ${onAPage} OFFSET $from)
       SELECT ${listedColumns}, t.text FROM shown JOIN reports AS r ON r.number = shown.number JOIN texts AS t ON t.report = r.number
       ORDER BY shown.place`,
    )
    .all({
      from: (Math.min(asked.page, mostPages) - 1) * onAPage,
      ...(phrase !== null && { titled: `{title unit} : (${phrase})` }),
    })
  return z
    .array(ListedRow.extend({ text: z.string() }))
    .parse(rows)
    .map(({ text, ...row }) => ({ ...row, snippet: snippetOf(text, asked.words) }))
}

/** Regions are counted one level below the one that was chosen: 2 digits, 4, 6, 9. */
const facetDepth = (region: string | null): number =>
  [2, 4, 6, 9].find((digits) => digits > (region?.length ?? 0)) ?? 9

interface Hits {
  readonly where: string
  readonly bound: Bound
  readonly phrase: string | null
}

export function hitsOf({ words, region, year, form, finding }: Asked): Hits {
  const phrase = words === null ? null : phraseQuery(words)
  const conditions = [
    ...(phrase === null ? [] : ['r.number IN (SELECT rowid FROM words WHERE words MATCH $phrase)']),
    // Words without a letter or a digit are nowhere.
    ...(words !== null && words.trim() !== '' && phrase === null ? ['0'] : []),
    ...(region === null ? [] : ["r.division >= $region AND r.division < $region || ':'"]),
    ...(year === null ? [] : ['r.year = $year']),
    ...(form === null ? [] : ['r.number IN (SELECT report FROM report_forms WHERE form = $form)']),
    ...(finding === null ? [] : ['r.number IN (SELECT report FROM findings WHERE code = $finding)']),
  ]
  return {
    where: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`,
    phrase,
    bound: {
      ...(phrase !== null && { phrase }),
      ...(region !== null && { region }),
      ...(year !== null && { year }),
      ...(form !== null && { form }),
      ...(finding !== null && { finding }),
    },
  }
}

const around = 40

/** The first place of the first word as it was typed; null where the text has it otherwise (other width or case, or only the title has it). */
function snippetOf(text: string, words: string | null): Snippet | null {
  const word = words?.trim().split(/[^\p{L}\p{N}]+/u).find((one) => one !== '')
  if (word === undefined) return null
  const at = text.indexOf(word)
  if (at < 0) return null
  const plain = (part: string): string => part.replace(/\s+/gu, ' ')
  const from = Math.max(0, at - around)
  return {
    before: (from > 0 ? '…' : '') + plain(text.slice(from, at)),
    match: word,
    after: `${plain(text.slice(at + word.length, at + word.length + around))}…`,
  }
}
