import { systemRefusal } from '../systemRefusal.ts'
import { emptyTree, leafHash, rootOf, withLeaf } from './merkle.ts'
import { keptFiles } from './manifest.ts'
import { openRegular } from './openRegular.ts'
import { problem, type Problem } from './problem.ts'
import type { SiteIndex } from './siteIndex.ts'
import type { KnownTree } from './verifyCheckpoints.ts'
import type { KnownHead } from './verifyRuns.ts'
import { ledgerStart, walkLedger } from './walkLedger.ts'

/** What the ledger's readable lines speak of: each kept file by its path, with the line that first names it. */
export interface LedgerAccount {
  readonly files: ReadonlyMap<string, RecordedFile>
  readonly problems: readonly Problem[]
  /** The first line whose time is not before `since`, from 1; one more than there are lines where none is. */
  readonly since: number
}

export interface RecordedFile {
  readonly sha256: string
  readonly size: number
  readonly path: string
  readonly line: number
}

/** What others knew of a ledger: index.json, the records of runs, and the checkpoints. */
export interface KnownLedger {
  readonly index: SiteIndex | null
  readonly heads: readonly KnownHead[]
  readonly trees: readonly KnownTree[]
  /** Whether these are all: then what they do not cover is not signed yet. */
  readonly allTrees: boolean
  /** ISO 8601, UTC; the empty text is before all. */
  readonly since: string
}

/** Walks a whole ledger: checksums, chain, sequence, Merkle tree, and against what others knew of it. Throws where the system refuses to read it. */
export async function verifyLedger(path: string, name: string, known: KnownLedger): Promise<LedgerAccount> {
  const { trees } = known
  const files = new Map<string, RecordedFile>()
  const problems: Problem[] = []
  const heads = headsByLine(known)
  const roots = Map.groupBy(trees, ({ lines }) => lines)
  const longest = [...[...heads.values()].flat(), ...trees].reduce<Known>((a, b) => (b.lines > a.lines ? b : a), nothing)
  const ledger = await openRegular(path)
  let lines = 0
  let since: number | null = null
  let tree = emptyTree
  try {
    const { size } = await ledger.stat()
    for await (const step of walkLedger(ledger, ledgerStart, size)) {
      const { line } = step
      if (step.kind === 'torn' || (step.kind === 'bad' && !step.whole && step.end === size && line > longest.lines)) {
        // What a crash can leave: the end of the file, not whole, and nobody was told that it is kept.
        problems.push(problem('ledger-torn', line > longest.lines ? 'unfinished' : 'damage', name, { line }))
        break
      }
      if (trees.length > 0) tree = withLeaf(tree, leafHash(step.bytes))
      const root = roots.get(line)?.find(({ root }) => root !== rootOf(tree))
      // A bad line is named by itself; of a ledger written anew with every hash made to fit only the root knows.
      if (root !== undefined && problems.length === 0) {
        const message = `${root.by} signed another root for its first ${line} lines`
        problems.push(problem('ledger-rewritten', 'damage', name, { line, message }))
      }
      if (step.kind === 'bad') {
        problems.push(problem('ledger-line', 'damage', name, { line, message: step.problem }))
      } else {
        const other = heads.get(line)?.find(({ last }) => last !== step.hash)
        const message = `${other?.by ?? ''} knew another line here`
        if (other !== undefined) problems.push(problem('ledger-line', 'damage', name, { line, message }))
        if (step.capture.time >= known.since) since ??= line
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
  const signed = trees.reduce((most, { lines }) => Math.max(most, lines), 0)
  if (known.allTrees && lines > signed)
    problems.push(problem('checkpoint-behind', 'unfinished', name, { line: signed + 1 }))
  return { files, problems, since: since ?? lines + 1 }
}

type Known = Pick<KnownHead, 'lines' | 'by'>
const nothing: Known = { lines: 0, by: '' }

function headsByLine({ index, heads }: KnownLedger): Map<number, KnownHead[]> {
  const all = index === null ? heads : [{ ...index.ledger, by: 'index.json' }, ...heads]
  return Map.groupBy(all, ({ lines }) => lines)
}
