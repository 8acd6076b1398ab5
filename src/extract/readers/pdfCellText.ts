import type { Glyph } from './pdfGlyphs.ts'
import { linesOf, type Line } from './pdfLines.ts'

/**
 * The text of a cell, its lines apart. A number that is wider than its cell is broken by the program that set it: where the first line
 * has no room for one digit more, what follows is the rest of the number.
 */
export function cellText(glyphs: readonly Glyph[], width: number): string {
  const lines = linesOf(glyphs)
  const text = lines.map((line) => line.text)
  return isBrokenNumber(lines, width) ? text.join('') : text.join('\n')
}

function isBrokenNumber(lines: readonly Line[], width: number): boolean {
  if (lines.length < 2 || !lines.every(({ text }) => /^\d+$/u.test(text))) return false
  return lines.slice(0, -1).every(({ text, left, right }) => {
    const digit = (right - left) / text.length
    return text.length > 1 && width - (right - left) < 2 * digit + cellMargins
  })
}

/** What Word leaves free at both sides of a cell together: 0.19 cm each. */
const cellMargins = 10.8
