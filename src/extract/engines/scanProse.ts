import type { Ink } from './ink.ts'
import type { PixelBox } from './raster.ts'
import { wordsIn, type ReadLine, type ScanLight } from './scanCell.ts'
import type { Tesseract } from './tesseract.ts'

/** Rows of pixels with less ink than this belong to no line: dust. */
const emptyRow = 3
/** Pixels, at 240 to the inch; lower bands are underlines and dust. */
const lowestLine = 14
/** Paper that is left around a line. */
const margin = 3

/** The text above, between and below the tables of a page, line by line as it is printed. */
export function readProse(
  light: ScanLight,
  tables: readonly PixelBox[],
  words: Tesseract,
): readonly ReadLine[] {
  return bandsOf(light.ink, tables).flatMap((band) => {
    const line = wordsIn(light, band, { words })
    return /[\p{L}\p{N}]/u.test(line.text) ? [line] : []
  })
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
