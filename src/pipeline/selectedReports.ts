import type { ArchiveReader } from '../archive/openArchive.ts'
import type { SiteReader } from '../archive/siteReader.ts'
import { NianbaoError } from '../errors.ts'
import type { Report } from '../model/report.ts'
import type { Selection } from '../model/selection.ts'

/** The selected reports of a site in the order of their files; one that is named is found without reading the others. */
export async function* selectedReports(
  site: SiteReader,
  { report, year }: Selection,
): AsyncGenerator<Report> {
  if (report === null) {
    for await (const each of site.reports()) if (year === null || year === each.year) yield each
    return
  }
  const named = await site.readReport(report)
  if (named !== null && (year === null || year === named.year)) yield named
}

/** Ids of the sites that may hold something selected. `usage` for a site that the archive does not have. */
export async function selectedSites(archive: ArchiveReader, { site }: Selection): Promise<readonly string[]> {
  const sites = await archive.sites()
  if (site === null) return sites
  if (sites.includes(site)) return [site]
  const known = sites.join(', ') || 'no site'
  throw new NianbaoError('usage', `--site ${site}: nothing is archived of it; this archive has ${known}`)
}
