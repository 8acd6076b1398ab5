import type { AskedFindings, Library, ListedFinding } from '../../model/library.ts'
import type { YearFinding } from '../../model/yearFinding.ts'

/** Some findings of a list, in its order: first those between years, then those within reports. `total`: of the whole list. */
export async function findingsWindow(
  library: Pick<Library, 'acrossList' | 'findingList'>,
  asked: AskedFindings,
  { from, most }: { readonly from: number; readonly most: number },
): Promise<{
  readonly total: number
  readonly across: readonly YearFinding[]
  readonly findings: readonly ListedFinding[]
}> {
  const across = await library.acrossList(asked, { from, most })
  const within = await library.findingList(asked, {
    from: Math.max(0, from - across.total),
    most: most - across.findings.length,
  })
  return {
    total: across.total + within.total,
    across: across.findings,
    findings: within.findings,
  }
}
