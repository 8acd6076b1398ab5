import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { Asked, Snippet } from '../../model/library.ts'
import type { CatalogHits } from './catalogHits.ts'
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

/**
 * Prepares searches: reports for what was asked, those that say the words in title or unit first, then by year, newest first. Every list is
 * bounded; what was typed only ever is a bound parameter. All of a search is of one state of the catalogue, whoever writes beside it.
 */
export function catalogSearch(
  database: DatabaseSync,
  hitsFor: CatalogHits,
): (asked: Asked) => CatalogFound {
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
