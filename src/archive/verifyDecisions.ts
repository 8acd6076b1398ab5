import type { Checkpoint } from './checkpointText.ts'
import { decisionFile, readDecisionLines } from './decisionFile.ts'
import { problem, type Problem } from './problem.ts'
import { holdsHead } from './sealedChain.ts'

/** The decisions of people on what was read: their chain, and what the newest checkpoint signed of them. */
export function verifyDecisions(archive: string, newest: Checkpoint | null): readonly Problem[] {
  const read = readDecisionLines(archive)
  if (read.kind === 'bad') {
    const { line, problem: message } = read
    return [problem('decision-line', 'damage', decisionFile, { line, message })]
  }
  const signed = newest?.decisions ?? null
  if (!holdsHead(read, signed)) return [problem('decisions-differ', 'damage', decisionFile)]
  const behind = newest !== null && read.lines.length > (signed?.lines ?? 0)
  return behind ? [problem('checkpoint-behind', 'unfinished', decisionFile)] : []
}
