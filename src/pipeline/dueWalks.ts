import type { SiteReader } from '../archive/siteReader.ts'
import { isWalkDue } from './isWalkDue.ts'
import { listingNotes } from './listingNotes.ts'
import type { SiteWorks } from './works.ts'

/**
 * What of these sources is to be read from end to end now, whatever its first page shows: listings by their endpoint; by its key a
 * source that is to be learnt anew, or of which no listing is known.
 */
export function dueWalks(
  {
    shelf,
    clock,
    config,
  }: Pick<SiteWorks, 'clock' | 'config'> & { readonly shelf: Pick<SiteReader, 'note'> },
  sources: readonly string[],
): readonly string[] {
  const { learnt, past, taken } = listingNotes(shelf)
  const now = clock()
  const isDue = (name: string, walked: string | null): boolean =>
    isWalkDue(name, walked, now, config.fetch.recheck)
  return sources.flatMap((source) => [
    ...(isDue(source, learnt(source)) ? [source] : []),
    ...Object.keys(taken(source)).filter((endpoint) =>
      isDue(endpoint, past(source, endpoint)?.walked ?? null),
    ),
  ])
}
