import type { Checkpoint } from './checkpointText.ts'
import { problem, type Problem } from './problem.ts'
import { holdsHead } from './sealedChain.ts'
import { readWithheldLines, withheldFile } from './withheldFile.ts'

/** The decisions on what is withheld: their chain, and what the newest checkpoint signed of them. */
export function verifyWithheld(archive: string, newest: Checkpoint | null): readonly Problem[] {
  const read = readWithheldLines(archive)
  if (read.kind === 'bad') {
    const { line, problem: message } = read
    return [problem('withheld-line', 'damage', withheldFile, { line, message })]
  }
  const signed = newest?.withheld ?? null
  if (!holdsHead(read, signed)) return [problem('withheld-differs', 'damage', withheldFile)]
  const behind = newest !== null && read.decisions.length > (signed?.lines ?? 0)
  return behind ? [problem('checkpoint-behind', 'unfinished', withheldFile)] : []
}
