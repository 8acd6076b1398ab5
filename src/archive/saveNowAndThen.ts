/** Seconds between two saves at least, and the share of the time that saving may take. */
const pause = 10_000
const share = 0.02

/**
 * Calls `save` now and then: rarely enough that an index which grows does not slow its crawl down.
 * Measured with the machine's own clock; a rehearsed `--now` does not move.
 */
export function saveNowAndThen(save: () => Promise<void>): () => Promise<void> {
  let due = performance.now() + pause
  return async () => {
    const start = performance.now()
    if (start < due) return
    await save()
    const end = performance.now()
    due = end + Math.max(pause, (end - start) / share)
  }
}
