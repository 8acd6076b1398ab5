import { join } from 'node:path'
import type { SignedCheckpoint } from './checkpointFiles.ts'
import { soundReview } from './decisionFile.ts'
import { growTree, readTrees } from './ledgerTrees.ts'
import { runFiles } from './readRuns.ts'
import { soundDecisions } from './withheldFile.ts'

/** Whether nothing was added to an archive since this checkpoint: no record of a run, no decision, and no line of a ledger. `archive-damaged` where a ledger is not the one that was signed. */
export async function isSigned(archive: string, sites: readonly string[], last: SignedCheckpoint): Promise<boolean> {
  const { number, run, withheld, decisions, ledgers } = last.checkpoint
  if (soundDecisions(archive, withheld).decisions.length !== (withheld?.lines ?? 0)) return false
  if (soundReview(archive, decisions).lines.length !== (decisions?.lines ?? 0)) return false
  const trees = readTrees(archive)
  if (trees?.checkpoint !== number || (await runFiles(archive)).at(-1) !== run?.file) return false
  for (const site of sites) {
    const signed = ledgers.get(site) ?? null
    const { tree } = await growTree(join(archive, site, 'captures.jsonl'), signed, trees.ledgers.get(site) ?? null)
    // A ledger without a line of a site that is not in the checkpoint is no news either; a torn end is no line.
    if (tree.size !== (signed?.lines ?? 0)) return false
  }
  return true
}
