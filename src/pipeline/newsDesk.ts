import type { PlaceOfUnit } from '../archive/catalog/catalogReader.ts'
import type { News, NewsScope } from '../model/news.ts'
import type { YearFinding } from '../model/yearFinding.ts'
import { boundedMemory } from './exploreMemory.ts'
import { exploreNews, type NewsSources } from './exploreNews.ts'

/** News in a feed: what was there before stands on its pages. */
const newsInFeed = 100

/** Gives news; what it gave for a feed it remembers until told to forget. */
export interface NewsDesk {
  readonly of: (scope: NewsScope) => Promise<readonly News[]>
  /** All news from a moment on (ISO 8601, UTC), newest first. */
  readonly since: (moment: string) => Promise<readonly News[]>
  readonly forget: () => void
}

export function newsDesk(
  sources: NewsSources & {
    readonly units: () => Promise<readonly (readonly PlaceOfUnit[])[]>
    readonly acrossIn: (units: readonly (readonly PlaceOfUnit[])[]) => Promise<readonly YearFinding[]>
  },
): NewsDesk {
  const { catalog, units, acrossIn } = sources
  const feeds = boundedMemory((scope: NewsScope) =>
    exploreNews(sources, scope, { since: '', most: newsInFeed }),
  )
  return {
    of: feeds.get,
    forget: feeds.forget,
    async since(moment) {
      const reach = { since: moment, most: Number.MAX_SAFE_INTEGER }
      const fresh = new Set(catalog.editions({ kind: 'all' }, reach).map(keyOf))
      // A contradiction is as young as the youngest of its figures: in other units there is none.
      const touched = (await units()).filter((unit) => unit.some((place) => fresh.has(keyOf(place))))
      return exploreNews({ ...sources, across: () => acrossIn(touched) }, { kind: 'all' }, reach)
    },
  }
}

const keyOf = ({ site, id }: { readonly site: string; readonly id: string }): string => `${site} ${id}`
