import { hash } from 'node:crypto'
import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import type { LedgerHead, Run } from '../model/run.ts'
import { problem, type Problem } from './problem.ts'
import { bytesIfThere } from './readIfThere.ts'
import { parseRun, runFiles } from './readRuns.ts'
import { readOr } from './readOr.ts'

/** Where a ledger ended when somebody noted it: `by` names the file that says so. */
export interface KnownHead extends LedgerHead {
  readonly by: string
}

/** What the records of all runs say, and what is wrong with them. */
export interface RunAccount {
  /** By site: every site that a run was at, with the ends of its ledger. */
  readonly sites: ReadonlyMap<string, readonly KnownHead[]>
  /** SHA-256 of every readable record by file name, the oldest first. */
  readonly found: ReadonlyMap<string, string>
  readonly problems: readonly Problem[]
}

/** Reads every record: its form, and the chain in which each names the one before. */
export async function verifyRuns(archive: string): Promise<RunAccount> {
  const problems: Problem[] = []
  const sites = new Map<string, KnownHead[]>()
  const followed = new Map<string, { readonly sha256: string; readonly by: string }>()
  const found = new Map<string, string>()
  const folder = { code: 'folder-unreadable', file: 'runs' } as const
  for (const name of await readOr([], problems, folder, () => runFiles(archive))) {
    const file = `runs/${name}`
    const read = await readRecord(archive, file, problems)
    if (read === null) continue
    found.set(name, read.sha256)
    const { previous } = read.run
    if (previous) followed.set(previous.file, { sha256: previous.sha256, by: name })
    for (const [site, heads] of headsOf(read.run, file)) sites.set(site, [...(sites.get(site) ?? []), ...heads])
  }
  for (const [name, { sha256, by }] of followed) {
    const now = found.get(name)
    const message = `runs/${by} follows it`
    const missing = now === undefined && !problems.some(({ file }) => file === `runs/${name}`)
    if (missing) problems.push(problem('run-missing', 'damage', `runs/${name}`, { message }))
    else if (now !== undefined && now !== sha256) problems.push(problem('run-differs', 'damage', `runs/${name}`))
  }
  return { sites, found, problems }
}

/** A run that crawled a site left it a ledger, if only an empty one. */
function headsOf({ sites, ledgers = {} }: Run, by: string): readonly (readonly [site: string, KnownHead[]])[] {
  const crawled = sites.map(({ site }) => [site, []] as const)
  return [...crawled, ...Object.entries(ledgers).map(([site, head]) => [site, [{ ...head, by }]] as const)].map(
    ([site, heads]) => [site, [...heads]],
  )
}

/** A record and its hash; null where it is none or cannot be read, and `problems` tells so. */
async function readRecord(
  archive: string,
  file: string,
  problems: Problem[],
): Promise<{ run: Run; sha256: string } | null> {
  const path = join(archive, file)
  const bytes = await readOr('unreadable', problems, { code: 'run-unreadable', file }, () => bytesIfThere(path))
  if (bytes === 'unreadable') return null
  try {
    if (bytes !== null) return { run: parseRun(path, bytes.toString('utf8')), sha256: hash('sha256', bytes) }
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error
  }
  problems.push(problem('run-unreadable', 'damage', file))
  return null
}
