import { hash } from 'node:crypto'
import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { Withholding, withheldBy, type Withheld } from '../model/withholding.ts'
import { newestCheckpoint } from './checkpointFiles.ts'
import type { WithheldHead } from './checkpointText.ts'
import { durableWrite } from './durableWrite.ts'
import { noLine } from './ledgerLine.ts'
import { bytesIfThere } from './readIfThere.ts'
import { seal, unseal } from './sealed.ts'

/** Decisions on what is withheld, below the archive's folder: a chain of sealed lines, as a ledger is. */
export const withheldFile = 'withheld.jsonl'

/** A decision that is to be kept. */
export type Decision = Pick<Withholding, 'time' | 'action' | 'sha256' | 'by' | 'reason'>

/** Every decision in its order, and the hash of the last line; or the first line that is not as it was written. */
export type WithheldLines =
  | { readonly kind: 'good'; readonly decisions: readonly Withholding[]; readonly hashes: readonly string[] }
  | { readonly kind: 'bad'; readonly line: number; readonly problem: string }

export function readWithheldLines(archive: string): WithheldLines {
  const bytes = bytesIfThere(join(archive, withheldFile))
  const decisions: Withholding[] = []
  const hashes: string[] = []
  for (const line of linesOf(bytes ?? Buffer.alloc(0))) {
    const bad = (problem: string): WithheldLines => ({ kind: 'bad', line: decisions.length + 1, problem })
    if (line.torn) return bad('the line has no end')
    const read = unseal(line.bytes)
    if (read.kind !== 'whole') return bad('the line is not as it was written')
    const decision = Withholding.safeParse(JSON.parse(read.json))
    if (!decision.success) return bad('the line is no decision of this version')
    const { seq, prev } = decision.data
    if (seq !== decisions.length + 1 || prev !== (hashes.at(-1) ?? noLine)) return bad('it does not follow the line before')
    decisions.push(decision.data)
    hashes.push(hash('sha256', line.bytes))
  }
  return { kind: 'good', decisions, hashes }
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
export function soundDecisions(archive: string, signed: WithheldHead | null): Decisions {
  const read = readWithheldLines(archive)
  if (read.kind === 'bad') throw damaged(archive, `line ${read.line}: ${read.problem}`)
  if (holds(read, signed)) return read
  throw damaged(archive, `its line ${signed?.lines ?? 0} is not the one that was signed`)
}

/** Whether the decisions are those that were signed, and more. */
export const holds = ({ hashes }: Decisions, signed: WithheldHead | null): boolean =>
  signed === null || hashes[signed.lines - 1] === signed.last

/** Where they end, for a checkpoint; null where there is none. */
export function headOf({ hashes }: Decisions): WithheldHead | null {
  const last = hashes.at(-1)
  return last === undefined ? null : { lines: hashes.length, last }
}

/** Keeps a decision durably after those that are there; written whole and renamed, so that no line is ever torn. */
export async function keepDecision(archive: string, temp: string, decision: Decision): Promise<Withholding> {
  const { decisions, hashes } = soundDecisions(archive, null)
  const { time, action, sha256, by, reason } = decision
  const prev = hashes.at(-1) ?? noLine
  const kept = Withholding.parse({ seq: decisions.length + 1, prev, time, action, sha256, by, reason })
  const before = bytesIfThere(join(archive, withheldFile)) ?? Buffer.alloc(0)
  const line = Buffer.from(`${seal(JSON.stringify(kept))}\n`)
  await durableWrite(join(archive, withheldFile), Buffer.concat([before, line]), { temp })
  return kept
}

const damaged = (archive: string, what: string): NianbaoError =>
  new NianbaoError('archive-damaged', `${join(archive, withheldFile)}: ${what}; restore it from a copy`)

function* linesOf(bytes: Buffer): Generator<{ readonly bytes: Buffer; readonly torn: boolean }> {
  for (let at = 0; at < bytes.length;) {
    const cut = bytes.indexOf(10, at)
    yield { bytes: bytes.subarray(at, cut < 0 ? bytes.length : cut), torn: cut < 0 }
    at = cut < 0 ? bytes.length : cut + 1
  }
}
