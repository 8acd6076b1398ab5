import { TooMuchDrawn } from './pdfCharacters.ts'
import type { Pdfium } from './pdfium.ts'
import type { PdfPages } from './pdfPage.ts'
import { renderPage } from './renderPage.ts'
import { asPage, readScan, type ScannedPage } from './scanPage.ts'
import { numberReader } from './scanNumber.ts'
import type { Networks } from './scanCell.ts'

/** The longer side of a rendered page in pixels: 240 to the inch on A4. */
const longerSide = 2800

/** Reads those pages of a file that are pictures; `wanted` by number from 0. */
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
    const scans: ScannedPage[] = []
    for (const index of wanted) {
      const rendered = renderPage(pdfium, document, index, longerSide)
      if (rendered === null)
        return { kind: 'fault', fault: 'damaged', what: `page ${index + 1} cannot be drawn` }
      scans.push(readScan(rendered, networks))
    }
    const read = numberReader(scans.flatMap(({ cells }) => cells.map(({ cell }) => cell)))
    return { kind: 'pages', pages: scans.map((scan) => asPage(scan, read)) }
  } catch (error) {
    if (error instanceof TooMuchDrawn) return { kind: 'fault', fault: 'too large', what: error.message }
    throw error
  } finally {
    if (document !== 0) call.FPDF_CloseDocument(document)
    call.free(file)
  }
}
