import { availableParallelism } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { hashBufferSize, hashFile, type HashedFile } from './hashFile.ts'
import type { HashAnswer } from './hashWorker.ts'

/** A file to hash and what it should weigh (bytes), so that the work is dealt out evenly. */
export interface FileToHash {
  readonly path: string
  readonly size: number
}

/** Hashes files on several cores at once, in memory that does not grow with their number or size. */
export interface HashPool {
  /** Calls `done` for every file, in no certain order; resolves after the last. Rejects only for a defect of ours. */
  hash<T extends FileToHash>(files: readonly T[], done: (file: T, hashed: HashedFile) => void): Promise<void>
  close(): Promise<void>
}

/** One message to a worker: enough that its way costs nothing beside the work, so little that progress moves. */
const mostFiles = 64
const mostBytes = 8 << 20
/** Sent to a worker ahead of its answers, so that it never waits for this thread. */
const ahead = 2
/** Fewer batches are done here before a worker has started (30 ms). */
const worthWorkers = 3

/** `width`: how many workers at most; every core when absent. They start with the first work that is worth it. */
export function openHashPool(width = availableParallelism()): HashPool {
  const workers: Worker[] = []
  return {
    async hash(files, done) {
      const batches = batchesOf(files)
      if (batches.length < worthWorkers) return hashHere(batches, done)
      while (workers.length < Math.min(width, batches.length)) workers.push(startWorker())
      const left = batches.values()
      await Promise.all(workers.map((worker) => feed(worker, left, done)))
    },
    async close() {
      await Promise.all(workers.splice(0).map((worker) => worker.terminate()))
    },
  }
}

const startWorker = (): Worker => new Worker(new URL('./hashWorker.ts', import.meta.url))

async function hashHere<T extends FileToHash>(
  batches: readonly (readonly T[])[],
  done: (file: T, hashed: HashedFile) => void,
): Promise<void> {
  const buffer = Buffer.allocUnsafeSlow(hashBufferSize)
  for (const batch of batches) {
    for (const file of batch) done(file, hashFile(file.path, buffer))
    await setImmediate()
  }
}

/** Gives a worker batch after batch until none is left and all that it was given is answered. */
function feed<T extends FileToHash>(
  worker: Worker,
  left: Iterator<readonly T[]>,
  done: (file: T, hashed: HashedFile) => void,
): Promise<void> {
  const given: (readonly T[])[] = []
  return new Promise((resolve, reject) => {
    const failed = (error: unknown) => {
      settle()
      reject(error instanceof Error ? error : new Error(String(error)))
    }
    const ended = () => {
      failed(new Error('a worker ended before its work was done'))
    }
    const give = () => {
      const next = left.next()
      if (next.done === true) return
      given.push(next.value)
      worker.postMessage(next.value.map(({ path }) => path))
    }
    const answered = (answer: HashAnswer) => {
      give()
      const files = given.shift() ?? []
      try {
        for (const [at, hashed] of answer.entries()) {
          const file = files[at]
          if (file !== undefined) done(file, hashed)
        }
      } catch (error) {
        failed(error)
        return
      }
      if (given.length > 0) return
      settle()
      resolve()
    }
    const settle = () => worker.off('message', answered).off('error', failed).off('exit', ended)
    worker.on('message', answered).on('error', failed).on('exit', ended)
    for (let n = 0; n < ahead; n += 1) give()
    if (given.length > 0) return
    settle()
    resolve()
  })
}

function batchesOf<T extends FileToHash>(files: readonly T[]): (readonly T[])[] {
  const batches: T[][] = []
  let last: T[] = []
  let bytes = 0
  for (const file of files) {
    if (last.length === 0 || last.length === mostFiles || bytes + file.size > mostBytes) {
      last = []
      bytes = 0
      batches.push(last)
    }
    last.push(file)
    bytes += file.size
  }
  return batches
}
