import type { PdfPage, PdfPages, PdfPart } from './pdfPage.ts'
import { openTellingEngine } from './waitingEngine.ts'

/** What the JavaScript around PDFium may hold, in MB; its own memory is limited where it is loaded. */
const megabytes = 256
/** A page takes 10 ms, a report never a second: this ends what our limits on counts do not see. */
const mostMilliseconds = 30_000

/**
 * Opens a PDF reader (docs/decisions/0036-pdf.md): PDFium in a thread of its own, while the thread that asks waits. So reading stays a
 * plain function of the bytes, and a file can neither run for ever nor take all memory.
 */
export function openPdfEngine(limit = mostMilliseconds): PdfEngine {
  const ask = openTellingEngine<PdfPart>(
    new URL('./pdfWorker.ts', import.meta.url),
    { megabytes, milliseconds: limit },
    { kind: 'fault', fault: 'too large', what: `reading it takes more than ${limit / 1000} seconds` },
  )
  return (bytes, ahead = () => undefined) => {
    const pages: PdfPage[] = []
    let answer: PdfPages = { kind: 'pages', pages }
    ask(bytes, (part) => {
      if (part.kind === 'page') {
        pages.push(part.page)
        ahead(part.page, pages.length - 1)
      } else if (part.kind === 'fault') answer = part
      return part.kind === 'page'
    })
    return answer
  }
}

/** Gives all pages of a file. Each is shown to `ahead` while the next is read, although the file may still be refused; it must not throw. */
export type PdfEngine = (bytes: Uint8Array, ahead?: (page: PdfPage, at: number) => void) => PdfPages
