import type { FileHandle } from 'node:fs/promises'
import type { Capture } from '../model/capture.ts'
import type { DiskFault } from './diskFault.ts'
import { writeAll } from './durableWrite.ts'
import { decodeLine, encodeLine } from './ledgerLine.ts'
import type { LedgerPosition } from './walkLedger.ts'

/** A line to be: `compose` is called when its turn has come and every earlier line with the same key is durable. */
export interface LedgerEntry {
  readonly key: string
  readonly compose: (seq: number, prev: string) => Promise<Capture>
}

export interface LedgerAppender {
  /** Resolves when the line is durable and the index knows it. */
  append(entry: LedgerEntry): Promise<Capture>
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>
}

export interface AppenderOptions {
  readonly file: FileHandle
  readonly path: string
  readonly fault: DiskFault
  readonly position: () => LedgerPosition
  /** Called for each line in order once it is durable, before its `append` resolves. */
  readonly committed: (line: { capture: Capture; hash: string; end: number }) => Promise<void>
}

interface Waiting {
  readonly entry: LedgerEntry
  readonly resolve: (capture: Capture) => void
  readonly reject: (error: unknown) => void
}

interface Composed extends Waiting {
  readonly capture: Capture
  readonly hash: string
  readonly end: number
}

/** The only writer of a ledger. Lines that wait while one is being fsynced share the next write and fsync. */
export function createAppender(options: AppenderOptions): LedgerAppender {
  const waiting: Waiting[] = []
  let working: Promise<void> | null = null

  async function work(): Promise<void> {
    while (waiting.length > 0) await commit(options, takeBatch(waiting))
    working = null
  }

  return {
    append: (entry) =>
      new Promise((resolve, reject) => {
        waiting.push({ entry, resolve, reject })
        working ??= work()
      }),
    idle: async () => {
      await working
    },
  }
}

/** The first of those that wait, up to the second one with the same key: that one must see the first one's line. */
function takeBatch(waiting: Waiting[]): Waiting[] {
  const keys = new Set<string>()
  for (const { entry } of waiting) {
    if (keys.has(entry.key)) break
    keys.add(entry.key)
  }
  return waiting.splice(0, keys.size)
}

async function commit(options: AppenderOptions, batch: readonly Waiting[]): Promise<void> {
  const start = options.position().bytes
  const { composed, bytes } = await compose(options.position(), batch)
  try {
    if (composed.length > 0) await options.fault.guard(options.path, () => writeLines(options.file, bytes, start))
    for (const { capture, hash, end } of composed) await options.committed({ capture, hash, end })
  } catch (error) {
    for (const { reject } of composed) reject(error)
    return
  }
  for (const { resolve, capture } of composed) resolve(capture)
}

async function compose(position: LedgerPosition, batch: readonly Waiting[]) {
  const composed: Composed[] = []
  const lines: Buffer[] = []
  let { lines: seq, bytes: end, last } = position
  for (const item of batch) {
    try {
      const capture = await item.entry.compose(seq + 1, last)
      const line = Buffer.from(encodeLine(capture))
      const read = decodeLine(line)
      if (read.kind === 'bad') throw new Error(`a ledger line that could not be read again: ${read.problem}`)
      seq += 1
      end += line.length + 1
      last = read.hash
      lines.push(line, Buffer.from('\n'))
      composed.push({ ...item, capture: read.capture, hash: read.hash, end })
    } catch (error) {
      // A line that cannot be composed is its caller's trouble; the others go on.
      item.reject(error)
    }
  }
  return { composed, bytes: Buffer.concat(lines) }
}

/** Writes and fsyncs; what cannot be completed is cut back, so that no half-written line stays. */
async function writeLines(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  try {
    await writeAll(file, bytes, at)
    await file.datasync()
  } catch (error) {
    // If cutting fails too, the next opening cuts the torn line; the first error is the one to report.
    await file.truncate(at).catch(() => undefined)
    throw error
  }
}
