import type { Pdfium } from './pdfium.ts'
import { mapped, type Box, type Matrix } from './pdfSpace.ts'

/** More pieces than this say no more about where something is seen. */
const mostPieces = 200

/**
 * The box that a page is cut to while an object is drawn (clipping path, ISO 32000-1, 8.5.4), or less than that; null where it is
 * not cut. `outer` maps the space of the object to that of the page. `scratch`: 8 bytes.
 */
export function clipOf(pdfium: Pdfium, object: number, outer: Matrix, scratch: number): Box | null {
  const { call, float } = pdfium
  const clip = call.FPDFPageObj_GetClipPath(object)
  const count = clip === 0 ? 0 : Math.min(call.FPDFClipPath_CountPaths(clip), mostPieces)
  let all: Box | null = null
  for (let path = 0; path < count; path += 1) {
    let box: Box | null = null
    const pieces = call.FPDFClipPath_CountPathSegments(clip, path)
    if (pieces > mostPieces) continue
    for (let piece = 0; piece < pieces; piece += 1) {
      const segment = call.FPDFClipPath_GetPathSegment(clip, path, piece)
      if (call.FPDFPathSegment_GetPoint(segment, scratch, scratch + 4) === 0) continue
      const [x, y] = [float(scratch), float(scratch + 4)]
      box = box === null ? [x, y, x, y] : union(box, [x, y, x, y])
    }
    if (box === null) continue
    const there = mapped(outer, box)
    all = all === null ? there : within(all, there)
  }
  return all
}

export const union = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
]

/** What two boxes share; of no size where they share nothing. */
export const within = (a: Box, b: Box): Box => {
  const [left, top] = [Math.max(a[0], b[0]), Math.max(a[1], b[1])]
  return [left, top, Math.max(left, Math.min(a[2], b[2])), Math.max(top, Math.min(a[3], b[3]))]
}

export const holds = ([left, top, right, bottom]: Box, x: number, y: number): boolean =>
  left <= x && x <= right && top <= y && y <= bottom
