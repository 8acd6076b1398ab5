import { join } from 'node:path'
import { fileStamp } from '../archive/catalog/fileStamp.ts'
import { decisionFile } from '../archive/decisionFile.ts'
import type { ArchiveReader } from '../archive/openArchive.ts'
import { withheldFile } from '../archive/withheldFile.ts'
import type { DecidedNow } from './exploreCatalog.ts'

/** So long an answer may be older than the archive. What is withheld is never shown, not for a moment. */
const freshFor = 60_000

/** What an explorer knows of an archive at this moment. */
export interface ExploreState {
  /** What people decided, as of the last refresh. */
  readonly decided: () => DecidedNow
  /** Waits where a person decided something since; else looks for news beside the answer, once a minute. */
  readonly refresh: () => Promise<void>
  readonly idle: () => Promise<void>
}

/**
 * Opens the state of an archive and brings what is worked out from it up to date by `refresh`, which says whether something changed. `changed` is called when what was worked out before no longer holds,
 * `failed` when a look for news beside an answer failed: the next one tries again.
 */
export async function exploreState(
  archive: ArchiveReader,
  refresh: (decided: DecidedNow) => Promise<boolean>,
  { changed, failed }: { readonly changed: () => void; readonly failed: (error: unknown) => void },
): Promise<ExploreState> {
  let decided: DecidedNow | null = null
  let seen = ''
  let looked = -Infinity
  let running: Promise<void> = Promise.resolve()
  let isRunning = false

  const look = async (stamp: string): Promise<void> => {
    decided = { withheld: await archive.withheld(), decisions: await archive.decisions() }
    if ((await refresh(decided)) || stamp !== seen) changed()
    seen = stamp
    looked = performance.now()
  }
  /** One at a time: a look that is asked for while another is under way comes after it. */
  const lookNext = (stamp: string): Promise<void> => {
    isRunning = true
    running = running
      .catch(() => undefined)
      .then(() => (stamp === seen && performance.now() - looked < freshFor ? undefined : look(stamp)))
      .finally(() => {
        isRunning = false
      })
    return running
  }

  await lookNext(await decisionsStamp(archive.folder))
  return {
    decided() {
      if (decided === null) throw new Error('the state of the archive is asked for before it was looked at')
      return decided
    },
    async refresh() {
      const stamp = await decisionsStamp(archive.folder)
      if (stamp !== seen) await lookNext(stamp)
      else if (!isRunning && performance.now() - looked > freshFor) lookNext(stamp).catch(failed)
    },
    idle: () => running.catch(() => undefined),
  }
}

/** The state of an archive at this moment, for who answers from it and is done. */
export async function exploreMoment(archive: ArchiveReader): Promise<ExploreState> {
  const decided = { withheld: await archive.withheld(), decisions: await archive.decisions() }
  return { decided: () => decided, refresh: () => Promise.resolve(), idle: () => Promise.resolve() }
}

/** Differs when a person decided something. */
export async function decisionsStamp(folder: string): Promise<string> {
  const stamps = await Promise.all([withheldFile, decisionFile].map((name) => fileStamp(join(folder, name))))
  return stamps.map((stamp) => stamp ?? 'none').join(' ')
}
