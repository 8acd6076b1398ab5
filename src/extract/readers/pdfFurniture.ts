import type { PageItem, ReadPage } from './pdfItems.ts'
import type { Line } from './pdfLines.ts'

/** Heads and feet stand in this share of a page, at its top and bottom. */
const edge = 0.12
/** `12`, `- 3 -`, `— 3 —`, `第 3 页`, `第3页 共5页`, `3/5`, `Page 3 of 5`. */
const pageNumber =
  /^(?:[-—－–·\s]*\d{1,3}[-—－–·\s]*|第\s*\d+\s*页[，,\s/]*(?:共\s*\d+\s*页)?|\d{1,3}\s*\/\s*\d{1,3}|page\s*\d+(?:\s*of\s*\d+)?)$/iu

/** What a browser prints at the edges of a page: when, from where, and which page; in parts that wide gaps part. */
const moment =
  /^(?:\d{4}|\d{1,2})[-/.年]\d{1,2}[-/.月]\d{1,4}日?,?\s*(?:[上下]午\s*)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?$/iu
const address = /^(?:https?|file|about):\S+$/iu
const day = /^(?:\d{4}|\d{1,2})[-/]\d{1,2}[-/]\d{1,4}$/u
const ofPages = /^(?:第\s*)?\d{1,3}\s*(?:\/|of|页[，,]?\s*[/共])\s*\d{1,3}\s*页?$/iu
const namedPage = /^(?:page|页码)[，,:：]?\s*\d{1,3}\s*(?:\/|of)\s*\d{1,3}$/iu

const tellsBrowser = (part: string): boolean =>
  moment.test(part) || address.test(part) || namedPage.test(part)
const isBrowsers = (part: string): boolean =>
  tellsBrowser(part) || day.test(part) || ofPages.test(part) || pageNumber.test(part)

/** A line at the edge of a page without what a browser printed there; null where nothing else is in it. */
function withoutBrowser(item: PageItem, page: ReadPage): PageItem | null {
  if (item.kind === 'table' || !isAtEdge(item.line, page) || !item.line.parts.some(tellsBrowser)) return item
  const words = wordsOf(item.line).filter((_, at) => !isBrowsers(item.line.parts[at] ?? ''))
  if (words.length === 0) return null
  return { ...item, line: { ...item.line, parts: words, text: words.join(' ') } }
}

/** The parts of a line with the blanks that its text has in them. */
function wordsOf({ text, parts }: Line): readonly string[] {
  let at = 0
  return parts.map((part) => {
    const start = at
    let letters = part.replaceAll(/\s/gu, '').length
    for (; letters > 0 && at < text.length; at += 1) if (text.charAt(at).trim() !== '') letters -= 1
    return text.slice(start, at).trim()
  })
}

/**
 * Pages without what is printed on every one of them: page numbers, and lines that come again at the same height with nothing but
 * their digits changed. A head is kept where it first stands: it may be the title.
 */
export function withoutFurniture(pages: readonly ReadPage[]): readonly ReadPage[] {
  const seen = new Map<string, number>()
  const own = pages.map((page) => ({
    ...page,
    items: page.items.flatMap((item) => withoutBrowser(item, page) ?? []),
  }))
  for (const page of own)
    for (const key of new Set(page.items.flatMap((item) => keyOf(item, page) ?? [])))
      seen.set(key, (seen.get(key) ?? 0) + 1)
  const kept = new Set<string>()
  return own.map((page) => ({
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

const isAtEdge = ({ top, bottom }: Line, { height }: ReadPage): boolean =>
  bottom <= height * edge || top >= height * (1 - edge)

/** What makes a line at the top or bottom of a page the same as one on another page; null for all else. */
function keyOf(item: PageItem, page: ReadPage): string | null {
  if (item.kind === 'table') return null
  const { text, top, bottom } = item.line
  if (!isAtEdge(item.line, page)) return null
  const place = isHead(item.line, page) ? Math.round(top / 4) : Math.round((page.height - bottom) / 4)
  return `${place} ${text.replace(/\d+/gu, '#')}`
}
