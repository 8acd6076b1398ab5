import { isBlank, isDigit, type Glyph } from './pdfGlyphs.ts'

/** A printed line (行): its words, and where they stand. */
export interface Line {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** Height of the character in the middle of its heights: fonts give digits other boxes than ideographs. */
  readonly size: number
  /** Its words between gaps as wide as those between columns. */
  readonly parts: readonly string[]
  /** Whether white space ends it: then the next line begins a new word. */
  readonly open: boolean
  readonly glyphs: readonly Glyph[]
}

/** Characters as lines, top to bottom, each from left to right; lines of white space are nothing. */
export function linesOf(glyphs: readonly Glyph[]): readonly Line[] {
  return rowsOf(glyphs).flatMap((row) => {
    const line = lineOf(row)
    return line === null ? [] : [line]
  })
}

const heightOf = ({ top, bottom }: Glyph): number => bottom - top
const middleOf = ({ top, bottom }: Glyph): number => (top + bottom) / 2

/** Glyphs whose middles lie within half a line of the tallest of them. */
function rowsOf(glyphs: readonly Glyph[]): readonly (readonly Glyph[])[] {
  const rows: Glyph[][] = []
  let row: Glyph[] = []
  let tallest: Glyph | null = null
  for (const glyph of glyphs.toSorted((a, b) => middleOf(a) - middleOf(b))) {
    const reach: number = tallest === null ? 0 : Math.max(heightOf(tallest), heightOf(glyph)) / 2
    if (tallest === null || middleOf(glyph) - middleOf(tallest) > reach) {
      row = []
      rows.push(row)
      tallest = glyph
    }
    row.push(glyph)
    if (heightOf(glyph) > heightOf(tallest)) tallest = glyph
  }
  return rows
}

/** A wider gap, in heights of a character, parts columns. */
const widest = 1.2

function lineOf(row: readonly Glyph[]): Line | null {
  const glyphs = row.toSorted((a, b) => a.left - b.left)
  const inked = glyphs.filter((glyph) => !isBlank(glyph))
  const [first] = inked
  if (first === undefined) return null
  return {
    text: textOf(glyphs),
    parts: partsOf(glyphs).map(textOf),
    left: first.left,
    right: Math.max(...inked.map(({ right }) => right)),
    top: Math.min(...inked.map(({ top }) => top)),
    bottom: Math.max(...inked.map(({ bottom }) => bottom)),
    size: inked.map(heightOf).toSorted((a, b) => a - b)[inked.length >> 1] ?? 0,
    open: glyphs.at(-1) !== inked.at(-1),
    glyphs,
  }
}

/** Glyphs of one line, from left to right, parted at wide gaps. */
function partsOf(glyphs: readonly Glyph[]): readonly (readonly Glyph[])[] {
  const parts: Glyph[][] = []
  let right = -Infinity
  for (const glyph of glyphs) {
    if (isBlank(glyph)) continue
    const last = parts.at(-1)
    if (last === undefined || glyph.left - right > widest * heightOf(glyph)) parts.push([glyph])
    else last.push(glyph)
    right = Math.max(right, glyph.right)
  }
  return parts
}

/** Glyphs of one line, from left to right, as text without white space around it. */
export function textOf(glyphs: readonly Glyph[]): string {
  let text = ''
  let before: Glyph | null = null
  let parted = false
  for (const glyph of glyphs) {
    if (isBlank(glyph)) {
      parted = true
      continue
    }
    if (before !== null && isSame(before, glyph)) continue
    text += before === null ? '' : between(before, glyph, parted)
    text += glyph.text
    before = glyph
    parted = false
  }
  return text
}

/** The same character printed twice with a hair between: how some programs make bold type. */
function isSame(a: Glyph, b: Glyph): boolean {
  const width = Math.min(a.right - a.left, b.right - b.left)
  return (
    a.text === b.text &&
    Math.abs(a.left - b.left) < width * 0.3 &&
    Math.abs(a.top - b.top) < heightOf(a) * 0.3
  )
}

/** Shares of a character's height: wider gaps are white space. Chinese characters are set apart for looks. */
const gaps = { letters: 0.25, ideographs: 0.8 } as const

/**
 * What stands between two neighbours: nothing, or a blank. Digits of another size or height are no part of the same number (`^`, as in
 * a docx), and where one is printed over another nobody can say which counts.
 */
function between(a: Glyph, b: Glyph, parted: boolean): string {
  const height = Math.max(heightOf(a), heightOf(b))
  if (isDigit(a) && isDigit(b)) {
    if (b.left < a.left + (a.right - a.left) * 0.5) return '\uFFFD'
    if (Math.min(heightOf(a), heightOf(b)) < height * 0.8) return '^'
    if (Math.abs(a.bottom - b.bottom) > height * 0.2 || isNote(a, b)) return '^'
  }
  const gap = b.left - a.right
  if (isIdeograph(a) && isIdeograph(b)) return gap > height * gaps.ideographs ? ' ' : ''
  return parted || gap > height * gaps.letters ? ' ' : ''
}

/**
 * Shares of the size of type within which digits are of one number: pieces of a number lie a pixel off, notes are raised by a sixth. A figure that
 * was typed over may have two neighbours of the Chinese sizes (小四 beside 五号, 五号 beside 小五: 0.857); smaller ones are notes.
 */
const same = { size: 0.85, foot: 0.1 } as const

/** Whether two digits differ in what the file says of their size or of the line they stand on, however alike their boxes are. */
function isNote(a: Glyph, b: Glyph): boolean {
  const [size, other] = [a.size ?? NaN, b.size ?? NaN]
  const larger = Math.max(size, other)
  return (
    Math.min(size, other) < larger * same.size ||
    Math.abs((a.foot ?? NaN) - (b.foot ?? NaN)) > larger * same.foot
  )
}

/** Ideographs and the marks that are as wide; also those that few fonts have, beyond the first 65,536. */
const isIdeograph = ({ text }: Glyph): boolean => text >= '\u2E80' && !(text >= '\uAC00' && text <= '\uD7AF')
