import type { ArchiveReader } from '../archive/openArchive.ts'
import type { Report } from '../model/report.ts'
import type { Selection } from '../model/selection.ts'
import { selectedReports, selectedSites } from './selectedReports.ts'

/** The selected reports of an archive, site by site in the order of their files. */
export async function* allReports(archive: ArchiveReader, selection: Selection): AsyncGenerator<Report> {
  for (const id of await selectedSites(archive, selection)) {
    yield* selectedReports(await archive.site(id), selection)
  }
}
