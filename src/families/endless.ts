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
 * Whether a page that ends where the declared total ends may hide another: totals lie, and servers cap what is asked for at a number
 * of rows of their own, which may be any. Only a page with fewer rows than one before it (`most`, null on the first) is certainly the last.
 */
export const mayHideMore = (rows: number, most: number | null): boolean =>
  rows > 0 && (most === null || rows >= most)

/** What an interface answers for a page that it does not have. */
const NO_SUCH_PAGE: ReadonlySet<NianbaoError['code']> = new Set([
  'not-found',
  'soft-404',
  'server-error',
  'layout-changed',
  'blocked',
])

/** Asks beyond a declared end: that there is no such page, in whatever words, is what was declared. An answer that did not come says nothing. */
export async function beyondEnd<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof NianbaoError && NO_SUCH_PAGE.has(error.code)) return null
    throw error
  }
}
