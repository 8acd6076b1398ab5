import { hash } from 'node:crypto'
import { mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { mkdir, readFile, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { NianbaoError } from '../../errors.ts'
import { systemCode, systemRefusal } from '../../systemRefusal.ts'
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
  try {
    return await work(siteFolder(out, temp, await publishedBefore(out)))
  } finally {
    await rm(temp, { recursive: true, force: true })
  }
}

function siteFolder(out: string, temp: string, last: SiteManifest | null): SiteFolder {
  const before: SiteFiles = last?.files ?? {}
  const hasDocuments = last?.documents === documentsVersion
  const now = new Map<string, SiteFiles[string]>()
  const folders = new Set<string>()
  let written = 0
  const isThere = (path: string): boolean => sizeOf(join(out, path)) === (before[path]?.bytes ?? -1)

  const replace = (path: string, content: Uint8Array): void => {
    const goal = join(out, path)
    const part = join(temp, 'page')
    try {
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
      if (before[path]?.sha256 === sha256 && isThere(path)) return
      if (before[path] === undefined && sizeOf(join(out, path)) !== null) {
        const same = hash('sha256', await readFile(join(out, path))) === sha256
        // What a publication wrote that was killed before its end.
        if (same) return
        throw new NianbaoError(
          'usage',
          `${join(out, path)}: no publication wrote this file; move it away, or choose another folder`,
        )
      }
      replace(path, content)
    },
    async finish(archive) {
      const foreign: string[] = []
      let removed = 0
      for (const [path, { sha256 }] of Object.entries(before)) {
        if (now.has(path)) continue
        const outcome = await removeOwn(out, path, sha256)
        if (outcome === 'foreign') foreign.push(path)
        if (outcome === 'removed') removed += 1
      }
      const files = Object.fromEntries([...now].sort(([a], [b]) => (a < b ? -1 : 1)))
      const text = manifestText({
        ...{ format: 'nianbao/explorer@1', archive, documents: documentsVersion, files },
      })
      const changes = { files: now.size, written, removed, foreign }
      if (!hasDocuments || JSON.stringify(files) !== JSON.stringify(before))
        replace(siteManifestFile, Buffer.from(text))
      return changes
    },
  }
}

const sizeOf = (path: string): number | null => statSync(path, { throwIfNoEntry: false })?.size ?? null

/** Removes a file that is as a publication wrote it, and the folders that are empty without it. */
async function removeOwn(out: string, path: string, sha256: string): Promise<'removed' | 'foreign' | 'gone'> {
  const file = join(out, path)
  if (sizeOf(file) === null) return 'gone'
  if (hash('sha256', await readFile(file)) !== sha256) return 'foreign'
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
