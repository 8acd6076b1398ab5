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
    .map((piece) => piece.split('>', 1)[0] ?? '')
    .filter((tag) => /\bname\s*=\s*["']?ArticleTitle\b/iu.test(tag))
    .map((tag) => /\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')/iu.exec(tag))
    .map((found) => found?.[1] ?? found?.[2] ?? '')
  return [...printed, ...named]
}

/** Without the markup in it, white space folded. */
export function withoutTags(piece: string): string {
  return piece
    .replace(/<[^>]*(?:>|$)/gu, '')
    .replace(/&nbsp;|\s+/gu, ' ')
    .trim()
}
