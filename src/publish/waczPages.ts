import type { WarcRecord } from './warcRecord.ts'
import type { Look } from './warcRecords.ts'

/** The first line of pages.jsonl (WACZ 1.1.1). */
export const waczPagesHead = `${JSON.stringify({ format: 'json-pages-1.0', id: 'pages', title: 'All Pages' })}\n`

/** The line of a page from which to browse: a page or an import whose content this export holds; null for all else. */
export function waczPage({ capture, payload }: Look, answer: WarcRecord): string | null {
  const { role, title, name } = capture
  const isAnswer =
    payload !== null && answer.payload !== null && answer.fields['WARC-Truncated'] === undefined
  if (!isAnswer || (role !== 'page' && role !== 'import')) return null
  const page = {
    id: answer.id.slice('urn:uuid:'.length),
    url: answer.target,
    ts: answer.date,
    title: title ?? name ?? answer.target,
  }
  return `${JSON.stringify(page)}\n`
}
