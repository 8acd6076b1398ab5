import type { Refer } from './atomFeed.ts'
import type { Feed, FeedEntry } from './feed.ts'
import { languageTags } from './language.ts'

/**
 * A feed as JSON Feed 1.1 (jsonfeed.org/version/1.1). The format does not say what a relative URL means: without a base (`refer` is null) there
 * are none, and `_nianbao.path` says where the page is.
 */
export function jsonFeed(feed: Feed, self: string, refer: Refer | null): string {
  const item = ({ id, kind, site, report, title, time, html, text, path, changes }: FeedEntry) => ({
    id,
    ...(refer !== null && { url: refer(path) }),
    title: title.toWellFormed(),
    content_html: html.toWellFormed(),
    content_text: text.toWellFormed(),
    date_published: time,
    tags: [kind],
    _nianbao: { about, kind, site, report, path, ...(changes.length > 0 && { changes }) },
  })
  const made = {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title.toWellFormed(),
    ...(refer !== null && { home_page_url: refer(feed.home), feed_url: refer(self) }),
    description: feed.description,
    authors: [{ name: 'nianbao' }],
    language: languageTags[feed.language],
    items: feed.entries.map(item),
  }
  return `${JSON.stringify(made, null, 1)}\n`
}

/** Custom objects say where they are described. */
const about = 'nianbao, docs/decisions/0057-feeds-and-webhook.md'
