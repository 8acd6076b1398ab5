import { NianbaoError } from '../errors.ts'
import { archiveState, notAnArchive, type ArchiveFile } from './archiveFolder.ts'
import { openHashPool } from './hashPool.ts'
import { siteFolders } from './openArchive.ts'
import { problem, type Problem } from './problem.ts'
import { unreadableProblem } from './readOr.ts'
import { verifyStamps } from './timestamps.ts'
import { verifyCheckpoints, verifySignedRuns } from './verifyCheckpoints.ts'
import { verifyDecisions } from './verifyDecisions.ts'
import { verifyProgress, type Verified, type VerifyProgress } from './verifyProgress.ts'
import { verifyRuns } from './verifyRuns.ts'
import { verifySite, type WhatToVerify } from './verifySite.ts'
import { verifyWithheld } from './verifyWithheld.ts'

export interface VerifyOptions extends WhatToVerify {
  /** Called for every original that was hashed and every bundle that was derived again. */
  readonly onProgress?: (progress: VerifyProgress) => void
}

/**
 * Tests an archive against its own record, without a lock and without changing anything; gives every problem found, and at its
 * end what was looked at. What cannot be read is a problem like any other, and the rest is tested. Throws only when there is no
 * archive at all (`no-such-file`, `not-an-archive`), or for a limit of this process.
 */
export async function* verifyArchive(
  folder: string,
  options: VerifyOptions = {},
): AsyncGenerator<Problem, Verified> {
  const file = await archiveFileOr(folder)
  if ('problem' in file) yield file.problem
  const pool = openHashPool()
  try {
    // Checkpoints, then records: beside a writer what is read later holds all that they know, and more.
    const checkpoints = await verifyCheckpoints(folder, 'problem' in file ? null : file)
    yield* checkpoints.problems
    yield* await verifyStamps(folder)
    const runs = await verifyRuns(folder)
    yield* runs.problems
    yield* verifySignedRuns(checkpoints, runs)
    yield* await verifyWithheld(folder, checkpoints)
    yield* await verifyDecisions(folder, checkpoints)
    const folders = new Set(await siteFolders(folder))
    for (const id of new Set([...runs.sites.keys(), ...checkpoints.sites.keys()])) if (!folders.has(id)) yield problem('site-missing', 'damage', id)
    const progress = verifyProgress(folder, [...folders], options.rederive !== undefined, options.onProgress)
    const allTrees = checkpoints.current && checkpoints.newest !== null
    for (const id of folders) {
      const known = { heads: runs.sites.get(id) ?? null, trees: checkpoints.sites.get(id) ?? [], allTrees }
      yield* verifySite({ archive: folder, id, ...known, pool, progress: progress.site(id) }, options)
    }
    return progress.verified()
  } finally {
    await pool.close()
  }
}

/** archive.json; or, where it is there and cannot be read or is none, what is wrong with it. */
async function archiveFileOr(folder: string): Promise<ArchiveFile | { readonly problem: Problem }> {
  const named = { code: 'archive-file', file: 'archive.json' } as const
  try {
    const state = await archiveState(folder)
    if (state.kind === 'archive') return state.file
    if (state.kind === 'missing') throw new NianbaoError('no-such-file', `${folder}: there is no such folder`)
    throw notAnArchive(folder, 'nothing is archived here yet')
  } catch (error) {
    if (error instanceof NianbaoError && error.code === 'archive-damaged')
      return { problem: problem('archive-file', 'damage', named.file) }
    // Of a folder that cannot be listed nothing can be told.
    if (!(error instanceof NianbaoError) || error.code !== 'disk-failed') throw error
    return { problem: unreadableProblem(error, named) }
  }
}
