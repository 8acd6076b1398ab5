import { EventEmitter } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Worker as Thread, type WorkerOptions } from 'node:worker_threads'
import { z } from 'zod'

const config = resolve(import.meta.dirname, '../../config')
const program = join('src', 'pipeline', 'deriveWorker.ts')

interface Kept {
  readonly thread: Thread
  /** Who hears of it. */
  owner: Worker | null
}

/** Threads that nobody uses now, by what they were started with. */
const idle = new Map<string, Kept[]>()

/**
 * Stands for `Worker` in src/pipeline/derivePool.ts (keepThreads.ts): the same thread with the same program, but one that has
 * answered all that it was asked waits for the next pool instead of ending. Only where it knows nothing but the checkout's
 * configuration.
 */
export class Worker extends EventEmitter {
  readonly #key: string | null
  readonly #kept: Kept
  #unanswered = 0

  constructor(url: URL, options: WorkerOptions) {
    super()
    this.#key = keyOf(url, options)
    this.#kept =
      idle.get(this.#key ?? '')?.pop() ??
      start(url, this.#key === null ? options : { ...options, workerData: { config } })
    this.#kept.owner = this
    this.#kept.thread.ref()
    this.on('message', () => (this.#unanswered -= 1))
  }

  postMessage(question: unknown): void {
    this.#unanswered += 1
    this.#kept.thread.postMessage(question)
  }

  terminate(): Promise<number> {
    const { thread, owner } = this.#kept
    if (this.#key === null || this.#unanswered > 0) return thread.terminate()
    if (owner === this) {
      this.#kept.owner = null
      thread.unref()
      idle.set(this.#key, [...(idle.get(this.#key) ?? []), this.#kept])
    }
    return Promise.resolve(0)
  }
}

function start(url: URL, options: WorkerOptions): Kept {
  const kept: Kept = { thread: new Thread(url, options), owner: null }
  for (const event of ['message', 'error', 'exit'])
    kept.thread.on(event, (what: unknown) => kept.owner?.emit(event, what))
  return kept
}

/** What may be kept, by its limits; null for what is to end with its pool. */
function keyOf(url: URL, { workerData, resourceLimits }: WorkerOptions): string | null {
  const known = z.object({ config: z.string() }).safeParse(workerData)
  const isKept = url.pathname.endsWith(program) && known.success && saysTheSame(known.data.config)
  return isKept ? JSON.stringify(resourceLimits) : null
}

/** Whether a folder of configuration is the checkout's, or a copy of it with other manners and receivers, of which deriving knows nothing. */
function saysTheSame(folder: string): boolean {
  if (resolve(folder) === config) return true
  const names = knowledgeIn(config)
  return (
    JSON.stringify(knowledgeIn(folder)) === JSON.stringify(names) &&
    names.every((name) => readFileSync(join(folder, name)).equals(readFileSync(join(config, name))))
  )
}

const knowledgeIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.\w+$/u.test(name) && !/^(?:fetch|webhooks|timestamp)\.json$/u.test(name))
    .sort()
