import { describe, expect, test } from 'vitest'
import { crashHome } from './crashHome.ts'
import { durableOrder } from './durableOrder.ts'
import { hasFired, straceOf, type Injection } from './injection.ts'
import { inLanes } from './lanes.ts'
import { bugs } from './plantedBug.ts'
import { needs } from './required.ts'
import { runWriter } from './runWriter.ts'
import { allInjections, words, type Trial } from './trial.ts'

describe('the order of system calls', () => {
  test.for([
    [0, 'adds nothing itself'],
    [2, 'sees the same again'],
  ] as const)(
    'after a kill at any of them, what the next run speaks of is durable first, also when it %s',
    { timeout: 600_000 },
    async ([next], context) => {
      needs('strace', context)
      const trial = { home: await crashHome(), begun: false, bug: null }
      const kills = (await allInjections(trial)).filter(({ fault }) => fault === 'SIGKILL')
      const wrong: string[] = []
      await inLanes(kills, async (kill, number) => {
        wrong.push(
          ...(await afterKill(trial, kill, next, `killed${number}`)).map((line) => `${words(kill)}: ${line}`),
        )
      })
      expect(wrong).toEqual([])
      expect(kills.length).toBeGreaterThan(50)
    },
  )

  test('a run that does not fsync what a killed one left is found', async (context) => {
    needs('strace', context)
    const trial = { home: await crashHome(), begun: false, bug: bugs.leftUnsynced }
    const kill: Injection = { call: 'fdatasync', when: 2, fault: 'SIGKILL', harmless: false }
    expect(await afterKill(trial, kill, 0, 'killed')).not.toEqual([])
  }, 60_000)

  test.for([false, true])(
    'is right in a run that nobody disturbs (archive begun: %s)',
    { timeout: 60_000 },
    async (begun, context) => {
      needs('strace', context)
      const home = await crashHome()
      expect(await faultsOf({ home, begun, bug: null })).toEqual([])
    },
  )

  const planted = [
    'noFsync',
    'noFolderFsync',
    'noAtomicRename',
    'lineBeforeOriginal',
    'acknowledgedBeforeFsync',
    'acknowledgedBeforeWrite',
  ] as const
  test.for(planted)('shows the planted bug %s', { timeout: 60_000 }, async (name, context) => {
    needs('strace', context)
    expect(await faultsOf({ home: await crashHome(), begun: false, bug: bugs[name] })).not.toEqual([])
  })
})

/** What the log of a life that nobody disturbs says against its order. */
async function faultsOf({ home, begun, bug }: Trial): Promise<readonly string[]> {
  return home.use(begun, 'watched', async (archive) => {
    const { calls } = await runWriter({ archive, key: home.key, bug, life: 2, strace: ['--seccomp-bpf'] })
    expect(calls.length).toBeGreaterThan(100)
    return durableOrder(calls, archive).faults
  })
}

/** The same for a life after one that was killed; life 0 finds every host down. */
async function afterKill(
  { home, begun, bug }: Trial,
  kill: Injection,
  nextLife: number,
  name: string,
): Promise<readonly string[]> {
  return home.use(begun, name, async (archive) => {
    const { key } = home
    const killed = await runWriter({ archive, key, bug, life: 2, strace: straceOf(kill) })
    if (!hasFired(kill, killed)) return ['it never happened']
    const { left } = durableOrder(killed.calls, archive)
    const next = await runWriter({ archive, key, bug, life: nextLife, strace: ['--seccomp-bpf'] })
    // Of files whose line was not written, of reports not yet derived for good and of refused bodies nothing speaks.
    const unspoken = nextLife === 0 ? /\/(?:originals|reports|refused)\//u : /^$/u
    const names = new Set([...left.names].filter((path) => !unspoken.test(path)))
    const { faults } = durableOrder(next.calls, archive, { ...left, names })
    return next.said.at(-1) === 'finished'
      ? faults
      : [...faults, `the next life ended with ${next.said.join()}`]
  })
}
