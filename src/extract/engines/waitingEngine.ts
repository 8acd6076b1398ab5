import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads'

/** What the thread that waits gives to the one that works. */
export interface Desk {
  readonly port: MessagePort
  /** One number: how many messages of the answer have been put at the port. */
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
  limits: EngineLimits,
  late: Answer,
): (question: unknown) => Answer {
  const ask = openTellingEngine<Answer>(program, limits, late)
  return (question) => {
    let answer = late
    ask(question, (whole) => {
      answer = whole
      return false
    })
    return answer
  }
}

/**
 * The same for an answer that comes in parts, each of which is heard while the thread works on the next: `hear` says whether more come,
 * and must not throw. `late` is heard as the last part where waiting took longer than its limit; what is done with parts is not waiting.
 */
export function openTellingEngine<Part>(
  program: URL,
  { megabytes, milliseconds }: EngineLimits,
  late: Part,
): (question: unknown, hear: (part: Part) => boolean) => void {
  let engine: Engine | null = null
  return (question, hear) => {
    engine ??= start(program, megabytes)
    const { worker, port, signal } = engine
    Atomics.store(signal, 0, 0)
    port.postMessage(question)
    let left = milliseconds
    for (let heard = 0; left > 0;) {
      // Being woken says nothing: a call may come late, for what was heard already. The number tells.
      if (Atomics.load(signal, 0) === heard) {
        if (Atomics.wait(signal, 0, heard, Math.min(turn, left)) === 'timed-out') left -= turn
        continue
      }
      const received: { message: Part } | undefined = receiveMessageOnPort(port)
      if (received === undefined) break
      heard += 1
      if (!hear(received.message)) return
    }
    engine = null
    port.close()
    void worker.terminate()
    hear(late)
  }
}

/** Milliseconds that are waited at a time and counted, for there is no clock here: so many at most are not counted for each part. */
const turn = 10

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
  // What a library prints in there is nobody's, and while it waits to be read the process never ends (Node 24).
  worker.stdout.destroy()
  worker.stderr.destroy()
  worker.unref()
  port.unref()
  return { worker, port, signal }
}
