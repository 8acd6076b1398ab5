import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A process of ours that a test may kill. */
export interface Child {
  readonly pid: number | undefined
  /** What it has printed so far. */
  readonly printed: () => string
  /** Resolves when it has printed a whole line. */
  readonly firstLine: Promise<void>
  readonly ended: Promise<void>
  kill(): Promise<void>
}

/** Runs a program of this folder with this Node; what it says on stderr is shown. */
export function startChild(program: string, ...args: string[]): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  const ended = once(child, 'close').then(() => undefined)
  const firstLine = new Promise<void>((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString('utf8')
      if (text.includes('\n')) resolve()
    })
    child.once('close', () => {
      resolve()
    })
  })
  return {
    pid: child.pid,
    printed: () => text,
    firstLine,
    ended,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
