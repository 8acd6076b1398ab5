import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { ReviewDecision, type NewDecision } from '../model/reviewDecision.ts'
import { newestCheckpoint } from './checkpointFiles.ts'
import { noLine } from './ledgerLine.ts'
import { growChain, holdsHead, readChain, type Chain, type ChainHead } from './sealedChain.ts'

/** Decisions of people on what was read, below the archive's folder: a chain of sealed lines, as withheld.jsonl is. */
export const decisionFile = 'decisions.jsonl'

/** Every decision in its order, and the hash of each line; or the first line that is not as it was written. */
export const readDecisionLines = (archive: string): Chain<ReviewDecision> =>
  readChain(join(archive, decisionFile), ReviewDecision)

/** The decisions, tested against what was signed of them. `archive-damaged` where they do not fit. */
export function soundReview(
  archive: string,
  signed: ChainHead | null,
): Extract<Chain<ReviewDecision>, { kind: 'good' }> {
  const read = readDecisionLines(archive)
  if (read.kind === 'bad') throw damaged(archive, `line ${read.line}: ${read.problem}`)
  if (holdsHead(read, signed)) return read
  throw damaged(archive, `its line ${signed?.lines ?? 0} is not the one that was signed`)
}

/** Every decision. `archive-damaged` where the file was altered: without a correction its figure would be wrong and not marked. */
export async function readReview(archive: string): Promise<readonly ReviewDecision[]> {
  // The checkpoint first: beside a writer the file then holds what it signed, and more.
  const signed = (await newestCheckpoint(archive))?.checkpoint.decisions ?? null
  return soundReview(archive, signed).lines
}

/** Keeps a decision durably after those that are there. */
export async function keepReview(
  archive: string,
  temp: string,
  decision: NewDecision,
): Promise<ReviewDecision> {
  const { lines, hashes } = soundReview(archive, null)
  const kept = ReviewDecision.parse({ seq: lines.length + 1, prev: hashes.at(-1) ?? noLine, ...decision })
  await growChain(join(archive, decisionFile), temp, kept)
  return kept
}

const damaged = (archive: string, what: string): NianbaoError =>
  new NianbaoError('archive-damaged', `${join(archive, decisionFile)}: ${what}; restore it from a copy`)
