import type { Pdfium } from './pdfium.ts'
import type { Raster } from './raster.ts'

/** A rendered page: its red light, in which a red seal is paper, and the darkest of its three lights. */
export interface RenderedPage {
  readonly red: Raster
  readonly darkest: Raster
}

/** BGRx, 8 bits each, and FPDF_ANNOT: stamps are drawn too. */
const bgrx = 3
const bytesPerPixel = 4
const withAnnotations = 1

/** Draws a page of a loaded document, its longer side of so many pixels; null where PDFium cannot. */
export function renderPage(
  pdfium: Pdfium,
  document: number,
  index: number,
  longerSide: number,
): RenderedPage | null {
  const { call } = pdfium
  const scratch = call.malloc(16)
  const page = call.FPDF_LoadPage(document, index)
  try {
    if (page === 0) return null
    call.FPDF_GetPageBoundingBox(page, scratch)
    const [left = 0, top = 0, right = 0, bottom = 0] = [0, 4, 8, 12].map((at) => pdfium.float(scratch + at))
    const sides = [Math.abs(right - left), Math.abs(top - bottom)]
    const [across = 1, down = 1] = call.FPDFPage_GetRotation(page) % 2 === 1 ? sides.toReversed() : sides
    const scale = longerSide / Math.max(across, down)
    const [width, height] = [Math.max(1, Math.round(across * scale)), Math.max(1, Math.round(down * scale))]
    const bitmap = call.FPDFBitmap_CreateEx(width, height, bgrx, 0, 0)
    if (bitmap === 0) return null
    try {
      call.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, -1)
      call.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, withAnnotations)
      const stride = call.FPDFBitmap_GetStride(bitmap)
      return lights(pdfium.bytes(call.FPDFBitmap_GetBuffer(bitmap), stride * height), {
        width,
        height,
        stride,
      })
    } finally {
      call.FPDFBitmap_Destroy(bitmap)
    }
  } finally {
    if (page !== 0) call.FPDF_ClosePage(page)
    call.free(scratch)
  }
}

function lights(
  bytes: Uint8Array,
  { width, height, stride }: { readonly width: number; readonly height: number; readonly stride: number },
): RenderedPage {
  const red = new Uint8Array(width * height)
  const darkest = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = y * stride + x * bytesPerPixel
      const light = bytes[at + 2] ?? 255
      red[y * width + x] = light
      darkest[y * width + x] = Math.min(light, bytes[at] ?? 255, bytes[at + 1] ?? 255)
    }
  const raster = (gray: Uint8Array<ArrayBuffer>): Raster => ({ width, height, gray })
  return { red: raster(red), darkest: raster(darkest) }
}
