import type { AskedFindings, Library } from '../../model/library.ts'
import type { YearFinding } from '../../model/yearFinding.ts'
import type { Asks } from './asks.ts'
import { limitsAsked, limitsQuery } from './limits.ts'

export function findingsAsked(asks: Pick<Asks, 'query'>, code: string | null): AskedFindings {
  const { region, year } = limitsAsked(asks)
  return { code, region, year }
}

/** The limits behind an address of a list of findings: `?region=33&year=2022`, or nothing. */
export const findingsQuery = ({ region, year }: Omit<AskedFindings, 'code'>): string =>
  limitsQuery({ region, year })

/** Contradictions between years that are asked for. */
export async function acrossAsked(
  library: Library,
  { code, region, year }: AskedFindings,
): Promise<readonly YearFinding[]> {
  return (await library.acrossYears(null)).filter(
    (finding) =>
      (code === null || finding.code === code) &&
      (region === null || finding.unit_code.startsWith(region)) &&
      (year === null || finding.year === year),
  )
}

interface Counted {
  readonly value: string
  readonly reports: number
}

/** By what contradictions of a kind can be narrowed further; null where the kind is not one of them. */
export async function acrossFacets(
  library: Library,
  asked: AskedFindings,
): Promise<{ readonly region: readonly Counted[]; readonly year: readonly Counted[] } | null> {
  const ofKind = await acrossAsked(library, { ...asked, region: null, year: null })
  if (ofKind.length === 0) return null
  const depth = [2, 4, 6, 9].find((digits) => digits > (asked.region?.length ?? 0)) ?? 9
  const counted = (
    findings: readonly YearFinding[],
    valueOf: (finding: YearFinding) => string,
  ): readonly Counted[] =>
    [...Map.groupBy(findings, valueOf)]
      .map(([value, found]) => ({ value, reports: new Set(found.map(({ report }) => report)).size }))
      .sort((a, b) => (a.value < b.value ? -1 : 1))
  return {
    region: counted(await acrossAsked(library, asked), ({ unit_code: code }) =>
      code.split('/', 1).join('').slice(0, depth),
    ),
    year: counted(await acrossAsked(library, { ...asked, year: null }), ({ year }) =>
      String(year),
    ).toReversed(),
  }
}
