import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../running/temporaryFolder.ts'
import { bugs, type PlantedBug } from './plantedBug.ts'
import { runWriter } from './runWriter.ts'

/** What `cutLedger.ts` says, its last line apart. */
async function cutLedger(step: number, bug: PlantedBug | null) {
  const home = await temporaryFolder()
  const archive = join(home, 'cuts')
  const { said, code } = await runWriter({
    ...{ archive, life: step, key: join(home, 'key.pem'), bug },
    program: 'cutLedger.ts',
  })
  expect(code).toBe(0)
  const [, cuts, bytes] = /^(\d+) of (\d+) cuts$/u.exec(said.at(-1) ?? '') ?? []
  return { wrong: said.slice(0, -1), cuts: Number(cuts), bytes: Number(bytes) }
}

describe('a ledger that is cut at every byte', () => {
  test('is opened, appended to and read again as what it was up to the last whole line', async () => {
    const { wrong, cuts, bytes } = await cutLedger(1, null)
    expect(wrong).toEqual([])
    expect(cuts).toBe(bytes)
    expect(bytes).toBeGreaterThan(2000)
  }, 600_000)

  test('shows the planted bug of a writer that appends after a torn tail', async () => {
    const { wrong } = await cutLedger(11, bugs.tornTailKept)
    expect(wrong.length).toBeGreaterThan(200)
  }, 600_000)
})
