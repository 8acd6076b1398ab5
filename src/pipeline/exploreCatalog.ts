import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Catalog } from '../archive/catalog/catalog.ts'
import type { CatalogEntry } from '../archive/catalog/catalogEntry.ts'
import { reportStamps } from '../archive/catalog/reportStamps.ts'
import type { ArchiveReader } from '../archive/openArchive.ts'
import { reportPath } from '../archive/reportFile.ts'
import { parseReport } from '../archive/reports.ts'
import type { evidenceOfFindings } from '../model/findingEvidence.ts'
import { originalsEver } from '../model/originalsOf.ts'
import { publicReport } from '../model/publicReport.ts'
import { decisionsBySubject, standing, type ReviewDecision } from '../model/reviewDecision.ts'
import { reviewedReport } from '../model/reviewedReport.ts'
import { Withholding, type Withheld } from '../model/withholding.ts'
import { systemCode } from '../systemRefusal.ts'
import { inBatches } from './inBatches.ts'

/** Reports that are read before they are put: one transaction, and the longest that a request waits for. */
const together = 25

/** What was decided in an archive, as a refresh takes it. */
export interface DecidedNow {
  readonly withheld: Withheld
  readonly decisions: readonly ReviewDecision[]
}

/**
 * Brings a catalogue up to date: what changed since it was made, and no more. What is withheld now is gone from it before anything
 * else is done. True where something changed.
 */
export async function refreshCatalog(
  { writer }: Catalog,
  archive: Pick<ArchiveReader, 'folder' | 'sites'>,
  decided: DecidedNow,
  evidenceOf: ReturnType<typeof evidenceOfFindings>,
): Promise<boolean> {
  const withheld = JSON.stringify(decided.withheld.list)
  const told = { ...decided, on: decisionsBySubject(decided.decisions), evidenceOf }
  let changed = hideWithheld(writer, withheld)
  const sites = await archive.sites()
  const gone = writer.sites().filter((site) => !sites.includes(site))
  for (const site of sites) {
    const stale = await staleIn(writer, archive.folder, site, told)
    writer.remove(stale.gone)
    for (const batch of inBatches(together, stale.files)) {
      const entries = await Promise.all(batch.map((file) => entryOf(archive.folder, site, file, told)))
      const put = writer.put(
        entries.flatMap((entry) => entry ?? []),
        withheld,
      )
      // Another process knows of a newer decision: its refresh goes on with it, and the next one here.
      if (!put) return true
    }
    changed ||= stale.gone.length + stale.files.length > 0
  }
  for (const site of gone) writer.remove([...writer.known(site).values()].map(({ number }) => number))
  if (changed) writer.settle()
  return changed || gone.length > 0
}

/** Takes out every report that names an original of which another decision is in force than when it was put in. */
export function hideWithheld(writer: Catalog['writer'], list: string): boolean {
  const before = writer.withheld()
  if (before === list) return false
  if (before !== null) {
    const [was, is] = [hashesIn(before), hashesIn(list)]
    const differ = [...new Set([...was.keys(), ...is.keys()])].filter(
      (sha256) => was.get(sha256) !== is.get(sha256),
    )
    writer.remove(writer.naming(differ))
  }
  writer.setWithheld(list)
  writer.settle()
  return true
}

const hashesIn = (list: string): ReadonlyMap<string, string> =>
  new Map(
    z
      .array(Withholding)
      .parse(JSON.parse(list))
      .map((decision) => [decision.sha256, JSON.stringify(decision)]),
  )

/** What was decided, and on which report. */
interface Told extends DecidedNow {
  readonly evidenceOf: ReturnType<typeof evidenceOfFindings>
  readonly on: ReturnType<typeof decisionsBySubject>
}

interface StaleFile {
  readonly path: string
  readonly stamp: string
}

/** Files that are new or differ, and rows whose file is gone. */
async function staleIn(
  writer: Catalog['writer'],
  folder: string,
  site: string,
  { on }: Told,
): Promise<{ readonly files: readonly StaleFile[]; readonly gone: readonly number[] }> {
  const root = join(folder, site)
  const stamps = await reportStamps(root)
  const known = new Map(
    [...writer.known(site)].map(([id, row]) => [join(root, reportPath(id)), { id, ...row }] as const),
  )
  const files = [...stamps].flatMap(([path, stamp]) => {
    const row = known.get(path)
    const current = row?.stamp === stamp && row.decided === digestOf({ site, subject: row.id }, on)
    return current ? [] : [{ path, stamp }]
  })
  return { files, gone: [...known].flatMap(([path, { number }]) => (stamps.has(path) ? [] : [number])) }
}

async function entryOf(
  folder: string,
  site: string,
  { path, stamp }: StaleFile,
  { withheld, on, evidenceOf }: Told,
): Promise<CatalogEntry | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    // it went away since
    if (systemCode(error) === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  const read = parseReport(join(folder, site), path, text)
  const about = { site, subject: read.id ?? '' }
  const report = publicReport(reviewedReport(site, read, on(about)), withheld)
  return {
    site,
    id: about.subject,
    stamp,
    decided: digestOf(about, on),
    restsOn: originalsEver(read),
    ...{ report, evidence: evidenceOf(report) },
  }
}

/** Empty where nothing was decided, which is nearly always. */
function digestOf(about: Parameters<Told['on']>[0], on: Told['on']): string {
  const decisions = on(about)
  const inForce = decisions.length === 0 ? [] : standing(decisions, about)
  return inForce.length === 0 ? '' : hash('sha256', JSON.stringify(inForce))
}
