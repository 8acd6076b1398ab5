import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkpointNumbers, signatureFile, textFile } from '../archive/checkpointFiles.ts'
import { decisionFile } from '../archive/decisionFile.ts'
import { readArchive, type ArchiveReader } from '../archive/openArchive.ts'
import { bytesIfThere, readIfThere } from '../archive/readIfThere.ts'
import { runFiles } from '../archive/readRuns.ts'
import { reportPath, reportText } from '../archive/reportFile.ts'
import type { SiteReader } from '../archive/siteReader.ts'
import { authoritiesFile, stampFile } from '../archive/timestamps.ts'
import { withheldFile } from '../archive/withheldFile.ts'
import { publicReport } from '../model/publicReport.ts'
import { isWhole, type Selection } from '../model/selection.ts'
import type { Withheld } from '../model/withholding.ts'
import type { Holdings, Paper, SiteHoldings, WithheldPaper } from '../publish/holdings.ts'
import { linesOfReports } from './linesOfReports.ts'
import { quotingPapers } from './quotingPapers.ts'
import { selectedReports, selectedSites } from './selectedReports.ts'

/** The selected part of an archive, for an archival export. Sites are read one by one, as they stand when their turn comes. */
export function selectHoldings(archive: ArchiveReader, selection: Selection, withheld: Withheld): Holdings {
  return {
    withheld,
    kind: archive.kind,
    began: archive.created,
    selection,
    papers: () => papers(archive, isWhole(selection), withheld),
    async *sites() {
      for (const id of await selectedSites(archive, selection)) {
        // A reader of its own, closed after it: the indexes of all sites together may be large.
        const reader = await readArchive(archive.folder)
        try {
          const held = await holdingsOf(await reader.site(id), selection, withheld)
          if (held !== null) yield held
        } finally {
          await reader.close()
        }
      }
    },
  }
}

async function holdingsOf(
  site: SiteReader,
  selection: Selection,
  withheld: Withheld,
): Promise<SiteHoldings | null> {
  const held = { ...site, reports: () => reportPapers(site, selection, withheld) }
  if (isWhole({ ...selection, site: null })) return { ...held, captures: () => site.captures() }
  const chosen = await linesOfReports(site, selectedReports(site, selection))
  return chosen.isEmpty ? null : { ...held, captures: () => chosen.captures() }
}

async function* reportPapers(
  site: SiteReader,
  selection: Selection,
  withheld: Withheld,
): AsyncGenerator<Paper> {
  for await (const report of selectedReports(site, selection)) {
    if (report.id === null) continue
    yield { path: reportPath(report.id), bytes: Buffer.from(reportText(publicReport(report, withheld))) }
  }
}

/** Before the sites, so that no record of a run speaks of lines that the copied ledger does not have yet. */
async function* papers(
  archive: ArchiveReader,
  whole: boolean,
  withheld: Withheld,
): AsyncGenerator<Paper | WithheldPaper> {
  const { folder } = archive
  // Read before it is asked what quotes: what comes meanwhile is not in this export.
  const decided = [withheldFile, decisionFile].map((path) => ({
    path,
    bytes: bytesIfThere(join(folder, path)),
  }))
  const runs = whole ? (await runFiles(folder)).map((name) => `runs/${name}`) : []
  const quoting = await quotingPapers(archive, withheld)
  yield { path: 'archive.json', bytes: await readFile(join(folder, 'archive.json')) }
  const readme = await readIfThere(join(folder, 'README.md'))
  if (readme !== null) yield { path: 'README.md', bytes: Buffer.from(readme) }
  for (const { path, bytes } of decided)
    if (bytes !== null) yield { path, bytes: quoting.has(path) ? null : bytes }
  for (const path of runs)
    yield { path, bytes: quoting.has(path) ? null : await readFile(join(folder, path)) }
  // the signed checkpoints prove the whole archive, and verify misses them where one was made
  for (const number of whole ? await checkpointNumbers(folder) : []) {
    for (const path of [textFile(number), signatureFile(number), stampFile(number)]) {
      const bytes = bytesIfThere(join(folder, path))
      if (bytes !== null) yield { path, bytes }
    }
  }
  const authorities = whole ? bytesIfThere(join(folder, authoritiesFile)) : null
  if (authorities !== null) yield { path: authoritiesFile, bytes: authorities }
}
