import type { Downloaded, DownloadOrder, Downloads } from '../model/download.ts'
import type { DownloadMaker } from './downloadMaker.ts'
import type { DownloadShelf } from './downloadShelf.ts'
import type { DownloadState } from './downloadState.ts'
import { HeldFile } from './heldFile.ts'

/** Of different files that are made or wait to be made at a time. */
const mostAsked = 5
/** How often a file is made again because somebody decided something while it was made. */
const mostTries = 3

const busy = { kind: 'busy' } as const satisfies Downloaded

/** Where readers ask for files. */
export interface DownloadDesk {
  readonly downloads: Downloads
  /** Ends what is being made, and lets go of what was. */
  readonly close: () => Promise<void>
}

interface Job {
  readonly made: Promise<Made>
  readonly end: AbortController
  readers: number
}
type Made = HeldFile | Exclude<Downloaded, { readonly kind: 'file' }>

/**
 * One export at a time; who asks for what is being made waits for that. What was made is kept for as long as the archive is as it was, and what somebody
 * decided on meanwhile is made again.
 */
export function downloadDesk(
  make: DownloadMaker,
  { stateNow, shelf }: { readonly stateNow: () => Promise<DownloadState>; readonly shelf: DownloadShelf },
): DownloadDesk {
  const jobs = new Map<string, Job>()
  let last: Promise<unknown> = Promise.resolve()

  const makeNow = async (key: string, order: DownloadOrder, signal: AbortSignal): Promise<Made> => {
    for (let tries = 0; tries < mostTries && !signal.aborted; tries += 1) {
      const before = await stateNow()
      const made = await make(order, signal)
      if (!(made instanceof HeldFile)) return made
      const after = await stateNow()
      if (before.decided === after.decided) {
        if (before.whole === after.whole) shelf.put(key, after.whole, made)
        return made
      }
      await made.release()
    }
    return busy
  }

  const begin = (key: string, order: DownloadOrder): Job => {
    const end = new AbortController()
    const made = last
      .then(() => makeNow(key, order, end.signal))
      .catch((error: unknown) => {
        if (end.signal.aborted) return busy
        throw error
      })
      .finally(() => {
        if (jobs.get(key) === job) jobs.delete(key)
      })
    const job = { made, end, readers: 0 }
    jobs.set(key, job)
    // Whoever waits has his own hold of the file before the next turn.
    last = made
      .then((file) => new Promise((done) => setImmediate(done, file)))
      .then((file) => (file instanceof HeldFile ? file.release() : undefined))
      .catch(() => undefined)
    return job
  }

  return {
    async downloads(order, signal) {
      const key = JSON.stringify(order)
      const kept = shelf.at(key, (await stateNow()).whole)
      if (kept !== null) return { kind: 'file', file: kept.share() }
      if (signal.aborted || (!jobs.has(key) && jobs.size >= mostAsked)) return busy
      const job = jobs.get(key) ?? begin(key, order)
      job.readers += 1
      const leave = (): void => {
        job.readers -= 1
        if (job.readers > 0) return
        if (jobs.get(key) === job) jobs.delete(key)
        job.end.abort()
      }
      signal.addEventListener('abort', leave)
      try {
        const made = await job.made
        return made instanceof HeldFile ? { kind: 'file', file: made.share() } : made
      } finally {
        signal.removeEventListener('abort', leave)
      }
    },
    async close() {
      for (const { end } of jobs.values()) end.abort()
      await last
      await shelf.clear()
    },
  }
}
