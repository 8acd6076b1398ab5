import type { AskedFindings, Library } from '../../model/library.ts'
import { acrossAsked } from './findingsAsked.ts'

/** A kind of finding, and in how many reports it is. */
export interface FindingKind {
  readonly code: string
  readonly severity: string
  readonly reports: number
}

/** Every kind of finding of a region and year: those of reports by number, then those between years. */
export async function findingKinds(library: Library, asked: AskedFindings): Promise<readonly FindingKind[]> {
  const [facets, across] = await Promise.all([
    library.findingFacets({ ...asked, code: null }),
    acrossAsked(library, { ...asked, code: null }),
  ])
  const rank = ({ severity }: FindingKind): number => ['error', 'warning', 'info'].indexOf(severity)
  return [
    ...facets.code
      .map(({ value, severity, reports }) => ({ code: value, severity, reports }))
      .sort((a, b) => rank(a) - rank(b)),
    ...[...Map.groupBy(across, ({ code }) => code)].map(([code, found]) => ({
      code,
      severity: found[0]?.severity ?? 'info',
      reports: new Set(found.map(({ site, report }) => `${site} ${report}`)).size,
    })),
  ]
}
