import { newestCheckpoint, textFile } from '../archive/checkpointFiles.ts'
import { isSigned } from '../archive/isSigned.ts'
import { readArchive } from '../archive/openArchive.ts'
import { openSigner } from '../archive/openSigner.ts'
import { problem, type Problem } from '../archive/problem.ts'
import { isDerived, remedyOf } from '../archive/remedyOf.ts'
import { NianbaoError } from '../errors.ts'
import { isLimit, systemRefusal } from '../systemRefusal.ts'
import { checkArchive } from './checkArchive.ts'
import { asWriter } from './asWriter.ts'
import type { Mended, RepairOrder } from './repairOrder.ts'
import { keepCatalog } from './keepCatalog.ts'
import { isLedgerDamage, repairSite } from './repairSite.ts'

/** What `repair` did, and what a person has to do. */
export interface Repaired {
  readonly mended: readonly Mended[]
  readonly left: readonly (Problem & { readonly remedy: string })[]
}

/**
 * `nianbao repair`: makes anew what is derived (reports, index.json, originals.sha256, trees), clears what a killed run left as the
 * next run would, and signs what no checkpoint covers. It never changes a ledger line or an original: a site whose ledger is
 * damaged or cannot be read is not touched at all, and over damage of what is signed nothing is signed. What it cannot mend it names, with what a person can do. Done twice, the second time does nothing.
 */
export async function repairArchive(order: RepairOrder): Promise<Repaired> {
  const before = await problemsIn(order)
  const mended: Mended[] = []
  const stopped: Problem[] = []
  if (!before.some(({ code }) => code === 'archive-file')) {
    for (const site of await sitesOf(order.archive)) {
      const problems = before.filter(({ file }) => file.startsWith(`${site}/`) || file === site)
      if (problems.some(isLedgerDamage)) continue
      const did = await repairSite(order, site, problems).catch((error: unknown) => cannotMend(site, error))
      if ('code' in did) stopped.push(did)
      else mended.push(...did)
    }
    if (!before.some(forbidsSigning)) mended.push(...(await signIfBehind(order)))
  }
  await keepCatalog(order, order.tell)
  const verified = before.length + mended.length === 0 ? before : await problemsIn(order)
  const after = [...stopped, ...verified]
  return { mended, left: after.map((problem) => ({ ...problem, remedy: remedyOf(problem.code) })) }
}

/** What stands in the way at one site is told, and the others are mended. A full disk or a second writer ends all. */
function cannotMend(site: string, thrown: unknown): Problem {
  const error = systemRefusal(thrown) ?? thrown
  const told = error instanceof NianbaoError && ['archive-damaged', 'disk-failed'].includes(error.code)
  if (!told || isLimit(error)) throw error
  return problem('site-unmended', 'damage', site, { message: error.message })
}

/** Over damage of what a signature rests on nothing is signed: it would vouch for what the same command calls wrong. */
const forbidsSigning = ({ code, severity }: Problem): boolean =>
  (severity === 'damage' || severity === 'unchecked') && (code === 'trees-unreadable' || !isDerived(code))

async function problemsIn({ archive, config, tell }: RepairOrder): Promise<readonly Problem[]> {
  return Array.fromAsync(checkArchive({ archive, config, sample: 1, since: null, tell }))
}

async function sitesOf(folder: string): Promise<readonly string[]> {
  const archive = await readArchive(folder)
  try {
    return await archive.sites()
  } finally {
    await archive.close()
  }
}

/** Where damage or the lack of a key stands in the way, verify still says afterwards that a checkpoint is behind. */
async function signIfBehind(order: RepairOrder): Promise<readonly Mended[]> {
  try {
    return await asWriter(order, async (archive) => {
      const sites = await archive.sites()
      const last = await newestCheckpoint(order.archive)
      if (sites.length === 0 || (last !== null && (await isSigned(order.archive, sites, last)))) return []
      const { checkpoint } = await archive.checkpoint(await openSigner(order.archive, order.key))
      const file = textFile(checkpoint.number)
      return [{ file, message: 'signed what no checkpoint covered, and trees.json made anew with it' }]
    })
  } catch (error) {
    if (error instanceof NianbaoError && ['archive-damaged', 'wrong-key'].includes(error.code)) return []
    throw error
  }
}
