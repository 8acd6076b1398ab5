import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'

/** What the kernel counted of a process. */
export interface MemoryWatched {
  /** VmHWM: the most that was resident at once, threads included, in kB; 0 where /proc does not tell. */
  readonly peak: number
  readonly code: number | null
}

/** Watches the memory of a process that we started until it ends. */
export async function watchMemory(child: ChildProcess): Promise<MemoryWatched> {
  let peak = 0
  let code: number | null = null
  const closed = new Promise<void>((done) => {
    child.once('close', (exit) => {
      code = exit
      done()
    })
  })
  while (child.exitCode === null && child.signalCode === null) {
    peak = Math.max(peak, await highWater(child.pid ?? 0))
    await Promise.race([closed, new Promise((done) => setTimeout(done, 40))])
  }
  await closed
  return { peak, code }
}

/** A process that has ended has no such file any more. */
async function highWater(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmHWM:\s*(\d+) kB$/mu.exec(status)?.[1] ?? 0)
}
