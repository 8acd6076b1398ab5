import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LocalSite } from '../running/localSite.ts'
import { commandLine } from '../running/nianbao.ts'

export interface Killed {
  /** Milliseconds from the first request to the end. */
  readonly took: number
  readonly code: number | null
}

/** When to kill: so many milliseconds after the first request and so many new lines of the ledger. */
export interface KillMoment {
  readonly lines: number
  readonly after: number
}

/**
 * Crawls with the command line and kills it (SIGKILL) at a moment; `null`: lets it end.
 * What comes before the first request is the start of Node, where nothing of ours is at stake.
 */
export async function killCrawl(
  site: LocalSite,
  archive: string,
  moment: KillMoment | null,
): Promise<Killed> {
  const asked = site.seen.length
  const linesBefore = linesIn(archive)
  const [program, ...args] = commandLine(['crawl', ...site.options, '--archive', archive])
  const child = spawn(program, args, { stdio: 'ignore' })
  const ended = new Promise<number | null>((done) => {
    child.once('close', done)
  })
  while (site.seen.length === asked && child.exitCode === null) await pause(1)
  const begun = performance.now()
  if (moment !== null) {
    const goal = linesBefore + moment.lines
    while (moment.lines > 0 && linesIn(archive) < goal && child.exitCode === null) await pause(1)
    await Promise.race([pause(moment.after), ended])
    child.kill('SIGKILL')
  }
  const code = await ended
  return { took: performance.now() - begun, code }
}

/** Lines in the only site's ledger, 0 where there is none yet. */
function linesIn(archive: string): number {
  const ledger = join(archive, 'zhejiang-example', 'captures.jsonl')
  return existsSync(ledger) ? readFileSync(ledger).reduce((lines, byte) => lines + Number(byte === 10), 0) : 0
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds))
