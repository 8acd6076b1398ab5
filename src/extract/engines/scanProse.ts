import type { Ink } from './ink.ts'
import { inkParts } from './inkParts.ts'
import { heightOf, widthOf, type PixelBox } from './raster.ts'
import { wordsIn, type ReadLine, type ScanLight } from './scanCell.ts'
import type { Tesseract } from './tesseract.ts'

/** Rows of pixels with less ink than this belong to no line: dust. */
const emptyRow = 3
/** Pixels, at 240 to the inch; lower bands are underlines and dust. */
const lowestLine = 14
/** Pixels; higher bands are no line (the largest headline has 36 points), whatever is read in them. */
const highestLine = 130
/** Paper that is left around a line. */
const margin = 3

/** Pixels, at 240 to the inch: from the numeral 一 in small print to a headline. */
const character = { lowest: 12, highest: 150, widest: 200 } as const
/** Fewer are a mark or a fold in the paper. */
const fewestCharacters = 3

/** What stands beside the tables of a page. */
export interface ScannedProse {
  readonly lines: readonly ReadLine[]
  /** Whether something there looks like words, and none were read in it. */
  readonly unread: boolean
}

/** The text above, between and below the tables of a page, line by line as it is printed; what stands left and right of a table is not read. */
export function readProse(light: ScanLight, tables: readonly PixelBox[], words: Tesseract): ScannedProse {
  const bands = bandsOf(light.ink, tables).map((band) => ({ band, line: wordsIn(light, band, { words }) }))
  const saysWords = ({ text }: ReadLine): boolean => /[\p{L}\p{N}]/u.test(text)
  const places = [
    ...bands.flatMap(({ band, line }) => (saysWords(line) && heightOf(band) <= highestLine ? [] : [band])),
    ...tables.flatMap((table) => besideOf(table, light.ink.width)),
  ]
  return {
    lines: bands.flatMap(({ line }) => (saysWords(line) ? [line] : [])),
    unread: places.some((place) => looksLikeWords(light.ink, place, tables)),
  }
}

/** What lies left and right of a table, without its own lines. */
const besideOf = (table: PixelBox, width: number): readonly PixelBox[] =>
  [
    { ...table, left: 0, right: table.left - 2 * margin },
    { ...table, left: table.right + 2 * margin, right: width },
  ].filter((box) => widthOf(box) > 0)

/** Whether parts of ink have the size of characters; those in a table are read as its cells. */
function looksLikeWords(ink: Ink, place: PixelBox, tables: readonly PixelBox[]): boolean {
  const characters = inkParts(ink, place).filter(
    (part) =>
      heightOf(part) >= character.lowest &&
      heightOf(part) <= character.highest &&
      widthOf(part) <= character.widest &&
      !tables.some(({ left, right, top, bottom }) => {
        const [x, y] = [(part.left + part.right) / 2, (part.top + part.bottom) / 2]
        return left < x && x < right && top < y && y < bottom
      }),
  )
  return characters.length >= fewestCharacters
}

/** Lines of text: bands of rows that have ink and no table. */
function bandsOf({ width, height, marks }: Ink, tables: readonly PixelBox[]): readonly PixelBox[] {
  const bands: PixelBox[] = []
  let from: number | null = null
  for (let y = 0; y <= height; y += 1) {
    if (
      y < height &&
      !tables.some(({ top, bottom }) => top - margin <= y && y <= bottom + margin) &&
      inkIn(y) >= emptyRow
    )
      from ??= y
    else if (from !== null) {
      if (y - from >= lowestLine) bands.push(bandOf(from, y))
      from = null
    }
  }
  return bands

  function inkIn(y: number): number {
    let count = 0
    for (let x = 0; x < width; x += 1) count += marks[y * width + x] ?? 0
    return count
  }

  function bandOf(top: number, bottom: number): PixelBox {
    let [left, right] = [width, 0]
    for (let y = top; y < bottom; y += 1)
      for (let x = 0; x < width; x += 1) {
        if (marks[y * width + x] === 0) continue
        left = Math.min(left, x)
        right = Math.max(right, x + 1)
      }
    return {
      left: Math.max(0, left - margin),
      top: Math.max(0, top - margin),
      right: Math.min(width, right + margin),
      bottom: Math.min(height, bottom + margin),
    }
  }
}
