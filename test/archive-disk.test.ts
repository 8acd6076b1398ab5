import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { verifyArchive } from '../src/archive/verifyArchive.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { onTinyDisk, withSmallFiles } from './running/tinyDisk.ts'

const program = join(import.meta.dirname, 'archive-fill-disk.ts')

/** Runs the writer until there is no room: on a disk of 600 KB, or with files that may not grow beyond 64 KB. */
function fillDisk(
  folder: string,
  means: 'disk' | 'limit',
  size: number,
): { readonly said: string[]; readonly archive: string } | null {
  const disk = join(folder, 'disk')
  mkdirSync(disk)
  const writer = [process.execPath, program, disk, String(size)]
  const tiny =
    means === 'disk'
      ? onTinyDisk(folder, 600_000, writer)
      : { command: withSmallFiles(65_536, writer), kept: disk }
  if (tiny === null) return null
  const [command, ...args] = tiny.command
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return { said: stdout.trim().split('\n'), archive: tiny.kept }
}

describe('a full disk', () => {
  // Equal bodies fill it with ledger lines alone, large ones with an original. A limit is met by the ledger in any case.
  test.each([
    ['disk', 0],
    ['disk', 10],
    ['disk', 3000],
    ['disk', 40_000],
    ['limit', 0],
    ['limit', 3000],
  ] as const)(
    'stops the run at once with nothing half-written, and the next run goes on (%s, bodies of %i bytes)',
    async (means, size) => {
      const folder = testFolder()
      const run = fillDisk(folder, means, size)
      if (run === null) {
        process.stderr.write('skipped: no tmpfs can be mounted here, so no disk can be filled\n')
        return
      }
      const acknowledged = run.said.filter((line) => /^\d+$/u.test(line)).map(Number)
      const ends = run.said.filter((line) => !/^\d+$/u.test(line))
      expect(acknowledged.length).toBeGreaterThan(3)
      // Three lanes, one more try, and the end of the run.
      expect(ends).toEqual(Array.from({ length: 5 }, () => 'disk-full'))

      const site = join(run.archive, 'gongshu')
      expect(readdirSync(join(site, '.tmp'))).toEqual([])
      const found: string[] = []
      for await (const { severity, code } of verifyArchive(run.archive)) found.push(`${severity} ${code}`)
      expect(
        found.filter((line) => !/^unfinished (manifest-behind|original-unrecorded)$/u.test(line)),
      ).toEqual([])

      const roomy = join(folder, 'roomy')
      cpSync(run.archive, roomy, { recursive: true })
      const archive = await openTestArchive(roomy)
      const next = await archive.site('gongshu')
      expect(next.recovered.filter((line) => line.includes('torn'))).toEqual([])
      const { seq } = await next.admit(exchangeOf('http://host/next', 'x'), factsOf('page'))
      expect(seq).toBe(Math.max(...acknowledged) + 1)
      await archive.finish()
      await archive.close()
    },
    60_000,
  )
})
