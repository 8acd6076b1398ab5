import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { systemCode } from '../systemRefusal.ts'
import { guarded, StagedFile, type Fixity } from './stagedFile.ts'

/**
 * A hidden folder beside the goal in which an export is made, on the same filesystem. What is finished moves to its
 * name in one step; what is not goes with the folder. A kill leaves the folder, never a half-written export.
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
    const folder = join(out, `.nianbao-${randomBytes(4).toString('hex')}.part`)
    await guarded(out, () => mkdir(folder, { recursive: true }))
    const staging = new Staging(out, folder)
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
      for (let folder = dirname(path); folder !== this.#out; folder = dirname(folder))
        this.#touched.add(folder)
    }
    const file = await StagedFile.open(path)
    this.#open.add(file)
    return file
  }

  async finish(file: StagedFile): Promise<Fixity> {
    this.#open.delete(file)
    return file.finish()
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

  /** Moves a finished file or folder to its name in the goal; what was there under that name is replaced. */
  async publish(name: string): Promise<void> {
    const goal = join(this.#out, name)
    await guarded(goal, async () => {
      for (const folder of this.#touched) await syncFolder(folder)
      if (await isThere(goal)) await rename(goal, this.path(`${name}.before`))
      await rename(this.path(name), goal)
      await syncFolder(this.#out)
    })
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

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
