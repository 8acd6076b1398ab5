import { NianbaoError } from '../errors.ts'

/** No site was seen with more pages of annual reports; a list that goes on is a trap (陷阱), not a list. */
export const MOST_PAGES = 500

/** What a listing is that goes on after so many pages: never a silent cut, what was read of it stays. */
export const tooLong = (endpoint: string, pages: number): NianbaoError =>
  new NianbaoError(
    'listing-partial',
    `${endpoint}: it goes on after ${pages} pages; name the columns below it as sources`,
  )

/**
 * Whether a page that ends where the declared total ends may hide another: totals lie, and servers cap what is asked for at a round
 * number of rows of their own. A page that is shorter than asked for and not round is the last one.
 */
export const mayHideMore = (rows: number, asked: number): boolean =>
  rows > 0 && (rows >= asked || rows % 5 === 0)

/** Asks beyond a declared end: that there is nothing, in whatever words, is what was declared. */
export async function beyondEnd<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof NianbaoError) return null
    throw error
  }
}
