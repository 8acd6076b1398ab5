import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { failures, type FailureCode } from '../errors.ts'
import type { DownloadOrder, RefusedDownload } from '../model/download.ts'

const program = fileURLToPath(new URL('../cli.ts', import.meta.url))

/** Of what a command says on stderr the end counts. */
const mostSaid = 8192

/** An export, and where it is to be written. */
export interface ExportOrder extends DownloadOrder {
  readonly archive: string
  readonly config: string
  readonly now: Date
  readonly out: string
}

/**
 * Runs `nianbao export` as a process of its own, which is ended where `signal` says so. Null where it wrote what was asked for.
 * @throws Error where it ended by what nobody foresaw; the reason of `signal` where that ended it
 */
export function exportApart(order: ExportOrder, signal: AbortSignal): Promise<RefusedDownload | null> {
  signal.throwIfAborted()
  return new Promise((done, fail) => {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', program, ...exportArguments(order)],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-mostSaid)
    })
    // It only reads the archive, and its folder goes with what it left there.
    const end = (): void => void child.kill('SIGKILL')
    signal.addEventListener('abort', end)
    process.once('exit', end)
    child.on('error', fail)
    child.on('close', (code) => {
      signal.removeEventListener('abort', end)
      process.removeListener('exit', end)
      const refused = code === 0 ? null : refusalIn(said)
      if (code === 0 || refused !== null) done(refused)
      else if (signal.aborted) fail(signal.reason instanceof Error ? signal.reason : new Error('ended'))
      else fail(new Error(`nianbao export ended with ${code ?? 'a signal'}: ${said}`))
    })
  })
}

/** Values stand behind `=`: none can be taken for an option. */
function exportArguments({ archive, config, now, out, format, selection }: ExportOrder): readonly string[] {
  const { site, report, year, region } = selection
  const given = { archive, config, now: now.toISOString(), out, site, report, year, region }
  const options = Object.entries(given).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [`--${name}=${value}`],
  )
  return ['export', format, ...options]
}

function refusalIn(said: string): RefusedDownload | null {
  const [, named = '', message = ''] = /^nianbao: ([a-z-]+): (.*)$/mu.exec(said) ?? []
  const code = isCode(named) ? named : null
  return code === null ? null : { kind: 'refused', code, message }
}

const isCode = (code: string): code is FailureCode => Object.hasOwn(failures, code)
