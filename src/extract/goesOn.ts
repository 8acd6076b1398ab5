import { decode } from '../model/decodeText.ts'
import type { Finding } from '../model/finding.ts'
import type { Original } from '../model/original.ts'

const LINK = /\bhref\s*=\s*["']?([^"'\s<>]{1,500})/giu
const PAGE = /\.s?html?$/iu

/**
 * The finding of a page whose article goes on at addresses of its own (`t20230120_100_1.html` beside `t20230120_100.html`, as TRS and
 * its like split what is long), which are not read: a figure that is missing here may stand there. None for any other original.
 */
export function goesOn({ role, url, bytes }: Pick<Original, 'role' | 'url' | 'bytes'>): readonly Finding[] {
  if (role !== 'page' || url === null || !URL.canParse(url) || !PAGE.test(new URL(url).pathname)) return []
  const own = new URL(url).pathname
  const further = furtherPages(decode(bytes).text, url, own)
  const [first] = further
  if (first === undefined) return []
  const message = `the article goes on at ${further.length} more addresses (${first}), which are not read: what stands there is missing`
  return [{ code: 'missing-table', severity: 'warning', metrics: [], message }]
}

/** The pages numbered on from this one, that it links: `_1`, `_2`, where it has no such number itself. */
function furtherPages(source: string, base: string, own: string): readonly string[] {
  const stem = own.replace(PAGE, '')
  const found = [...source.matchAll(LINK)].flatMap(([, href = '']) => {
    const linked = URL.canParse(href, base) ? new URL(href, base) : null
    if (!linked?.pathname.startsWith(`${stem}_`)) return []
    return /^_\d{1,2}\.s?html?$/iu.test(linked.pathname.slice(stem.length)) ? [linked.href] : []
  })
  return [...new Set(found)]
}
