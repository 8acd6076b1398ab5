import type { News } from '../../model/news.ts'
import { newsItem, type NewsWriting } from './newsItem.ts'

/**
 * The body of a message, as Standard Webhooks advise it: type, time and data. `news`: at most fifty, oldest first, at least one. The time is that of
 * the newest of them: nothing depends on when it is sent.
 */
export function webhookBody(writing: NewsWriting, news: readonly News[]): string {
  const timestamp = news.at(-1)?.time
  const data = { archive: writing.origin.kind, news: news.map((each) => newsItem(writing, each)) }
  return JSON.stringify({ type: 'nianbao.news', timestamp, data })
}
