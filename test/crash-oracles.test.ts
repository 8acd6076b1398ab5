import { expect, test } from 'vitest'
import { crashHome } from './crash/crashHome.ts'
import { durableOrder } from './crash/durableOrder.ts'
import { bugs, type PlantedBug } from './crash/plantedBug.ts'
import { needs } from './crash/required.ts'
import { runWriter } from './crash/runWriter.ts'

/** What the system calls of one life say against “durable before acknowledged”. */
async function faultsOf(bug: PlantedBug | null): Promise<readonly string[]> {
  const home = await crashHome()
  const { key } = home
  return home.use(false, 'watched', async (archive) => {
    const { calls } = await runWriter({ archive, key, bug, life: 2, strace: ['--seccomp-bpf'] })
    return durableOrder(calls, archive).faults
  })
}

// The everyday part of the four crash oracles: the others (test/crash/) take minutes, and run with `npm run test:crash`.
test('everything is durable before it is acknowledged, by the order of the system calls; and a writer without fsync is found', async (context) => {
  needs('strace', context)
  expect(await faultsOf(null)).toEqual([])
  expect(await faultsOf(bugs.noFsync)).not.toEqual([])
})
