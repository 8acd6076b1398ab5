import type { PdfPages } from './pdfPage.ts'
import { openWaitingEngine } from './waitingEngine.ts'

/** A PDF and which of its pages are pictures, counted from 0. */
export interface ScanQuestion {
  readonly bytes: Uint8Array
  readonly pages: readonly number[]
}

/** Pages that are pictures: a report has 4 to 12. More is a book. */
export const mostScans = 30
/** What the JavaScript of the thread may hold; the pictures lie outside of it. */
const megabytes = 256
/** Below the 120 s of a derivation; a page takes 2 to 4. */
const mostMilliseconds = 100_000

/** Opens a reader of scans (docs/decisions/0046-scans.md): PDFium and Tesseract in a thread of their own, while the thread that asks waits. */
export const openScanEngine = (limit = mostMilliseconds): ((question: ScanQuestion) => PdfPages) =>
  openWaitingEngine<PdfPages>(
    new URL('./scanWorker.ts', import.meta.url),
    { megabytes, milliseconds: limit },
    { kind: 'fault', fault: 'too large', what: `its OCR takes more than ${limit / 1000} seconds` },
  )
