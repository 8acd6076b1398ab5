import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads'

/** What the thread that waits gives to the one that works. */
export interface Desk {
  readonly port: MessagePort
  /** One number: 1 once an answer lies at the port. */
  readonly signal: Int32Array
}

export interface EngineLimits {
  /** What the JavaScript of the thread may hold, in MB; WebAssembly is limited where it is loaded. */
  readonly megabytes: number
  /** Ends what limits on counts do not see. */
  readonly milliseconds: number
}

interface Engine {
  readonly worker: Worker
  readonly port: MessagePort
  readonly signal: Int32Array
}

/**
 * A way to ask a thread of its own and to wait for the answer (docs/decisions/0036-pdf.md): started with the first question, so that
 * whoever has none pays nothing; ended and started anew after one that took too long, which gives `late`. It keeps no process alive.
 */
export function openWaitingEngine<Answer>(
  program: URL,
  { megabytes, milliseconds }: EngineLimits,
  late: Answer,
): (question: unknown) => Answer {
  let engine: Engine | null = null
  return (question) => {
    engine ??= start(program, megabytes)
    const { worker, port, signal } = engine
    Atomics.store(signal, 0, 0)
    port.postMessage(question)
    const end = Atomics.wait(signal, 0, 0, milliseconds)
    const received: { message: Answer } | undefined =
      end === 'timed-out' ? undefined : receiveMessageOnPort(port)
    if (received !== undefined) return received.message
    engine = null
    port.close()
    void worker.terminate()
    return late
  }
}

function start(program: URL, megabytes: number): Engine {
  const { port1: port, port2 } = new MessageChannel()
  const signal = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(program, {
    workerData: { port: port2, signal } satisfies Desk,
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
