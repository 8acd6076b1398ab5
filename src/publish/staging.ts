import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { systemCode } from '../systemRefusal.ts'
import { foreignFiles } from './foreignFiles.ts'
import { clearParts, partName } from './partName.ts'
import { guarded, StagedFile, type Fixity } from './stagedFile.ts'
import { syncFolder } from './syncFolder.ts'

/**
 * A hidden folder beside the goal in which an export is made, on the same filesystem. What is finished moves to its
 * name in one step; what is not goes with the folder. A kill leaves the folder, never a half-written export; the next
 * export clears it.
 */
export class Staging {
  readonly folder: string
  readonly #out: string
  readonly #touched = new Set<string>()
  readonly #open = new Set<StagedFile>()

  private constructor(out: string, folder: string) {
    this.#out = out
    this.folder = folder
  }

  /** Does `work` in a staging folder below `out` (made when it is not there), and clears up however it ends. */
  static async use<T>(out: string, work: (staging: Staging) => Promise<T>): Promise<T> {
    const goal = resolve(out)
    const folder = join(goal, partName('nianbao'))
    await guarded(out, () => clearParts(goal))
    const first = await guarded(out, () => mkdir(folder, { recursive: true }))
    const staging = new Staging(goal, folder)
    staging.#touch(goal, dirname(first ?? folder))
    try {
      return await work(staging)
    } finally {
      for (const file of staging.#open) await file.abandon()
      await rm(folder, { recursive: true, force: true })
    }
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  /** A new file at a path below the staging folder. */
  async file(name: string): Promise<StagedFile> {
    const path = this.path(name)
    if (!this.#touched.has(dirname(path))) {
      await guarded(path, () => mkdir(dirname(path), { recursive: true }))
      this.#touch(dirname(path), this.folder)
    }
    const file = await StagedFile.open(path)
    this.#open.add(file)
    return file
  }

  async finish(file: StagedFile): Promise<Fixity> {
    const fixity = await file.finish()
    this.#open.delete(file)
    return fixity
  }

  /** A whole small file. */
  async write(name: string, bytes: Uint8Array | string): Promise<Fixity> {
    const file = await this.file(name)
    await file.write(bytes)
    return this.finish(file)
  }

  /** Whether something lies at a path below the staging folder. */
  has(name: string): Promise<boolean> {
    return isThere(this.path(name))
  }

  /** Makes the names of all files so far durable, and forgets about their folders. */
  async settle(): Promise<void> {
    for (const folder of this.#touched) await guarded(folder, () => syncFolder(folder))
    this.#touched.clear()
  }

  /**
   * Moves a finished file or folder to its name in the goal; an export that was there under that name is replaced.
   * @throws NianbaoError `usage` where the folder holds what no export wrote
   */
  async publish(name: string): Promise<void> {
    const goal = join(this.#out, name)
    const before = this.path(`${name}.before`)
    await this.settle()
    const [foreign] = await guarded(goal, () => foreignFiles(goal))
    if (foreign !== undefined)
      throw new NianbaoError(
        'usage',
        `${join(goal, foreign)}: no part of the export that is to be replaced; move it away, or choose another --out`,
      )
    await guarded(goal, async () => {
      const replaces = await isThere(goal)
      if (replaces) await rename(goal, before)
      try {
        await rename(this.path(name), goal)
      } catch (error) {
        if (replaces) await rename(before, goal)
        throw error
      }
      await syncFolder(this.#out)
    })
  }

  /**
   * Moves a finished file to its name in the goal; a file that was there under that name is replaced in one step.
   * @throws NianbaoError `disk-failed` where a folder lies there
   */
  async publishFile(name: string): Promise<void> {
    const goal = join(this.#out, name)
    await this.settle()
    await guarded(goal, async () => {
      await rename(this.path(name), goal)
      await syncFolder(this.#out)
    })
  }

  /** Notes folders whose names must become durable: from one up to another above it, both included. */
  #touch(from: string, to: string): void {
    for (let folder = from; ; folder = dirname(folder)) {
      this.#touched.add(folder)
      if (folder === to || folder === dirname(folder)) return
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false
    throw error
  }
}
