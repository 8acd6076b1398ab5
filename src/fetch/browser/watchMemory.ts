import { residents } from './resident.ts'

/** Milliseconds between two looks; a page fills half a gigabyte in that time at most. */
const look = 250

/**
 * Watches what the Chromium that `mark` tells holds together. Beyond `limit` bytes the largest renderer is killed: its page says that
 * it crashed, all others go on. When the largest is no renderer, all of it is ended. Gives what stops the watch.
 * The heap that Chromium is told to keep to says nothing of what lies beside it: buffers, text, many documents.
 */
export function watchMemory(mark: string, limit: number, end: () => void): () => void {
  let isLooking = false
  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    void residents(mark).then((all) => {
      isLooking = false
      const [largest] = all.toSorted((one, other) => other.bytes - one.bytes)
      if (largest === undefined || all.reduce((sum, { bytes }) => sum + bytes, 0) <= limit) return
      if (largest.command.includes('--type=renderer')) kill(largest.pid)
      else end()
    })
  }, look)
  timer.unref()
  return () => {
    clearInterval(timer)
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it has ended by itself
  }
}
