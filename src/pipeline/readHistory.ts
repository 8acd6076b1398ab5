import { readArchive, type ArchiveReader } from '../archive/openArchive.ts'
import { NianbaoError } from '../errors.ts'
import type { Histories, History } from '../model/history.ts'
import { publicReport } from '../model/publicReport.ts'
import { withheldOriginals, type Withheld } from '../model/withholding.ts'
import { isReportId } from './isReportId.ts'
import { runsBySite, type RunsBySite } from './runsBySite.ts'
import { siteHistories } from './siteHistories.ts'

/** `nianbao history`: every edition of a report, when it was seen, and what became of its addresses. `usage` where no site has it. */
export async function readHistory(order: {
  readonly archive: string
  /** Id of a report: `330105001/2022`, `330105/财政局/2022`. */
  readonly id: string
}): Promise<Histories> {
  const archive = await readArchive(order.archive)
  try {
    const withheld = await archive.withheld()
    const told = { withheld, runs: await runsBySite(order.archive) }
    const histories: History[] = []
    for (const site of await archive.sites()) {
      const history = await historyAt(archive, site, order.id, told)
      if (history !== null) histories.push(history)
    }
    if (histories.length > 0)
      return { archive: archive.kind, histories, withheld: namedIn(histories, withheld) }
    throw new NianbaoError(
      'usage',
      `${order.id}: no such report is archived (ids are as 330105001/2022, 330105/财政局/2022); nianbao status lists them`,
    )
  } finally {
    await archive.close()
  }
}

async function historyAt(
  archive: ArchiveReader,
  site: string,
  id: string,
  { withheld, runs }: { readonly withheld: Withheld; readonly runs: RunsBySite },
): Promise<History | null> {
  if (!isReportId(id)) return null
  const shelf = await archive.site(site)
  const report = await shelf.readReport(id)
  if (report === null) return null
  const lived = await siteHistories(shelf, runs.get(site) ?? [])
  return lived(publicReport(report, withheld))
}

function namedIn(histories: readonly History[], withheld: Withheld): Histories['withheld'] {
  const editions = histories.flatMap((history) => history.editions)
  const named = new Set(editions.flatMap(({ sources }) => (sources ?? []).map(({ sha256 }) => sha256)))
  return withheldOriginals(withheld).filter(({ sha256 }) => named.has(sha256))
}
