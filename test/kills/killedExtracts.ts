import { spawn } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { random } from '../documents/random.ts'
import { commandLine } from '../running/nianbao.ts'
import { temporaryFolder } from '../running/temporaryFolder.ts'
import { killCrawl } from './killCrawl.ts'
import { normaliseArchive } from './normaliseArchive.ts'
import { isDamage, problemsIn } from './problemsIn.ts'
import { street, years } from './street.ts'

const lanes = 4
/** When to kill: so many milliseconds after so many reports were made. */
interface Moment {
  readonly made: number
  readonly after: number
}

const siteIn = (archive: string): string => join(archive, 'zhejiang-example')

/**
 * Kills `nianbao extract` `count` times while it makes the reports of older rules anew. Verify finds no damage after a kill, the run after
 * it ends as one that nobody disturbed, and verify is quiet then. Gives how many kills met it when some reports were made and not all.
 */
export async function killedExtracts(count: number, seed: number): Promise<number> {
  const home = await temporaryFolder()
  const crawled = join(home, 'crawled')
  expect((await killCrawl(await street(), crawled, null)).code).toBe(0)
  const whole = await normaliseArchive(siteIn(crawled))
  for (const file of reportFiles(crawled))
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"rules": "[^"]*"/u, '"rules": "0"'))
  const stale = await problemsIn(crawled)
  expect(stale.filter((problem) => problem.startsWith('stale report-stale'))).toHaveLength(years.length)

  const calm = join(home, 'calm')
  cpSync(crawled, calm, { recursive: true })
  const { took, code } = await killExtract(calm, null)
  expect([code, await normaliseArchive(siteIn(calm))]).toEqual([0, whole])

  const dice = random(`extracts ${seed}`)
  // Every second kill is aimed by time, over the whole of a run; the others by what is made, for on a busy machine most of a run
  // is the start of Node and of its workers (CI, 2026-11-21: 1 of 100 kills by time alone met some reports and not all).
  const kills = Array.from({ length: count }, (_, n): Moment => {
    const share = (n + dice.int(0, 999) / 1000) / count
    return n % 2 === 0
      ? { made: 0, after: share * took }
      : { made: 1 + Math.floor(share * (years.length - 1)), after: dice.int(0, 3) }
  }).entries()
  let cutShort = 0
  const lane = async () => {
    for (const [n, moment] of kills) {
      const archive = join(home, `killed${n}`)
      const told = `kill ${n} of seed ${seed}, ${moment.after.toFixed(0)} ms after ${moment.made} reports`
      cpSync(crawled, archive, { recursive: true })
      await killExtract(archive, moment)
      const made = madeIn(archive)
      if (made > 0 && made < years.length) cutShort += 1
      expect((await problemsIn(archive)).filter(isDamage), told).toEqual([])
      expect((await killExtract(archive, null)).code, told).toBe(0)
      expect(await problemsIn(archive), told).toEqual([])
      expect(await normaliseArchive(siteIn(archive)), told).toEqual(whole)
      await rm(archive, { recursive: true })
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return cutShort
}

function reportFiles(archive: string): readonly string[] {
  const folder = join(siteIn(archive), 'reports')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name))
}

/** How many reports are no longer of the old rules. */
function madeIn(archive: string): number {
  return reportFiles(archive).filter((file) => !readFileSync(file, 'utf8').includes('"rules": "0"')).length
}

/** Extracts, and kills it at a moment after it took the archive; `null`: lets it end. */
async function killExtract(
  archive: string,
  moment: Moment | null,
): Promise<{ readonly took: number; readonly code: number | null }> {
  const [program, ...args] = commandLine(['extract', '--archive', archive])
  const child = spawn(program, args, { stdio: 'ignore' })
  const ended = new Promise<number | null>((done) => {
    child.once('close', done)
  })
  while (!existsSync(join(archive, '.lock-holder')) && child.exitCode === null) await pause(1)
  const begun = performance.now()
  if (moment !== null) {
    while (moment.made > 0 && madeIn(archive) < moment.made && child.exitCode === null) await pause(1)
    await Promise.race([pause(moment.after), ended])
    child.kill('SIGKILL')
  }
  const code = await ended
  return { took: performance.now() - begun, code }
}
