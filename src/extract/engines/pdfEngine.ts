import type { PdfPages } from './pdfPage.ts'
import { openWaitingEngine } from './waitingEngine.ts'

/** What the JavaScript around PDFium may hold, in MB; its own memory is limited where it is loaded. */
const megabytes = 256
/** A page takes 10 ms, a report never a second: this ends what our limits on counts do not see. */
const mostMilliseconds = 30_000

/**
 * Opens a PDF reader (docs/decisions/0036-pdf.md): PDFium in a thread of its own, while the thread that asks waits. So reading stays a
 * plain function of the bytes, and a file can neither run for ever nor take all memory.
 */
export const openPdfEngine = (limit = mostMilliseconds): ((bytes: Uint8Array) => PdfPages) =>
  openWaitingEngine<PdfPages>(
    new URL('./pdfWorker.ts', import.meta.url),
    { megabytes, milliseconds: limit },
    { kind: 'fault', fault: 'too large', what: `reading it takes more than ${limit / 1000} seconds` },
  )
