import type { News, NewsScope } from '../model/news.ts'
import { archivalId } from './archivalId.ts'

/** Whose news it is: a rehearsal's is never taken for a live archive's, nor that of an archive begun anew for the old one's. */
export interface NewsOrigin {
  readonly kind: 'live' | 'replica'
  /** When the archive began; ISO 8601, UTC. */
  readonly created: string
}

/** In which words it is told: a reader who follows both languages is to have both (RFC 4287 §4.2.6: what differs has another id). */
type Told = 'zh' | 'en'

/** What the first language has had as its ids since before there was a second one. */
const inLanguage = (language: Told): readonly string[] => (language === 'zh' ? [] : [language])

/** A news' own id, the same wherever and whenever it is told (docs/decisions/0057). */
export function newsId({ kind, created }: NewsOrigin, news: News, language: Told = 'zh'): string {
  const facts = [news.kind, news.site, news.id, ...factsOf(news), ...inLanguage(language)]
  return archivalId('nianbao news', kind, created, ...facts)
}

export function feedId({ kind, created }: NewsOrigin, scope: NewsScope, language: Told = 'zh'): string {
  return archivalId('nianbao feed', kind, created, scope, ...inLanguage(language))
}

/** What tells it from the other news of its kind about the same report. No digest: other rules of reading give another one. */
function factsOf(news: News): readonly string[] {
  switch (news.kind) {
    case 'found':
      return []
    case 'replaced':
      return [news.time]
    case 'moved':
      return [news.time, news.from, news.to]
    case 'disappeared':
    case 'locked':
    case 'returned':
      return [news.time, news.url]
    case 'finding':
      return [news.time, news.code]
    case 'contradiction':
      return [news.code, ...news.finding.metrics]
  }
}
