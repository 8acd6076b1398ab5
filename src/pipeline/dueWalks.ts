import type { SiteReader } from '../archive/siteReader.ts'
import { isWalkDue } from './isWalkDue.ts'
import { listingNotes } from './listingNotes.ts'
import type { SiteWorks } from './works.ts'

/** Listings of these sources that are read from end to end now, whatever their first page shows; a source of which none is known, whole. */
export function dueWalks(
  {
    shelf,
    clock,
    config,
  }: Pick<SiteWorks, 'clock' | 'config'> & { readonly shelf: Pick<SiteReader, 'note'> },
  sources: readonly string[],
): readonly string[] {
  const { past, taken } = listingNotes(shelf)
  const now = clock()
  return sources.flatMap((source) => {
    const endpoints = Object.keys(taken(source))
    if (endpoints.length === 0) return [source]
    return endpoints.filter((endpoint) =>
      isWalkDue(endpoint, past(source, endpoint)?.walked ?? null, now, config.fetch.recheck),
    )
  })
}
