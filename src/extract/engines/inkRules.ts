import type { Ink } from './ink.ts'
import type { PixelBox } from './raster.ts'

/** What counts as a ruling line in a scan, in pixels. */
export interface RuleSize {
  /** Shorter runs are strokes of characters. */
  readonly across: number
  readonly down: number
  /** Thicker ones are filled areas. */
  readonly thickest: number
}

/** Breaks in a line that dust, JPEG and a rest of skew leave. */
const widestGap = 3

/** Pieces of ruling lines: long straight runs of ink along the rows and along the columns, each one pixel thick. */
export function inkRules(ink: Ink, { across, down, thickest }: RuleSize): readonly PixelBox[] {
  const rows = runs(ink.height, ink.width, (y, x) => ink.marks[y * ink.width + x] === 1, across)
  const columns = runs(ink.width, ink.height, (x, y) => ink.marks[y * ink.width + x] === 1, down)
  return [
    ...thin(rows, thickest).map(({ line, from, to }) => ({
      left: from,
      right: to,
      top: line,
      bottom: line + 1,
    })),
    ...thin(columns, thickest).map(({ line, from, to }) => ({
      left: line,
      right: line + 1,
      top: from,
      bottom: to,
    })),
  ]
}

interface Run {
  readonly line: number
  readonly from: number
  readonly to: number
}

function runs(
  lines: number,
  length: number,
  isInk: (line: number, at: number) => boolean,
  shortest: number,
): readonly Run[] {
  const found: Run[] = []
  for (let line = 0; line < lines; line += 1) {
    let from = -1
    let last = -1
    const end = (): void => {
      if (from >= 0 && last + 1 - from >= shortest) found.push({ line, from, to: last + 1 })
    }
    for (let at = 0; at < length; at += 1) {
      if (!isInk(line, at)) continue
      if (from < 0 || at - last > widestGap + 1) {
        end()
        from = at
      }
      last = at
    }
    end()
  }
  return found
}

/** Without runs that lie on each other to more than a line's thickness: a filled area, a picture. */
function thin(pieces: readonly Run[], thickest: number): readonly Run[] {
  const byLine = Map.groupBy(pieces, ({ line }) => line)
  const covers = (line: number, { from, to }: Run): boolean => {
    const middle = (from + to) / 2
    return byLine.get(line)?.some((other) => other.from <= middle && middle < other.to) ?? false
  }
  return pieces.filter((piece) => {
    let thickness = 1
    for (let line = piece.line - 1; thickness <= thickest && covers(line, piece); line -= 1) thickness += 1
    for (let line = piece.line + 1; thickness <= thickest && covers(line, piece); line += 1) thickness += 1
    return thickness <= thickest
  })
}
