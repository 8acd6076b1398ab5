import type { RarFiles, RarQuestion } from './rarFiles.ts'
import { openWaitingEngine } from './waitingEngine.ts'

/** What the JavaScript around UnRAR may hold, in MB, without the files themselves. */
const megabytes = 128
/** 20 MB take 40 ms, 240 MB of text packed in the best way 0.4 s (2026-11-21): this ends what our limits on sizes do not see. */
const mostMilliseconds = 30_000

/**
 * Opens a way to unpack RAR archives (docs/decisions/0047-rar.md): UnRAR in a thread of its own, while the thread that asks waits. So
 * unpacking stays a plain function of the bytes, and an archive can neither run for ever nor take all memory.
 */
export function openRarEngine(limit = mostMilliseconds): (question: RarQuestion) => RarFiles {
  return openWaitingEngine<RarFiles>(
    new URL('./rarWorker.ts', import.meta.url),
    { megabytes, milliseconds: limit },
    { kind: 'fault', fault: 'too large', what: `unpacking it takes more than ${limit / 1000} seconds` },
  )
}
