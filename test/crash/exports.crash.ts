import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../running/temporaryFolder.ts'
import { durableOrder } from './durableOrder.ts'
import { needs } from './required.ts'
import { runWriter } from './runWriter.ts'

test('what leaves the archive is durable, names included, before anybody is told that it is there', async (context) => {
  needs('strace', context)
  const home = await temporaryFolder()
  const archive = join(home, 'exports')
  const { said, calls } = await runWriter({
    ...{ archive, life: 1, key: join(home, 'key.pem') },
    ...{ program: 'writeExports.ts', strace: ['--seccomp-bpf'] },
  })
  expect(said).toEqual(['finished'])
  const { faults } = durableOrder(calls, archive)
  // The folder itself is this test's.
  expect(faults.filter((line) => !line.endsWith(`before ${archive} was durable`))).toEqual([])
})
