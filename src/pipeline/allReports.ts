import type { ArchiveReader } from '../archive/openArchive.ts'
import type { Report } from '../model/report.ts'

/** Every report of an archive, site by site in the order of their files. */
export async function* allReports(archive: ArchiveReader): AsyncGenerator<Report> {
  for (const site of await archive.sites()) yield* (await archive.site(site)).reports()
}
