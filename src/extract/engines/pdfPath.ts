import type { Pdfium } from './pdfium.ts'
import { mostObjects } from './pdfObject.ts'
import type { Box, Matrix } from './pdfSpace.ts'

/** What a path (路径) consists of, mapped. */
export interface PathParts {
  /** How many straight sides it has. */
  readonly sides: number
  /** The box of each of them that is thin enough for a rule; none where they were not asked for. */
  readonly thin: readonly Box[]
  /** The box of each closed piece. */
  readonly areas: readonly Box[]
  /** It has curves, or more corners than a frame: no line, no ground, no box. */
  readonly isDrawn: boolean
}

/** A bar up to this many points thick is a rule: Word's thickest border has 6. */
export const thickest = 6
/** A frame has four, and its first again. */
const mostCorners = 5
const segments = { line: 0, curve: 1, move: 2 } as const

/**
 * Walks a path. Some pages draw a dashed line as thousands of pieces, so that nothing is made for a point: numbers are kept, not pairs.
 * `scratch`: 8 bytes.
 */
export function partsOf(
  { call, float }: Pdfium,
  path: number,
  { a, b, c, d, e, f }: Matrix,
  withThin: boolean,
  scratch: number,
): PathParts {
  const thin: Box[] = []
  const areas: Box[] = []
  let sides = 0
  let [startX, startY, fromX, fromY] = [0, 0, 0, 0]
  let [left, top, right, bottom] = [0, 0, 0, 0]
  let [isOpen, isDrawn] = [false, false]
  let corners = 0
  const count = Math.min(call.FPDFPath_CountSegments(path), mostObjects)
  for (let index = 0; index < count; index += 1) {
    const segment = call.FPDFPath_GetPathSegment(path, index)
    if (call.FPDFPathSegment_GetPoint(segment, scratch, scratch + 4) === 0) continue
    const [ownX, ownY] = [float(scratch), float(scratch + 4)]
    const x = a * ownX + c * ownY + e
    const y = b * ownX + d * ownY + f
    const type = call.FPDFPathSegment_GetType(segment)
    if (type === segments.move) {
      if (isOpen) areas.push([left, top, right, bottom])
      startX = left = right = x
      startY = top = bottom = y
      isOpen = true
      corners = 0
    } else {
      corners += 1
      isDrawn ||= type === segments.curve || corners > mostCorners
      if (type === segments.line) {
        sides += 1
        if (withThin && isNarrow(x - fromX, y - fromY)) thin.push(between(fromX, fromY, x, y))
      }
      if (!isOpen) {
        left = right = fromX
        top = bottom = fromY
        isOpen = true
      }
      left = Math.min(left, x)
      top = Math.min(top, y)
      right = Math.max(right, x)
      bottom = Math.max(bottom, y)
    }
    fromX = x
    fromY = y
    if (call.FPDFPathSegment_GetClose(segment) !== 0) {
      sides += 1
      if (withThin && isNarrow(startX - x, startY - y)) thin.push(between(x, y, startX, startY))
    }
  }
  if (isOpen) areas.push([left, top, right, bottom])
  return { sides, thin, areas, isDrawn }
}

const between = (x0: number, y0: number, x1: number, y1: number): Box => [
  Math.min(x0, x1),
  Math.min(y0, y1),
  Math.max(x0, x1),
  Math.max(y0, y1),
]

const isNarrow = (across: number, down: number): boolean =>
  Math.min(Math.abs(across), Math.abs(down)) <= thickest

export const isThin = ([left, top, right, bottom]: Box): boolean => isNarrow(right - left, bottom - top)
