import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { Withholding, withheldBy, type Withheld } from '../model/withholding.ts'
import { newestCheckpoint } from './checkpointFiles.ts'
import { noLine } from './ledgerLine.ts'
import { growChain, holdsHead, readChain, type ChainHead } from './sealedChain.ts'

/** Decisions on what is withheld, below the archive's folder: a chain of sealed lines, as a ledger is. */
export const withheldFile = 'withheld.jsonl'

/** A decision that is to be kept. */
export type Decision = Pick<Withholding, 'time' | 'action' | 'sha256' | 'by' | 'reason'>

/** Every decision in its order, and the hash of the last line; or the first line that is not as it was written. */
export type WithheldLines =
  | { readonly kind: 'good'; readonly decisions: readonly Withholding[]; readonly hashes: readonly string[] }
  | { readonly kind: 'bad'; readonly line: number; readonly problem: string }

export function readWithheldLines(archive: string): WithheldLines {
  const read = readChain(join(archive, withheldFile), Withholding)
  return read.kind === 'bad' ? read : { kind: 'good', decisions: read.lines, hashes: read.hashes }
}

/** Every decision that is kept, and the hash of each line. */
type Decisions = Extract<WithheldLines, { kind: 'good' }>

/**
 * What is withheld. `archive-damaged` where the file is not as it was written, or not what the newest checkpoint signed: whoever
 * does not know for certain what to hide must show nothing.
 */
export async function readWithheld(archive: string): Promise<Withheld> {
  // The checkpoint first: beside a writer the file then holds what it signed, and more.
  const signed = (await newestCheckpoint(archive))?.checkpoint.withheld ?? null
  return withheldBy(soundDecisions(archive, signed).decisions)
}

/** The decisions, tested against what was signed of them. `archive-damaged` where they do not fit. */
export function soundDecisions(archive: string, signed: ChainHead | null): Decisions {
  const read = readWithheldLines(archive)
  if (read.kind === 'bad') throw damaged(archive, `line ${read.line}: ${read.problem}`)
  if (holdsHead(read, signed)) return read
  throw damaged(archive, `its line ${signed?.lines ?? 0} is not the one that was signed`)
}

/** Keeps a decision durably after those that are there; written whole and renamed, so that no line is ever torn. */
export async function keepDecision(archive: string, temp: string, decision: Decision): Promise<Withholding> {
  const { decisions, hashes } = soundDecisions(archive, null)
  const { time, action, sha256, by, reason } = decision
  const prev = hashes.at(-1) ?? noLine
  const kept = Withholding.parse({ seq: decisions.length + 1, prev, time, action, sha256, by, reason })
  await growChain(join(archive, withheldFile), temp, kept)
  return kept
}

const damaged = (archive: string, what: string): NianbaoError =>
  new NianbaoError('archive-damaged', `${join(archive, withheldFile)}: ${what}; restore it from a copy`)
