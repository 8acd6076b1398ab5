import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { verifyArchive } from '../src/archive/verifyArchive.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'

const program = join(import.meta.dirname, 'archive-fill-disk.ts')

/**
 * Runs the writer on a really full disk: a tmpfs of 600 KB in a mount namespace of its own, which goes with it. What
 * was written is copied out before. Null where this system lets us mount nothing.
 */
function fillDisk(
  folder: string,
  size: number,
): { readonly said: string[]; readonly archive: string } | null {
  const disk = join(folder, 'disk')
  const copy = join(folder, 'copy')
  mkdirSync(disk)
  const namespace = process.getuid?.() === 0 ? ['-m'] : ['-Urm']
  const script = `mount -t tmpfs -o size=600k none ${disk} || exit 99
    ${process.execPath} ${program} ${disk} ${size}; code=$?
    cp -a ${disk} ${copy}; exit $code`
  const { status, stdout, stderr } = spawnSync('unshare', [...namespace, 'sh', '-c', script], {
    encoding: 'utf8',
  })
  if (status === null || status === 99 || stderr.includes('unshare')) return null
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return { said: stdout.trim().split('\n'), archive: copy }
}

describe('a full disk', () => {
  // Equal bodies fill it with ledger lines alone, large ones with an original.
  test.each([0, 10, 3000, 40_000])(
    'stops the run at once with nothing half-written, and the next run goes on (bodies of %i bytes)',
    async (size) => {
      const folder = testFolder()
      const run = fillDisk(folder, size)
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
