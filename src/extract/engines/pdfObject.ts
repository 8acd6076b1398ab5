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
  const { call, float } = pdfium
  if (call.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12) === 0)
    return [0, 0, 0, 0]
  return [float(scratch), float(scratch + 4), float(scratch + 8), float(scratch + 12)]
}

/** The six numbers of an FS_MATRIX. */
export const matrixAt = ({ float }: Pdfium, pointer: number): Matrix => ({
  a: float(pointer),
  b: float(pointer + 4),
  c: float(pointer + 8),
  d: float(pointer + 12),
  e: float(pointer + 16),
  f: float(pointer + 20),
})

/** How an object is placed in the space that it stands in. `scratch`: 24 bytes. */
export function matrixOf(pdfium: Pdfium, object: number, scratch: number): Matrix {
  return pdfium.call.FPDFPageObj_GetMatrix(object, scratch) === 0 ? identity : matrixAt(pdfium, scratch)
}
