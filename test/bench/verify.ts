/**
 * What verify's hashing costs against `sha256sum` over the same files, from the page cache: on one core, and on all. Interleaved,
 * medians. Run: `node test/bench/verify.ts [rounds]`. Printed is throughput as a share of that of `sha256sum`.
 */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHashPool, type FileToHash } from '../../src/archive/hashPool.ts'

const rounds = Number(process.argv[2] ?? 7)
const root = mkdtempSync(join(tmpdir(), 'nianbao-bench-'))

/** As reports are: mostly pages and documents of some ten KB, now and then a scan of several MB. */
function makeFiles(): FileToHash[] {
  return Array.from({ length: 20_000 }, (_, n) => {
    const size = n % 500 === 0 ? 6_000_000 : 10_000 + ((n * 7919) % 40_000)
    const folder = join(root, (n % 256).toString(16))
    mkdirSync(folder, { recursive: true })
    const path = join(folder, `${n}.bin`)
    writeFileSync(path, randomBytes(size))
    return { path, size }
  })
}

async function ours(files: readonly FileToHash[], width: number): Promise<number> {
  const start = performance.now()
  const pool = openHashPool(width)
  let hashed = 0
  await pool.hash(files, (_file, { kind }) => (hashed += kind === 'read' ? 1 : 0))
  await pool.close()
  const took = performance.now() - start
  if (hashed !== files.length) throw new Error(`${hashed} of ${files.length} files were hashed`)
  return took
}

/** One process for all files; its start counts as ours does. */
function theirs(files: readonly FileToHash[]): number {
  const input = files.map(({ path }) => `${path}\0`).join('')
  const start = performance.now()
  const { status, error } = spawnSync(
    'xargs',
    ['-0', '-n', String(files.length), '-s', '2000000', 'sha256sum'],
    {
      input,
      stdio: ['pipe', 'ignore', 'inherit'],
    },
  )
  if (status !== 0) throw error ?? new Error(`sha256sum ended with ${String(status)}`)
  return performance.now() - start
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

try {
  const files = makeFiles()
  const megabytes = files.reduce((sum, { size }) => sum + size, 0) / 1e6
  const cores = availableParallelism()
  const measured: { theirs: number; one: number; all: number }[] = []
  for (let round = 0; round < rounds; round += 1)
    measured.push({ theirs: theirs(files), one: await ours(files, 1), all: await ours(files, cores) })
  const perSecond = (what: keyof (typeof measured)[number]) =>
    `${(megabytes / (median(measured.map((round) => round[what])) / 1000)).toFixed(0)} MB/s`
  const ratio = (what: 'one' | 'all') =>
    median(measured.map((round) => round.theirs / round[what])).toFixed(2)
  process.stdout.write(
    `sha256sum: ${perSecond('theirs')} (${files.length} files, ${megabytes.toFixed(0)} MB)\n`,
  )
  process.stdout.write(`verify on one core: ${perSecond('one')}, ratio ${ratio('one')}\n`)
  process.stdout.write(`verify on ${cores} cores: ${perSecond('all')}, ratio ${ratio('all')}\n`)
} finally {
  rmSync(root, { recursive: true })
}
