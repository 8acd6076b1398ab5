import type { ChildProcess } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'

/** What the kernel counted of a process and of those that it started. */
export interface MemoryWatched {
  /**
   * The most that was resident at once, in kB: of the process alone by its VmHWM, threads included; with others, the sum of their
   * shares (Pss), looked at every 40 ms. 0 where /proc does not tell.
   */
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
    peak = Math.max(peak, await resident(child.pid ?? 0))
    await Promise.race([closed, new Promise((done) => setTimeout(done, 40))])
  }
  await closed
  return { peak, code }
}

async function resident(pid: number): Promise<number> {
  const all = await processTree(pid)
  if (all.length === 1) return kilobytes(`/proc/${pid}/status`, /^VmHWM:\s*(\d+) kB$/mu)
  // Pages that several share are counted once.
  const shares = await Promise.all(
    all.map((each) => kilobytes(`/proc/${each}/smaps_rollup`, /^Pss:\s*(\d+) kB$/mu)),
  )
  return shares.reduce((sum, share) => sum + share, 0)
}

/** A process and all that it and those started, by their ids. */
export async function processTree(pid: number): Promise<readonly number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
  )
  const started = lists.flatMap((list) => list.split(' ').filter((id) => id !== ''))
  const trees = await Promise.all(started.map((id) => processTree(Number(id))))
  return [pid, ...trees.flat()]
}

/** A process that has ended has no such file any more. */
async function kilobytes(path: string, line: RegExp): Promise<number> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return Number(line.exec(text)?.[1] ?? 0)
}
