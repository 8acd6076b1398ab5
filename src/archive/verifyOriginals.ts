import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { limits, refusalWords, rights, systemCode } from '../systemRefusal.ts'
import { atOnce } from './atOnce.ts'
import type { HashedFile } from './hashFile.ts'
import type { HashPool } from './hashPool.ts'
import { problem, type Problem } from './problem.ts'
import type { RecordedFile } from './verifyLedger.ts'

export interface OriginalsToVerify {
  readonly site: string
  /** Null where the ledger cannot be read: then each is held against its own name alone. */
  readonly recorded: ReadonlyMap<string, RecordedFile> | null
  /** Paths that lay there before the ledger was read, so that a writer's newest are not taken for strays. */
  readonly onDisk: readonly string[]
  /** Those of the recorded originals to hash; of the others it is tested that they are there and weigh what they should. */
  readonly chosen: readonly RecordedFile[]
  readonly pool: HashPool
  readonly nameOf: (path: string) => string
  readonly hashed: (file: RecordedFile) => void
}

/** Ledger against files both ways, and the hash of the originals that were chosen. */
export async function verifyOriginals(task: OriginalsToVerify): Promise<Problem[]> {
  const problems: Problem[] = []
  const { site, chosen } = task
  const recorded = task.recorded ?? new Map<string, RecordedFile>()
  const paths = new Map(recorded.values().map(({ sha256, path }) => [sha256, path]))
  const found = (fate: Fate | null, path: string) => {
    if (fate !== null) problems.push(problem(fate.code, fate.severity, task.nameOf(path), fate))
  }
  const toHash = chosen.map((file) => ({ path: join(site, file.path), size: file.size, file }))
  await task.pool.hash(toHash, ({ file }, hashed) => {
    found(fateOf(file, hashed, paths), file.path)
    task.hashed(file)
  })
  const ones = new Set(chosen)
  const others = recorded.values().filter((file) => !ones.has(file))
  await atOnce(8, others, async (file) => {
    found(await weighed(join(site, file.path), file), file.path)
  })
  const strays = task.onDisk.filter((path) => !recorded.has(path))
  const toName = strays.map((path) => ({ path: join(site, path), size: 0, stray: path }))
  await task.pool.hash(toName, ({ stray }, hashed) => {
    const fate = strayFate(stray, hashed)
    if (task.recorded !== null || fate?.code !== 'original-unrecorded') found(fate, stray)
  })
  return problems.sort((a, b) => (a.file < b.file ? -1 : 1))
}

type Fate = Pick<Problem, 'code' | 'severity'> & { readonly message?: string }

/** `paths`: of every original by its hash, to name the one whose bytes lie here instead. */
function fateOf(file: RecordedFile, hashed: HashedFile, paths: ReadonlyMap<string, string>): Fate | null {
  if (hashed.kind === 'unreadable') return unreadable(hashed, `line ${file.line} of the ledger speaks of it`)
  if (hashed.sha256 === file.sha256) return hashed.size === file.size ? null : otherSize(file, hashed.size)
  const other = paths.get(hashed.sha256)
  if (other !== undefined)
    return { code: 'original-differs', severity: 'damage', message: `it holds the bytes of ${other}` }
  if (hashed.size !== file.size) return otherSize(file, hashed.size)
  return { code: 'original-differs', severity: 'damage' }
}

/** What can be told of an original without reading it. */
async function weighed(path: string, file: RecordedFile): Promise<Fate | null> {
  try {
    const found = await stat(path)
    if (!found.isFile()) return { code: 'original-unreadable', severity: 'damage', message: 'this is no file' }
    return found.size === file.size ? null : otherSize(file, found.size)
  } catch (error) {
    const code = systemCode(error)
    if (code === null) throw error
    return unreadable({ kind: 'unreadable', code, words: refusalWords(error) }, `line ${file.line} of the ledger speaks of it`)
  }
}

/** A run that was killed leaves an original without its line; anything else does not bear its own hash as name. */
function strayFate(path: string, hashed: HashedFile): Fate | null {
  const name = basename(path).split('.')[0] ?? ''
  // A writer beside us, or the next run, took it away since it was listed.
  if (hashed.kind === 'unreadable') return hashed.code === 'ENOENT' ? null : unreadable(hashed, '')
  if (!/^[0-9a-f]{64}$/u.test(name)) return { code: 'original-alien', severity: 'damage' }
  if (hashed.sha256 !== name) return { code: 'original-differs', severity: 'damage' }
  return { code: 'original-unrecorded', severity: 'unfinished' }
}

const otherSize = ({ size, line }: RecordedFile, found: number): Fate => {
  const message = `it has ${found} bytes, and line ${line} of the ledger says ${size}`
  return { code: 'original-differs', severity: 'damage', message }
}

/** Too many open files end the whole verify, as every limit of ours. */
function unreadable({ code, words }: Extract<HashedFile, { kind: 'unreadable' }>, whose: string): Fate {
  if (code === 'ENOENT') return { code: 'original-missing', severity: 'damage', message: whose }
  if (limits.has(code)) throw new NianbaoError('disk-failed', words)
  const severity = rights.has(code) ? 'unchecked' : 'damage'
  return { code: 'original-unreadable', severity, message: words }
}
