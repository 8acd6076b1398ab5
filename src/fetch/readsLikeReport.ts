import { parseReportTitle } from '../model/reportTitle.ts'

/** Whether a page is entitled as a report of a unit or a year: in `<title>`, in `ArticleTitle`, or in its greatest headings. */
export function isEntitledReport(source: string): boolean {
  return titlesIn(source).some((text) => {
    const title = parseReportTitle(text)
    return title.kind === 'report' && (title.unit !== null || title.year !== null)
  })
}

/** More of them are the page's parts, not its titles. */
const mostTitles = 6

function titlesIn(source: string): readonly string[] {
  const printed = source
    .split(/<(?=title\b|h[12]\b)/iu)
    .slice(1, mostTitles)
    .map((piece) =>
      withoutTags(piece.slice(piece.indexOf('>') + 1).split(/<\/(?:title|h[12])/iu, 1)[0] ?? ''),
    )
  const named = source
    .split(/<(?=meta\b)/iu)
    .slice(1)
    .map((piece) => piece.slice(0, longestPiece).split('>', 1)[0] ?? '')
    .filter((tag) => /\bname\s*=\s*["']?ArticleTitle\b/iu.test(tag))
    .map((tag) => /\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')/iu.exec(tag))
    .map((found) => found?.[1] ?? found?.[2] ?? '')
  return [...printed, ...named]
}

/** Characters of a title with all its markup; what goes on is none, and would be too much for the expressions below (docs/decisions/0069). */
const longestPiece = 20_000

/** Without the markup in it, white space folded; of its beginning. */
export function withoutTags(piece: string): string {
  return piece
    .slice(0, longestPiece)
    .replace(/<[^>]*(?:>|$)/gu, '')
    .replace(/&nbsp;|\s+/gu, ' ')
    .trim()
}
