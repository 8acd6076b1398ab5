import { createHash } from 'node:crypto'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { systemRefusal } from '../systemRefusal.ts'
import { partName } from './partName.ts'
import { syncFolder } from './syncFolder.ts'

/** A file that was written, for the manifest. `rows` counts without the heading. */
export interface PublishedFile {
  readonly name: string
  readonly rows: number
  readonly bytes: number
  readonly sha256: string
}

const enough = 1 << 16

/** A file that appears under its name when it is complete: written beside it, synced, then renamed. */
export class TableFile {
  readonly #path: string
  readonly #temporary: string
  readonly #handle: FileHandle
  readonly #hash = createHash('sha256')
  #waiting: string[] = []
  #length = 0
  #bytes = 0
  #rows = 0

  private constructor(path: string, temporary: string, handle: FileHandle) {
    this.#path = path
    this.#temporary = temporary
    this.#handle = handle
  }

  static async open(path: string, head: string): Promise<TableFile> {
    const temporary = join(dirname(path), partName(basename(path)))
    const file = new TableFile(path, temporary, await guarded(path, () => open(temporary, 'wx')))
    if (head !== '') await file.#add(head)
    return file
  }

  async write(lines: readonly string[]): Promise<void> {
    this.#rows += lines.length
    for (const line of lines) await this.#add(line)
  }

  async finish(): Promise<PublishedFile> {
    await this.#flush()
    await guarded(this.#path, async () => {
      await this.#handle.sync()
      await this.#handle.close()
      await rename(this.#temporary, this.#path)
      await syncFolder(dirname(this.#path))
    })
    return {
      name: basename(this.#path),
      rows: this.#rows,
      bytes: this.#bytes,
      sha256: this.#hash.digest('hex'),
    }
  }

  /** Gives up: nothing half-written stays. What is finished stays as it is. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined)
    await rm(this.#temporary, { force: true })
  }

  async #add(text: string): Promise<void> {
    this.#waiting.push(text)
    this.#length += text.length
    if (this.#length >= enough) await this.#flush()
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#waiting.join(''))
    this.#waiting = []
    this.#length = 0
    this.#hash.update(bytes)
    this.#bytes += bytes.length
    await guarded(this.#path, () => this.#handle.writeFile(bytes))
  }
}

async function guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw systemRefusal(error, path) ?? error
  }
}
