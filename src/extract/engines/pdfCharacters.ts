import type { Pdfium } from './pdfium.ts'
import { matrixAt } from './pdfObject.ts'
import type { Box } from './pdfSpace.ts'

/** Characters of one page in its own space. */
export interface Characters {
  readonly codes: readonly number[]
  readonly boxes: readonly Box[]
  /** The foot that each stands on. */
  readonly feet: readonly Foot[]
  /** The object of the page that each belongs to, as the engine knows it. */
  readonly objects: readonly number[]
  /** How many quarters clockwise the page must be turned for most of them to stand upright; null without any. */
  readonly upright: number | null
}

/** Where the line runs on which a character stands (基线), and the size of its type (字号) in points. */
export interface Foot {
  readonly x: number
  readonly y: number
  readonly size: number
}

/** A watermark runs across the page: its characters lean by more than this, in radians. */
const leaning = 0.1
const quarter = Math.PI / 2
const unknownCode = 0xfffd

/** A page with more says nothing that a report says: the fullest real one has 4,000. */
const mostCharacters = 200_000

/** More is printed on a page than any report prints. */
export class TooMuchDrawn extends Error {}

/** The characters of a loaded page whose invisible text was removed: not those that the engine made up, none that leans. `scratch`: 24 bytes. */
export function readCharacters(pdfium: Pdfium, text: number, scratch: number): Characters {
  const { call, float } = pdfium
  const codes: number[] = []
  const boxes: Box[] = []
  const feet: Foot[] = []
  const objects: number[] = []
  const turns = [0, 0, 0, 0]
  const count = call.FPDFText_CountChars(text)
  if (count > mostCharacters) throw new TooMuchDrawn(`more than ${mostCharacters} characters on a page`)
  for (let index = 0; index < count; index += 1) {
    if (call.FPDFText_IsGenerated(text, index) === 1) continue
    const upright = call.FPDFText_GetCharAngle(text, index)
    const slanted = isLeaning(upright) ? slantOf(pdfium, text, index, scratch) : null
    const angle = slanted?.angle ?? upright
    if (isLeaning(angle)) continue
    if (call.FPDFText_GetLooseCharBox(text, index, scratch) === 0) continue
    codes.push(
      call.FPDFText_HasUnicodeMapError(text, index) === 1
        ? unknownCode
        : call.FPDFText_GetUnicode(text, index),
    )
    // FS_RECTF: left, top, right, bottom, with the top above the bottom
    const box: Box = [float(scratch), float(scratch + 12), float(scratch + 8), float(scratch + 4)]
    feet.push(footOf(pdfium, text, index, scratch))
    objects.push(call.FPDFText_GetTextObject(text, index))
    boxes.push(slanted === null ? box : straightened(box, slanted))
    // PDFium measures the angle clockwise as the page lies, so the page must be turned by what is left of a whole turn.
    const back = -Math.round(angle / quarter) & 3
    turns[back] = (turns[back] ?? 0) + 1
  }
  return {
    codes,
    boxes,
    feet,
    objects,
    upright: codes.length === 0 ? null : turns.indexOf(Math.max(...turns)),
  }
}

const isLeaning = (angle: number): boolean =>
  Math.abs(angle - Math.round(angle / quarter) * quarter) > leaning

/** What the font's box does not tell: fonts give digits of one size boxes of their own. Not a number where the engine does not know. */
function footOf(pdfium: Pdfium, text: number, index: number, scratch: number): Foot {
  if (pdfium.call.FPDFText_GetMatrix(text, index, scratch) === 0) return { x: NaN, y: NaN, size: NaN }
  const { c, d, e, f } = matrixAt(pdfium, scratch)
  return { x: e, y: f, size: Math.abs(pdfium.call.FPDFText_GetFontSize(text, index)) * Math.hypot(c, d) }
}

interface Slant {
  /** Which way the line runs, in radians clockwise. */
  readonly angle: number
  /** How far the top of a character stands beside its foot, for each point of its height. */
  readonly lean: number
}

/**
 * A font without italics is slanted by its text matrix (Chinese fonts have none): the engine takes its angle from the upright strokes, and these lean; the line itself runs
 * along the page. Null where the engine does not know. Steeper than 45° is no italics.
 */
function slantOf(pdfium: Pdfium, text: number, index: number, scratch: number): Slant | null {
  if (pdfium.call.FPDFText_GetMatrix(text, index, scratch) === 0) return null
  const { a, b, c, d } = matrixAt(pdfium, scratch)
  const lean = Math.abs((a * c + b * d) / (a * d - b * c))
  return lean <= 1 ? { angle: Math.atan2(-b, a), lean } : null
}

/** The box of a slanted character without what only its slant adds, so that it stands apart from its neighbours. */
function straightened([left, bottom, right, top]: Box, { angle, lean }: Slant): Box {
  const isAcross = Math.round(angle / quarter) % 2 === 0
  const [width, height] = [right - left, top - bottom]
  const cut = Math.min(lean * (isAcross ? height : width), 0.9 * (isAcross ? width : height)) / 2
  return isAcross ? [left + cut, bottom, right - cut, top] : [left, bottom + cut, right, top - cut]
}
