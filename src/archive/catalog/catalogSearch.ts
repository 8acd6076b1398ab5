import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { Asked, Snippet } from '../../model/library.ts'
import { phraseQuery } from './bigrams.ts'
import { catalogHits } from './catalogHits.ts'
import { listedColumns, ListedRow, type CountedRow } from './catalogRows.ts'

/** Reports on a page of a list. */
const onAPage = 50
/** Pages beyond it would only be asked for by a machine, which has the exports. */
const mostPages = 2_000

/** What was found, without names of regions. */
export interface CatalogFound {
  readonly total: number
  readonly pages: number
  readonly rows: readonly (ListedRow & { readonly snippet: Snippet | null })[]
  readonly facets: Readonly<Record<'region' | 'year' | 'form' | 'finding', readonly CountedRow[]>>
}

type Bound = Record<string, string | number>

/**
 * Prepares searches: reports for what was asked, those that say the words in title or unit first, then by year, newest first. Every list is
 * bounded; what was typed only ever is a bound parameter. All of a search is of one state of the catalogue, whoever writes beside it.
 */
export function catalogSearch(database: DatabaseSync): (asked: Asked) => CatalogFound {
  const hitsFor = catalogHits(database)
  const row = database.prepare(
    `SELECT ${listedColumns}, t.text FROM reports AS r JOIN texts AS t ON t.report = r.number WHERE r.number = ?`,
  )
  return (asked) => {
    database.exec('BEGIN')
    try {
      const { total, numbers, facets } = hitsFor(asked)
      const from = (Math.min(asked.page, mostPages) - 1) * onAPage
      const rows = Array.from(numbers.subarray(from, from + onAPage), (number) => {
        const { text, ...listed } = Found.parse(row.get(number))
        return { ...listed, snippet: snippetOf(text, asked.words) }
      })
      return { total, pages: Math.min(mostPages, Math.ceil(total / onAPage)), rows, facets }
    } finally {
      database.exec('COMMIT')
    }
  }
}

const Found = ListedRow.extend({ text: z.string() })

interface Conditions {
  readonly where: string
  readonly bound: Bound
  readonly phrase: string | null
}

/** What was asked for as conditions on `reports AS r`. */
export function hitsOf({ words, region, year, form, finding }: Omit<Asked, 'page'>): Conditions {
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
