import { problem, type Problem } from './problem.ts'
import { holdsHead } from './sealedChain.ts'
import { readOr } from './readOr.ts'
import type { CheckpointAccount } from './verifyCheckpoints.ts'
import { readWithheldLines, withheldFile } from './withheldFile.ts'

/** The decisions on what is withheld: their chain, and what the newest checkpoint signed of them. */
export async function verifyWithheld(
  archive: string,
  { newest, current }: Pick<CheckpointAccount, 'newest' | 'current'>,
): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  const named = { code: 'withheld-unreadable', file: withheldFile } as const
  const read = await readOr(null, problems, named, () => readWithheldLines(archive))
  if (read === null) return problems
  if (read.kind === 'bad') {
    const { line, problem: message } = read
    return [problem('withheld-line', 'damage', withheldFile, { line, message })]
  }
  const signed = newest?.withheld ?? null
  if (!holdsHead(read, signed)) return [problem('withheld-differs', 'damage', withheldFile)]
  const behind = current && newest !== null && read.decisions.length > (signed?.lines ?? 0)
  return behind ? [problem('checkpoint-behind', 'unfinished', withheldFile)] : []
}
