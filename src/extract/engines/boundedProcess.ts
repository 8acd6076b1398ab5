import { spawn } from 'node:child_process'

/** What a program may take and see. */
export interface ProcessBounds {
  /** Its whole environment. */
  readonly environment: Readonly<Record<string, string>>
  readonly folder: string
  readonly milliseconds: number
}

/** How it ended. `said`: the beginning of what it printed. */
export type ProcessEnd =
  | { readonly kind: 'ended'; readonly status: number | null; readonly said: string }
  | { readonly kind: 'late' }
  /** It could not be started. */
  | { readonly kind: 'none'; readonly cause: Error }

const mostSaid = 4096

/**
 * Runs a program in a process group of its own, of which nothing is left when the time is up, when it has ended, or when our process exits (one
 * that a signal ends runs nothing any more). Never throws for what the program does.
 */
export function boundedProcess(
  [program, ...args]: readonly [string, ...string[]],
  { environment, folder, milliseconds }: ProcessBounds,
): Promise<ProcessEnd> {
  return new Promise((done) => {
    const child = spawn(program, args, {
      ...{ cwd: folder, env: environment, detached: true },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    const hear = (text: string): void => void (said = (said + text).slice(0, mostSaid))
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
    const kill = (): void => {
      killGroup(child.pid)
    }
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      kill()
    }, milliseconds)
    process.once('exit', kill)
    const end = (how: ProcessEnd): void => {
      clearTimeout(timer)
      process.removeListener('exit', kill)
      kill()
      child.stdout.destroy()
      child.stderr.destroy()
      done(how)
    }
    child.on('error', (cause) => {
      end({ kind: 'none', cause })
    })
    // Not `close`: whoever inherited its pipes may never close them.
    child.on('exit', (status) => {
      setImmediate(() => {
        end(isLate ? { kind: 'late' } : { kind: 'ended', status, said })
      })
    })
  })
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nothing of it is left, which is what is wanted.
  }
}
