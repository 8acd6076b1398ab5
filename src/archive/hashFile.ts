import { createHash, hash } from 'node:crypto'
import { closeSync, readSync } from 'node:fs'
import { refusalWords, systemCode } from '../systemRefusal.ts'
import { openRegularNow } from './openRegular.ts'

/** What a file holds; or why it cannot be told: `code` is the errno name (`EIO`), `words` say it for people. */
export type HashedFile =
  | { readonly kind: 'read'; readonly sha256: string; readonly size: number }
  | { readonly kind: 'unreadable'; readonly code: string; readonly words: string }

/** What is read at once. Most originals are smaller: one read, and one call to hash it. */
export const hashBufferSize = 1 << 20

/**
 * SHA-256 and size (bytes) of a file, whatever its size, in the memory of `buffer`. Synchronous, because for files of this
 * size the way through the thread pool costs more than the work (`test/bench/verify.ts`).
 */
export function hashFile(path: string, buffer: Buffer): HashedFile {
  try {
    const file = openRegularNow(path)
    try {
      return { kind: 'read', ...hashOpen(file, buffer) }
    } finally {
      closeSync(file)
    }
  } catch (error) {
    const code = systemCode(error)
    if (code === null) throw error
    return { kind: 'unreadable', code, words: refusalWords(error) }
  }
}

function hashOpen(file: number, buffer: Buffer): { sha256: string; size: number } {
  const first = readSync(file, buffer, 0, buffer.length, null)
  if (first < buffer.length) {
    const next = readSync(file, buffer, first, buffer.length - first, null)
    if (next === 0) return { sha256: hash('sha256', buffer.subarray(0, first)), size: first }
    return hashOn(file, buffer, first + next)
  }
  return hashOn(file, buffer, first)
}

/** Goes on after the first `filled` bytes, which lie in `buffer`. */
function hashOn(file: number, buffer: Buffer, filled: number): { sha256: string; size: number } {
  const digest = createHash('sha256')
  let size = 0
  for (let read = filled; read > 0; read = readSync(file, buffer, 0, buffer.length, null)) {
    digest.update(buffer.subarray(0, read))
    size += read
  }
  return { sha256: digest.digest('hex'), size }
}
