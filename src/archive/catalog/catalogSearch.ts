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
 * typed only ever is a bound parameter.
 */
export function catalogSearch(database: DatabaseSync, asked: Asked): CatalogFound {
  const { sql, bound, phrase } = hitsOf(asked)
  const all = (query: string, more: Bound = {}) =>
    database.prepare(`WITH hit AS MATERIALIZED (${sql}) ${query}`).all({ ...bound, ...more })
  const total = z.number().parse(all('SELECT count(*) AS total FROM hit')[0]?.['total'])
  const facet = (query: string) => z.array(CountedRow).parse(all(`${query} LIMIT ${mostFacets}`))
  const first =
    phrase === null ? '0' : '(r.number IN (SELECT rowid FROM words WHERE words MATCH $titled)) DESC'
  const rows = all(
    `SELECT ${listedColumns}, r.text FROM hit JOIN reports AS r ON r.number = hit.number
     ORDER BY ${first === '0' ? '' : `${first},`} r.year DESC, r.division, r.unit_path LIMIT ${onAPage} OFFSET $from`,
    {
      from: (Math.min(asked.page, mostPages) - 1) * onAPage,
      ...(phrase !== null && { titled: `{title unit} : (${phrase})` }),
    },
  )
  return {
    total,
    pages: Math.min(mostPages, Math.ceil(total / onAPage)),
    rows: z
      .array(ListedRow.extend({ text: z.string() }))
      .parse(rows)
      .map(({ text, ...row }) => ({ ...row, snippet: snippetOf(text, asked.words) })),
    facets: {
      region: facet(
        `SELECT substr(r.division, 1, $deep) AS value, count(*) AS reports FROM hit JOIN reports AS r ON r.number = hit.number
         WHERE r.division <> '' GROUP BY 1 ORDER BY 1`.replace('$deep', String(facetDepth(asked.region))),
      ),
      year: facet(
        'SELECT r.year AS value, count(*) AS reports FROM hit JOIN reports AS r ON r.number = hit.number GROUP BY 1 ORDER BY 1 DESC',
      ),
      form: facet(
        'SELECT f.form AS value, count(*) AS reports FROM hit JOIN report_forms AS f ON f.report = hit.number GROUP BY 1 ORDER BY 1',
      ),
      finding: facet(
        'SELECT f.code AS value, count(DISTINCT f.report) AS reports FROM hit JOIN findings AS f ON f.report = hit.number GROUP BY 1 ORDER BY 2 DESC, 1',
      ),
    },
  }
}

/** Regions are counted one level below the one that was chosen: 2 digits, 4, 6, 9. */
const facetDepth = (region: string | null): number =>
  [2, 4, 6, 9].find((digits) => digits > (region?.length ?? 0)) ?? 9

interface Hits {
  readonly sql: string
  readonly bound: Bound
  readonly phrase: string | null
}

function hitsOf({ words, region, year, form, finding }: Asked): Hits {
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
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
  return {
    sql: `SELECT r.number FROM reports AS r ${where}`,
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
