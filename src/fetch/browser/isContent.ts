import { decode } from '../../model/decodeText.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Errand } from '../network.ts'
import { showsReport } from '../showsReport.ts'
import { showsMoreThan, visibleText } from '../visibleText.ts'

/** Characters that content shows at least (platforms.md §6.2: a blanked challenge page must not count). */
const enough = 200
/** A page for people without a list may link one thing that is numbered. */
const articles = 2

/**
 * Whether what a host gives after its challenge is content beyond doubt: enough to read, and what a page of its role has. A page
 * to log in on is long, too, and links something.
 */
export function isContent({ body, finalUrl }: Exchange, expect: Errand['expect']): boolean {
  const shows = showsMoreThan(body, 3 * enough) || visibleText(body).text.length >= enough
  if (!shows) return false
  const { text } = decode(body)
  if (!/<(?:a|table)\b/iu.test(text)) return false
  return expect === 'listing' ? listsArticles(text, finalUrl) : showsReport(body)
}

/** Links, also in scripts and data, to what has a number for a name on the host, or one that is called a report. */
function listsArticles(text: string, base: string): boolean {
  const addresses = new Set<string>()
  for (const [, href = '', title = ''] of text.matchAll(
    /<a\b[^>]*?\bhref\s*=\s*\\?["']?([^"'\\\s>]+)[^>]*>([^<]*)/giu,
  )) {
    if (/年报|年度报告/u.test(title)) return true
    const url = URL.parse(href, base)
    if (url !== null && url.host === new URL(base).host && /\d{3}/u.test(url.pathname + url.search))
      addresses.add(url.href)
  }
  return addresses.size >= articles
}
