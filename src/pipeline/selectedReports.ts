import type { ArchiveReader } from '../archive/openArchive.ts'
import type { SiteReader } from '../archive/siteReader.ts'
import { NianbaoError } from '../errors.ts'
import type { Report } from '../model/report.ts'
import { isSelected, namedReports, type Selection } from '../model/selection.ts'

/** The selected reports of a site in the order of their files; those that are named are found without reading the others. */
export async function* selectedReports(site: SiteReader, selection: Selection): AsyncGenerator<Report> {
  for await (const report of reportsOf(site, namedReports(selection))) {
    const { id, year } = report
    if (isSelected(selection, { site: site.id, id: id ?? '', year })) yield report
  }
}

async function* reportsOf(site: SiteReader, named: readonly string[] | null): AsyncGenerator<Report> {
  if (named === null) yield* site.reports()
  for (const id of named ?? []) {
    const report = await site.readReport(id)
    if (report !== null) yield report
  }
}

/** Ids of the sites that may hold something selected. `usage` for a site that the archive does not have. */
export async function selectedSites(archive: ArchiveReader, { site }: Selection): Promise<readonly string[]> {
  const sites = await archive.sites()
  if (site === null) return sites
  if (sites.includes(site)) return [site]
  const known = sites.join(', ') || 'no site'
  throw new NianbaoError('usage', `--site ${site}: nothing is archived of it; this archive has ${known}`)
}
