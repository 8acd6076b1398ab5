import { hash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import { systemCode, systemRefusal } from '../systemRefusal.ts'
import { checkpointFolder } from './checkpointFiles.ts'
import type { SignedLedger } from './checkpointText.ts'
import { durableWrite } from './durableWrite.ts'
import { emptyTree, leafHash, rootOf, withLeaf, type Tree } from './merkle.ts'
import { openRegular } from './openRegular.ts'
import { readBetween } from './readBetween.ts'
import { bytesIfThere } from './readIfThere.ts'
import { seal, unseal } from './sealed.ts'
import { damagedLine, ledgerStart, walkLedger, type LedgerPosition } from './walkLedger.ts'

/** The Merkle tree of a ledger up to a place in it. */
export interface LedgerTree {
  readonly at: LedgerPosition
  readonly tree: Tree
}

/** checkpoints/trees.json: the trees as the last checkpoint signed them. Derived: the ledgers give it again. */
const TreesFile = z.strictObject({
  format: z.literal('nianbao/trees@1'),
  /** The last checkpoint, so that its loss is noticed. */
  checkpoint: z.int().positive(),
  ledgers: z.record(
    z.string(),
    z.strictObject({
      lines: z.int().nonnegative(),
      bytes: z.int().nonnegative(),
      last: z.string(),
      peaks: z.array(z.string()),
    }),
  ),
})

export interface KeptTrees {
  readonly checkpoint: number
  readonly ledgers: ReadonlyMap<string, LedgerTree>
}

/** Path below the archive's folder. */
export const treesFile = `${checkpointFolder}/trees.json`

/** The trees as they were kept; null where the file is not there or not as it was written. */
export function readTrees(archive: string): KeptTrees | null {
  const bytes = bytesIfThere(join(archive, treesFile))
  return bytes === null ? null : treesIn(bytes)
}

/** What the bytes of trees.json say; null where they are not as they were written. */
export function treesIn(bytes: Buffer): KeptTrees | null {
  const read = unseal(bytes.at(-1) === 10 ? bytes.subarray(0, -1) : bytes)
  if (read.kind !== 'whole') return null
  const file = TreesFile.safeParse(JSON.parse(read.json))
  if (!file.success) return null
  const ledgers = Object.entries(file.data.ledgers).map(([site, { peaks, ...at }]) => {
    const tree = { size: at.lines, peaks: peaks.map((peak) => Buffer.from(peak, 'hex')) }
    return [site, { at, tree }] as const
  })
  return { checkpoint: file.data.checkpoint, ledgers: new Map(ledgers) }
}

export async function keepTrees(archive: string, temp: string, { checkpoint, ledgers }: KeptTrees): Promise<void> {
  const entries = [...ledgers].map(([site, { at, tree }]) => {
    return [site, { ...at, peaks: tree.peaks.map((peak) => peak.toString('hex')) }] as const
  })
  const file: z.infer<typeof TreesFile> = {
    format: 'nianbao/trees@1',
    checkpoint,
    ledgers: Object.fromEntries(entries),
  }
  await durableWrite(join(archive, treesFile), `${seal(JSON.stringify(file))}\n`, { temp })
}

/**
 * The tree over all whole lines of a ledger. Reads only what follows `kept`, where that gives what was signed; else all of it.
 * `archive-damaged` where the ledger is not the one that was signed, or has a bad line.
 */
export async function growTree(
  path: string,
  signed: SignedLedger | null,
  kept: LedgerTree | null,
): Promise<LedgerTree> {
  const ledger = await openRegular(path).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') throw notAsSigned(path, 'it is gone', error)
    throw systemRefusal(error, path) ?? error
  })
  try {
    const { size } = await ledger.stat()
    const trusted = kept !== null && signed !== null && fits(kept, signed) && (await standsAt(ledger, kept.at, size))
    return trusted ? await grown(ledger, path, kept, size, null) : await grown(ledger, path, nothing, size, signed)
  } finally {
    await ledger.close()
  }
}

const nothing: LedgerTree = { at: ledgerStart, tree: emptyTree }

const fits = ({ tree }: LedgerTree, { lines, root }: SignedLedger): boolean =>
  tree.size === lines && rootOf(tree) === root

/** Whether the last line that a tree knows still stands where it says: of a ledger that was shifted or edited there nothing is believed. */
async function standsAt(ledger: FileHandle, { lines, bytes, last }: LedgerPosition, size: number): Promise<boolean> {
  if (bytes > size) return false
  if (lines === 0) return bytes === 0
  for (let length = 4096; ; length *= 4) {
    const from = Math.max(0, bytes - length)
    const piece = await readBetween(ledger, from, bytes)
    const start = piece.lastIndexOf(10, -2) + 1
    if (start > 0 || from === 0) return piece.at(-1) === 10 && hash('sha256', piece.subarray(start, -1)) === last
  }
}

/** `signed`: what the tree must give at its size, on the way. */
async function grown(
  ledger: FileHandle,
  path: string,
  from: LedgerTree,
  size: number,
  signed: SignedLedger | null,
): Promise<LedgerTree> {
  let { at, tree } = from
  const test = () => {
    if (signed?.lines !== tree.size || signed.root === rootOf(tree)) return
    throw notAsSigned(path, `its first ${signed.lines} lines are not those that were signed`)
  }
  test()
  for await (const step of walkLedger(ledger, at, size)) {
    // What a killed run left at the end of a ledger that this run did not open: not acknowledged, so not signed.
    if (step.kind === 'torn' || (step.kind === 'bad' && !step.whole && step.end === size)) break
    if (step.kind === 'bad') throw damagedLine(path, step)
    tree = withLeaf(tree, leafHash(step.bytes))
    at = { lines: step.line, bytes: step.end, last: step.hash }
    test()
  }
  if (signed !== null && signed.lines > tree.size)
    throw notAsSigned(path, `it ends after ${tree.size} lines, and ${signed.lines} were signed`)
  return { at, tree }
}

function notAsSigned(path: string, what: string, cause?: unknown): NianbaoError {
  return new NianbaoError('archive-damaged', `${path}: ${what}; restore it from a copy`, { cause })
}
