import { everySource } from '../model/originalsOf.ts'
import type { OriginalFacts, SitedReport } from '../model/library.ts'
import type { Withheld } from '../model/withholding.ts'
import { keptExtension } from './exploreOriginal.ts'

/** What reports were read from in place of an original that no reader of ours reads (转换件); null where they were read from itself, and where it may not be shown. */
export function conversionOf(
  { archive, site }: { readonly archive: string; readonly site: string },
  sha256: string,
  reports: readonly SitedReport[],
  withheld: Withheld,
): OriginalFacts['conversion'] {
  const read = reports
    .flatMap(({ report }) => everySource(report))
    .findLast((source) => source.sha256 === sha256 && source.conversion !== undefined)?.conversion
  if (read === undefined) return null
  const { by } = read
  if (withheld.of({ sha256: read.sha256, conversion: { of: sha256, by } }) !== null) return null
  const extension = keptExtension(archive, site, read.sha256)
  return extension === null ? null : { sha256: read.sha256, extension, by }
}
