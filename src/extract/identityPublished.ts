import type { Document } from '../model/document.ts'

const publishedMetas = ['pubdate', 'publishdate', 'maketime', 'date'] as const

/**
 * The ISO date of publication as metas, the page's own line (发布日期：2023-01-13) or the listing say; null if none does. Of page and
 * listing the earlier: pages are put up again, and then bear the day of that.
 */
export function publicationDate(document: Document, listDate: string | null): string | null {
  const [first = null] = [pageDate(document), isoDate(listDate ?? '')].filter((date) => date !== null).sort()
  return first
}

function pageDate(document: Document): string | null {
  for (const name of publishedMetas) {
    const date = isoDate(document.metas[name] ?? '')
    if (date !== null) return date
  }
  for (const block of document.blocks.slice(0, 60)) {
    if (block.kind === 'table') continue
    const label =
      /(?:发布(?:日期|时间)|发文日期|公开日期|日期|时间)\s*[：:]\s*(?<date>20\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2})/u.exec(
        block.text.slice(0, 400),
      )
    const date = isoDate(label?.groups?.['date'] ?? '')
    if (date !== null) return date
  }
  return null
}

function isoDate(text: string): string | null {
  const parts = /^\s*(?<year>20\d{2})[-/.年](?<month>\d{1,2})[-/.月](?<day>\d{1,2})/u.exec(text)?.groups
  if (parts === undefined) return null
  const [month, day] = [Number(parts['month']), Number(parts['day'])]
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  return `${parts['year'] ?? ''}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
