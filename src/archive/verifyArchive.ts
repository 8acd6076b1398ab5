import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { isOurOwn, refusalWords, systemCode } from '../systemRefusal.ts'
import { readArchiveFile } from './archiveFolder.ts'
import { openHashPool, type HashPool } from './hashPool.ts'
import { readIndex, tailFile } from './indexFile.ts'
import { readArchive, siteFolders } from './openArchive.ts'
import { problem, type Problem } from './problem.ts'
import { readIfThere } from './readIfThere.ts'
import type { SiteReader } from './siteReader.ts'
import { verifyStamps } from './timestamps.ts'
import { verifyCheckpoints, verifySignedRuns, type KnownTree } from './verifyCheckpoints.ts'
import { verifyDecisions } from './verifyDecisions.ts'
import { verifyIndex } from './verifyIndex.ts'
import { verifyLedger } from './verifyLedger.ts'
import { verifyManifest } from './verifyManifest.ts'
import { isForbidden, originalsOnDisk, verifyOriginals } from './verifyOriginals.ts'
import { nothingVerified, verifyProgress, type SiteProgress, type Verified, type VerifyProgress } from './verifyProgress.ts'
import { keptReports, verifyReports, type Rederived, type ReportsToVerify } from './verifyReports.ts'
import { verifyRuns, type KnownHead } from './verifyRuns.ts'
import { verifyWithheld } from './verifyWithheld.ts'

export interface VerifyOptions {
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
  /** Called for every original that was hashed and every bundle that was derived again. */
  readonly onProgress?: (progress: VerifyProgress) => void
}

/**
 * Tests an archive against its own record, without a lock and without changing anything; gives every problem found, and at its
 * end what was looked at. Throws only when there is no archive at all (`no-such-file`, `not-an-archive`), or for a limit of this
 * process.
 */
export async function* verifyArchive(
  folder: string,
  options: VerifyOptions = {},
): AsyncGenerator<Problem, Verified> {
  const archive = await readArchive(folder).catch((error: unknown) => {
    if (error instanceof NianbaoError && error.code === 'archive-damaged') return null
    throw error
  })
  if (archive === null) {
    yield problem('archive-file', 'damage', 'archive.json')
    return nothingVerified
  }
  const pool = openHashPool()
  try {
    // Checkpoints, then records: beside a writer what is read later holds all that they know, and more.
    const checkpoints = await verifyCheckpoints(folder, await readArchiveFile(folder))
    yield* checkpoints.problems
    yield* await verifyStamps(folder)
    const runs = await verifyRuns(folder)
    yield* runs.problems
    yield* verifySignedRuns(checkpoints, runs)
    yield* verifyWithheld(folder, checkpoints.newest)
    yield* verifyDecisions(folder, checkpoints.newest)
    const folders = new Set(await siteFolders(folder))
    for (const id of new Set([...runs.sites.keys(), ...checkpoints.sites.keys()])) if (!folders.has(id)) yield problem('site-missing', 'damage', id)
    const progress = verifyProgress(folder, [...folders], options.rederive !== undefined, options.onProgress)
    for (const id of folders) {
      const known = { heads: runs.sites.get(id) ?? null, trees: checkpoints.newest === null ? null : (checkpoints.sites.get(id) ?? []) }
      const task = { archive: folder, id, ...known, open: () => archive.site(id), pool, progress: progress.site(id) }
      yield* verifyWhatCanBeRead(task, options)
    }
    return progress.verified()
  } finally {
    await pool.close()
    await archive.close()
  }
}

interface SiteToVerify {
  readonly archive: string
  readonly id: string
  /** The ends of its ledger that runs noted; null when no run was there. */
  readonly heads: readonly KnownHead[] | null
  /** Sizes and roots of its ledger that checkpoints signed; null where the archive has no checkpoint. */
  readonly trees: readonly KnownTree[] | null
  readonly open: () => Promise<SiteReader>
  readonly pool: HashPool
  readonly progress: SiteProgress
}

/** Where something lies that cannot be read as what it should be, that is damage of this site; others go on. */
async function* verifyWhatCanBeRead(task: SiteToVerify, options: VerifyOptions): AsyncGenerator<Problem> {
  try {
    yield* verifySite(task, options)
  } catch (error) {
    if (systemCode(error) === null || isOurOwn(error)) throw error
    const message = error instanceof NianbaoError ? error.message : refusalWords(error)
    yield problem('site-unreadable', 'damage', task.id, { message })
  }
}

async function* verifySite(
  { archive, id, heads, trees, open, pool, progress }: SiteToVerify,
  { sample = 1, since = '', rederive }: VerifyOptions,
): AsyncGenerator<Problem> {
  const folder = join(archive, id)
  const nameOf = (path: string) => `${id}/${path}`
  // Files before the ledger: beside a writer the ledger then speaks of everything that is found, and of more.
  const onDisk = await originalsOnDisk(folder)
  const kept = await keptReports(folder)
  const manifest = await readIfThere(join(folder, 'originals.sha256'))
  const path = join(folder, 'index.json')
  const read = readIndex(path)
  const index = read === null || read === 'corrupt' ? null : read.index
  if (read === 'corrupt') yield problem('index-unreadable', 'unfinished', nameOf('index.json'))
  else if (read?.tail.whole === false) yield problem('index-unreadable', 'unfinished', nameOf(tailFile))

  const ledger = nameOf('captures.jsonl')
  if (!existsSync(join(archive, ledger))) {
    const begun = onDisk.length > 0 || kept.size > 0 || manifest !== null || index !== null || heads !== null || (trees ?? []).length > 0
    if (begun) yield problem('ledger-short', 'damage', ledger, { message: 'the ledger is missing' })
    return
  }
  const { files, problems, since: first } = await verifyLedger(join(archive, ledger), ledger, {
    ...{ index, heads: heads ?? [], trees, since },
  })
  yield* problems
  if (index !== null) yield* await verifyIndex(join(archive, ledger), index, nameOf('index.json'))

  const chosen = [...files.values()].filter(({ line }) => line >= first && (sample >= 1 || Math.random() < sample))
  progress.originals([...files.values()], chosen)
  yield* await verifyOriginals({ ...{ site: folder, recorded: files, onDisk, chosen, pool, nameOf }, hashed: progress.hashed })
  // A run brings the list up to its last line before it writes its record.
  const covered = Math.max(index?.manifest.lines ?? 0, ...(heads ?? []).map((head) => head.lines))
  yield* verifyManifest(manifest, nameOf('originals.sha256'), files, covered)
  const recorded = new Set(files.values().map(({ sha256 }) => sha256))
  yield* await verifySiteReports(open, { ...{ folder, recorded, kept, rederive: rederive ?? null }, nameOf, progress, first })
}

/** Where the ledger or an original is damaged, reports cannot be made again: said once, and the rest goes on. */
async function verifySiteReports(
  open: () => Promise<SiteReader>,
  task: Omit<ReportsToVerify, 'site'>,
): Promise<Problem[]> {
  try {
    return await verifyReports({ ...task, site: await open() })
  } catch (error) {
    if (isForbidden(systemCode(error)))
      return [problem('report-unchecked', 'unchecked', task.nameOf('reports'), { message: refusalWords(error) })]
    if (!(error instanceof NianbaoError) || isOurOwn(error)) throw error
    return [problem('report-unchecked', 'damage', task.nameOf('reports'), { message: error.message })]
  }
}
