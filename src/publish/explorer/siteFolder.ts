import { hash } from 'node:crypto'
import { statSync } from 'node:fs'
import { mkdir, readFile, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { systemCode } from '../../systemRefusal.ts'
import { clearParts, partName } from '../partName.ts'
import { guarded } from '../stagedFile.ts'
import type { PageMade, PageTask } from './makePage.ts'
import { removeJournal, writtenBefore, type WrittenBefore } from './siteJournal.ts'
import {
  documentsVersion,
  manifestText,
  publishedBefore,
  siteManifestFile,
  type SiteFiles,
  type SiteManifest,
} from './siteManifest.ts'
import { sitePath } from './sitePath.ts'
import { openSiteWriter, type SitePlace } from './siteWriter.ts'

/** A folder into which a site of files is published; every file appears whole. */
export interface SiteFolder {
  readonly place: SitePlace
  /** What there is to do for an address; null where the file that lies there is kept as it is. */
  task(address: string): PageTask | null
  /** Notes what became of a task. */
  done(task: PageTask, made: PageMade): void
  /** Removes what this publication has no more, and notes what it has. */
  finish(kind: SiteManifest['archive']): Promise<SiteChanges>
}

/** What a publication did to its folder. */
export interface SiteChanges {
  readonly files: number
  readonly written: number
  readonly removed: number
  /** Files of an earlier publication that somebody changed since: they stay. */
  readonly foreign: readonly string[]
}

/** Does `work` on a folder, made when it is not there; what is half-written goes, however it ends. */
export async function intoSiteFolder<T>(out: string, work: (folder: SiteFolder) => Promise<T>): Promise<T> {
  await guarded(out, () => mkdir(out, { recursive: true }))
  await clearParts(out)
  const temp = join(out, partName('explorer'))
  await guarded(out, () => mkdir(temp))
  try {
    const last = await publishedBefore(out)
    return await work(siteFolder({ place: { out, temp }, last, killed: writtenBefore(out) }))
  } finally {
    await rm(temp, { recursive: true, force: true })
  }
}

interface FolderBefore {
  readonly place: SitePlace
  readonly last: SiteManifest | null
  /** What those left that did not come to their end. */
  readonly killed: WrittenBefore
}

function siteFolder({ place, last, killed }: FolderBefore): SiteFolder {
  const { out } = place
  const before: SiteFiles = last?.files ?? {}
  const isOwn = (path: string, sha256: string): boolean =>
    before[path]?.sha256 === sha256 || killed.get(path)?.has(sha256) === true
  const hasDocuments = last?.documents === documentsVersion
  const now = new Map<string, SiteFiles[string]>()
  let written = 0
  // What was written since the last list is looked at as if nobody knew of it.
  const isThere = (path: string): boolean =>
    !killed.has(path) && sizeOf(join(out, path)) === (before[path]?.bytes ?? -1)

  return {
    place,
    task(address) {
      const path = sitePath(address)
      const known = before[path]
      if (known !== undefined && isMadeOnce(address, hasDocuments) && isThere(path)) {
        now.set(path, known)
        return null
      }
      return {
        ...{ address, path },
        before: known?.inputs === undefined ? null : { sha256: known.sha256, inputs: known.inputs },
        over: known === undefined ? [...(killed.get(path) ?? [])] : 'anything',
      }
    },
    done({ address, path }, { file, inputs }) {
      const { sha256, bytes, isWritten } = file
      const isOnce = isDocument(address) || isFile(address)
      now.set(path, { sha256, bytes, ...(inputs !== null && !isOnce && { inputs }) })
      if (isWritten) written += 1
    },
    async finish(archive) {
      const foreign: string[] = []
      let removed = 0
      for (const path of new Set([...Object.keys(before), ...killed.keys()])) {
        if (now.has(path) || path === siteManifestFile) continue
        const outcome = await removeOwn(out, path, (sha256) => isOwn(path, sha256))
        if (outcome === 'foreign') foreign.push(path)
        if (outcome === 'removed') removed += 1
      }
      const files = Object.fromEntries([...now].sort(([a], [b]) => (a < b ? -1 : 1)))
      const changes = { files: now.size, written, removed, foreign }
      if (!hasDocuments || JSON.stringify(files) !== JSON.stringify(before))
        writeManifest(place, { format: 'nianbao/explorer@1', archive, documents: documentsVersion, files })
      removeJournal(out)
      return changes
    },
  }
}

function writeManifest(place: SitePlace, manifest: SiteManifest): void {
  const writer = openSiteWriter(place)
  try {
    writer.write(siteManifestFile, Buffer.from(manifestText(manifest)), 'anything')
  } finally {
    writer.close()
  }
}

/**
 * The untouched file, and the document in a frame, are a matter of the original and our version alone: they are made once, whatever is said of the
 * original later.
 */
const isMadeOnce = (address: string, hasDocuments: boolean): boolean =>
  isFile(address) || (hasDocuments && isDocument(address))
const isFile = (address: string): boolean => /^\/original\/[0-9a-f]{64}\/[0-9a-f]{64}\.[^/]+$/u.test(address)
const isDocument = (address: string): boolean => /^\/original\/[0-9a-f]{64}\/document\/$/u.test(address)

const sizeOf = (path: string): number | null => statSync(path, { throwIfNoEntry: false })?.size ?? null

/** Removes a file that is as a publication wrote it, and the folders that are empty without it. */
async function removeOwn(
  out: string,
  path: string,
  isOwn: (sha256: string) => boolean,
): Promise<'removed' | 'foreign' | 'gone'> {
  const file = join(out, path)
  if (sizeOf(file) === null) return 'gone'
  if (!isOwn(hash('sha256', await readFile(file)))) return 'foreign'
  await rm(file)
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    try {
      await rmdir(join(out, folder))
    } catch (error) {
      if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(systemCode(error) ?? '')) break
      throw error
    }
  }
  return 'removed'
}
