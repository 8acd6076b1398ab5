import { parseReportTitle } from '../model/reportTitle.ts'

/** Headings of reports, of the forms since 2008 (forms.md); the front page of a host prints no two of them. */
const headings: readonly RegExp[] = [
  /总体情况|概\s*述/u,
  /主动公开政府信息/u,
  /收到和处理政府信息公开申请|依申请公开(?:政府信息)?(?:的)?情况/u,
  /政府信息公开行政复议|行政复议、?(?:行政)?诉讼/u,
  /存在的(?:主要)?问题(?:及|和|与)改进/u,
  /其他需要报告的事项/u,
]

/** How many of the headings of the forms a text has; of a page, its source will do. */
export function headingsIn(text: string): number {
  return headings.filter((heading) => heading.test(text)).length
}

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
