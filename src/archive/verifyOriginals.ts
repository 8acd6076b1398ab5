import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { atOnce } from './atOnce.ts'
import { isOurOwn, systemCode } from '../systemRefusal.ts'
import { problem, type Problem } from './problem.ts'
import type { RecordedFile } from './verifyLedger.ts'

/** Paths of all files among the originals, below the site's folder. */
export async function originalsOnDisk(site: string): Promise<string[]> {
  try {
    const entries = await readdir(join(site, 'originals'), { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => !entry.isDirectory())
      .map(({ parentPath, name }) => join(parentPath, name).slice(site.length + 1))
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}

export interface OriginalsToVerify {
  readonly site: string
  readonly recorded: ReadonlyMap<string, RecordedFile>
  /** Paths that lay there before the ledger was read, so that a writer's newest are not taken for strays. */
  readonly onDisk: readonly string[]
  /** Share of the recorded originals to hash, above 0 up to 1; that each is there is always tested. */
  readonly sample: number
  readonly nameOf: (path: string) => string
  readonly hashed: () => void
}

/** Ledger against files both ways, and the hash of every original. */
export async function verifyOriginals(task: OriginalsToVerify): Promise<Problem[]> {
  const problems: Problem[] = []
  const present = new Set(task.onDisk)
  await atOnce(8, task.recorded.values(), async (file) => {
    const fate = await fateOf(join(task.site, file.path), file, present.has(file.path) && Math.random() > task.sample)
    task.hashed()
    if (fate === null) return
    const message = fate === 'original-missing' ? `line ${file.line} of the ledger speaks of it` : undefined
    problems.push(problem(fate, 'damage', task.nameOf(file.path), message === undefined ? {} : { message }))
  })
  const strays = task.onDisk.filter((path) => !task.recorded.has(path))
  await atOnce(8, strays, async (path) => {
    // A run that was killed leaves an original without its line; anything else does not bear its own hash as name.
    const fate = await fateOf(join(task.site, path), { sha256: basename(path).split('.')[0] ?? '' }, false)
    if (fate !== 'original-missing') {
      const severity = fate === null ? 'unfinished' : 'damage'
      problems.push(problem(fate ?? 'original-unrecorded', severity, task.nameOf(path)))
    }
  })
  return problems.sort((a, b) => (a.file < b.file ? -1 : 1))
}

async function fateOf(
  path: string,
  expected: { readonly sha256: string; readonly size?: number },
  skip: boolean,
): Promise<'original-missing' | 'original-differs' | null> {
  if (skip) return null
  try {
    const bytes = await readFile(path)
    if (expected.size !== undefined && expected.size !== bytes.length) return 'original-differs'
    // Web Crypto hashes in the thread pool, so several cores take part.
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
    return digest === expected.sha256 ? null : 'original-differs'
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'original-missing'
    if (systemCode(error) !== null && !isOurOwn(error)) return 'original-differs'
    throw error
  }
}
