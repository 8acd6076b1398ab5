import { spawn } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { plantedIn, type PlantedBug } from './plantedBug.ts'
import { systemCalls, type SystemCall } from './systemCalls.ts'

/** What a run of `writer.ts` said, line by line, and how it ended: an exit code, or null where a signal ended it. */
export interface Life {
  readonly said: readonly string[]
  readonly code: number | null
  readonly calls: readonly SystemCall[]
}

export interface LifeOptions {
  readonly archive: string
  /** Number of this life. */
  readonly life: number
  readonly bug?: PlantedBug | null
  /** File of the operator's key: beside the archive, so that a life is the same in every process. */
  readonly key: string
  /** What strace is told besides which calls to log; not watched at all when absent. */
  readonly strace?: readonly string[]
  /** Another program of this folder than the writer. */
  readonly program?: string
}

/** The calls by which the archive's writer changes anything, or makes it durable. */
export const writingCalls = [
  ...['pwrite64', 'fsync', 'fdatasync', 'rename', 'mkdir', 'ftruncate', 'unlink', 'rmdir', 'link'],
] as const
const watchedCalls = [...writingCalls, 'openat', 'write'].join(',')

/** Runs one life of the writer to its end. One thread for files, so that the calls come in the same order every time. */
export async function runWriter(options: LifeOptions): Promise<Life> {
  const { archive, life, bug = null, key, strace, program = 'writer.ts' } = options
  const log = `${archive}.${life}.strace`
  const plant = bug === null ? [] : ['--import', join(import.meta.dirname, 'plant.ts')]
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', ...plant]
  const writer = [...node, join(import.meta.dirname, program), archive, String(life)]
  const watch =
    strace === undefined
      ? []
      : ['strace', '-f', '-y', '-s', '4096', '-o', log, '-e', `trace=${watchedCalls}`, ...strace]
  const [command = '', ...args] = [...watch, ...writer]
  const env = { ...process.env, ...plantedIn(bug), NIANBAO_KEY: key, UV_THREADPOOL_SIZE: '1' }
  const { code, stdout } = await ended(command, args, env)
  const calls = strace === undefined ? [] : systemCalls(await readFile(log, 'utf8'))
  await rm(log, { force: true })
  return { said: stdout.split('\n').slice(0, -1), code, calls }
}

function ended(command: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  return new Promise<{ code: number | null; stdout: string }>((done, fail) => {
    child.on('error', fail)
    child.on('close', (code) => {
      done({ code, stdout })
    })
  })
}
