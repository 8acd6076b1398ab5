import { workerData } from 'node:worker_threads'
import type { PdfPage, PdfPart, PdfRefusal } from './pdfPage.ts'
import { readPages } from './pdfPages.ts'
import { loadPdfium, type Pdfium } from './pdfium.ts'
import type { Desk } from './waitingEngine.ts'

const { port, signal } = workerData as Desk
/** A new one after a trap: what is left of its memory is anybody's guess. */
let pdfium: Pdfium | null = null

async function answer(bytes: Uint8Array): Promise<PdfRefusal | null> {
  try {
    pdfium ??= await loadPdfium()
    return readPages(pdfium, bytes, (page) => {
      tell({ kind: 'page', page }, buffersOf(page))
    })
  } catch (error) {
    pdfium = null
    const what = error instanceof Error ? error.message : String(error)
    return { kind: 'fault', fault: 'too large', what: `PDFium gave up on it (${what})` }
  }
}

port.on('message', (bytes: Uint8Array) => {
  void answer(bytes).then((refusal) => {
    tell(refusal ?? { kind: 'end' })
  })
})

function tell(part: PdfPart, handedOver: ArrayBuffer[] = []): void {
  port.postMessage(part, handedOver)
  Atomics.add(signal, 0, 1)
  Atomics.notify(signal, 0)
}

/** What is handed over instead of copied. */
const buffersOf = ({ codes, boxes, feet, rules, marks, shapes, unseen }: PdfPage): ArrayBuffer[] =>
  [codes, boxes, feet, rules, marks, shapes, unseen].flatMap((part) =>
    part === undefined ? [] : [part.buffer],
  )
