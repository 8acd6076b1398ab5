import type { Ink } from './ink.ts'
import { inkParts, type InkPart } from './inkParts.ts'
import { around, heightOf, widthOf, type PixelBox, type Raster } from './raster.ts'
import { shapeOf, type Shape } from './digitShapes.ts'
import { stripOf } from './strip.ts'
import type { ReadSymbol } from './tesseractText.ts'
import type { Tesseract } from './tesseract.ts'

/** Two networks that learnt apart from each other. */
export interface Networks {
  /** Chinese, any character. */
  readonly words: Tesseract
  /** Latin, digits alone. */
  readonly digits: Tesseract
}

/** A page ready to be read, in pixels: its light, where its ink is, and its ink when red (a seal) counts too. */
export interface ScanLight {
  readonly raster: Raster
  readonly ink: Ink
  readonly anyInk: Ink
}

/** A line of text that was read, and where it stands. */
export interface ReadLine extends PixelBox {
  readonly text: string
}

/** What stands in a cell before its digits are compared with those of the file. */
export type ScannedCell =
  | { readonly kind: 'blank'; readonly sure: boolean }
  | { readonly kind: 'words'; readonly lines: readonly ReadLine[] }
  | ScannedNumber

/** One line of digits: what each network reads, and the ink. */
export interface ScannedNumber {
  readonly kind: 'number'
  readonly box: PixelBox
  readonly words: NetworkReading
  readonly digits: NetworkReading
  readonly parts: readonly InkPart[]
  /** The look of each part that is as high as a digit, from left to right. */
  readonly shapes: readonly Shape[]
  /** Ink runs out of the cell. */
  readonly cut: boolean
}

export interface NetworkReading {
  readonly text: string
  /** Whether the network is certain of each character. */
  readonly certain: boolean
}

/** Pixels: specks of dust and of JPEG at the resolution that pages are rendered in. A decimal point has 9 or more. */
const dust = 5
/** A point or comma is lower than this share of a digit. */
const lowest = 0.5
/** Both networks say how sure they are of each character, 0 to 100. */
const certain = 85

/** Below this it guesses: words on a page of 100 dots to the inch have 80 and more. */
const guessed = 55

const han = /\p{Script=Han}/u

/** Reads one cell whose ruling lines lie outside `box`. */
export function readCell(light: ScanLight, box: PixelBox, networks: Networks): ScannedCell {
  const parts = inkParts(light.ink, box).filter((part) => part.pixels > dust && !isRest(part, box))
  if (parts.length === 0) return { kind: 'blank', sure: isBlank(light, box) }
  const lines = linesIn(parts)
  const [line = []] = lines
  const whole = grown(around(parts), box)
  if (lines.length > 1)
    return { kind: 'words', lines: lines.map((each) => wordsIn(light, grown(around(each), box), networks)) }
  const strip = stripOf(light.raster, whole, heightOf(around(line)))
  const words = readingOf(networks.words.read(strip, 'line').flat())
  if (!mayBeDigits(line) && han.test(words.text))
    return { kind: 'words', lines: [{ text: words.text, ...whole }] }
  return {
    kind: 'number',
    box: whole,
    words,
    digits: readingOf(networks.digits.read(strip, 'line').flat()),
    parts: line,
    shapes: highParts(line).map((part) => shapeOf(light.raster, part)),
    cut: touches(around(line), box),
  }
}

function readingOf(symbols: readonly ReadSymbol[]): NetworkReading {
  const text = symbols.map((symbol) => symbol.text).join('')
  return {
    text: text.normalize('NFKC').replace(/\s/gu, '').replace(/。/gu, '.'),
    certain: symbols.every(({ confidence }) => confidence >= certain),
  }
}

/** Parts as high as the highest, from left to right; digits are. */
export function highParts(parts: readonly InkPart[]): readonly InkPart[] {
  const height = Math.max(...parts.map(heightOf))
  return parts.filter((part) => heightOf(part) >= height * 0.8).toSorted((a, b) => a.left - b.left)
}

/** Parts so low that they are points and commas. */
export function lowParts(parts: readonly InkPart[]): readonly InkPart[] {
  const height = Math.max(...parts.map(heightOf))
  return parts.filter((part) => heightOf(part) < height * lowest)
}

/** Whether all ink is high and narrow, or low: no ideograph of one part is so narrow. */
const mayBeDigits = (parts: readonly InkPart[]): boolean =>
  highParts(parts).every((part) => widthOf(part) < heightOf(part) * 0.9) &&
  highParts(parts).length + lowParts(parts).length === parts.length &&
  lowParts(parts).length <= 3

const touches = (ink: PixelBox, cell: PixelBox): boolean =>
  ink.left <= cell.left || ink.top <= cell.top || ink.right >= cell.right || ink.bottom >= cell.bottom

/** What a ruling line leaves at the edge of a cell: thin, and longer than it is thick or as long as the cell. */
function isRest(part: InkPart, cell: PixelBox): boolean {
  const [width, height] = [widthOf(part), heightOf(part)]
  const beside = part.left <= cell.left || part.right >= cell.right
  const above = part.top <= cell.top || part.bottom >= cell.bottom
  return (beside && width <= 4) || (above && height <= 4)
}

/** Whether nothing at all is there, also no red and no gray: what is faint or stamped may be a figure. */
function isBlank({ anyInk }: ScanLight, box: PixelBox): boolean {
  const parts = inkParts(anyInk, box).filter((part) => !isRest(part, box))
  return parts.every(({ pixels }) => pixels <= dust)
}

/** Parts in lines from top to bottom: rows of the cell without ink part them. */
function linesIn(parts: readonly InkPart[]): readonly (readonly InkPart[])[] {
  const lines: InkPart[][] = []
  let bottom = -Infinity
  for (const part of parts.toSorted((a, b) => a.top - b.top)) {
    const last = lines.at(-1)
    if (last === undefined || part.top >= bottom) lines.push([part])
    else last.push(part)
    bottom = Math.max(bottom, part.bottom)
  }
  return joinedMarks(lines)
}

/** Points, commas and the dots of 三 or 二 that stand alone in a row belong to a line beside them. */
function joinedMarks(lines: readonly (readonly InkPart[])[]): readonly (readonly InkPart[])[] {
  const highest = Math.max(...lines.map((line) => heightOf(around(line))))
  const joined: InkPart[][] = []
  for (const line of lines) {
    const last = joined.at(-1)
    const isLow = heightOf(around(line)) < highest * lowest
    if (last !== undefined && (isLow || heightOf(around(last)) < highest * lowest)) last.push(...line)
    else joined.push([...line])
  }
  return joined
}

/** A little paper around ink, but nothing beyond the cell. */
const grown = (ink: PixelBox, cell: PixelBox): PixelBox => ({
  left: Math.max(cell.left, ink.left - 3),
  top: Math.max(cell.top, ink.top - 3),
  right: Math.min(cell.right, ink.right + 3),
  bottom: Math.min(cell.bottom, ink.bottom + 3),
})

/** One line of words, whose ink fills a box; empty where the network only guesses, as over dust and photographs. */
export function wordsIn({ raster }: ScanLight, box: PixelBox, { words }: Pick<Networks, 'words'>): ReadLine {
  const symbols = words.read(stripOf(raster, box, heightOf(box) - 6), 'line').flat()
  const confidence = symbols.reduce((sum, symbol) => sum + symbol.confidence, 0) / symbols.length
  return { text: confidence < guessed ? '' : symbols.map(({ text }) => text).join(''), ...box }
}
