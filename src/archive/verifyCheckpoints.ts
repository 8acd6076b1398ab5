import { join } from 'node:path'
import { existsSync } from 'node:fs'
import type { ArchiveFile } from './archiveFolder.ts'
import {
  checkpointFolder,
  checkpointNumbers,
  readCheckpoint,
  signatureFile,
  textFile,
  type SignedCheckpoint,
} from './checkpointFiles.ts'
import { expectedAfter, type Checkpoint, type SignedLedger } from './checkpointText.ts'
import { readTrees } from './ledgerTrees.ts'
import { problem, type Problem } from './problem.ts'
import type { RunAccount } from './verifyRuns.ts'

/** A ledger as a checkpoint signed it: `by` names the file that says so. */
export interface KnownTree extends SignedLedger {
  readonly by: string
}

/** What the checkpoints say, and what is wrong with them. */
export interface CheckpointAccount {
  /** By site: every size and root that was signed. */
  readonly sites: ReadonlyMap<string, readonly KnownTree[]>
  /** By file: the records of runs that were signed for. */
  readonly runs: ReadonlyMap<string, { readonly sha256: string; readonly by: string }>
  readonly newest: Checkpoint | null
  readonly problems: readonly Problem[]
}

/** Reads every checkpoint: its form and signature, and the chain in which each names the one before and who signs next. */
export async function verifyCheckpoints(archive: string, file: ArchiveFile): Promise<CheckpointAccount> {
  const problems: Problem[] = []
  const sites = new Map<string, Map<string, KnownTree>>()
  const runs = new Map<string, { sha256: string; by: string }>()
  // What names a checkpoint is read before they are looked for: a writer beside us keeps the checkpoint first.
  const named = Math.max(readTrees(archive)?.checkpoint ?? 0, file.public_key === undefined ? 0 : 1)
  const numbers = await checkpointNumbers(archive)
  const present = new Set(numbers)
  let before: SignedCheckpoint | null = null
  let next = 1
  for (const number of named > (numbers.at(-1) ?? 0) ? [...numbers, named] : numbers) {
    const name = textFile(number)
    if (number > next) {
      const message = `it and up to ${textFile(number - 1)} are gone: a later one follows`
      problems.push(problem('checkpoint-missing', 'damage', textFile(next), number > next + 1 ? { message } : {}))
      before = null
    }
    next = number + 1
    const read = present.has(number) ? await readCheckpoint(archive, number) : 'checkpoint-missing'
    if (typeof read === 'string') {
      problems.push(problem(read, 'damage', read === 'checkpoint-signature' ? signatureFile(number) : name))
      before = null
      continue
    }
    problems.push(...misfits(read.checkpoint, before, file).map((message) => differs(name, message)))
    const { run, ledgers } = read.checkpoint
    if (run !== null && !runs.has(run.file)) runs.set(run.file, { sha256: run.sha256, by: name })
    for (const [site, { lines, root }] of ledgers) {
      const known = sites.get(site) ?? new Map<string, KnownTree>()
      sites.set(site, known)
      // Most nights bring a site nothing: what is signed again is tested once.
      if (!known.has(`${lines} ${root}`)) known.set(`${lines} ${root}`, { lines, root, by: name })
    }
    before = read
  }
  problems.push(...treesProblems(archive))
  const trees = new Map([...sites].map(([site, known]) => [site, [...known.values()]] as const))
  return { sites: trees, runs, newest: before?.checkpoint ?? null, problems }
}

const differs = (file: string, message: string): Problem => problem('checkpoint-differs', 'damage', file, { message })

/** What of a checkpoint does not follow from the one before; `before` is null where that one is missing or damaged. */
function misfits(checkpoint: Checkpoint, before: SignedCheckpoint | null, file: ArchiveFile): string[] {
  const { number, previous, kind, created, key, withheld, decisions, ledgers } = checkpoint
  const found: string[] = []
  if (kind !== file.kind || created !== file.created) found.push('it is of another archive than archive.json says')
  if (number === 1) {
    if (previous !== null) found.push('it names one before it, and is the first')
    if (file.public_key !== undefined && file.public_key !== key) found.push('archive.json names another key')
  } else if (previous === null) {
    found.push('it names none before it, and is not the first')
  }
  if (before === null) return found
  if (previous !== before.sha256) found.push(`${textFile(number - 1)} is not the one that it names`)
  if (key !== expectedAfter(before.checkpoint)) found.push('no checkpoint before it named its key')
  const earlier = before.checkpoint.withheld
  if (earlier !== null && (withheld === null || withheld.lines < earlier.lines)) found.push('the decisions on what is withheld shrank')
  const judged = before.checkpoint.decisions
  if (judged !== null && (decisions === null || decisions.lines < judged.lines)) found.push('the decisions on what was read shrank')
  for (const [site, { lines, root }] of before.checkpoint.ledgers) {
    const now = ledgers.get(site)
    if (now === undefined || now.lines < lines) found.push(`the ledger of ${site} shrank`)
    else if (now.lines === lines && now.root !== root) found.push(`the ledger of ${site} has another root at the same size`)
  }
  return found
}

/** The cache is made anew when it cannot be read; it is told all the same. */
function treesProblems(archive: string): Problem[] {
  const name = `${checkpointFolder}/trees.json`
  return existsSync(join(archive, name)) && readTrees(archive) === null
    ? [problem('trees-unreadable', 'unfinished', name)]
    : []
}

/** The records of runs against what was signed of them. One that is missed or unreadable is named by `verifyRuns` already. */
export function verifySignedRuns({ runs, newest }: CheckpointAccount, { found, problems }: RunAccount): Problem[] {
  const named = new Set(problems.map(({ file }) => file))
  const signed = [...runs].flatMap(([name, { sha256, by }]) => {
    const now = found.get(name)
    if (now === sha256 || named.has(`runs/${name}`)) return []
    const message = `${by} signed ${now === undefined ? 'it' : 'another'}`
    return [problem(now === undefined ? 'run-missing' : 'run-differs', 'damage', `runs/${name}`, { message })]
  })
  const last = [...found.keys()].at(-1)
  if (last === undefined || last === newest?.run?.file || runs.has(last)) return signed
  return [...signed, problem('checkpoint-behind', 'unfinished', `runs/${last}`)]
}
