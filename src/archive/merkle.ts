import { createHash } from 'node:crypto'

/**
 * A Merkle tree as it grows (RFC 6962 §2.1): its number of leaves, and the roots of its full subtrees, the largest first:
 * one for each bit that is set in `size`. That is all it takes to add a leaf and to tell the root.
 */
export interface Tree {
  readonly size: number
  readonly peaks: readonly Buffer[]
}

export const emptyTree: Tree = { size: 0, peaks: [] }

/** Hash of a leaf: SHA-256 over 0x00 and its bytes. */
export const leafHash = (leaf: Uint8Array): Buffer => createHash('sha256').update(leafMark).update(leaf).digest()

/** Hash of a node: SHA-256 over 0x01 and the hashes below it. */
const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  createHash('sha256').update(nodeMark).update(left).update(right).digest()

const leafMark = Buffer.from([0])
const nodeMark = Buffer.from([1])

/** The tree with one leaf more, given by its hash. */
export function withLeaf({ size, peaks }: Tree, leaf: Buffer): Tree {
  const left = [...peaks]
  let peak = leaf
  // Each bit that is set at the end of the size is a subtree as large as the one that just became full.
  for (let bits = size; bits % 2 === 1; bits = (bits - 1) / 2) peak = nodeHash(left.pop() ?? peak, peak)
  return { size: size + 1, peaks: [...left, peak] }
}

/** The root in lower-case hex; of no leaves the SHA-256 of nothing. */
export function rootOf({ peaks }: Tree): string {
  const root = peaks.reduceRight<Buffer | null>((right, left) => (right === null ? left : nodeHash(left, right)), null)
  return (root ?? createHash('sha256').digest()).toString('hex')
}

/**
 * The audit path of the leaf at `index` (from 0) in the tree over these leaf hashes (RFC 6962 §2.1.1): the hashes that stand
 * beside its way up to the root, the lowest first.
 */
export function auditPath(leaves: readonly Buffer[], index: number): readonly Buffer[] {
  if (!(index >= 0 && index < leaves.length)) throw new RangeError(`leaf ${index} of ${leaves.length}`)
  if (leaves.length === 1) return []
  const half = 2 ** Math.floor(Math.log2(leaves.length - 1))
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)]
  return index < half
    ? [...auditPath(left, index), peakOf(right)]
    : [...auditPath(right, index - half), peakOf(left)]
}

const peakOf = (leaves: readonly Buffer[]): Buffer => Buffer.from(rootOf(treeOf(leaves)), 'hex')

/** The tree over these leaf hashes. */
export const treeOf = (leaves: readonly Buffer[]): Tree => leaves.reduce(withLeaf, emptyTree)
