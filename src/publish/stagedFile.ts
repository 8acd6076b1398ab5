import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { systemRefusal } from '../systemRefusal.ts'

/** What a finished file holds. */
export interface Fixity {
  readonly bytes: number
  readonly sha256: string
}

const enough = 1 << 16

/** A file of an export while it is written, hashed as it grows; durable under its (temporary) name when finished. */
export class StagedFile {
  readonly #path: string
  readonly #handle: FileHandle
  readonly #hash = createHash('sha256')
  #bytes = 0
  /** Short pieces that wait for others: a call to the system for each line would cost more than all else. */
  #waiting: Uint8Array[] = []
  #waitingBytes = 0

  private constructor(path: string, handle: FileHandle) {
    this.#path = path
    this.#handle = handle
  }

  /** Opens a new file; its folder must be there. `disk-failed` and `disk-full` name the file. */
  static async open(path: string): Promise<StagedFile> {
    return new StagedFile(path, await guarded(path, () => open(path, 'wx')))
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.#bytes
  }

  async write(bytes: Uint8Array | string): Promise<void> {
    const data = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
    this.#hash.update(data)
    this.#bytes += data.length
    this.#waiting.push(data)
    this.#waitingBytes += data.length
    if (this.#waitingBytes >= enough) await this.#flush()
  }

  async finish(): Promise<Fixity> {
    await this.#flush()
    await guarded(this.#path, async () => {
      await this.#handle.sync()
      await this.#handle.close()
    })
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') }
  }

  /** Gives up. The file itself goes with its folder. */
  async abandon(): Promise<void> {
    await this.#handle.close().catch(() => undefined)
  }

  async #flush(): Promise<void> {
    const [only] = this.#waiting
    const data = this.#waiting.length === 1 && only !== undefined ? only : Buffer.concat(this.#waiting)
    this.#waiting = []
    this.#waitingBytes = 0
    await guarded(this.#path, () => this.#handle.writeFile(data))
  }
}

/** Runs work on the disk; what the system refuses becomes a line that says what to do. */
export async function guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw systemRefusal(error, path) ?? error
  }
}
