import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { onTinyDisk } from '../running/tinyDisk.ts'
import { temporaryFolder } from '../running/temporaryFolder.ts'
import { complaints } from './judge.ts'
import { bugs, plantedIn, type PlantedBug } from './plantedBug.ts'
import { needs } from './required.ts'

const block = 4096
/** So many blocks that nothing fits to so many that all fits: at each size another write finds no room. */
const sizes = Array.from({ length: 28 }, (_, n) => (n + 3) * block)

/** Lives once on a disk of so many bytes; gives how it ended, and what is wrong on a disk with room. */
async function onDiskOf(bytes: number, key: string, home: string, bug: PlantedBug | null) {
  const folder = join(home, String(bytes))
  mkdirSync(folder)
  const plant = bug === null ? [] : ['--import', join(import.meta.dirname, 'plant.ts')]
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', ...plant]
  const writer = [...node, join(import.meta.dirname, 'writer.ts'), join(folder, 'disk'), '1']
  const tiny = onTinyDisk(folder, bytes, writer)
  if (tiny === null) throw new Error('no small disk can be mounted here')
  const [command, ...args] = tiny.command
  const env = { ...process.env, ...plantedIn(bug), NIANBAO_KEY: key }
  const { stdout } = spawnSync(command, args, { encoding: 'utf8', env })
  const said = stdout.split('\n').slice(0, -1)
  const wrong = await complaints({ archive: tiny.kept, key }, said)
  rmSync(folder, { recursive: true })
  return { end: said.at(-1) ?? 'nothing', wrong: wrong.map((line) => `${bytes} bytes: ${line}`) }
}

async function onEveryDisk(bug: PlantedBug | null) {
  const home = await temporaryFolder()
  const ends: string[] = []
  const wrong: string[] = []
  for (const bytes of sizes) {
    const life = await onDiskOf(bytes, join(home, 'keys/key.pem'), home, bug)
    ends.push(life.end)
    wrong.push(...life.wrong)
  }
  return { ends, wrong }
}

describe('a disk that is really full', () => {
  test('ends the run with disk-full wherever it is, and with room the next run mends the rest', async (context) => {
    needs('unshare', context)
    const { ends, wrong } = await onEveryDisk(null)
    expect(wrong).toEqual([])
    expect(new Set(ends)).toEqual(new Set(['disk-full', 'finished']))
    expect(ends.filter((end) => end === 'disk-full').length).toBeGreaterThan(12)
  }, 300_000)

  test('shows the planted bug of a writer that takes a failed write for a good one', async (context) => {
    needs('unshare', context)
    const { wrong } = await onEveryDisk(bugs.failedWriteIgnored)
    expect(wrong).not.toEqual([])
  }, 300_000)
})
