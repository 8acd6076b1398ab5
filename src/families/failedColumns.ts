import type { NianbaoError } from '../errors.ts'
import type { Appetite, ListingPage } from '../model/listing.ts'

/** A column that could not be read, and the response that linked it. */
export interface FailedColumn extends Pick<ListingPage, 'endpoint' | 'column' | 'response'> {
  readonly error: NianbaoError
}

/** Each failed column is an endpoint that was not read to its end, on the word of the page that links it; the last error is thrown. */
export function* tellFailed(
  failed: readonly FailedColumn[],
): Generator<ListingPage, void, Appetite | undefined> {
  for (const { error, ...column } of failed) {
    const unfollowed = [error.message]
    yield { ...column, page: 1, links: [], declaredTotal: null, more: true, unfollowed }
  }
  const last = failed.at(-1)
  if (last !== undefined) throw last.error
}
