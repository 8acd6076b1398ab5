import { decisionFile, readDecisionLines } from './decisionFile.ts'
import { problem, type Problem } from './problem.ts'
import { holdsHead } from './sealedChain.ts'
import { readOr } from './readOr.ts'
import type { CheckpointAccount } from './verifyCheckpoints.ts'

/** The decisions of people on what was read: their chain, and what the newest checkpoint signed of them. */
export async function verifyDecisions(
  archive: string,
  { newest, current }: Pick<CheckpointAccount, 'newest' | 'current'>,
): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  const named = { code: 'decisions-unreadable', file: decisionFile } as const
  const read = await readOr(null, problems, named, () => readDecisionLines(archive))
  if (read === null) return problems
  if (read.kind === 'bad') {
    const { line, problem: message } = read
    return [problem('decision-line', 'damage', decisionFile, { line, message })]
  }
  const signed = newest?.decisions ?? null
  if (!holdsHead(read, signed)) return [problem('decisions-differ', 'damage', decisionFile)]
  const behind = current && newest !== null && read.lines.length > (signed?.lines ?? 0)
  return behind ? [problem('checkpoint-behind', 'unfinished', decisionFile)] : []
}
