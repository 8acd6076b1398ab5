import type { Pdfium } from './pdfium.ts'

/** Of 255: less than this is a soft edge. */
const opaque = 250
const bytesPerPixel = 4

/** Whether a picture of a page shows nothing of what lies behind it: a seal does, by its mask. */
export function isOpaquePicture(pdfium: Pdfium, document: number, page: number, picture: number): boolean {
  const { call } = pdfium
  const bitmap = call.FPDFImageObj_GetRenderedBitmap(document, page, picture)
  if (bitmap === 0) return true
  try {
    const length = call.FPDFBitmap_GetStride(bitmap) * call.FPDFBitmap_GetHeight(bitmap)
    const bytes = pdfium.bytes(call.FPDFBitmap_GetBuffer(bitmap), length)
    for (let at = bytesPerPixel - 1; at < length; at += bytesPerPixel)
      if ((bytes[at] ?? opaque) < opaque) return false
    return true
  } finally {
    call.FPDFBitmap_Destroy(bitmap)
  }
}
