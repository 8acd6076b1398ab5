import { z } from 'zod'
import type { Asked } from '../../model/library.ts'
import type { Asks } from './asks.ts'
import { limitsAsked, limitsQuery } from './limits.ts'

/** So many characters of what was typed count (docs/decisions/0058). */
const mostCharacters = 100

const Query = z.object({
  words: z
    .string()
    .trim()
    .min(1)
    .transform((words) =>
      Array.from(words.slice(0, 2 * mostCharacters))
        .slice(0, mostCharacters)
        .join(''),
    )
    .nullable()
    .catch(null),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
})

/** Words and page as an address gives them. */
export const wordsAsked = ({ query }: Pick<Asks, 'query'>): Pick<Asked, 'words' | 'page'> =>
  Query.parse({ words: query('q'), page: query('page') })

export const searchAsked = (asks: Pick<Asks, 'query'>): Asked => ({
  ...limitsAsked(asks),
  ...wordsAsked(asks),
})

/** The query of a search: only what limits it. */
export const searchQuery = ({ words, page, region, year, form, finding }: Asked): string =>
  limitsQuery({ q: words, region, year, form, finding, page: page === 1 ? null : page })
