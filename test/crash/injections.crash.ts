import { describe, expect, test } from 'vitest'
import { crashHome } from './crashHome.ts'
import type { Fault } from './injection.ts'
import { inLanes } from './lanes.ts'
import { bugs } from './plantedBug.ts'
import { needs } from './required.ts'
import { allInjections, tried, words } from './trial.ts'

describe('a writer that is broken at every system call by which it writes', () => {
  test.for([
    [false, 'beginning an archive'],
    [true, 'adding to an archive'],
  ] as const)(
    'keeps what it acknowledged, ends at the first failure, and the next run mends the rest (begun %s: %s)',
    { timeout: 1_200_000 },
    async ([begun, name], context) => {
      needs('strace', context)
      const trial = { home: await crashHome(), begun, bug: null }
      const injections = await allInjections(trial)
      const wrong: string[] = []
      let fired = 0
      await inLanes(injections, async (injection, number) => {
        const result = await tried(trial, injection, `broken${number}`)
        if (result.fired) fired += 1
        else wrong.push(`${words(injection)}: it never happened`)
        wrong.push(...result.wrong.map((line) => `${words(injection)}: ${line}`))
      })
      process.stdout.write(`${name}: ${fired} of ${injections.length} injections happened\n`)
      expect(wrong).toEqual([])
      // Every fault at every file that is put in place, at least; else the writer writes past us.
      expect(fired).toBeGreaterThan(150)
    },
  )
})

describe('the oracle of injections', () => {
  const controls: readonly (readonly [keyof typeof bugs, string, Fault])[] = [
    ['noAtomicRename', 'pwrite64', 'SIGKILL'],
    ['lineBeforeOriginal', 'rename', 'SIGKILL'],
    ['acknowledgedBeforeWrite', 'pwrite64', 'SIGKILL'],
    ['acknowledgedBeforeFsync', 'fdatasync', 'EIO'],
    ['failedFsyncIgnored', 'fdatasync', 'EIO'],
    ['failedWriteIgnored', 'pwrite64', 'ENOSPC'],
  ]
  test.for(controls)(
    'finds the planted bug %s by %s with %s',
    { timeout: 300_000 },
    async ([name, call, fault], context) => {
      needs('strace', context)
      const trial = { home: await crashHome(), begun: false, bug: bugs[name] }
      const sound = { ...trial, bug: null }
      // Counted in the right code: a broken one may end before it gets anywhere.
      const injections = (await allInjections(sound)).filter(
        (one) => one.call === call && one.fault === fault,
      )
      const caught: string[] = []
      await inLanes(injections, async (injection, number) => {
        const { fired, wrong } = await tried(trial, injection, `planted${number}`)
        if (fired) caught.push(...wrong)
      })
      expect(caught).not.toEqual([])
    },
  )
})
