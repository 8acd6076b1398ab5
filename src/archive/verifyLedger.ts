import { open } from 'node:fs/promises'
import { systemRefusal } from '../systemRefusal.ts'
import { keptFiles } from './manifest.ts'
import { problem, type Problem } from './problem.ts'
import type { SiteIndex } from './siteIndex.ts'
import type { KnownHead } from './verifyRuns.ts'
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

/** What others knew of a ledger: index.json, and the records of runs. */
export interface KnownLedger {
  readonly index: SiteIndex | null
  readonly heads: readonly KnownHead[]
}

/** Walks a whole ledger: checksums, chain, sequence, and against what others knew of it. */
export async function verifyLedger(path: string, name: string, known: KnownLedger): Promise<LedgerAccount> {
  const files = new Map<string, RecordedFile>()
  const problems: Problem[] = []
  const heads = headsByLine(known)
  const longest = [...heads.values()].flat().reduce((a, b) => (b.lines > a.lines ? b : a), nothing)
  const ledger = await open(path, 'r')
  let lines = 0
  try {
    const { size } = await ledger.stat()
    for await (const step of walkLedger(ledger, ledgerStart, size)) {
      const { line } = step
      if (step.kind === 'torn' || (step.kind === 'bad' && !step.whole && step.end === size && line > longest.lines)) {
        // What a crash can leave: the end of the file, not whole, and nobody was told that it is kept.
        problems.push(problem('ledger-torn', line > longest.lines ? 'unfinished' : 'damage', name, { line }))
        break
      }
      if (step.kind === 'bad') {
        problems.push(problem('ledger-line', 'damage', name, { line, message: step.problem }))
      } else {
        const other = heads.get(line)?.find(({ last }) => last !== step.hash)
        const message = `${other?.by ?? ''} knew another line here`
        if (other !== undefined) problems.push(problem('ledger-line', 'damage', name, { line, message }))
        for (const file of keptFiles(step.capture)) {
          if (!files.has(file.path)) files.set(file.path, { ...file, line })
        }
      }
      lines = line
    }
  } catch (error) {
    throw systemRefusal(error, path) ?? error
  } finally {
    await ledger.close()
  }
  if (longest.lines > lines) {
    const message = `${longest.by} knew ${longest.lines} lines, and it ends after ${lines}`
    problems.push(problem('ledger-short', 'damage', name, { line: longest.lines, message }))
  }
  return { files, problems }
}

const nothing: KnownHead = { lines: 0, last: ledgerStart.last, by: '' }

function headsByLine({ index, heads }: KnownLedger): Map<number, KnownHead[]> {
  const all = index === null ? heads : [{ ...index.ledger, by: 'index.json' }, ...heads]
  return Map.groupBy(all, ({ lines }) => lines)
}
