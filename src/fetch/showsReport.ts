import { decode } from '../model/decodeText.ts'
import { isDocument } from './isDocument.ts'
import { headingsIn } from '../model/reportHeadings.ts'
import { isEntitledReport } from './readsLikeReport.ts'

const enough = 2

/**
 * Whether an answer bears a sign of its own that it is a report: it is a document, or a page with the title or the headings
 * of one. Without any, it may be what the host gives for every address. That it links a document is no sign: front pages
 * link manuals in their footers.
 */
export function showsReport(body: Uint8Array): boolean {
  if (isDocument(body)) return true
  const { text } = decode(body)
  return isEntitledReport(text) || headingsIn(text) >= enough
}
