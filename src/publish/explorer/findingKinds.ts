import type { AskedFindings, FindingFacets, Library } from '../../model/library.ts'

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
    library.acrossFacets({ ...asked, code: null }),
  ])
  const rank = ({ severity }: FindingKind): number => ['error', 'warning', 'info'].indexOf(severity)
  return [...facets.code.map(kindOf).sort((a, b) => rank(a) - rank(b)), ...across.code.map(kindOf)]
}

const kindOf = ({ value, severity, reports }: FindingFacets['code'][number]): FindingKind => ({
  code: value,
  severity,
  reports,
})
