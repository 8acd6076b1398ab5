import { join } from 'node:path'
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
import { treesFile, treesIn } from './ledgerTrees.ts'
import { problem, type Problem } from './problem.ts'
import { bytesIfThere } from './readIfThere.ts'
import { readOr } from './readOr.ts'
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
  /** The newest that can be read and holds. */
  readonly newest: Checkpoint | null
  /** Whether that is the newest of all: what it does not cover, none covers. */
  readonly current: boolean
  readonly problems: readonly Problem[]
}

/** Reads every checkpoint: its form and signature, and the chain in which each names the one before and who signs next. `file`: null where archive.json cannot be read. */
export async function verifyCheckpoints(archive: string, file: ArchiveFile | null): Promise<CheckpointAccount> {
  const problems: Problem[] = []
  const sites = new Map<string, Map<string, KnownTree>>()
  const runs = new Map<string, { sha256: string; by: string }>()
  // What names a checkpoint is read before they are looked for: a writer beside us keeps the checkpoint first.
  const named = Math.max(await namedByTrees(archive, problems), file?.public_key === undefined ? 0 : 1)
  const folder = { code: 'folder-unreadable', file: checkpointFolder } as const
  const numbers = await readOr(null, problems, folder, () => checkpointNumbers(archive))
  let newest: Checkpoint | null = null
  let current = numbers !== null
  let before: SignedCheckpoint | null = null
  for await (const { number, read } of walkCheckpoints(archive, numbers, named, problems)) {
    if (read !== null) {
      const name = textFile(number)
      problems.push(...misfits(read.checkpoint, before, file).map((message) => differs(name, message)))
      takeDown(read.checkpoint, name, sites, runs)
      newest = read.checkpoint
    }
    before = read
    current = read !== null
  }
  const trees = new Map([...sites].map(([site, known]) => [site, [...known.values()]] as const))
  return { sites: trees, runs, newest, current, problems }
}

/** Every checkpoint in its order and `named`, the last that something speaks of; `read` is null for one that is missing or damaged, and `problems` tells why. */
async function* walkCheckpoints(
  archive: string,
  numbers: readonly number[] | null,
  named: number,
  problems: Problem[],
): AsyncGenerator<{ readonly number: number; readonly read: SignedCheckpoint | null }> {
  if (numbers === null) return
  let next = 1
  for (const number of named > (numbers.at(-1) ?? 0) ? [...numbers, named] : numbers) {
    if (number > next) {
      const message = `it and up to ${textFile(number - 1)} are gone: a later one follows`
      problems.push(problem('checkpoint-missing', 'damage', textFile(next), number > next + 1 ? { message } : {}))
      yield { number: next, read: null }
    }
    next = number + 1
    yield { number, read: await checkpointAt(archive, number, problems) }
  }
}

/** A checkpoint that holds by itself; else null, and `problems` names the text or its signature. */
async function checkpointAt(archive: string, number: number, problems: Problem[]): Promise<SignedCheckpoint | null> {
  const named = (file: string) => ({ code: 'checkpoint-unreadable', file }) as const
  const signature = await readOr('unreadable', problems, named(signatureFile(number)), () =>
    bytesIfThere(join(archive, signatureFile(number))),
  )
  if (signature === 'unreadable') return null
  const read = await readOr(null, problems, named(textFile(number)), () => readCheckpoint(archive, number))
  if (typeof read !== 'string') return read
  problems.push(problem(read, 'damage', read === 'checkpoint-signature' ? signatureFile(number) : textFile(number)))
  return null
}

function takeDown(
  { run, ledgers }: Checkpoint,
  by: string,
  sites: Map<string, Map<string, KnownTree>>,
  runs: Map<string, { sha256: string; by: string }>,
): void {
  if (run !== null && !runs.has(run.file)) runs.set(run.file, { sha256: run.sha256, by })
  for (const [site, { lines, root }] of ledgers) {
    const known = sites.get(site) ?? new Map<string, KnownTree>()
    sites.set(site, known)
    // Most nights bring a site nothing: what is signed again is tested once.
    if (!known.has(`${lines} ${root}`)) known.set(`${lines} ${root}`, { lines, root, by })
  }
}

const differs = (file: string, message: string): Problem => problem('checkpoint-differs', 'damage', file, { message })

/** What of a checkpoint does not follow from the one before; `before` is null where that one is missing or damaged. */
function misfits(checkpoint: Checkpoint, before: SignedCheckpoint | null, file: ArchiveFile | null): string[] {
  const { number, previous, kind, created, key, withheld, decisions, ledgers } = checkpoint
  const found: string[] = []
  if (file !== null && (kind !== file.kind || created !== file.created)) found.push('it is of another archive than archive.json says')
  if (number === 1) {
    if (previous !== null) found.push('it names one before it, and is the first')
    if (file?.public_key !== undefined && file.public_key !== key) found.push('archive.json names another key')
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

/** The checkpoint that trees.json names; 0 where it names none. The cache is made anew when it is not as it was written; it is told all the same. */
async function namedByTrees(archive: string, problems: Problem[]): Promise<number> {
  const named = { code: 'trees-unreadable', file: treesFile } as const
  const bytes = await readOr(null, problems, named, () => bytesIfThere(join(archive, treesFile)))
  if (bytes === null) return 0
  const trees = treesIn(bytes)
  if (trees === null) problems.push(problem('trees-unreadable', 'unfinished', treesFile))
  return trees?.checkpoint ?? 0
}

/** The records of runs against what was signed of them. One that is missed or unreadable is named by `verifyRuns` already. */
export function verifySignedRuns({ runs, newest, current }: CheckpointAccount, { found, problems }: RunAccount): Problem[] {
  if (problems.some(({ code }) => code === 'folder-unreadable')) return []
  const named = new Set(problems.map(({ file }) => file))
  const signed = [...runs].flatMap(([name, { sha256, by }]) => {
    const now = found.get(name)
    if (now === sha256 || named.has(`runs/${name}`)) return []
    const message = `${by} signed ${now === undefined ? 'it' : 'another'}`
    return [problem(now === undefined ? 'run-missing' : 'run-differs', 'damage', `runs/${name}`, { message })]
  })
  const last = [...found.keys()].at(-1)
  if (!current || last === undefined || last === newest?.run?.file || runs.has(last)) return signed
  return [...signed, problem('checkpoint-behind', 'unfinished', `runs/${last}`)]
}
