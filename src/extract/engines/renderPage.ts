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

/** A page as large as it is drawn, in pixels, and which rows of it are wanted. */
export interface Drawn {
  readonly width: number
  readonly height: number
  readonly top: number
  readonly bottom: number
}

/** Draws a page of a loaded document, its longer side of so many pixels; null where PDFium cannot. */
export function renderPage(
  pdfium: Pdfium,
  document: number,
  index: number,
  longerSide: number,
): RenderedPage | null {
  const sides = sidesOf(pdfium, document, index)
  if (sides === null) return null
  const scale = longerSide / Math.max(...sides)
  const [width = 1, height = 1] = sides.map((side) => Math.max(1, Math.round(side * scale)))
  return renderRows(pdfium, document, index, { width, height, top: 0, bottom: height })
}

/** Width and height of a page as it is looked at, in points; null where PDFium cannot load it. */
export function sidesOf(
  pdfium: Pdfium,
  document: number,
  index: number,
): readonly [across: number, down: number] | null {
  const { call } = pdfium
  const scratch = call.malloc(16)
  const page = call.FPDF_LoadPage(document, index)
  try {
    if (page === 0) return null
    call.FPDF_GetPageBoundingBox(page, scratch)
    const [left = 0, top = 0, right = 0, bottom = 0] = [0, 4, 8, 12].map((at) => pdfium.float(scratch + at))
    const [across, down] = [Math.abs(right - left), Math.abs(top - bottom)]
    return call.FPDFPage_GetRotation(page) % 2 === 1 ? [down, across] : [across, down]
  } finally {
    if (page !== 0) call.FPDF_ClosePage(page)
    call.free(scratch)
  }
}

/** Draws some rows of a page, of which only these take memory; null where PDFium cannot. */
export function renderRows(
  pdfium: Pdfium,
  document: number,
  index: number,
  { width, height, top, bottom }: Drawn,
): RenderedPage | null {
  const { call } = pdfium
  const page = call.FPDF_LoadPage(document, index)
  try {
    const rows = bottom - top
    const bitmap = page === 0 ? 0 : call.FPDFBitmap_CreateEx(width, rows, bgrx, 0, 0)
    if (bitmap === 0) return null
    try {
      call.FPDFBitmap_FillRect(bitmap, 0, 0, width, rows, -1)
      call.FPDF_RenderPageBitmap(bitmap, page, 0, -top, width, height, 0, withAnnotations)
      const stride = call.FPDFBitmap_GetStride(bitmap)
      const bytes = pdfium.bytes(call.FPDFBitmap_GetBuffer(bitmap), stride * rows)
      return lights(bytes, { width, height: rows, stride })
    } finally {
      call.FPDFBitmap_Destroy(bitmap)
    }
  } finally {
    if (page !== 0) call.FPDF_ClosePage(page)
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
