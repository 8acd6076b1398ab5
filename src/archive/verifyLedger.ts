import { open } from 'node:fs/promises'
import { keptFiles } from './manifest.ts'
import { problem, type Problem } from './problem.ts'
import type { SiteIndex } from './siteIndex.ts'
import { ledgerStart, walkLedger } from './walkLedger.ts'

/** What the ledger's readable lines speak of: each kept file by its path, with the line that first names it. */
export interface LedgerAccount {
  readonly files: ReadonlyMap<string, RecordedFile>
  readonly problems: readonly Problem[]
}

export interface RecordedFile {
  readonly sha256: string
  readonly size: number
  readonly path: string
  readonly line: number
}

/** Walks a whole ledger: checksums, chain, sequence, and against what the index had seen of it. */
export async function verifyLedger(path: string, name: string, index: SiteIndex | null): Promise<LedgerAccount> {
  const files = new Map<string, RecordedFile>()
  const problems: Problem[] = []
  const known = index?.ledger ?? ledgerStart
  const ledger = await open(path, 'r')
  try {
    const { size } = await ledger.stat()
    for await (const step of walkLedger(ledger, ledgerStart, size)) {
      const { line } = step
      if (step.kind === 'bad') {
        problems.push(problem('ledger-line', 'damage', name, { line, message: step.problem }))
      } else if (step.kind === 'torn') {
        const severity = step.at < known.bytes ? 'damage' : 'unfinished'
        problems.push(problem('ledger-torn', severity, name, { line }))
      } else {
        if (line === known.lines && step.hash !== known.last) {
          problems.push(problem('ledger-line', 'damage', name, { line, message: 'index.json knew another line here' }))
        }
        for (const file of keptFiles(step.capture)) {
          if (!files.has(file.path)) files.set(file.path, { ...file, line })
        }
      }
    }
    if (size < known.bytes) problems.push(problem('ledger-short', 'damage', name, { line: known.lines }))
  } finally {
    await ledger.close()
  }
  return { files, problems }
}
