import { lstatSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { NianbaoError } from '../errors.ts'
import type { LedgerHead, Run } from '../model/run.ts'
import type { Outbox } from '../model/outbox.ts'
import type { NewDecision, ReviewDecision } from '../model/reviewDecision.ts'
import type { Withheld, Withholding } from '../model/withholding.ts'
import { systemCode } from '../systemRefusal.ts'
import { beginnings } from './beginnings.ts'
import { archiveState, beginArchive, notAnArchive, type ArchiveFile } from './archiveFolder.ts'
import { checkpointFolder, type SignedCheckpoint } from './checkpointFiles.ts'
import { decisionFile, keepReview, readReview } from './decisionFile.ts'
import { createDiskFault } from './diskFault.ts'
import { makeFolder, syncFolder } from './durableWrite.ts'
import { takeLock } from './lock.ts'
import { keepOutbox, outboxFile } from './outboxFile.ts'
import { openSite, readSite, sweptTemp, type OpenReader } from './openSite.ts'
import { saveRun } from './saveRun.ts'
import { signCheckpoint } from './signCheckpoint.ts'
import type { Signer } from './signingKey.ts'
import type { SiteArchive } from './siteArchive.ts'
import type { SiteReader } from './siteReader.ts'
import { keepStamp, type StampToKeep } from './timestamps.ts'
import { keepDecision, readWithheld, withheldFile, type Decision } from './withheldFile.ts'

/** An archive for reading. Sites are opened when they are asked for. */
export interface ArchiveReader {
  readonly folder: string
  readonly kind: ArchiveFile['kind']
  /** When it began, ISO 8601, UTC. */
  readonly created: string
  /** Ids of the sites that have a ledger, sorted. */
  sites(): Promise<string[]>
  /** What is withheld now. `archive-damaged` where that cannot be known for certain. */
  withheld(): Promise<Withheld>
  /** Every decision of people on what was read. `archive-damaged` where the file is not as it was written and signed. */
  decisions(): Promise<readonly ReviewDecision[]>
  /** `no-such-file` when nothing is archived for the site. */
  site(id: string): Promise<SiteReader>
  close(): Promise<void>
}

/** An archive for its one writer. */
export interface Archive {
  readonly folder: string
  readonly kind: ArchiveFile['kind']
  sites(): Promise<string[]>
  /** Opens a site, or gives the one that is open; after its `finish` it is opened anew. */
  site(id: string): Promise<SiteArchive>
  /** Keeps the record of a run in runs/<time>.json, durably, with the ledgers of the sites that it finished; gives its path. */
  saveRun(record: Run): Promise<string>
  /** Signs what the ledgers and the newest record of a run are now: the end of every run. `nextKey` signs from then on. */
  checkpoint(signer: Signer, nextKey?: string): Promise<SignedCheckpoint>
  /** Keeps a person's decision on what is withheld, durably (docs/decisions/0034). */
  decide(decision: Decision): Promise<Withholding>
  /** Keeps a person's decision on what was read, durably (docs/decisions/0040). */
  review(decision: NewDecision): Promise<ReviewDecision>
  /** Keeps the time stamp of a checkpoint, durably. `no-timestamp` where it does not hold. */
  keepStamp(stamp: StampToKeep): Promise<void>
  /** Keeps what receivers were told and have still to be told, durably (docs/decisions/0057). */
  keepOutbox(outbox: Outbox): Promise<void>
  /** Finishes every site that is still open. */
  finish(): Promise<void>
  /** Lets go of the archive. Without `finish` before, what was acknowledged is kept and the rest derived again. */
  close(): Promise<void>
}

export interface OpenOptions {
  readonly kind: ArchiveFile['kind']
  /** The clock, for what is named by time and for pruning. */
  readonly now: () => Date
  /** Id of this run, written in every ledger line. */
  readonly run: string
  readonly refusedKeptDays: number
}

/**
 * Opens an archive for writing, or begins one in an empty or new folder. Errors: `not-an-archive` (something else
 * lies there, or the archive is of the other kind), `archive-locked`, `archive-damaged`, `disk-full`.
 */
export async function openArchive(folder: string, options: OpenOptions): Promise<Archive> {
  await archiveState(folder)
  const fault = createDiskFault()
  await fault.guard(folder, () => makeFolder(folder))
  const release = takeLock(folder, options.now())
  try {
    const temp = await fault.guard(folder, () => sweptTemp(folder))
    await fault.guard(folder, () => openOfKind(folder, temp, options))
    // Folders that a killed run made here and did not get to fsync look like all others.
    await fault.guard(folder, () => syncFolder(folder))
    const open = new Map<string, Promise<SiteArchive>>()
    const ledgers = new Map<string, LedgerHead>()
    const mayBegin = beginnings(folder)
    const openKnown = async (id: string, path: string): Promise<SiteArchive> => {
      await mayBegin(id, join(path, 'captures.jsonl'))
      return forget(id, await openSite({ ...options, id, folder: path, fault }))
    }
    const forget = (id: string, site: SiteArchive): SiteArchive => ({
      ...site,
      async finish() {
        open.delete(id)
        await site.finish()
        ledgers.set(id, site.head())
      },
    })
    return {
      folder,
      kind: options.kind,
      sites: () => siteIds(folder),
      site(id) {
        const path = siteFolder(folder, id)
        const known = open.get(id) ?? fault.guard(path, () => openKnown(id, path))
        open.set(id, known)
        return known
      },
      saveRun: (record) =>
        fault.guard(join(folder, 'runs'), () => saveRun({ archive: folder, temp, record, ledgers, now: options.now() })),
      checkpoint: (signer, nextKey) =>
        fault.guard(join(folder, checkpointFolder), async () =>
          signCheckpoint({
            ...{ archive: folder, temp, sites: await siteIds(folder), signer },
            ...{ nextKey: nextKey ?? null, now: options.now() },
          }),
        ),
      decide: (decision) => fault.guard(join(folder, withheldFile), () => keepDecision(folder, temp, decision)),
      review: (decision) => fault.guard(join(folder, decisionFile), () => keepReview(folder, temp, decision)),
      keepStamp: (stamp) => fault.guard(join(folder, checkpointFolder), () => keepStamp(folder, temp, stamp)),
      keepOutbox: (outbox) => fault.guard(join(folder, outboxFile), () => keepOutbox(folder, temp, outbox)),
      async finish() {
        await Promise.all([...open.values()].map(async (site) => (await site).finish()))
      },
      async close() {
        await Promise.allSettled([...open.values()].map(async (site) => (await site).abandon()))
        open.clear()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

/** Opens an archive for reading, also while another process writes to it. Takes no lock, changes nothing. */
export async function readArchive(folder: string): Promise<ArchiveReader> {
  const state = await archiveState(folder)
  if (state.kind === 'missing') throw new NianbaoError('no-such-file', `${folder}: there is no such folder`)
  if (state.kind === 'empty') throw notAnArchive(folder, 'nothing is archived here yet')
  const open = new Map<string, Promise<OpenReader>>()
  return {
    folder,
    kind: state.file.kind,
    created: state.file.created,
    sites: () => siteIds(folder),
    withheld: () => readWithheld(folder),
    decisions: () => readReview(folder),
    async site(id) {
      const known = open.get(id) ?? readSite(id, siteFolder(folder, id))
      open.set(id, known)
      return (await known).site
    },
    async close() {
      await Promise.allSettled([...open.values()].map(async (reader) => (await reader).close()))
      open.clear()
    },
  }
}

async function openOfKind(folder: string, temp: string, { kind, now }: OpenOptions): Promise<void> {
  const state = await archiveState(folder)
  if (state.kind !== 'archive') {
    // A first run that was killed may have made the folder and not got further. Above one that somebody else made, this user
    // may have no right to read.
    await syncFolder(dirname(resolve(folder))).catch((error: unknown) => {
      if (systemCode(error) !== 'EACCES') throw error
    })
    await beginArchive(folder, temp, { format: 'nianbao/archive@1', kind, created: now().toISOString() })
  } else if (state.file.kind !== kind) {
    throw notAnArchive(folder, `this archive is ${state.file.kind} and cannot take a ${kind} crawl`)
  }
}

/** Folders that can be sites'; a killed run may have left one without a ledger. */
export async function siteFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
  return folders.flatMap(({ name }) => (isSiteId(name) ? [name] : [])).sort()
}

async function siteIds(folder: string): Promise<string[]> {
  // One that is there and cannot be read is opened all the same, and refused by name: passed over it would be a silent gap.
  return (await siteFolders(folder)).filter((id) => mayBeThere(join(folder, id, 'captures.jsonl')))
}

function mayBeThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch (error) {
    if (systemCode(error) === null) throw error
    return true
  }
}

/** Site ids are names of folders, so nothing else may pass: no path, no folder of the archive's own. */
function isSiteId(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]*$/u.test(name) && name !== 'runs' && name !== checkpointFolder
}

function siteFolder(folder: string, id: string): string {
  if (!isSiteId(id)) throw new NianbaoError('usage', `${id}: a site's id has only a–z, 0–9 and hyphens`)
  return join(folder, id)
}
