import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { KeptAnswer, type KeptCall } from './keptCall.ts'

export const root = resolve(import.meta.dirname, '../..')

/** How a run of the command line ended. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The real command line as a command: program and arguments. */
export const commandLine = (args: readonly string[]): readonly [string, ...string[]] => [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  resolve(root, 'src/cli.ts'),
  ...args,
]

/** The same for scripts, which only want it answered: everyday by a process that has the program loaded. */
export const answeredLine = (args: readonly string[]): readonly [string, ...string[]] => {
  const [node, option, program, ...rest] = commandLine(args)
  const asks = resolve(import.meta.dirname, 'askKept.ts')
  return [node, option ?? '', process.env['NIANBAO_KEPT'] === undefined ? (program ?? '') : asks, ...rest]
}

/** Runs the real command line: in a process of its own, or everyday in one that has the program loaded (keepProcesses.ts). */
export function nianbao(...args: readonly string[]): Promise<Ended> {
  const kept = process.env['NIANBAO_KEPT']
  return kept === undefined ? run(commandLine(args)) : inKeptProcess(kept, args)
}

async function inKeptProcess(path: string, args: readonly string[]): Promise<Ended> {
  const env = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  const socket = connect(path)
  socket.end(JSON.stringify({ args: [...args], env: Object.fromEntries(env) } satisfies KeptCall))
  return KeptAnswer.parse(JSON.parse(await text(socket)))
}

/** Runs a command, and says what it said. */
export function run([program, ...args]: readonly [string, ...string[]]): Promise<Ended> {
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', (code) => {
      done({ code, stdout, stderr })
    })
  })
}

/** The last line on stderr: where a failure is told in one line. */
export const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? ''
