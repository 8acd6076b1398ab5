import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** How a file is written: `temp` is a folder on the same filesystem, `mode` the permissions before the umask. */
export interface WriteOptions {
  readonly temp: string
  readonly mode?: number
}

/**
 * Puts a whole file in place so that it survives a power cut: temporary file, all bytes, fsync, rename, fsync of
 * the folder. A reader sees the old file or the new one. The folder itself must be durable (`makeFolder`).
 */
export async function durableWrite(path: string, bytes: Uint8Array | string, options: WriteOptions): Promise<void> {
  await replaceFile(path, bytes, options)
  await syncFolder(dirname(path))
}

/**
 * Puts a whole file in place in one step, its bytes durable before it has its name: a power cut leaves the old file or the
 * new one, and which of them is settled by `syncFolder`. For many files of one folder.
 */
export async function replaceFile(path: string, bytes: Uint8Array | string, options: WriteOptions): Promise<void> {
  const temporary = join(options.temp, `${basename(path)}.${randomUUID()}`)
  const data = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  try {
    const file = await open(temporary, 'wx', options.mode ?? 0o666)
    try {
      await writeAll(file, data, 0)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    // The first error is the one that matters; what stays here is swept when the site is opened again.
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}

/** Writes all bytes at `position`; the system may take fewer than it is given. */
export async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}

/** Makes a folder and its missing parents, each one durable: the folder above a new one is fsynced. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true })
  if (first === undefined) return
  for (let folder = path; ; folder = dirname(folder)) {
    await syncFolder(dirname(folder))
    if (folder === first || folder === dirname(folder)) return
  }
}

/** Makes the names in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  await syncFile(path)
}

/** Makes what was written to a file durable. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
