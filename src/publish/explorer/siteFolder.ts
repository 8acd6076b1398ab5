import { hash } from 'node:crypto'
import { mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { mkdir, readFile, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { NianbaoError } from '../../errors.ts'
import { systemCode, systemRefusal } from '../../systemRefusal.ts'
import { openJournal, writtenBefore, type SiteJournal, type WrittenBefore } from './siteJournal.ts'
import { clearParts, partName } from '../partName.ts'
import { guarded } from '../stagedFile.ts'
import type { PageTask } from './makePage.ts'
import {
  documentsVersion,
  manifestText,
  publishedBefore,
  siteManifestFile,
  type PageInputs,
  type SiteFiles,
  type SiteManifest,
} from './siteManifest.ts'

/**
 * A folder into which a site of files is published; every file appears whole. Its thread does nothing else and waits for the disk itself: a promise
 * for each of four calls costs more than the calls.
 */
export interface SiteFolder {
  /** Whether documents in frames are as this version makes them. */
  readonly hasDocuments: boolean
  /** Whether the file of the last publication still lies there, by its size. */
  isThere(path: string): boolean
  /** What the last publication knows of a file and what it was made from. */
  before(path: string): PageTask['before']
  /** Keeps a file of the last publication as it is. */
  keep(path: string): void
  /** Writes a file unless it lies there with the same content. `usage` where somebody else's file does. */
  write(path: string, content: Uint8Array, inputs: PageInputs | null): Promise<void>
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
  const journal = openJournal(out)
  try {
    const last = await publishedBefore(out)
    return await work(siteFolder({ out, temp, journal, last, killed: writtenBefore(out) }))
  } finally {
    journal.close()
    await rm(temp, { recursive: true, force: true })
  }
}

interface FolderBefore {
  readonly out: string
  readonly temp: string
  readonly journal: SiteJournal
  readonly last: SiteManifest | null
  /** What those left that did not come to their end. */
  readonly killed: WrittenBefore
}

function siteFolder({ out, temp, journal, last, killed }: FolderBefore): SiteFolder {
  const before: SiteFiles = last?.files ?? {}
  const isOwn = (path: string, sha256: string): boolean =>
    before[path]?.sha256 === sha256 || killed.get(path)?.has(sha256) === true
  const hasDocuments = last?.documents === documentsVersion
  const now = new Map<string, SiteFiles[string]>()
  const folders = new Set<string>()
  let written = 0
  // What was written since the last list is looked at as if nobody knew of it.
  const isThere = (path: string): boolean =>
    !killed.has(path) && sizeOf(join(out, path)) === (before[path]?.bytes ?? -1)

  const replace = (path: string, content: Uint8Array, sha256: string): void => {
    const goal = join(out, path)
    const part = join(temp, 'page')
    try {
      journal.note(path, sha256)
      if (!folders.has(dirname(goal))) mkdirSync(dirname(goal), { recursive: true })
      folders.add(dirname(goal))
      writeFileSync(part, content)
      renameSync(part, goal)
    } catch (error) {
      throw systemRefusal(error, goal) ?? error
    }
    written += 1
  }

  return {
    hasDocuments,
    isThere,
    before(path) {
      const known = before[path]
      return known?.inputs === undefined ? null : { sha256: known.sha256, inputs: known.inputs }
    },
    keep(path) {
      const known = before[path]
      if (known !== undefined) now.set(path, known)
    },
    async write(path, content, inputs) {
      const sha256 = hash('sha256', content)
      now.set(path, { sha256, bytes: content.length, ...(inputs !== null && { inputs }) })
      const goal = join(out, path)
      if (sizeOf(goal) !== null) {
        const lying = hash('sha256', await readFile(goal))
        if (lying === sha256) return
        if (before[path] === undefined && !isOwn(path, lying))
          throw new NianbaoError(
            'usage',
            `${goal}: no publication wrote this file; move it away, or choose another folder`,
          )
      }
      replace(path, content, sha256)
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
      const text = manifestText({
        ...{ format: 'nianbao/explorer@1', archive, documents: documentsVersion, files },
      })
      const changes = { files: now.size, written, removed, foreign }
      if (!hasDocuments || JSON.stringify(files) !== JSON.stringify(before))
        replace(siteManifestFile, Buffer.from(text), hash('sha256', text))
      journal.remove()
      return changes
    },
  }
}

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
