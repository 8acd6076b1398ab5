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
 * Whether what a host gives after its challenge is content beyond doubt: what a page of its role has, and enough to read. A page to
 * log in on is long, too, and links something; a list may be short, if it links what is called a report.
 */
export function isContent({ body, finalUrl }: Exchange, expect: Errand['expect']): boolean {
  const { text } = decode(body)
  const links = expect === 'listing' ? linksIn(text) : []
  if (links.some(({ title }) => /年报|年度报告/u.test(title))) return true
  if (!/<(?:a|table)\b/iu.test(text)) return false
  const shows = showsMoreThan(body, 3 * enough) || visibleText(body).text.length >= enough
  return shows && (expect === 'listing' ? numbered(links, finalUrl) >= articles : showsReport(body))
}

/** Also those in scripts and data. */
function linksIn(text: string): readonly { readonly href: string; readonly title: string }[] {
  const found = text.matchAll(/<a\b[^>]*?\bhref\s*=\s*\\?["']?([^"'\\\s>]+)[^>]*>([^<]*)/giu)
  return [...found].map(([, href = '', title = '']) => ({ href, title }))
}

/** How many addresses of the host itself have a number of an article or column. */
function numbered(links: readonly { readonly href: string }[], base: string): number {
  const { host } = new URL(base)
  const urls = links.flatMap(({ href }) => URL.parse(href, base) ?? [])
  const own = urls.filter((url) => url.host === host && /\d{3}/u.test(url.pathname + url.search))
  return new Set(own.map(({ href }) => href)).size
}
