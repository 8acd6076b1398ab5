import { join } from 'node:path'
import { fileStamp } from '../archive/catalog/fileStamp.ts'
import type { Place } from '../archive/catalog/catalogReader.ts'
import { reportPath } from '../archive/reportFile.ts'
import type { SitedReport } from '../model/library.ts'
import { publicReport } from '../model/publicReport.ts'
import { reviewedReport } from '../model/reviewedReport.ts'
import type { DecidedNow } from './exploreCatalog.ts'
import { readBesideOthers, type ExploreReading } from './exploreReading.ts'

/** Reports that are at hand: those of a page are asked for again by the pages around it. Some 300 KB each, read. */
const mostAtHand = 60

interface ReadingOptions {
  readonly most?: number
  readonly stampOf?: (path: string) => Promise<string | null>
  readonly readReport?: ExploreReading['report']
}

interface AtHand {
  readonly stamp: string | null
  readonly decided: DecidedNow
  readonly sited: SitedReport
}

/** Reads reports as others may have them. */
export interface ReportsAtHand {
  readonly read: (places: readonly Place[]) => Promise<readonly SitedReport[]>
  readonly forget: () => void
}

/**
 * Reads reports from their files; one whose file and decisions are as before is not read again. `stampOf` tells whether a file is: who answers from
 * one moment need not look.
 */
export function exploreReports(
  folder: string,
  decidedNow: () => DecidedNow,
  { most = mostAtHand, stampOf = fileStamp, readReport = readBesideOthers.report }: ReadingOptions = {},
): ReportsAtHand {
  const atHand = new Map<string, AtHand>()
  const one = async ({ site, id }: Place): Promise<readonly SitedReport[]> => {
    const key = `${site} ${id}`
    const decided = decidedNow()
    const stamp = await stampOf(join(folder, site, reportPath(id)))
    const known = atHand.get(key)
    atHand.delete(key)
    if (known?.stamp === stamp && known.decided === decided) {
      atHand.set(key, known)
      return [known.sited]
    }
    const report = await readReport(join(folder, site), id)
    if (report === null) return []
    const sited = {
      site,
      report: publicReport(reviewedReport(site, report, decided.decisions), decided.withheld),
    }
    atHand.set(key, { stamp, decided, sited })
    const [oldest] = atHand.keys()
    if (atHand.size > most && oldest !== undefined) atHand.delete(oldest)
    return [sited]
  }
  return {
    read: async (places) => (await Promise.all(places.map(one))).flat(),
    forget() {
      atHand.clear()
    },
  }
}
