import type { PdfPage } from '../engines/pdfPage.ts'

/** A printed character and its box, in points, y down. */
export interface Glyph {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** Where its foot stands, and the size of its type; absent where OCR read it, not numbers where the file does not say. */
  readonly foot?: number
  readonly size?: number
}

export const isBlank = ({ text }: Glyph): boolean => text === ' '
export const isDigit = ({ text }: Glyph): boolean => isDigitText(text)

const isDigitText = (text: string): boolean => text >= '0' && text <= '9' && text.length === 1

/** The characters of a page that stand on it; a digit that is struck through or that nobody sees is no digit any more (U+FFFD). */
export function glyphsOf(page: PdfPage): readonly Glyph[] {
  const { codes, boxes, feet, width, height } = page
  const glyphs: Glyph[] = []
  const strokes = strokesOf(page)
  codes.forEach((code, index) => {
    const at = index * 4
    const left = boxes[at] ?? 0
    const top = boxes[at + 1] ?? 0
    const right = boxes[at + 2] ?? 0
    const bottom = boxes[at + 3] ?? 0
    const x = (left + right) / 2
    const y = (top + bottom) / 2
    const printed = characterOf(code)
    if (printed === '' || !(x >= 0 && x <= width && y >= 0 && y <= height)) return
    const isLost = page.unseen?.[index] === 1 || isStruck(printed, x, y, bottom - top, strokes)
    const text = isLost ? '\uFFFD' : printed
    if (feet === undefined) glyphs.push({ text, left, top, right, bottom })
    else {
      const foot = feet[2 * index] ?? NaN
      glyphs.push({ text, left, top, right, bottom, foot, size: feet[2 * index + 1] ?? NaN })
    }
  })
  return glyphs
}

interface Stroke {
  readonly y: number
  readonly from: number
  readonly to: number
}

function strokesOf({ rules }: PdfPage): readonly Stroke[] {
  const strokes: Stroke[] = []
  for (let index = 0; index < rules.length; index += 4) {
    const left = rules[index] ?? 0
    const top = rules[index + 1] ?? 0
    const right = rules[index + 2] ?? 0
    const bottom = rules[index + 3] ?? 0
    if (right - left > 2 * (bottom - top)) strokes.push({ y: (top + bottom) / 2, from: left, to: right })
  }
  return strokes
}

/** Whether a line runs through the middle of a digit: whoever drew it took the figure back. */
const isStruck = (text: string, x: number, y: number, height: number, strokes: readonly Stroke[]): boolean =>
  isDigitText(text) &&
  strokes.some((stroke) => Math.abs(stroke.y - y) < height * 0.2 && stroke.from <= x && x <= stroke.to)

/** White space of every width (Unicode category Zs), and the tab. */
const blanks: ReadonlySet<number> = new Set([
  ...[0x09, 0x20, 0xa0, 0x1680, 0x202f, 0x205f, 0x3000],
  ...Array.from({ length: 11 }, (_, index) => 0x2000 + index),
])

/**
 * Fonts often map 日 or 工 to the radical of the same look (U+2E80 to U+2FDF), which Unicode itself takes for the character.
 * PDFium gives 2 for a hyphen at the end of a line. Other control characters print nothing.
 */
function characterOf(code: number): string {
  if (code === 2) return '-'
  if (blanks.has(code)) return ' '
  if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
    return ''
  const text = String.fromCodePoint(code)
  return code >= 0x2e80 && code < 0x2fe0 ? text.normalize('NFKC') : text
}
