import { lstatSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { isForbidden, isLimit, refusalWords, systemCode } from '../systemRefusal.ts'
import { filesBelow } from './filesBelow.ts'
import type { HashPool } from './hashPool.ts'
import { readIndex, tailFile } from './indexFile.ts'
import { readSite } from './openSite.ts'
import { problem, type Problem } from './problem.ts'
import { bytesIfThere, readIfThere } from './readIfThere.ts'
import { readOr, unreadableProblem } from './readOr.ts'
import type { SiteReader } from './siteReader.ts'
import type { SiteIndex } from './siteIndex.ts'
import type { KnownTree } from './verifyCheckpoints.ts'
import { verifyIndex } from './verifyIndex.ts'
import { verifyLedger, type LedgerAccount } from './verifyLedger.ts'
import { verifyManifest } from './verifyManifest.ts'
import { verifyOriginals } from './verifyOriginals.ts'
import type { SiteProgress } from './verifyProgress.ts'
import { keptReports, verifyReports, type KeptReports, type Rederived, type ReportsToVerify } from './verifyReports.ts'
import type { KnownHead } from './verifyRuns.ts'

/** What of a site is looked at. */
export interface WhatToVerify {
  /**
   * Share of the originals to hash, above 0 up to 1; all when absent. Of the others it is tested that they are there and have
   * their size; everything else is always tested whole.
   */
  readonly sample?: number
  /**
   * ISO 8601, UTC: only originals that ledger lines first name from then on are hashed, and only reports that rest on such lines
   * are made again. Everything else is tested whole all the same: without it nothing could be said of the rest.
   */
  readonly since?: string
  /**
   * Makes reports of a site again from what is archived: all, or those that rest on the bundles with these keys. Calls `made` for
   * each bundle. Without it reports are only tested by themselves.
   */
  readonly rederive?: (site: SiteReader, keys: readonly string[], made: () => void) => AsyncIterable<Rederived>
}

export interface SiteToVerify {
  readonly archive: string
  readonly id: string
  /** The ends of its ledger that runs noted; null when no run was there. */
  readonly heads: readonly KnownHead[] | null
  /** Sizes and roots of its ledger that checkpoints signed. */
  readonly trees: readonly KnownTree[]
  /** Whether these are all: then what they do not cover is not signed yet. */
  readonly allTrees: boolean
  readonly pool: HashPool
  readonly progress: SiteProgress
}

/** What lies in a site's folder beside its ledger; `undefined` where it cannot be read, null where it is not there. */
interface Beside {
  readonly originals: readonly string[]
  readonly kept: KeptReports
  readonly manifest: string | null | undefined
  readonly index: SiteIndex | null | undefined
}

/** One site of an archive: ledger, originals, their list, index and reports. Each that cannot be read is named, and the others are tested. */
export async function* verifySite(task: SiteToVerify, { sample = 1, since = '', rederive }: WhatToVerify): AsyncGenerator<Problem> {
  const { archive, id, heads, pool, progress } = task
  const folder = join(archive, id)
  const nameOf = (path: string) => `${id}/${path}`
  const problems: Problem[] = []
  if ((await readOr(null, problems, { code: 'site-unreadable', file: id }, () => readdir(folder))) === null) {
    yield* problems
    return
  }
  // Files before the ledger: beside a writer the ledger then speaks of everything that is found, and of more.
  const { originals, kept, manifest, index } = await lookBeside(folder, nameOf, problems)
  yield* problems

  const ledger = await ledgerOf(task, index ?? null, since)
  if (ledger === 'not begun' && originals.length + kept.files.size === 0 && manifest === null && index === null) return
  const toHash = { site: folder, onDisk: originals, pool, nameOf, hashed: progress.hashed }
  if (ledger === 'not begun' || 'code' in ledger) {
    yield ledger === 'not begun' ? missing(nameOf('captures.jsonl')) : ledger
    yield* await verifyOriginals({ ...toHash, recorded: null, chosen: [] })
    return
  }
  yield* ledger.problems
  if (index) yield* await verifyIndex(join(folder, 'captures.jsonl'), index, nameOf('index.json'))

  const { files: recorded, since: first } = ledger
  const chosen = [...recorded.values()].filter(({ line }) => line >= first && (sample >= 1 || Math.random() < sample))
  progress.originals([...recorded.values()], chosen)
  yield* await verifyOriginals({ ...toHash, recorded, chosen })
  // A run brings the list up to its last line before it writes its record.
  const covered = Math.max(index?.manifest.lines ?? 0, ...(heads ?? []).map((head) => head.lines))
  if (manifest !== undefined) yield* verifyManifest(manifest, nameOf('originals.sha256'), recorded, covered)
  const hashes = new Set(recorded.values().map(({ sha256 }) => sha256))
  yield* verifySiteReports({ ...{ folder, recorded: hashes, kept, rederive: rederive ?? null }, nameOf, progress, first }, id)
}

async function lookBeside(folder: string, nameOf: (path: string) => string, problems: Problem[]): Promise<Beside> {
  const { files, unlisted } = await filesBelow(join(folder, 'originals'))
  for (const each of unlisted) {
    const file = nameOf(join('originals', each.folder))
    problems.push(unreadableProblem(each.error, { code: 'folder-unreadable', file }))
  }
  const kept = await keptReports(folder, nameOf)
  problems.push(...kept.problems)
  const list = { code: 'manifest-unreadable', file: nameOf('originals.sha256') } as const
  const manifest = await readOr(undefined, problems, list, () => readIfThere(join(folder, 'originals.sha256')))
  const index = await indexOf(folder, nameOf, problems)
  return { originals: files.map((name) => join('originals', name)), kept, manifest, index }
}

/** The index with its tail, each named where it cannot be read. */
async function indexOf(
  folder: string,
  nameOf: (path: string) => string,
  problems: Problem[],
): Promise<SiteIndex | null | undefined> {
  const before = problems.length
  for (const name of ['index.json', tailFile]) {
    const named = { code: 'index-unreadable', file: nameOf(name) } as const
    await readOr(null, problems, named, () => bytesIfThere(join(folder, name)))
  }
  if (problems.length > before) return undefined
  const read = readIndex(join(folder, 'index.json'))
  if (read === null) return null
  if (read === 'corrupt') problems.push(problem('index-unreadable', 'unfinished', nameOf('index.json')))
  else if (!read.tail.whole) problems.push(problem('index-unreadable', 'unfinished', nameOf(tailFile)))
  return read === 'corrupt' ? undefined : read.index
}

/** What the ledger says; why it cannot be read; or that there is none and nothing outside the site's folder speaks of one. */
async function ledgerOf(
  { archive, id, heads, trees, allTrees }: SiteToVerify,
  index: SiteIndex | null,
  since: string,
): Promise<LedgerAccount | Problem | 'not begun'> {
  const name = `${id}/captures.jsonl`
  const path = join(archive, name)
  try {
    return await verifyLedger(path, name, { index, heads: heads ?? [], trees, allTrees, since })
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') return unreadableProblem(error, { code: 'ledger-unreadable', file: name })
    const linked = lstatSync(path, { throwIfNoEntry: false }) !== undefined
    return linked || heads !== null || trees.length > 0 ? missing(name) : 'not begun'
  }
}

const missing = (file: string): Problem => problem('ledger-short', 'damage', file, { message: 'the ledger is missing' })

/** Where the ledger or an original is damaged, reports cannot be made again: said once, and the rest goes on. */
async function* verifySiteReports(task: Omit<ReportsToVerify, 'site'>, id: string): AsyncGenerator<Problem> {
  const unchecked = (severity: Problem['severity'], message: string) =>
    problem('report-unchecked', severity, task.nameOf('reports'), { message })
  try {
    const { site, close } = await readSite(id, task.folder)
    try {
      yield* verifyReports({ ...task, site })
    } finally {
      await close()
    }
  } catch (error) {
    if (isForbidden(error)) yield unchecked('unchecked', refusalWords(error))
    else if (!(error instanceof NianbaoError) || isLimit(error)) throw error
    else yield unchecked('damage', error.message)
  }
}
