import { isBlank, type Glyph } from './pdfGlyphs.ts'
import { textOf } from './pdfLines.ts'

/** Words or a number between gaps on one line; points. */
export interface Segment {
  readonly text: string
  readonly left: number
  readonly right: number
  /** It is a figure, or a sign for none. */
  readonly isFigure: boolean
  /** Its pieces between the least gaps: words of narrow columns have no more between them. */
  readonly pieces: readonly Extent[]
}

/** From where to where something stands on a line, and its words. */
export interface Extent {
  readonly text: string
  readonly left: number
  readonly right: number
}

/** What stands on one base line (基线) of a page. */
export interface TextRow {
  readonly page: number
  /** Where its feet stand; a later page lies further down. */
  readonly y: number
  /** The same on its page, in points from its top. */
  readonly foot: number
  readonly size: number
  /** From left to right. */
  readonly segments: readonly Segment[]
}

/** No page is higher, in points: feet of later pages lie below all of earlier ones. */
const pageHeight = 20_000
/** Shares of the size of type: feet that differ by less are of one line, and gaps that part words, and figures. */
const same = 0.2
const gaps = { words: 0.45, pieces: 0.12 } as const

/**
 * The lines of glyphs by their feet, so that words in the middle of two lines of another cell are a line of their own. Null where the file
 * does not say where feet stand.
 */
export function textRowsOf(
  pages: readonly { readonly page: number; readonly glyphs: readonly Glyph[] }[],
): readonly TextRow[] | null {
  const rows = pages.flatMap(({ page, glyphs }) => onPage(page, glyphs))
  return rows.every(({ y, size }) => Number.isFinite(y) && size > 0) ? rows : null
}

function onPage(page: number, glyphs: readonly Glyph[]): readonly TextRow[] {
  const lines: { foot: number; size: number; glyphs: Glyph[] }[] = []
  const inked = glyphs.filter((glyph) => !isBlank(glyph))
  for (const glyph of inked.toSorted((a, b) => (a.foot ?? NaN) - (b.foot ?? NaN))) {
    const [foot, size] = [glyph.foot ?? NaN, glyph.size ?? NaN]
    const last = lines.at(-1)
    if (last !== undefined && foot - last.foot <= same * Math.min(size, last.size)) last.glyphs.push(glyph)
    else lines.push({ foot, size, glyphs: [glyph] })
  }
  return lines.map((line) => ({
    page,
    y: page * pageHeight + line.foot,
    foot: line.foot,
    size: line.size,
    segments: segmentsOf(line.glyphs, line.size),
  }))
}

function segmentsOf(glyphs: readonly Glyph[], size: number): readonly Segment[] {
  const words = parted(
    glyphs,
    (a, b) => (isOfFigure(a.text) && isOfFigure(b.text) ? gaps.pieces : gaps.words) * size,
  )
  return words.map((part) => {
    const whole = extentOf(part)
    const pieces = parted(part, () => gaps.pieces * size).map(extentOf)
    return { ...whole, isFigure: figure.test(whole.text), pieces }
  })
}

/** Glyphs from left to right, parted where the gap between two is wider. */
function parted(
  glyphs: readonly Glyph[],
  widest: (a: Glyph, b: Glyph) => number,
): readonly (readonly Glyph[])[] {
  const parts: Glyph[][] = []
  let before: Glyph | null = null
  for (const glyph of glyphs.toSorted((a, b) => a.left - b.left)) {
    if (before === null || glyph.left - before.right > widest(before, glyph)) parts.push([glyph])
    else parts.at(-1)?.push(glyph)
    before = before === null || glyph.right > before.right ? glyph : before
  }
  return parts
}

const extentOf = (part: readonly Glyph[]): Extent => ({
  text: textOf(part),
  left: part.reduce((least, one) => Math.min(least, one.left), Infinity),
  right: part.reduce((most, one) => Math.max(most, one.right), -Infinity),
})

const isOfFigure = (text: string): boolean => /^[\d.,，+\-－—–\uFFFD]$/u.test(text)

/** `12`, `1,234.5`, `2笔`, `55（含自然失效29件）`, `-`, `无`, and digits that cannot be read; no ordinal (`3.其他`) and no year. */
const figure =
  /^(?:[-－—–/／]{1,2}|无|[+\-－]?[\d\uFFFD^][\d\uFFFD^,，]*(?:\.[\d\uFFFD^]+)?(?:[万亿]?[元件条项笔宗个]?)(?:[（(][^（）()]*[)）])?)$/u
