import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SignedCheckpoint } from './checkpointFiles.ts'
import { soundReview } from './decisionFile.ts'
import { readTrees } from './ledgerTrees.ts'
import { runFiles } from './readRuns.ts'
import { soundDecisions } from './withheldFile.ts'

/** Whether nothing was added to an archive since this checkpoint: no record of a run, no decision, and no byte of a ledger. */
export async function isSigned(archive: string, sites: readonly string[], last: SignedCheckpoint): Promise<boolean> {
  const { number, run, withheld, decisions } = last.checkpoint
  if (soundDecisions(archive, withheld).decisions.length !== (withheld?.lines ?? 0)) return false
  if (soundReview(archive, decisions).lines.length !== (decisions?.lines ?? 0)) return false
  const trees = readTrees(archive)
  if (trees?.checkpoint !== number || (await runFiles(archive)).at(-1) !== run?.file) return false
  for (const site of sites) {
    const { size } = await stat(join(archive, site, 'captures.jsonl'))
    if (trees.ledgers.get(site)?.at.bytes !== size) return false
  }
  return true
}
