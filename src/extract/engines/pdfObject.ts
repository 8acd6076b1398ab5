import type { Pdfium } from './pdfium.ts'
import { identity, type Box, type Matrix } from './pdfSpace.ts'

/** What an object of a page is: FPDF_PAGEOBJ_*. */
export const kinds = { text: 1, path: 2, image: 3, form: 5 } as const
/** Nested forms deeper than this are a trap (files have been made that nest without end). */
export const deepest = 12
/** A page that draws more is a map or a bomb; a page of a report draws some hundred. */
export const mostObjects = 200_000

/** The box of an object of a page, in the space that it stands in. `scratch`: 16 bytes. */
export function boundsOf(pdfium: Pdfium, object: number, scratch: number): Box {
  const at = [0, 4, 8, 12].map((offset) => scratch + offset)
  if (pdfium.call.FPDFPageObj_GetBounds(object, ...at) === 0) return [0, 0, 0, 0]
  const [left = 0, bottom = 0, right = 0, top = 0] = at.map((pointer) => pdfium.float(pointer))
  return [left, bottom, right, top]
}

/** How an object is placed in the space that it stands in. `scratch`: 24 bytes. */
export function matrixOf(pdfium: Pdfium, object: number, scratch: number): Matrix {
  if (pdfium.call.FPDFPageObj_GetMatrix(object, scratch) === 0) return identity
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = [0, 4, 8, 12, 16, 20].map((at) =>
    pdfium.float(scratch + at),
  )
  return { a, b, c, d, e, f }
}
