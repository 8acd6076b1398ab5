import { hash } from 'node:crypto'
import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { readArchiveFile, writeArchiveFile } from './archiveFolder.ts'
import { keepCheckpoint, newestCheckpoint, textFile, type SignedCheckpoint } from './checkpointFiles.ts'
import { checkpointText, expectedAfter, type Checkpoint } from './checkpointText.ts'
import { syncFile } from './durableWrite.ts'
import { growTree, keepTrees, readTrees, type KeptTrees, type LedgerTree } from './ledgerTrees.ts'
import { rootOf } from './merkle.ts'
import { runFiles } from './readRuns.ts'
import { bytesIfThere } from './readIfThere.ts'
import { soundReview } from './decisionFile.ts'
import { chainHead } from './sealedChain.ts'
import { wrongKey, type Signer } from './signingKey.ts'
import { soundDecisions } from './withheldFile.ts'

/** What a checkpoint is made of: the sites that have a ledger, sorted, and who signs. */
export interface CheckpointToSign {
  readonly archive: string
  readonly temp: string
  readonly sites: readonly string[]
  readonly signer: Signer
  /** Public key of who signs from the next checkpoint on; null where the key stays. */
  readonly nextKey: string | null
  readonly now: Date
}

/**
 * Signs what the ledgers and the newest record of a run are now, and keeps it durably (docs/decisions/0022). Costs the lines
 * that the last checkpoint did not know. `archive-damaged` where something contradicts that one, `wrong-key` where another
 * key is expected.
 */
export async function signCheckpoint(task: CheckpointToSign): Promise<SignedCheckpoint> {
  const { archive, temp, signer, nextKey, now } = task
  const file = await readArchiveFile(archive)
  const last = await newestCheckpoint(archive)
  const kept = readTrees(archive)
  const known = Math.max(kept?.checkpoint ?? 0, file.public_key === undefined ? 0 : 1)
  if (known > (last?.checkpoint.number ?? 0)) throw goneCheckpoint(archive, known)
  const expected = last === null ? signer.publicKey : expectedAfter(last.checkpoint)
  if (expected !== signer.publicKey) throw wrongKey(archive, expected, 'another one was given')
  const number = (last?.checkpoint.number ?? 0) + 1
  const ledgers = await treesOf(task, last?.checkpoint ?? null, kept)
  const checkpoint: Checkpoint = {
    kind: file.kind,
    created: file.created,
    number,
    time: now.toISOString(),
    previous: last?.sha256 ?? null,
    run: await newestRun(archive, last?.checkpoint.run ?? null),
    key: signer.publicKey,
    nextKey,
    withheld: chainHead(soundDecisions(archive, last?.checkpoint.withheld ?? null)),
    decisions: chainHead(soundReview(archive, last?.checkpoint.decisions ?? null)),
    ledgers: new Map([...ledgers].map(([site, { tree }]) => [site, { lines: tree.size, root: rootOf(tree) }])),
  }
  const text = checkpointText(checkpoint)
  const signed = { text, signature: signer.sign(text), checkpoint, sha256: hash('sha256', text) }
  await keepCheckpoint(archive, temp, signed)
  await keepTrees(archive, temp, { checkpoint: number, ledgers })
  if (file.public_key === undefined) await writeArchiveFile(archive, temp, { ...file, public_key: signer.publicKey })
  return signed
}

/** Every site that has a ledger or had one when the last checkpoint was signed. */
async function treesOf(
  { archive, sites }: CheckpointToSign,
  last: Checkpoint | null,
  kept: KeptTrees | null,
): Promise<ReadonlyMap<string, LedgerTree>> {
  const trees = new Map<string, LedgerTree>()
  for (const site of [...new Set([...sites, ...(last?.ledgers.keys() ?? [])])].sort()) {
    const path = join(archive, site, 'captures.jsonl')
    const signed = last?.ledgers.get(site) ?? null
    const grown = await growTree(path, signed, kept?.ledgers.get(site) ?? null)
    // A killed run may have left lines without their fsync at a site that this run did not open.
    if (grown.tree.size > (signed?.lines ?? 0)) await syncFile(path)
    trees.set(site, grown)
  }
  return trees
}

/** `archive-damaged` where the record that was signed last is gone or another: an older one would else be signed as the newest. */
async function newestRun(archive: string, signed: Checkpoint['run']): Promise<Checkpoint['run']> {
  const names = await runFiles(archive)
  const recordAt = (file: string) => {
    const bytes = bytesIfThere(join(archive, 'runs', file))
    return bytes === null ? null : { file, sha256: hash('sha256', bytes) }
  }
  if (signed !== null && recordAt(signed.file)?.sha256 !== signed.sha256) {
    const message = `${join(archive, 'runs', signed.file)}: it is not as it was signed, or gone; restore it from a copy`
    throw new NianbaoError('archive-damaged', message)
  }
  const file = names.at(-1)
  return file === undefined ? null : recordAt(file)
}

function goneCheckpoint(archive: string, number: number): NianbaoError {
  const message = `${join(archive, textFile(number))}: it was signed and is gone; restore it from a copy`
  return new NianbaoError('archive-damaged', message)
}
