import { isBlank, type Glyph } from './pdfGlyphs.ts'
import { linesOf, type Line } from './pdfLines.ts'

/**
 * The text of a cell, its lines apart. A number that is wider than its cell is broken by the program that set it: where no line but the last
 * has room for one digit more beside `margins` (points, left and right together), what follows is the rest of the number.
 */
export function cellText(glyphs: readonly Glyph[], width: number, margins: number): string {
  const lines = linesOf(glyphs)
  const text = lines.map((line) => line.text)
  return isBrokenNumber(lines, width - margins) ? text.join('') : text.join('\n')
}

function isBrokenNumber(lines: readonly Line[], room: number): boolean {
  if (lines.length < 2 || !lines.every(({ text }) => /^\d+$/u.test(text))) return false
  return lines.slice(0, -1).every(({ text, left, right }) => {
    const digit = (right - left) / text.length
    return text.length > 1 && room < right - left + digit
  })
}

/** What Word leaves free at both sides of a cell together: 0.19 cm each. */
const wordMargins = 10.8

/**
 * The margins of the cells of a table, in points: those of Word, or less where the words of any cell leave less free. Without that, two
 * numbers one above the other (this year's, last year's) are taken for a broken one where a program sets cells tighter.
 */
export function marginsOf(
  cells: readonly { readonly glyphs: readonly Glyph[]; readonly width: number }[],
): number {
  const free = cells.map(({ glyphs, width }) => width - extentOf(glyphs))
  return Math.max(
    0,
    free.reduce((least, one) => Math.min(least, one), wordMargins),
  )
}

/** From the first to the last letter; marks may hang over the edge (标点溢出边界). */
function extentOf(glyphs: readonly Glyph[]): number {
  const letters = glyphs.filter((glyph) => !isBlank(glyph) && !/\p{P}/u.test(glyph.text))
  const left = letters.reduce((least, one) => Math.min(least, one.left), Infinity)
  return Math.max(0, letters.reduce((most, one) => Math.max(most, one.right), left) - left)
}
