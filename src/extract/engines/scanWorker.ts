import { workerData } from 'node:worker_threads'
import type { PdfPages } from './pdfPage.ts'
import { loadPdfium } from './pdfium.ts'
import type { Networks } from './scanCell.ts'
import type { ScanQuestion } from './scanEngine.ts'
import { readScans } from './scanPages.ts'
import { loadTesseract } from './tesseract.ts'
import type { Desk } from './waitingEngine.ts'

const { port, signal } = workerData as Desk
let networks: Promise<Networks> | null = null

async function load(): Promise<Networks> {
  const [words, digits] = await Promise.all([loadTesseract('chi_sim'), loadTesseract('eng', '0123456789.,-')])
  return { words, digits }
}

/** PDFium is loaded anew for each file: its memory never shrinks, and a scan takes longer than loading it. */
async function answer({ bytes, pages }: ScanQuestion): Promise<PdfPages> {
  try {
    networks ??= load()
    return readScans(await loadPdfium(), bytes, pages, await networks)
  } catch (error) {
    networks = null
    const what = error instanceof Error ? error.message : String(error)
    return { kind: 'fault', fault: 'too large', what: `OCR gave up on it (${what})` }
  }
}

port.on('message', (question: ScanQuestion) => {
  void answer(question).then((pages) => {
    port.postMessage(pages)
    Atomics.store(signal, 0, 1)
    Atomics.notify(signal, 0)
  })
})
