import type { ArchiveReader } from '../../archive/openArchive.ts'
import type { SiteReader } from '../../archive/siteReader.ts'
import { NianbaoError } from '../../errors.ts'
import type { Report } from '../../model/report.ts'
import type { ReviewDecision } from '../../model/reviewDecision.ts'
import { publicReport } from '../../model/publicReport.ts'
import { reviewedReport } from '../../model/reviewedReport.ts'
import type { Withheld } from '../../model/withholding.ts'
import { isReportId } from '../isReportId.ts'
import { unfiledOriginals, type UnfiledOriginal } from './unfiledOriginals.ts'

/** What a person names: a report as others may have it (0034), with what was decided on it, or the address of originals that gave none. */
export type ReviewSubject =
  | { readonly kind: 'report'; readonly shelf: SiteReader; readonly report: Report }
  | { readonly kind: 'unfiled'; readonly shelf: SiteReader; readonly originals: readonly UnfiledOriginal[] }

export interface NamedSubject {
  /** Id of a report, or an address as review lists it. */
  readonly subject: string
  /** Of several sites that have it, the one that is meant. */
  readonly site: string | null
}

/** Finds what a person named. `usage` where nothing or more than one thing is called so. */
export async function reviewSubject(
  archive: ArchiveReader,
  { subject, site }: NamedSubject,
  decisions: readonly ReviewDecision[],
): Promise<ReviewSubject> {
  const sites = await archive.sites()
  if (site !== null && !sites.includes(site))
    throw new NianbaoError(
      'usage',
      `--site ${site}: nothing is archived of it; this archive has ${sites.join(', ')}`,
    )
  const withheld = await archive.withheld()
  const found: ReviewSubject[] = []
  for (const id of site === null ? sites : [site]) {
    const one = await subjectAt(await archive.site(id), subject, { decisions, withheld })
    if (one !== null) found.push(one)
  }
  const [first, ...others] = found
  if (first === undefined)
    throw new NianbaoError(
      'usage',
      `${subject}: no such report is archived, and no original without one (ids are as 330105001/2022, 330105/财政局/2022); nianbao review and nianbao status list them`,
    )
  if (others.length === 0) return first
  throw new NianbaoError(
    'usage',
    `${subject} is at ${found.map(({ shelf }) => shelf.id).join(' and ')}; name one with --site`,
  )
}

async function subjectAt(
  shelf: SiteReader,
  subject: string,
  { decisions, withheld }: { readonly decisions: readonly ReviewDecision[]; readonly withheld: Withheld },
): Promise<ReviewSubject | null> {
  if (isReportId(subject)) {
    const report = await shelf.readReport(subject)
    return report === null
      ? null
      : { kind: 'report', shelf, report: publicReport(reviewedReport(shelf.id, report, decisions), withheld) }
  }
  const originals = (await unfiledOriginals(shelf, withheld)).filter(({ url }) => url === subject)
  return originals.length === 0 ? null : { kind: 'unfiled', shelf, originals }
}
