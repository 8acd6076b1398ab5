import type { PageItem, ReadPage } from './pdfItems.ts'
import type { Line } from './pdfLines.ts'

/** Heads and feet stand in this share of a page, at its top and bottom. */
const edge = 0.12
/** `12`, `- 3 -`, `— 3 —`, `第 3 页`, `第3页 共5页`, `3/5`, `Page 3 of 5`. */
const pageNumber =
  /^(?:[-—－–·\s]*\d{1,3}[-—－–·\s]*|第\s*\d+\s*页[，,\s/]*(?:共\s*\d+\s*页)?|\d{1,3}\s*\/\s*\d{1,3}|page\s*\d+(?:\s*of\s*\d+)?)$/iu

/**
 * Pages without what is printed on every one of them: page numbers, and lines that come again at the same height with nothing but
 * their digits changed. A head is kept where it first stands: it may be the title.
 */
export function withoutFurniture(pages: readonly ReadPage[]): readonly ReadPage[] {
  const seen = new Map<string, number>()
  for (const page of pages)
    for (const key of new Set(page.items.flatMap((item) => keyOf(item, page) ?? [])))
      seen.set(key, (seen.get(key) ?? 0) + 1)
  const kept = new Set<string>()
  return pages.map((page) => ({
    ...page,
    items: page.items.filter((item) => {
      const key = keyOf(item, page)
      if (key === null || item.kind === 'table') return true
      if (pageNumber.test(item.line.text)) return false
      if ((seen.get(key) ?? 0) < 2) return true
      const again = kept.has(key)
      kept.add(key)
      return !again && isHead(item.line, page)
    }),
  }))
}

const isHead = ({ bottom }: Line, { height }: ReadPage): boolean => bottom < height / 2

/** What makes a line at the top or bottom of a page the same as one on another page; null for all else. */
function keyOf(item: PageItem, page: ReadPage): string | null {
  if (item.kind === 'table') return null
  const { text, top, bottom } = item.line
  if (bottom > page.height * edge && top < page.height * (1 - edge)) return null
  const place = isHead(item.line, page) ? Math.round(top / 4) : Math.round((page.height - bottom) / 4)
  return `${place} ${text.replace(/\d+/gu, '#')}`
}
