import { TooMuchDrawn } from './pdfCharacters.ts'
import type { Pdfium } from './pdfium.ts'
import { after, identity, mapped, type Box, type Matrix } from './pdfSpace.ts'

/** What is drawn on one page besides text, in its own space. */
export interface Drawing {
  readonly rules: readonly Box[]
  readonly pictures: readonly Box[]
}

/** A bar up to this many points thick is a rule: Word's thickest border has 6. */
const thickest = 6
/** Nested forms deeper than this are a trap (files have been made that nest without end). */
const deepest = 12
/** A page that draws more is a map or a bomb; a page of a report draws some hundred. */
const mostObjects = 200_000

const kinds = { path: 2, image: 3, form: 5 } as const
const segments = { line: 0, move: 2 } as const

/** Rules and pictures of a loaded page, also inside forms (XObjects). `scratch`: 24 bytes. */
export function readDrawing(pdfium: Pdfium, page: number, scratch: number): Drawing {
  const { call } = pdfium
  const rules: Box[] = []
  const pictures: Box[] = []
  let left = mostObjects

  function visit(object: number, outer: Matrix, depth: number): void {
    left -= 1
    if (left < 0) throw new TooMuchDrawn(`more than ${mostObjects} objects on a page`)
    switch (call.FPDFPageObj_GetType(object)) {
      case kinds.path:
        visitPath(object, outer)
        break
      case kinds.image: {
        const box = mapped(outer, boundsOf(pdfium, object, scratch))
        ;(isThin(box) ? rules : pictures).push(box)
        break
      }
      case kinds.form: {
        if (depth >= deepest) throw new TooMuchDrawn(`forms nested ${deepest} deep`)
        const inner = after(outer, matrixOf(pdfium, object, scratch))
        const count = call.FPDFFormObj_CountObjects(object)
        for (let index = 0; index < count; index += 1)
          visit(call.FPDFFormObj_GetObject(object, index), inner, depth + 1)
        break
      }
    }
  }

  /** A stroke is a rule along each straight side; a filled area only where the whole of it is thin. */
  function visitPath(path: number, outer: Matrix): void {
    if (call.FPDFPath_GetDrawMode(path, scratch, scratch + 4) === 0) return
    const filled = pdfium.int(scratch) !== 0 && isSeen(path, call.FPDFPageObj_GetFillColor)
    const stroked = pdfium.int(scratch + 4) !== 0 && isSeen(path, call.FPDFPageObj_GetStrokeColor)
    if (!filled && !stroked) return
    const map = after(outer, matrixOf(pdfium, path, scratch))
    const fine = stroked && isFine(path, map)
    const parts = partsOf(pdfium, path, map, scratch)
    left -= parts.sides.length
    for (const box of filled ? parts.areas : []) if (isThin(box)) rules.push(box)
    for (const box of fine ? parts.sides : []) if (isThin(box)) rules.push(box)
  }

  /** Something drawn with no opacity is not there. */
  function isSeen(path: number, colourOf: Pdfium['call']['FPDFPageObj_GetFillColor']): boolean {
    const [red = 0, green = 0, blue = 0, alpha = 0] = [8, 12, 16, 20].map((offset) => scratch + offset)
    return colourOf(path, red, green, blue, alpha) === 0 || pdfium.int(alpha) !== 0
  }

  /** A stroke as wide as a line of text is a background. */
  function isFine(path: number, { a, b }: Matrix): boolean {
    if (call.FPDFPageObj_GetStrokeWidth(path, scratch) === 0) return true
    return pdfium.float(scratch) * Math.hypot(a, b) <= thickest
  }

  const count = call.FPDFPage_CountObjects(page)
  for (let index = 0; index < count; index += 1) visit(call.FPDFPage_GetObject(page, index), identity, 0)
  return { rules, pictures }
}

const isThin = ([left, top, right, bottom]: Box): boolean =>
  Math.min(Math.abs(right - left), Math.abs(bottom - top)) <= thickest

function boundsOf(pdfium: Pdfium, object: number, scratch: number): Box {
  const at = [0, 4, 8, 12].map((offset) => scratch + offset)
  if (pdfium.call.FPDFPageObj_GetBounds(object, ...at) === 0) return [0, 0, 0, 0]
  const [left = 0, bottom = 0, right = 0, top = 0] = at.map((pointer) => pdfium.float(pointer))
  return [left, bottom, right, top]
}

function matrixOf(pdfium: Pdfium, object: number, scratch: number): Matrix {
  if (pdfium.call.FPDFPageObj_GetMatrix(object, scratch) === 0) return identity
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = [0, 4, 8, 12, 16, 20].map((at) =>
    pdfium.float(scratch + at),
  )
  return { a, b, c, d, e, f }
}

interface PathParts {
  /** Each straight side, mapped, as the box that it spans. */
  readonly sides: readonly Box[]
  /** The box of each closed piece, mapped. */
  readonly areas: readonly Box[]
}

function partsOf(pdfium: Pdfium, path: number, map: Matrix, scratch: number): PathParts {
  const { call } = pdfium
  const sides: Box[] = []
  const areas: Box[] = []
  let start: readonly [number, number] = [0, 0]
  let from = start
  let area: Box | null = null
  const end = (): void => {
    if (area !== null) areas.push(area)
  }
  const count = Math.min(call.FPDFPath_CountSegments(path), mostObjects)
  for (let index = 0; index < count; index += 1) {
    const segment = call.FPDFPath_GetPathSegment(path, index)
    if (call.FPDFPathSegment_GetPoint(segment, scratch, scratch + 4) === 0) continue
    const [x, y] = mapped(map, [
      pdfium.float(scratch),
      pdfium.float(scratch + 4),
      pdfium.float(scratch),
      pdfium.float(scratch + 4),
    ])
    const type = call.FPDFPathSegment_GetType(segment)
    if (type === segments.move) {
      end()
      start = [x, y]
      area = [x, y, x, y]
    } else {
      if (type === segments.line) sides.push(between(from, [x, y]))
      area = area === null ? between(from, [x, y]) : grown(area, x, y)
    }
    from = [x, y]
    if (call.FPDFPathSegment_GetClose(segment) !== 0) sides.push(between(from, start))
  }
  end()
  return { sides, areas }
}

const between = ([x0, y0]: readonly [number, number], [x1, y1]: readonly [number, number]): Box => [
  Math.min(x0, x1),
  Math.min(y0, y1),
  Math.max(x0, x1),
  Math.max(y0, y1),
]

const grown = ([left, top, right, bottom]: Box, x: number, y: number): Box => [
  Math.min(left, x),
  Math.min(top, y),
  Math.max(right, x),
  Math.max(bottom, y),
]
