import { readOriginal, readOriginalNow } from '../archive/originals.ts'
import { readReport, readReportNow } from '../archive/reports.ts'
import type { Report } from '../model/report.ts'

/** How an explorer reads files of a site's folder: a report by its id, an original by its hash and extension. */
export interface ExploreReading {
  readonly report: (folder: string, id: string) => Promise<Report | null> | Report | null
  readonly original: (folder: string, sha256: string, extension: string) => Promise<Uint8Array> | Uint8Array
}

/** While others are answered. */
export const readBesideOthers: ExploreReading = { report: readReport, original: readOriginal }

/** By a thread that makes one page after the other and would only wait: it kept a tenth of two cores idle (2026-11-22). */
export const readAtOnce: ExploreReading = { report: readReportNow, original: readOriginalNow }
