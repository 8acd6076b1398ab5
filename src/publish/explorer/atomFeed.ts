import type { Feed, FeedEntry } from './feed.ts'
import { newsKinds } from './feedWords.ts'
import { languageTags } from './language.ts'
import type { Scene } from './scene.ts'

/** Gives the reference to an address of the explorer, which is from the root and decoded. */
export type Refer = (path: string) => string

/** A feed as Atom (RFC 4287). References may be relative: they resolve against where the feed was found (RFC 3986 §5.1.3). */
export function atomFeed({ say }: Pick<Scene, 'say'>, feed: Feed, self: string, refer: Refer): string {
  const entry = ({ id, kind, title, time, html, path }: FeedEntry): string =>
    `<entry>
<id>${id}</id>
<title>${xmlText(title)}</title>
<updated>${xmlText(time)}</updated>
<link rel="alternate" type="text/html" href="${xmlText(refer(path))}"/>
<category term="${kind}" label="${xmlText(say(newsKinds[kind]))}"/>
<content type="html">${xmlText(html)}</content>
</entry>
`
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${languageTags[feed.language]}">
<id>${feed.id}</id>
<title>${xmlText(feed.title)}</title>
<subtitle>${xmlText(feed.description)}</subtitle>
<updated>${xmlText(feed.updated)}</updated>
<author><name>nianbao</name></author>
<link rel="self" type="application/atom+xml" href="${xmlText(refer(self))}"/>
<link rel="alternate" type="text/html" href="${xmlText(refer(feed.home))}"/>
${feed.entries.map(entry).join('')}</feed>
`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Characters that XML 1.0 (§2.2) does not have, not even as a reference, become U+FFFD; a carriage return would become a line feed. */
const xmlText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, '\uFFFD')
    .replace(/[&<>"]/gu, (character) => entities[character] ?? character)
    .replaceAll('\r', '&#13;')
