import type { FileHandle } from 'node:fs/promises'

/** The bytes of a file from one place to another; the system may give fewer at a time than it is asked for. Shorter where the file ends. */
export async function readBetween(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.alloc(to - from)
  for (let done = 0; done < bytes.length;) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, from + done)
    if (bytesRead === 0) return bytes.subarray(0, done)
    done += bytesRead
  }
  return bytes
}
