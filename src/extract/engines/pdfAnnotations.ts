import type { Pdfium } from './pdfium.ts'
import type { Box } from './pdfSpace.ts'

/** What people and forms put on a page (批注) beside what is printed on it, in its own space. */
export interface Annotations {
  /** Words, drawings and filled-in fields. */
  readonly marks: readonly Box[]
  /** Lines through words. */
  readonly strikes: readonly Box[]
}

/** FPDF_ANNOT_*: ISO 32000-1, 12.5.6. */
const kinds = { freeText: 3, polygon: 7, strikeOut: 12, stamp: 13, ink: 15, widget: 20 } as const
/** Annotation flags (12.5.3): 2 hidden, 32 not shown on a screen. */
const hiddenBits = 2 | 32
const most = 5000

/** The annotations of a page that may show a figure or take one back. `scratch`: 16 bytes. */
export function readAnnotations(pdfium: Pdfium, page: number, scratch: number): Annotations {
  const { call } = pdfium
  const marks: Box[] = []
  const strikes: Box[] = []
  const count = Math.min(call.FPDFPage_GetAnnotCount(page), most)
  for (let index = 0; index < count; index += 1) {
    const annotation = call.FPDFPage_GetAnnot(page, index)
    if (annotation === 0) continue
    const kind = call.FPDFAnnot_GetSubtype(annotation)
    const isShown = (call.FPDFAnnot_GetFlags(annotation) & hiddenBits) === 0
    if (isShown && call.FPDFAnnot_GetRect(annotation, scratch) !== 0) {
      // FS_RECTF: left, top, right, bottom, with the top above the bottom
      const [left = 0, top = 0, right = 0, bottom = 0] = [0, 4, 8, 12].map((at) => pdfium.float(scratch + at))
      const box: Box = [left, bottom, right, top]
      if (kind === kinds.strikeOut) strikes.push([left, (top + bottom) / 2, right, (top + bottom) / 2])
      else if (kind === kinds.widget) {
        if (isFilledIn(pdfium, annotation)) marks.push(box)
      } else if (kind === kinds.freeText || kind === kinds.stamp || kind === kinds.ink) marks.push(box)
    }
    call.FPDFPage_CloseAnnot(annotation)
  }
  return { marks, strikes }
}

/** Whether a field of a form has a value; its length in bytes, a closing zero of two bytes included. */
function isFilledIn(pdfium: Pdfium, annotation: number): boolean {
  const { call } = pdfium
  const key = pdfium.copyIn(Uint8Array.of(0x56, 0))
  try {
    return call.FPDFAnnot_GetStringValue(annotation, key, 0, 0) > 2
  } finally {
    call.free(key)
  }
}
