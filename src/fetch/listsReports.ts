import { decode } from '../model/decodeText.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import { withoutTags } from './readsLikeReport.ts'

/** So many links with titles of articles make a list; a notice of maintenance has one that leads back. */
const someRows = 3
/** Characters of the shortest title of an article; menus have fewer. */
const aTitle = 10

/** Whether a page has rows of a listing (目录): a link entitled as a report, or several that are entitled as articles are. */
export function listsReports(body: Uint8Array): boolean {
  const titles = decode(body)
    .text.split(/<a\s/iu)
    .slice(1)
    .map((piece) => withoutTags(piece.slice(piece.indexOf('>') + 1).split(/<\/a\b/iu, 1)[0] ?? ''))
    .filter((title) => title.length >= aTitle)
  return titles.length >= someRows || titles.some((title) => parseReportTitle(title).kind === 'report')
}
