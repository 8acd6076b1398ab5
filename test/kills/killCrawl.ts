import { spawn } from 'node:child_process'
import type { LocalSite } from '../running/localSite.ts'
import { commandLine } from '../running/nianbao.ts'

export interface Killed {
  /** Milliseconds from the first request to the end. */
  readonly took: number
  readonly code: number | null
}

/** When to kill: so many milliseconds after the request of that number. */
export interface KillMoment {
  readonly asked: number
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
  const [program, ...args] = commandLine(['crawl', ...site.options, '--archive', archive])
  const child = spawn(program, args, { stdio: 'ignore' })
  const ended = new Promise<number | null>((done) => {
    child.once('close', done)
  })
  while (site.seen.length === asked && child.exitCode === null) await pause(1)
  const begun = performance.now()
  if (moment !== null) {
    while (site.seen.length < asked + moment.asked && child.exitCode === null) await pause(1)
    await Promise.race([pause(moment.after), ended])
    child.kill('SIGKILL')
  }
  const code = await ended
  return { took: performance.now() - begun, code }
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds))
