import type { ArchiveReader } from '../archive/openArchive.ts'
import type { Divisions } from '../model/divisions.ts'
import type { Knowledge } from '../model/knowledge.ts'
import { metricsOf } from '../model/metric.ts'
import { publicReport } from '../model/publicReport.ts'
import { decisionsBySubject } from '../model/reviewDecision.ts'
import { reviewedReport } from '../model/reviewedReport.ts'
import type { Withheld } from '../model/withholding.ts'
import type { YearFinding } from '../model/yearFinding.ts'
import { acrossYears } from '../validate/acrossYears.ts'
import type { SitedReport } from '../validate/certainFigure.ts'
import { lineages } from '../validate/lineages.ts'

/** Where a report of some unit lies. */
interface Place {
  readonly site: string
  readonly id: string
  readonly year: number
}

/**
 * The findings across years (docs/decisions/0039) about the chosen reports, unit by unit, as others may have them (0034). The reports
 * that they are compared with may be any of the archive. In memory are the ids of all reports, and the reports of one unit.
 */
export async function* yearFindings(
  archive: ArchiveReader,
  { divisions, forms }: Pick<Knowledge, 'divisions' | 'forms'>,
  isChosen: (place: Place) => boolean,
): AsyncGenerator<YearFinding> {
  const compare = acrossYears(forms.flatMap(metricsOf))
  const withheld = await archive.withheld()
  const decidedOn = decisionsBySubject(await archive.decisions())
  for (const places of await unitsOf(archive, divisions)) {
    if (places.length < 2 || !places.some(isChosen)) continue
    for (const finding of compare(await reportsAt(archive, places, { withheld, decidedOn })))
      if (isChosen({ site: finding.site, id: finding.report, year: finding.year })) yield finding
  }
}

/** Those about one report. */
export const yearFindingsOf = (
  archive: ArchiveReader,
  knowledge: Pick<Knowledge, 'divisions' | 'forms'>,
  about: { readonly site: string; readonly subject: string },
): Promise<readonly YearFinding[]> =>
  Array.fromAsync(
    yearFindings(archive, knowledge, ({ site, id }) => site === about.site && id === about.subject),
  )

/** Where the reports of each unit lie, under whatever code; sorted. */
async function unitsOf(archive: ArchiveReader, divisions: Divisions): Promise<readonly (readonly Place[])[]> {
  const lineageOf = lineages(divisions)
  const units = new Map<string, Place[]>()
  for (const site of await archive.sites()) {
    const shelf = await archive.site(site)
    for await (const id of shelf.reportIds()) {
      // an id is <unit>/<year>, and a unit may hold a slash of its own
      const slash = id.lastIndexOf('/')
      const year = Number(id.slice(slash + 1))
      const lineage = lineageOf(id.slice(0, slash), year)
      const known = units.get(lineage)
      if (known) known.push({ site, id, year })
      else units.set(lineage, [{ site, id, year }])
    }
  }
  return [...units].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, places]) => places)
}

async function reportsAt(
  archive: ArchiveReader,
  places: readonly Place[],
  {
    withheld,
    decidedOn,
  }: { readonly withheld: Withheld; readonly decidedOn: ReturnType<typeof decisionsBySubject> },
): Promise<readonly SitedReport[]> {
  const reports: SitedReport[] = []
  for (const { site, id } of places) {
    const report = await (await archive.site(site)).readReport(id)
    if (report === null) continue
    const decided = decidedOn({ site, subject: id })
    reports.push({ site, report: publicReport(reviewedReport(site, report, decided), withheld) })
  }
  return reports
}
