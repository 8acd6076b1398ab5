import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads'
import type { PdfPages } from './pdfPage.ts'
import type { PdfDesk } from './pdfWorker.ts'

/** What the JavaScript around PDFium may hold, in MB; its own memory is limited where it is loaded. */
const megabytes = 256
/** A page takes 10 ms, a report never a second: this ends what our limits on counts do not see. */
const mostMilliseconds = 30_000

interface Engine {
  readonly worker: Worker
  readonly port: MessagePort
  readonly signal: Int32Array
}

/**
 * Opens a PDF reader (docs/decisions/0036-pdf.md): PDFium in a thread of its own, started with the first file, while the thread
 * that asks waits. So reading stays a plain function of the bytes, a file can neither run for ever nor take all memory, and whoever
 * has no PDF pays nothing. The thread keeps no process alive.
 */
export function openPdfEngine(limit = mostMilliseconds): (bytes: Uint8Array) => PdfPages {
  let engine: Engine | null = null
  return (bytes) => {
    engine ??= start()
    const { worker, port, signal } = engine
    Atomics.store(signal, 0, 0)
    port.postMessage(bytes)
    const end = Atomics.wait(signal, 0, 0, limit)
    const received: { message: PdfPages } | undefined =
      end === 'timed-out' ? undefined : receiveMessageOnPort(port)
    if (received !== undefined) return received.message
    engine = null
    port.close()
    void worker.terminate()
    return { kind: 'fault', fault: 'too large', what: `reading it takes more than ${limit / 1000} seconds` }
  }
}

function start(): Engine {
  const { port1: port, port2 } = new MessageChannel()
  const signal = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL('./pdfWorker.ts', import.meta.url), {
    workerData: { port: port2, signal } satisfies PdfDesk,
    transferList: [port2],
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 8 },
    stdout: true,
    stderr: true,
  })
  // A thread that ran out of memory gives no answer: whoever waits for it says so when the time is up.
  worker.on('error', () => undefined)
  worker.unref()
  port.unref()
  return { worker, port, signal }
}
