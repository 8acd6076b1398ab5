import { createHash } from 'node:crypto'

/** The trees of RFC 6962 word for word, to hold ours against; nothing is shared with them. */
const sha = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()

/** RFC 6962 §2.1 word for word: MTH of a list. */
export function naiveRoot(list: readonly Uint8Array[]): Buffer {
  const [only] = list
  if (only === undefined) return sha()
  if (list.length === 1) return sha(Buffer.of(0), only)
  const k = largestPowerBelow(list.length)
  return sha(Buffer.of(1), naiveRoot(list.slice(0, k)), naiveRoot(list.slice(k)))
}

/** RFC 6962 §2.1.1 word for word: PATH(m, D[n]). */
export function naivePath(m: number, list: readonly Uint8Array[]): Buffer[] {
  if (list.length === 1) return []
  const k = largestPowerBelow(list.length)
  return m < k
    ? [...naivePath(m, list.slice(0, k)), naiveRoot(list.slice(k))]
    : [...naivePath(m - k, list.slice(k)), naiveRoot(list.slice(0, k))]
}

function largestPowerBelow(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}
