import type { News, NewsScope } from '../model/news.ts'
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

export function newsDesk(sources: NewsSources): NewsDesk {
  const feeds = boundedMemory((scope: NewsScope) =>
    exploreNews(sources, scope, { since: '', most: newsInFeed }),
  )
  return {
    of: feeds.get,
    forget: feeds.forget,
    since: (moment) =>
      exploreNews(sources, { kind: 'all' }, { since: moment, most: Number.MAX_SAFE_INTEGER }),
  }
}
