import { crc32, inflateRawSync } from 'node:zlib'
import { NianbaoError } from '../../errors.ts'
import { readZipDirectory, type DirectoryEntry } from './zipDirectory.ts'

/** No part of a report is larger: the largest that was ever seen has 2 MB of XML. */
const maxEntryBytes = 64 * 1024 * 1024
/** Real parts shrink to between 1/3 and 1/30; DEFLATE itself allows 1/1032, which is what bombs use. */
const maxRatio = 200
/** What zlib takes at least; and what is set aside on the word of a directory alone. */
const leastChunk = 64
const mostChunk = 4 * 1024 * 1024

/** One file inside a zip, as its directory declares it. */
interface ZipEntry {
  readonly name: string
  /** Bytes after inflating, as declared; `read` holds the entry to it. */
  readonly size: number
}

/** An opened zip: its directory is checked, nothing is inflated yet. */
export interface Zip {
  readonly entries: readonly ZipEntry[]
  /**
   * The bytes of one entry, or null when there is none of that name. Names are compared as OPC compares part
   * names (ECMA-376 part 2: ASCII letters without case), and a backslash counts as a slash.
   * Throws `too-large` for an entry over 64 MB or over 200 times its compressed size, and `unreadable-file`
   * when size or CRC-32 are not those that the directory declares.
   */
  read(name: string): Buffer | null
}

/** Opens a zip (APPNOTE 6.3.10) that is held in memory. Throws `empty-file` and `unreadable-file`. */
export function readZip(bytes: Uint8Array): Zip {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = readZipDirectory(file)
  const byName = new Map<string, DirectoryEntry>()
  for (const entry of entries) {
    const key = partName(entry.name)
    if (byName.has(key)) throw damaged(`the zip holds ${entry.name} twice`)
    byName.set(key, entry)
  }
  return {
    entries,
    read(name) {
      const entry = byName.get(partName(name))
      return entry === undefined ? null : inflate(file, entry)
    },
  }
}

function partName(name: string): string {
  return name
    .replaceAll('\\', '/')
    .replace(/^\/+/u, '')
    .replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase())
}

function inflate(file: Buffer, entry: DirectoryEntry): Buffer {
  const { name, size, compressedSize } = entry
  if (size > maxEntryBytes || size > compressedSize * maxRatio) {
    throw new NianbaoError(
      'too-large',
      `${name} would inflate from ${compressedSize} to ${size} bytes: taken for a zip bomb, not opened`,
    )
  }
  const data = file.subarray(entry.dataStart, entry.dataStart + compressedSize)
  const content = entry.method === 'stored' ? data : inflateDeflated(data, entry)
  if (content.length !== size) {
    throw damaged(`${name} has ${content.length} bytes, the zip's directory says ${size}`)
  }
  if (crc32(content) !== entry.crc) throw damaged(`${name} does not have the CRC-32 of the zip's directory`)
  return content
}

function inflateDeflated(data: Buffer, { name, size }: DirectoryEntry): Buffer {
  try {
    // The limit is the declared size, so an entry that lies about it ends here and not in memory.
    // In one piece where it is of usual size: joining pieces costs as much as inflating them.
    const chunkSize = Math.min(Math.max(size + 1, leastChunk), mostChunk)
    return inflateRawSync(data, { maxOutputLength: Math.max(size, 1), chunkSize })
  } catch (cause) {
    throw damaged(`${name} cannot be inflated to the size that the zip's directory says`, cause)
  }
}

function damaged(message: string, cause?: unknown): NianbaoError {
  return new NianbaoError('unreadable-file', `${message}; get the file again`, { cause })
}
