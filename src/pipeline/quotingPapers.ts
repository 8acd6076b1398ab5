import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decisionFile } from '../archive/decisionFile.ts'
import type { ArchiveReader } from '../archive/openArchive.ts'
import { parseRun, runFiles } from '../archive/readRuns.ts'
import { originalsEver } from '../model/originalsOf.ts'
import type { ReviewDecision } from '../model/reviewDecision.ts'
import type { Run } from '../model/run.ts'
import type { Withheld } from '../model/withholding.ts'
import { isReportId } from './isReportId.ts'
import { allWithheldAddresses, type WithheldAddresses } from './withheldAddresses.ts'

/**
 * Papers of an archive that may quote a withheld original: records of runs that say why it was not read, and decisions of people on
 * what it gave. They are signed as they are, so no word of them can be taken out: who must not have it must not have the paper.
 */
export async function quotingPapers(
  archive: ArchiveReader,
  withheld: Withheld,
): Promise<ReadonlySet<string>> {
  const quoting = new Set<string>()
  if (withheld.list.length === 0) return quoting
  const hidden = await allWithheldAddresses(archive, withheld)
  for (const decision of await archive.decisions()) {
    if (await mayQuote(archive, decision, { withheld, hidden })) quoting.add(decisionFile)
  }
  for (const name of await runFiles(archive.folder)) {
    const path = `runs/${name}`
    const run = parseRun(path, await readFile(join(archive.folder, path), 'utf8'))
    if (tellsOf(run, hidden)) quoting.add(path)
  }
  return quoting
}

async function mayQuote(
  archive: ArchiveReader,
  decision: ReviewDecision,
  { withheld, hidden }: { readonly withheld: Withheld; readonly hidden: WithheldAddresses },
): Promise<boolean> {
  const { site, subject } = decision
  const isWithheld = (sha256: string): boolean => withheld.of({ sha256 }) !== null
  if (decision.action !== 'withdraw' && isWithheld(decision.original)) return true
  if (hidden.get(site)?.has(subject) === true) return true
  if (!hidden.has(site) || !isReportId(subject)) return false
  const report = await (await archive.site(site)).readReport(subject)
  return report !== null && [...originalsEver(report)].some(isWithheld)
}

const tellsOf = ({ sites }: Run, hidden: WithheldAddresses): boolean =>
  sites.some(({ site, unread }) => unread.some(({ url }) => hidden.get(site)?.has(url) === true))
