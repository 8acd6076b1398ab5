import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { DownloadedFile } from '../model/download.ts'

const piece = 1 << 16

/** A file that is open and has no name any more: it is gone with the last who holds it, and with this process, however that ends. */
export class HeldFile {
  readonly bytes: number
  readonly sha256: string
  readonly #handle: FileHandle
  #holders = 1

  private constructor(handle: FileHandle, { bytes, sha256 }: { bytes: number; sha256: string }) {
    this.#handle = handle
    this.bytes = bytes
    this.sha256 = sha256
  }

  /** Takes over a handle; whoever calls this is the first holder. */
  static async of(handle: FileHandle): Promise<HeldFile> {
    const hashed = createHash('sha256')
    let bytes = 0
    try {
      for (;;) {
        const { bytesRead, buffer } = await handle.read(new Uint8Array(piece), 0, piece, bytes)
        if (bytesRead === 0) break
        hashed.update(buffer.subarray(0, bytesRead))
        bytes += bytesRead
      }
    } catch (error) {
      await handle.close()
      throw error
    }
    return new HeldFile(handle, { bytes, sha256: hashed.digest('hex') })
  }

  /** For one more holder. */
  share(): DownloadedFile {
    this.#holders += 1
    let isHeld = true
    const release = async (): Promise<void> => {
      if (isHeld) {
        isHeld = false
        await this.release()
      }
    }
    return { bytes: this.bytes, sha256: this.sha256, release, stream: () => this.#stream(release) }
  }

  /** One holder lets go of it. */
  async release(): Promise<void> {
    this.#holders -= 1
    if (this.#holders === 0) await this.#handle.close()
  }

  #stream(release: () => Promise<void>): ReadableStream<Uint8Array> {
    let at = 0
    return new ReadableStream(
      {
        pull: async (controller) => {
          try {
            const { bytesRead, buffer } = await this.#handle.read(new Uint8Array(piece), 0, piece, at)
            at += bytesRead
            if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead))
            if (at < this.bytes && bytesRead > 0) return
            controller.close()
          } catch (error) {
            controller.error(error)
          }
          await release()
        },
        cancel: release,
      },
      { highWaterMark: 0 },
    )
  }
}
