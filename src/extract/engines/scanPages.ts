import { TooMuchDrawn } from './pdfCharacters.ts'
import type { Pdfium } from './pdfium.ts'
import type { PdfPages } from './pdfPage.ts'
import { longestPage, slicesOf } from './longPage.ts'
import { renderPage, renderRows, sidesOf, type RenderedPage } from './renderPage.ts'
import { asPage, readScan, type ScannedPage } from './scanPage.ts'
import { numberReader } from './scanNumber.ts'
import type { Networks } from './scanCell.ts'

/** The longer side of a rendered page in pixels: 240 to the inch on A4. */
const longerSide = 2800

/** The width of the pages that a long one is cut into, as that of A4 so high, and of the look that tells where. */
const sliceWidth = Math.round(longerSide / Math.SQRT2)
const lookWidth = sliceWidth / 4
/** A file has at most so many pages that are pictures, and a long page no more slices. */
const mostSlices = 30

/** Reads those pages of a file that are pictures; `wanted` by number from 0. A long one gives several, each with its number. */
export function readScans(
  pdfium: Pdfium,
  bytes: Uint8Array,
  wanted: readonly number[],
  networks: Networks,
): PdfPages {
  const { call } = pdfium
  const file = pdfium.copyIn(bytes)
  const document = call.FPDF_LoadMemDocument(file, bytes.length, 0)
  try {
    if (document === 0) return { kind: 'fault', fault: 'damaged', what: 'PDFium finds no document in it' }
    const scans: { readonly scan: ScannedPage; readonly of: number }[] = []
    for (const index of wanted) {
      for (const drawn of drawings(pdfium, document, index)) {
        if (drawn === null)
          return { kind: 'fault', fault: 'damaged', what: `page ${index + 1} cannot be drawn` }
        if (scans.length === mostSlices) throw new TooMuchDrawn(`more than ${mostSlices} pages of pictures`)
        scans.push({ scan: readScan(drawn.page, networks, drawn.longerSide), of: index })
      }
    }
    const read = numberReader(scans.flatMap(({ scan }) => scan.cells.map(({ cell }) => cell)))
    return { kind: 'pages', pages: scans.map(({ scan, of }) => ({ ...asPage(scan, read), of })) }
  } catch (error) {
    if (error instanceof TooMuchDrawn) return { kind: 'fault', fault: 'too large', what: error.message }
    throw error
  } finally {
    if (document !== 0) call.FPDF_CloseDocument(document)
    call.free(file)
  }
}

interface DrawnPage {
  readonly page: RenderedPage
  /** Pixels of the longer side of the whole page that it is, or is a part of. */
  readonly longerSide: number
}

/** A page as it is read: drawn once, or, where it is a long one, slice by slice. Null where PDFium cannot. */
function* drawings(pdfium: Pdfium, document: number, index: number): Generator<DrawnPage | null> {
  const sides = sidesOf(pdfium, document, index)
  if (sides === null || sides[1] <= sides[0] * longestPage) {
    const page = renderPage(pdfium, document, index, longerSide)
    yield page && { page, longerSide }
    return
  }
  const ratio = sides[1] / sides[0]
  if (ratio > mostSlices * Math.SQRT2)
    throw new TooMuchDrawn(`a picture ${Math.round(ratio)} times as high as wide`)
  const [width, height] = [sliceWidth, Math.round(sliceWidth * ratio)]
  const look = renderPage(pdfium, document, index, lookWidth * ratio)
  if (look === null) {
    yield null
    return
  }
  for (const { top, bottom } of slicesOf(look.red)) {
    const rows = { top: Math.round(top * height), bottom: Math.round(bottom * height) }
    const page = renderRows(pdfium, document, index, { width, height, ...rows })
    yield page && { page, longerSide }
  }
}
