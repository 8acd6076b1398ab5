import type { ArchiveReader } from '../archive/openArchive.ts'
import { publicReport } from '../model/publicReport.ts'
import { decisionsBySubject, type ReviewDecision } from '../model/reviewDecision.ts'
import { reviewedReport } from '../model/reviewedReport.ts'
import type { Selection } from '../model/selection.ts'
import type { Withheld } from '../model/withholding.ts'
import type { SitedReport } from '../validate/certainFigure.ts'
import { selectedReports, selectedSites } from './selectedReports.ts'

/** The selected reports of an archive as others may have them, with what people decided on them, site by site in the order of their files. */
export async function* allReports(
  archive: ArchiveReader,
  selection: Selection,
  withheld: Withheld,
  decisions: readonly ReviewDecision[],
): AsyncGenerator<SitedReport> {
  const decidedOn = decisionsBySubject(decisions)
  for (const id of await selectedSites(archive, selection)) {
    for await (const report of selectedReports(await archive.site(id), selection)) {
      const decided = decidedOn({ site: id, subject: report.id ?? '' })
      yield { site: id, report: publicReport(reviewedReport(id, report, decided), withheld) }
    }
  }
}
