import { keysAsBefore } from '../discover/keysAsBefore.ts'
import { linkKey } from '../discover/linkKey.ts'
import { sourceKey } from '../sites/siteFile.ts'
import { listingNotes } from './listingNotes.ts'
import type { ListedLink } from './listSite.ts'
import type { SiteWorks } from './works.ts'

/** What tells whether an article (文章) is new, whatever of its address changes from look to look. */
export interface KnownArticles {
  /** The one text for all addresses of an article, by the index of its source; without one, by the family of every source alike. */
  readonly keyOf: (url: string, source: number | null) => string
  /** Keys of all pages that were looked at. */
  readonly captured: ReadonlySet<string>
}

export function knownArticles(
  { site, shelf }: Pick<SiteWorks, 'site' | 'shelf'>,
  listed: readonly ListedLink[],
): KnownArticles {
  const { taken } = listingNotes(shelf)
  const before = site.sources.flatMap((source) => Object.values(taken(sourceKey(source))).flat())
  const ownKey = (url: string, source: number | null): string => {
    const family = source === null ? undefined : site.sources[source]?.family
    return family === undefined ? url : linkKey(url, family)
  }
  const now = listed.map(({ candidate: { link, source } }) => ownKey(link.url, source))
  const asBefore = keysAsBefore([...new Set(before)], [...new Set(now)])
  const pages = [...shelf.lastLooks()].flatMap(([url, { role }]) => (role === 'page' ? [url] : []))
  const families = new Set(site.sources.map(({ family }) => family))
  return {
    keyOf(url, source) {
      const key = ownKey(url, source)
      return asBefore.get(key) ?? key
    },
    captured: new Set(pages.flatMap((url) => [url, ...[...families].map((family) => linkKey(url, family))])),
  }
}
